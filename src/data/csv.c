/* CSV: a table with a header line and columns of longitude and latitude.
 *
 * In: UTF-8 text, or text in the encoding the map file names. Out: one point per row, or, asked for as a line,
 * the rows in order as one line (or one per value of a column, in the order in which the values first appear).
 * Records are line numbers, so that an editor can jump to a fault. */
#include "base/buffer.h"
#include "base/hash_table.h"
#include "base/options.h"
#include "base/utf8.h"
#include "data/csv_rows.h"
#include "data/encoding.h"
#include "data/formats.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define CSV_LIMIT ((size_t)1 << 30)
/* After so many faults the rest of the file has most likely the same. */
#define FAULT_LIMIT 10

struct csv_reader {
	struct arena *arena; /* of the result */
	struct arena scratch;
	const struct dataset_request *request;
	struct diag *diag;
	struct dataset *out;
	struct csv_rows rows;
	struct part *parts;     /* one a feature */
	size_t lon, lat, group; /* columns; group == column_count: none */
	size_t faults;
	struct point_row *rows_read; /* lines only: what the row of each point holds */
	size_t *features_of_rows;    /* lines only: the feature that each point belongs to */
	struct hash_table groups;    /* lines only: numbers of features by their group value */
};

static void fault_at(struct csv_reader *reader, size_t line, const char *hint, const char *fault)
{
	reader->faults++;
	diag_error(reader->diag, BAD_SYNTAX, reader->request->place, hint, "%s:%zu: %s", reader->out->file, line,
	           fault);
}

/* The beginning of a field, for a message. */
static const char *shortened(struct csv_reader *reader, struct bytes field)
{
	size_t length = field.length;
	if (length > 40) {
		length = 40;
		while (length > 0 && ((unsigned char)field.start[length] & 0xC0) == 0x80)
			length--;
	}
	const char *text = data_value_text(&reader->scratch, field.start, length);
	return length < field.length ? arena_printf(&reader->scratch, "%s…", text) : text;
}

static size_t line_of(const char *text, size_t offset)
{
	size_t line = 1;
	for (size_t i = 0; i < offset; i++)
		line += text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
	return line;
}

static bool convert(struct csv_reader *reader, struct bytes *text)
{
	const char *encoding = encoding_known(&reader->scratch, reader->request->encoding);
	struct decoder decoder;
	if (!encoding || !decoder_open(&decoder, encoding)) {
		diag_error(reader->diag, UNKNOWN_NAME, reader->request->place, "for example utf-8, gbk, big5, cp1252",
		           "unknown text encoding %s", reader->request->encoding);
		return false;
	}
	struct buffer converted;
	buffer_init(&converted);
	size_t damage = decoder_add(&decoder, text->start, text->length, &converted);
	decoder_close(&decoder);
	if (damage != SIZE_MAX)
		diag_warning(reader->diag, BAD_ENCODING, reader->request->place, NULL,
		             "%s:%zu: some bytes are not %s text", reader->out->file, line_of(converted.bytes, damage),
		             reader->request->encoding);
	*text = (struct bytes){
	        arena_text_n(&reader->scratch, converted.length ? converted.bytes : "", converted.length),
	        converted.length};
	buffer_clear(&converted);
	return true;
}

/* Bytes before the first that is not UTF-8. */
static size_t valid_bytes(struct bytes text)
{
	size_t good = 0;
	while (good < text.length) {
		const char *end = memchr(text.start + good, '\n', text.length - good);
		size_t next = end ? (size_t)(end - text.start) + 1 : text.length;
		if (!base_utf8_valid(text.start + good, next - good))
			return good;
		good = next;
	}
	return good;
}

/* The text as UTF-8 without a byte order mark. */
static bool prepare_text(struct csv_reader *reader, struct bytes *text)
{
	if (reader->request->encoding) {
		if (!convert(reader, text))
			return false;
	} else {
		size_t good = valid_bytes(*text);
		if (good < text->length) {
			fault_at(reader, line_of(text->start, good),
			         "save it as UTF-8 or name its encoding in the data entry, for example encoding: gbk",
			         "the text is not UTF-8");
			return false;
		}
	}
	if (text->length >= 3 && memcmp(text->start, "\xEF\xBB\xBF", 3) == 0)
		*text = (struct bytes){text->start + 3, text->length - 3};
	return true;
}

static const char *column_list(struct csv_reader *reader)
{
	const struct dataset *out = reader->out;
	const char *list = "";
	for (size_t i = 0; i < out->column_count && i < 12; i++) {
		const char *name = shortened(reader, (struct bytes){out->columns[i], strlen(out->columns[i])});
		list = arena_printf(&reader->scratch, "%s%s%s", list, i ? ", " : "", name);
	}
	return list;
}

static const char *column_hint(struct csv_reader *reader, const char *name, const char *role)
{
	const struct dataset *out = reader->out;
	if (out->column_count == 1 && strpbrk(out->columns[0], ";\t"))
		return "fields are separated by commas, not by semicolons or tabs";
	const char *similar = option_suggest(name, out->columns, sizeof *out->columns, out->column_count);
	/* lon and lat are like each other, but never meant for each other. */
	if (similar && strcmp(similar, "lon") != 0 && strcmp(similar, "lat") != 0)
		return arena_printf(&reader->scratch, "did you mean %s", similar);
	return arena_printf(&reader->scratch, "name it in the data entry (%s: …); the columns are %s", role,
	                    column_list(reader));
}

/* The index of a column that must be there. `role` is the key by which the map file names it. */
static bool find_column(struct csv_reader *reader, const char *name, const char *role, size_t *index)
{
	int found = dataset_column(reader->out, name);
	if (found >= 0) {
		*index = (size_t)found;
		return true;
	}
	fault_at(reader, reader->rows.row_line, column_hint(reader, name, role),
	         arena_printf(&reader->scratch, "there is no column %s", name));
	return false;
}

static bool read_header(struct csv_reader *reader)
{
	struct dataset *out = reader->out;
	const struct dataset_request *request = reader->request;
	if (!csv_rows_next(&reader->rows)) {
		if (reader->rows.fault)
			fault_at(reader, reader->rows.fault_line, NULL, reader->rows.fault);
		else
			diag_error(reader->diag, NO_FEATURES, request->place, NULL, "%s is empty", out->file);
		return false;
	}
	out->column_count = reader->rows.count;
	out->columns = ARENA_ARRAY(reader->arena, out->column_count, const char *);
	for (size_t i = 0; i < out->column_count; i++)
		out->columns[i] = csv_rows_text(reader->arena, reader->rows.fields[i]);
	reader->group = out->column_count;
	bool lon = find_column(reader, request->lon ? request->lon : "lon", "lon", &reader->lon);
	bool lat = find_column(reader, request->lat ? request->lat : "lat", "lat", &reader->lat);
	bool group = !request->as_line || !request->line_by ||
	             find_column(reader, request->line_by, "line_by", &reader->group);
	return lon && lat && group;
}

static bool read_number(struct csv_reader *reader, size_t column, double *value)
{
	char text[64];
	struct bytes field = reader->rows.fields[column];
	if (field.length > 0 && field.length < sizeof text && !memchr(field.start, '\0', field.length)) {
		memcpy(text, field.start, field.length);
		text[field.length] = '\0';
		if (base_number_parse(text, value))
			return true;
	}
	const char *name = reader->out->columns[column];
	if (field.length == 0)
		fault_at(reader, reader->rows.row_line, NULL,
		         arena_printf(&reader->scratch, "column %s is empty", name));
	else
		fault_at(reader, reader->rows.row_line, "a number in degrees with a decimal point, like 121.5",
		         arena_printf(&reader->scratch, "column %s holds %s, which is not a number", name,
		                      shortened(reader, field)));
	return false;
}

static bool read_point(struct csv_reader *reader, struct lonlat *point)
{
	size_t count = reader->rows.count, wanted = reader->out->column_count;
	if (count != wanted) {
		fault_at(reader, reader->rows.row_line, "a field that holds a comma must stand in quotes",
		         arena_printf(&reader->scratch, "%zu fields where the header has %zu", count, wanted));
		return false;
	}
	if (!read_number(reader, reader->lon, &point->lon) || !read_number(reader, reader->lat, &point->lat))
		return false;
	const char *fault = dataset_coordinate_fault(&reader->scratch, point, true);
	if (!fault)
		return true;
	fault_at(reader, reader->rows.row_line, dataset_coordinate_hint(*point, "degrees"), fault);
	return false;
}

static struct point_row read_values(struct csv_reader *reader)
{
	size_t count = reader->out->column_count;
	struct point_row row = {reader->rows.row_line, ARENA_ARRAY(reader->arena, count, const char *)};
	for (size_t i = 0; i < count; i++)
		row.values[i] =
		        data_value_text(reader->arena, reader->rows.fields[i].start, reader->rows.fields[i].length);
	return row;
}

static void add_feature(struct csv_reader *reader, struct point_row row)
{
	struct dataset *out = reader->out;
	struct part *part = &reader->parts[out->feature_count];
	*part = (struct part){out->point_count, 0};
	out->features[out->feature_count++] =
	        (struct feature){row.record, part, 1, lonlat_box_empty, row.values, out->type};
}

/* The feature that the row's point belongs to, added when its group is new. */
static size_t feature_of_row(struct csv_reader *reader, struct point_row row)
{
	struct dataset *out = reader->out;
	if (reader->group == out->column_count) {
		if (out->feature_count == 0)
			add_feature(reader, row);
		return 0;
	}
	struct bytes field = reader->rows.fields[reader->group];
	const char *value = data_value_text(&reader->scratch, field.start, field.length);
	bool is_new;
	size_t *feature = hash_table_add(&reader->groups, hash_text(value), &is_new);
	if (is_new) {
		*feature = out->feature_count;
		add_feature(reader, row);
	}
	return *feature;
}

static void add_row(struct csv_reader *reader, struct lonlat point)
{
	struct dataset *out = reader->out;
	size_t feature = out->feature_count;
	struct point_row row = read_values(reader);
	if (out->type == GEOMETRY_LINES) {
		reader->features_of_rows[out->point_count] = feature = feature_of_row(reader, row);
		reader->rows_read[out->point_count] = row;
	} else {
		add_feature(reader, row);
	}
	reader->parts[feature].count++;
	out->points[out->point_count++] = point;
}

/* Rows of several lines may alternate: brings each line's points together, in file order. */
static void gather_lines(struct csv_reader *reader)
{
	struct dataset *out = reader->out;
	struct lonlat *gathered = ARENA_ARRAY(reader->arena, out->point_count, struct lonlat);
	struct point_row *rows = ARENA_ARRAY(reader->arena, out->point_count, struct point_row);
	size_t *next = ARENA_ARRAY(&reader->scratch, out->feature_count, size_t);
	for (size_t i = 0, first = 0; i < out->feature_count; i++) {
		reader->parts[i].first = next[i] = first;
		first += reader->parts[i].count;
	}
	for (size_t i = 0; i < out->point_count; i++) {
		size_t at = next[reader->features_of_rows[i]]++;
		gathered[at] = out->points[i];
		rows[at] = reader->rows_read[i];
	}
	out->points = gathered;
	out->rows = rows;
}

static void check_lines(struct csv_reader *reader)
{
	const struct dataset *out = reader->out;
	for (size_t i = 0; i < out->feature_count && reader->faults < FAULT_LIMIT; i++)
		if (reader->parts[i].count < 2)
			fault_at(reader, out->features[i].record, NULL, "a line needs two points or more");
}

static bool read_rows(struct csv_reader *reader)
{
	struct csv_rows *rows = &reader->rows;
	while (csv_rows_next(rows)) {
		struct lonlat point;
		if (read_point(reader, &point))
			add_row(reader, point);
		if (reader->faults == FAULT_LIMIT) {
			diag_note(reader->diag, LEFT_OUT, reader->request->place, NULL,
			          "%s: the lines after %zu were not read", reader->out->file, rows->row_line);
			return false;
		}
	}
	if (rows->fault)
		fault_at(reader, rows->fault_line, NULL, rows->fault);
	return reader->faults == 0;
}

/* At most so many rows: blank lines and line ends in quotes make it fewer. */
static size_t count_line_ends(struct bytes text)
{
	size_t count = 1;
	for (size_t i = 0; i < text.length; i++)
		count += text.start[i] == '\n' ||
		         (text.start[i] == '\r' && (i + 1 == text.length || text.start[i + 1] != '\n'));
	return count;
}

static bool reserve(struct csv_reader *reader, struct bytes text)
{
	struct dataset *out = reader->out;
	size_t rows = count_line_ends(text);
	if (rows > VERTEX_BUDGET) {
		diag_error(reader->diag, OVER_LIMIT, reader->request->place, "simplify it first",
		           "%s has %zu lines, at most %zu are read", out->file, rows, VERTEX_BUDGET);
		return false;
	}
	/* One line is most common for lines, one feature a row otherwise. */
	bool one = reader->request->as_line && !reader->request->line_by;
	out->type = reader->request->as_line ? GEOMETRY_LINES : GEOMETRY_POINTS;
	out->features = ARENA_ARRAY(reader->arena, one ? 1 : rows, struct feature);
	reader->parts = ARENA_ARRAY(reader->arena, one ? 1 : rows, struct part);
	out->points = ARENA_ARRAY(reader->arena, rows, struct lonlat);
	if (reader->request->as_line) {
		reader->features_of_rows = ARENA_ARRAY(&reader->scratch, rows, size_t);
		out->rows = reader->rows_read = ARENA_ARRAY(reader->arena, rows, struct point_row);
	}
	return true;
}

static bool read_text(struct csv_reader *reader, struct bytes text)
{
	if (!prepare_text(reader, &text))
		return false;
	csv_rows_init(&reader->rows, &reader->scratch, text);
	if (!read_header(reader) || !reserve(reader, text) || !read_rows(reader))
		return false;
	if (reader->out->type == GEOMETRY_LINES) {
		check_lines(reader);
		if (reader->group != reader->out->column_count)
			gather_lines(reader);
	}
	return reader->faults == 0;
}

bool csv_read_bytes(struct arena *arena, struct bytes bytes, const struct dataset_request *request, struct diag *diag,
                    struct dataset *out)
{
	struct csv_reader reader = {.arena = arena, .request = request, .diag = diag, .out = out};
	arena_init(&reader.scratch);
	hash_table_init(&reader.groups, &reader.scratch, sizeof(size_t));
	bool good = read_text(&reader, bytes);
	arena_clear(&reader.scratch);
	return good;
}

static bool csv_open(struct arena *arena, const struct dataset_request *request, struct diag *diag, struct dataset *out)
{
	struct arena scratch;
	arena_init(&scratch);
	struct bytes bytes;
	bool good = data_file_read(&scratch, request->file, request->shown, CSV_LIMIT, request->place, diag, &bytes) &&
	            csv_read_bytes(arena, bytes, request, diag, out);
	arena_clear(&scratch);
	return good;
}

const struct data_format data_format_csv = {.name = "CSV", .suffixes = {".csv"}, .by_line = true, .open = csv_open};

/* CSV: a table with a header line, and points in columns of coordinates, or geometries in a column of WKT.
 *
 * In: text as spreadsheets, databases and people write it. Out: one feature per row, or, asked for as a line, the rows
 * in order as one line (or one per value of a column). Records are line numbers, so that an editor can jump to a fault.
 * Rows without coordinates are common in tables that were not made for a map: they are counted, the rest is drawn. */
#include "data/csv/csv.h"

#include "base/utf8.h"
#include "data/crs.h"
#include "data/csv/coordinate.h"
#include "data/csv/hemispheres.h"
#include "data/csv/layout.h"
#include "data/csv/lines.h"
#include "data/csv/text.h"
#include "data/feature_builder.h"
#include "data/well_known/well_known.h"

#include <math.h>
#include <string.h>

#define CSV_LIMIT ((size_t)1 << 30)

struct csv_reader {
	struct arena *arena; /* of the result */
	struct arena scratch;
	const struct dataset_request *request;
	struct diag *diag;
	struct dataset *out;
	struct csv_layout layout;
	struct csv_hemispheres hemispheres;
	size_t group; /* column of line_by; CSV_NO_COLUMN: none */
	struct feature_builder builder;
	size_t *columns; /* of the builder, by those of the layout */
	struct csv_lines lines;
	struct value_rows line_rows;
	struct record_fault *not_numbers; /* its words quote the first; NULL: none yet */
	uint32_t srid;                    /* of the first geometry that names one; 0: none yet */
	size_t without_srid;              /* geometries that name none, and the line of the first */
	size_t first_without_srid;
	const char *may_be_grouped;     /* the first projected coordinate like "652,398"; NULL: none */
	size_t short_rows, first_short; /* rows with fewer fields than the header, and the line of the first */
	bool has_whole_rows;
	bool has_array;            /* of coordinates without letters, "[2.35, 48.85]" */
	bool has_point;            /* "(2.35,48.85)", as PostgreSQL writes its points, x first */
	bool minus_lon, minus_lat; /* a coordinate without a letter has a minus */
	bool has_decimals;         /* of projected coordinates one has a mark that can only be of decimals */
};

static const struct record_fault no_coordinates = {"without coordinates", NULL};
static const struct record_fault too_many_fields = {"with more fields than the header",
                                                    "a field that holds the separator must stand in quotes"};
static const struct record_fault too_few_fields = {
        "with fewer fields than the header", "an empty field between blanks cannot be seen: part the fields by commas"};
static const struct record_fault other_system = {"in another coordinate system than the rows before", NULL};

static const struct record_fault other_hemisphere = {
        "with a hemisphere that contradicts the coordinate, or is not N, S, E or W",
        "write N, S, E or W, or the sign before the number (an O is east in some languages and west in others)"};

static struct bytes trimmed(struct bytes field)
{
	while (field.length && *field.start == ' ')
		field = (struct bytes){field.start + 1, field.length - 1};
	while (field.length && field.start[field.length - 1] == ' ')
		field.length--;
	return field;
}

/* A field of the row just read, of no length where the row is too short. */
static struct bytes field_at(const struct csv_reader *reader, size_t column)
{
	const struct csv_rows *rows = &reader->layout.rows;
	return column < rows->count ? trimmed(rows->fields[column]) : (struct bytes){"", 0};
}

/* Whether the fields from `from` on are empty. */
static bool row_is_empty(const struct csv_reader *reader, size_t from)
{
	for (size_t i = from; i < reader->layout.rows.count; i++)
		if (field_at(reader, i).length)
			return false;
	return true;
}

/* What is wrong with a field that holds no number. */
static const struct record_fault *number_fault(struct csv_reader *reader, size_t column)
{
	struct bytes field = field_at(reader, column);
	if (csv_field_is_empty(field))
		return &no_coordinates;
	if (!reader->not_numbers) {
		const char *name = base_utf8_shorten(&reader->scratch, reader->layout.columns[column], 40);
		reader->not_numbers = ARENA_NEW(reader->arena, struct record_fault);
		reader->not_numbers->words = arena_printf(
		        reader->arena, "without a number where a coordinate is to be, as '%s' in column %s",
		        csv_field_shown(&reader->scratch, field), name);
		reader->not_numbers->hint = "write numbers like 121.5 or 121,5, or degrees like 121°30′E";
	}
	return reader->not_numbers;
}

/* Whether the field has a decimal comma and no point. */
static bool has_decimal_comma(struct bytes field, const struct csv_coordinate *coordinate)
{
	return coordinate->group != ',' && memchr(field.start, ',', field.length) &&
	       !memchr(field.start, '.', field.length);
}

/* Reads "652,398" as a whole number where the other coordinate of the row, "6,862,275", says what its commas are. */
static void share_groups(struct bytes field, struct csv_coordinate *coordinate, const struct csv_coordinate *other)
{
	if (other->group && !coordinate->group && csv_field_may_be_grouped(field, other->group)) {
		coordinate->value = round(coordinate->value * 1000);
		coordinate->group = other->group;
	}
}

/* Remembers what the mark in a projected coordinate can be. */
static void notice_mark(struct csv_reader *reader, struct bytes field, const struct csv_coordinate *coordinate)
{
	bool may_be_grouped = csv_field_may_be_grouped(field, ',') || csv_field_may_be_grouped(field, '.');
	if (coordinate->group || !(memchr(field.start, ',', field.length) || memchr(field.start, '.', field.length)))
		return;
	reader->has_decimals |= !may_be_grouped;
	if (may_be_grouped && !reader->may_be_grouped)
		reader->may_be_grouped = csv_field_shown(reader->arena, field);
}

/* The point of the row just read, or what is wrong with it. */
static const struct record_fault *read_point(struct csv_reader *reader, struct lonlat *point)
{
	const struct csv_pair *pair = &reader->layout.pair;
	struct csv_coordinate lon, lat, both[2];
	if (pair->lon == pair->lat) {
		struct bytes field = field_at(reader, pair->lon);
		if (!csv_coordinate_pair_parse(field, both))
			return number_fault(reader, pair->lon);
		reader->has_array |= *field.start == '[' && both[0].axis == CSV_AXIS_UNSAID;
		reader->has_point |= *field.start == '(' && both[0].axis == CSV_AXIS_UNSAID &&
		                     data_ascii_same(reader->layout.columns[pair->lon], "point");
		lon = both[!pair->lon_first];
		lat = both[pair->lon_first];
	} else if (!csv_coordinate_parse(field_at(reader, pair->lon), &lon)) {
		return number_fault(reader, pair->lon);
	} else if (!csv_coordinate_parse(field_at(reader, pair->lat), &lat)) {
		return number_fault(reader, pair->lat);
	} else {
		struct bytes lon_field = field_at(reader, pair->lon), lat_field = field_at(reader, pair->lat);
		share_groups(lon_field, &lon, &lat);
		share_groups(lat_field, &lat, &lon);
		reader->out->decimal_comma |= has_decimal_comma(lon_field, &lon) && has_decimal_comma(lat_field, &lat);
		if (reader->out->is_projected) {
			notice_mark(reader, lon_field, &lon);
			notice_mark(reader, lat_field, &lat);
		}
	}
	const struct csv_hemispheres *sides = &reader->hemispheres;
	reader->minus_lon |= lon.value < 0 && lon.axis == CSV_AXIS_UNSAID;
	reader->minus_lat |= lat.value < 0 && lat.axis == CSV_AXIS_UNSAID;
	if (!csv_hemisphere_apply(field_at(reader, sides->lon), sides->lon_letter, CSV_AXIS_LON, &lon) ||
	    !csv_hemisphere_apply(field_at(reader, sides->lat), sides->lat_letter, CSV_AXIS_LAT, &lat))
		return &other_hemisphere;
	bool swapped = lon.axis == CSV_AXIS_LAT && lat.axis == CSV_AXIS_LON;
	*point = swapped ? (struct lonlat){lat.value, lon.value} : (struct lonlat){lon.value, lat.value};
	if (!swapped && (lon.axis == CSV_AXIS_LAT || lat.axis == CSV_AXIS_LON))
		return number_fault(reader, lon.axis == CSV_AXIS_LAT ? pair->lon : pair->lat);
	return NULL;
}

/* Adds the geometry of the row just read to the builder's feature. */
static const struct record_fault *read_geometry(struct csv_reader *reader)
{
	uint32_t srid;
	struct bytes field = field_at(reader, reader->layout.geometry);
	if (csv_field_is_empty(field))
		return &no_coordinates;
	const struct record_fault *fault = well_known_text_read(field, &reader->builder, &srid);
	if (!fault && !srid && reader->without_srid++ == 0)
		reader->first_without_srid = reader->layout.rows.row_line;
	if (fault || !srid)
		return fault;
	if (!reader->srid) {
		const char *code = arena_printf(&reader->scratch, "EPSG:%u", (unsigned)srid);
		dataset_take_file_crs(reader->arena, reader->request, (struct bytes){code, strlen(code)}, reader->out);
		reader->srid = srid;
	}
	return srid == reader->srid ? NULL : &other_system;
}

static void add_line_row(struct csv_reader *reader, struct lonlat point)
{
	for (size_t i = 0; i < reader->layout.column_count; i++) {
		struct bytes field = field_at(reader, i);
		value_rows_add(&reader->line_rows, field.start, field.length);
	}
	struct point_row row = {reader->layout.rows.row_line, value_rows_end(&reader->line_rows)};
	csv_lines_add(&reader->lines, reader->group == CSV_NO_COLUMN ? "" : value_rows_at(row.values, reader->group),
	              row, point);
}

/* A table without coordinates has other numbers that say what its decimals are marked by: "12,5", not "1,250". */
static void notice_decimals(struct csv_reader *reader)
{
	struct csv_coordinate number;
	for (size_t i = 0; i < reader->layout.column_count && !reader->out->decimal_comma; i++) {
		struct bytes field = field_at(reader, i);
		reader->out->decimal_comma = !csv_field_may_be_grouped(field, ',') &&
		                             csv_coordinate_parse(field, &number) && has_decimal_comma(field, &number);
	}
}

static void add_values(struct csv_reader *reader)
{
	for (size_t i = 0; i < reader->layout.column_count; i++) {
		struct bytes field = i == reader->layout.geometry ? (struct bytes){"", 0} : field_at(reader, i);
		feature_builder_value(&reader->builder, reader->columns[i], COLUMN_TEXT, field.start, field.length);
	}
}

/* Adds what the row just read draws. Returns what is wrong with it, or NULL. */
static const struct record_fault *read_row(struct csv_reader *reader)
{
	struct lonlat point;
	if (!row_is_empty(reader, reader->layout.column_count))
		return &too_many_fields;
	if (reader->layout.separator == ' ' && reader->layout.rows.count < reader->layout.column_count)
		return &too_few_fields;
	if (reader->layout.rows.count >= reader->layout.column_count)
		reader->has_whole_rows = true;
	else if (reader->short_rows++ == 0)
		reader->first_short = reader->layout.rows.row_line;
	if (reader->request->table_by) {
		notice_decimals(reader);
		return NULL;
	}
	if (reader->layout.geometry != CSV_NO_COLUMN)
		return read_geometry(reader);
	const struct record_fault *fault = read_point(reader, &point);
	if (fault)
		return fault;
	if (reader->request->as_line) {
		add_line_row(reader, point);
	} else {
		feature_builder_part(&reader->builder, GEOMETRY_POINTS);
		feature_builder_point(&reader->builder, point.lon, point.lat);
	}
	return NULL;
}

static void read_line_row(struct csv_reader *reader)
{
	reader->out->record_count++;
	const struct record_fault *fault = read_row(reader);
	if (fault)
		record_tally_add(&reader->out->left_out, fault, reader->layout.rows.row_line);
}

static void read_feature_row(struct csv_reader *reader)
{
	feature_builder_begin(&reader->builder, reader->layout.rows.row_line);
	const struct record_fault *fault = read_row(reader);
	if (fault) {
		feature_builder_drop(&reader->builder, fault);
		return;
	}
	add_values(reader);
	if (reader->request->table_by)
		feature_builder_end_bare(&reader->builder);
	else
		feature_builder_end(&reader->builder);
}

/* Says how a letter in the name of a column is read where it can be read otherwise. */
static void report_letter(struct csv_reader *reader, size_t column, char letter, bool has_minus)
{
	const char *name = letter ? base_utf8_shorten(&reader->scratch, reader->layout.columns[column], 40) : NULL;
	if (letter == 'O')
		diag_warning(reader->diag, WRONG_VALUE, reader->request->place,
		             "write E or W: an O is east in some languages and west in others",
		             "%s: the O in the name of column %s is read as east", reader->out->file, name);
	else if (has_minus && (letter == 'W' || letter == 'S'))
		diag_warning(reader->diag, WRONG_VALUE, reader->request->place,
		             "write all of its numbers without a minus, or leave the letter out of its name",
		             "%s: column %s is read as degrees %s, its numbers with a minus, too", reader->out->file,
		             name, letter == 'W' ? "west" : "south");
}

/* Says how was read what can be read in several ways. */
static void report_reading(struct csv_reader *reader)
{
	const struct dataset *out = reader->out;
	const struct csv_pair *pair = &reader->layout.pair;
	if ((reader->has_array || reader->has_point) && !pair->lon_first && !pair->lat_first)
		diag_warning(reader->diag, CONTRADICTION, reader->request->place,
		             "name the column lonlat or latlon to say it, or give each a column of its own",
		             "%s: %s in column %s are read as latitude, longitude, though %s have the other order",
		             out->file, reader->has_array ? "arrays" : "pairs",
		             base_utf8_shorten(&reader->scratch, reader->layout.columns[pair->lon], 40),
		             reader->has_array ? "GeoJSON's" : "PostgreSQL's points");
	report_letter(reader, pair->lon, reader->hemispheres.lon_letter, reader->minus_lon);
	report_letter(reader, pair->lat, reader->hemispheres.lat_letter, reader->minus_lat);
	if (reader->may_be_grouped && !reader->has_decimals)
		diag_warning(reader->diag, WRONG_VALUE, reader->request->place,
		             "if it parts thousands, write the numbers without it",
		             "%s: coordinates such as '%s' are read as decimals, though the mark may part thousands",
		             out->file, reader->may_be_grouped);
	if (reader->short_rows && reader->has_whole_rows)
		diag_note(
		        reader->diag, WRONG_VALUE, reader->request->place,
		        "write a separator for each field that is empty",
		        "%s: %zu row%s fewer fields than the header: the last ones are taken to be empty (first: line "
		        "%zu)",
		        out->file, reader->short_rows, reader->short_rows == 1 ? " has" : "s have",
		        reader->first_short);
	if (reader->srid && reader->srid != 4326 && reader->without_srid)
		diag_warning(reader->diag, BAD_CRS, reader->request->place, "let every row name it, or none",
		             "%s: %zu row%s without a coordinate system %s taken to be in EPSG:%u, as others say "
		             "(first: line %zu)",
		             out->file, reader->without_srid, reader->without_srid == 1 ? "" : "s",
		             reader->without_srid == 1 ? "is" : "are", (unsigned)reader->srid,
		             reader->first_without_srid);
}

static bool read_rows(struct csv_reader *reader)
{
	struct dataset *out = reader->out;
	reader->hemispheres = (struct csv_hemispheres){.lon = CSV_NO_COLUMN, .lat = CSV_NO_COLUMN};
	if (!out->is_projected && reader->layout.geometry == CSV_NO_COLUMN && !reader->request->table_by)
		reader->hemispheres = csv_hemispheres_find(&reader->scratch, &reader->layout);
	struct csv_rows *rows = &reader->layout.rows;
	while (out->point_count < VERTEX_BUDGET && csv_rows_next(rows)) {
		if (row_is_empty(reader, 0))
			continue;
		if (reader->request->as_line)
			read_line_row(reader);
		else
			read_feature_row(reader);
	}
	report_reading(reader);
	if (rows->stray_quotes)
		diag_warning(reader->diag, BAD_SYNTAX, reader->request->place,
		             "a quote in a quoted field must be doubled",
		             "%s:%zu: a quote that does not enclose its field is read as it stands; there are %zu such "
		             "fields",
		             out->file, rows->first_stray_quote, rows->stray_quotes);
	if (out->point_count < VERTEX_BUDGET)
		return true;
	diag_error(reader->diag, OVER_LIMIT, reader->request->place, "simplify it first",
	           "%s holds more than %zu vertices", out->file, VERTEX_BUDGET);
	return false;
}

/* The column whose values part the rows into lines. */
static bool find_group(struct csv_reader *reader)
{
	const struct dataset_request *request = reader->request;
	const struct csv_layout *layout = &reader->layout;
	reader->group = CSV_NO_COLUMN;
	if (!request->as_line || !request->line_by)
		return true;
	reader->group = csv_column_named(layout->columns, layout->column_count, request->line_by);
	return reader->group != CSV_NO_COLUMN ||
	       csv_layout_report_missing(&reader->scratch, layout, request, request->line_by, "line_by", reader->diag);
}

static bool read_lines(struct csv_reader *reader)
{
	csv_lines_init(&reader->lines, reader->arena, &reader->scratch, reader->out);
	reader->out->columns = reader->layout.columns;
	reader->out->column_count = reader->layout.column_count;
	if (!read_rows(reader))
		return false;
	csv_lines_finish(&reader->lines);
	return true;
}

static bool read_features(struct csv_reader *reader)
{
	const struct csv_layout *layout = &reader->layout;
	feature_builder_init(&reader->builder, reader->arena, reader->out);
	reader->columns = ARENA_ARRAY(&reader->scratch, layout->column_count, size_t);
	for (size_t i = 0; i < layout->column_count; i++)
		reader->columns[i] =
		        feature_builder_column(&reader->builder, layout->columns[i], strlen(layout->columns[i]));
	if (read_rows(reader))
		return feature_builder_finish(&reader->builder, reader->request, true, reader->diag);
	feature_builder_abandon(&reader->builder);
	return false;
}

bool csv_read_bytes(struct arena *arena, struct bytes bytes, const struct dataset_request *request, struct diag *diag,
                    struct dataset *out)
{
	struct dataset_request named = *request;
	named.shown = out->file;
	struct csv_reader reader = {
	        .arena = arena, .request = &named, .diag = diag, .out = out, .line_rows = {.arena = arena}};
	arena_init(&reader.scratch);
	bool good = csv_text_prepare(&reader.scratch, &named, diag, &bytes) &&
	            csv_layout_find(arena, &reader.scratch, &named, bytes, out->is_projected, diag, &reader.layout) &&
	            find_group(&reader) && (request->as_line ? read_lines(&reader) : read_features(&reader));
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

const struct data_format data_format_csv = {
        .name = "CSV", .suffixes = {".csv", ".tsv", ".txt"}, .by_line = true, .open = csv_open};

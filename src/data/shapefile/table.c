/* Attribute table: the .dbf beside a shapefile, its encoding, columns and values.
 *
 * In: a read buffer on the .dbf, the bytes of the .cpg. Out: valid UTF-8, "" for the ways in which a table says that
 * there is none. The header's counts are checked here, because shapelib, which reads the values, believes them. Why so:
 * a map asks for few values of few features of a large file, so that its rows are read as they are asked for if its
 * text is ASCII. Other text is read at once, because its damage must be reported before anything is drawn. */
#include "data/shapefile/table.h"

#include "base/utf8.h"
#include "data/encoding.h"
#include "data/shapefile/memory.h"

#include <stdlib.h>
#include <string.h>

#define TABLE_HEADER     32
#define FIELD_DESCRIPTOR 32

struct shape_table {
	struct table_source source;
	struct memory_file file;
	struct arena scratch;
	DBFHandle handle;
	size_t records, header, row; /* rows that are whole, bytes before them, bytes of one */
	unsigned char driver;        /* byte of the header that names the encoding */
	bool only_ascii;             /* known from a survey */
	/* When values are read as they are asked for: */
	struct decoder decoder;
	struct buffer text;
	size_t column_count;
	const char ***rows; /* by record; NULL: not read yet; behind them that of all shapes without a row */
};

/* Bytes that the fields of a row take together, with the deletion mark before them. */
static size_t fields_width(struct bytes dbf, size_t header)
{
	size_t width = 1;
	for (size_t at = TABLE_HEADER; at + FIELD_DESCRIPTOR <= header && dbf.start[at] != 0x0D; at += FIELD_DESCRIPTOR)
		width += (unsigned char)dbf.start[at + 16];
	return width;
}

static void report_damage(const struct table_source *source)
{
	diag_warning(source->diag, SIDE_FILE, source->request->place, NULL,
	             "%s is damaged or is not a dBASE table, so the features have no values", source->name);
}

/* Reads the header and checks what it says against the file's size; false with a warning. */
static bool read_header(struct shape_table *table)
{
	const struct table_source *source = &table->source;
	struct place place = source->request->place;
	size_t length = source->buffer->length, most = length < UINT16_MAX ? length : UINT16_MAX;
	struct bytes head = {read_buffer_at(source->buffer, 0, most), most};
	const unsigned char *byte = (const unsigned char *)head.start;
	bool is_table = head.start && most > TABLE_HEADER;
	table->header = is_table ? byte[8] | (size_t)byte[9] << 8 : 0;
	table->row = is_table ? byte[10] | (size_t)byte[11] << 8 : 0;
	size_t width = table->header <= most ? fields_width(head, table->header) : 0;
	if (table->header <= TABLE_HEADER || table->header > most || table->row == 0 || width > table->row) {
		report_damage(source);
		return false;
	}
	if (width < table->row)
		diag_warning(source->diag, SIDE_FILE, place, NULL,
		             "the rows of %s are wider than its columns: values may be shifted", source->name);
	table->driver = byte[29];
	table->records = little_endian(head.start + 4);
	size_t room = (length - table->header) / table->row;
	if (table->records > room) {
		diag_warning(source->diag, SIDE_FILE, place, "copy it again from where it came",
		             "%s is damaged or cut short: %zu of %zu rows are read", source->name, room,
		             table->records);
		table->records = room;
	}
	return true;
}

struct shape_table *shape_table_open(const struct table_source *source)
{
	struct shape_table *table = calloc(1, sizeof *table);
	if (!table)
		BUG("out of memory");
	table->source = *source;
	table->file.buffer = source->buffer;
	arena_init(&table->scratch);
	buffer_init(&table->text);
	if (read_header(table)) {
		SAHooks hooks = shapefile_memory_hooks();
		table->handle = DBFOpenLL(shapefile_memory_name(&table->scratch, &table->file, ".dbf"), "rb", &hooks);
		if (table->handle)
			return table;
		report_damage(source);
	}
	shape_table_close(table);
	return NULL;
}

void shape_table_close(struct shape_table *table)
{
	if (!table)
		return;
	if (table->handle)
		DBFClose(table->handle);
	if (table->rows)
		decoder_close(&table->decoder);
	free(table->rows);
	buffer_clear(&table->text);
	read_buffer_close(table->source.buffer);
	arena_clear(&table->scratch);
	free(table);
}

size_t shape_table_rows(const struct shape_table *table)
{
	return table->records;
}

void shape_table_compare(const struct shape_table *table, size_t shapes)
{
	const struct table_source *source = &table->source;
	struct place place = source->request->place;
	if (table->records < shapes)
		diag_warning(source->diag, SIDE_FILE, place, NULL,
		             "%s has %zu rows for the %zu shapes of %s: the values of the last %zu are empty",
		             source->name, table->records, shapes, source->shp, shapes - table->records);
	else if (table->records > shapes)
		diag_warning(source->diag, SIDE_FILE, place, NULL,
		             "%s has %zu rows for the %zu shapes of %s: the last %zu are ignored", source->name,
		             table->records, shapes, source->shp, table->records - shapes);
}

static bool bytes_are_ascii(const char *bytes, size_t length)
{
	uint64_t all = 0, word;
	size_t i = 0;
	for (; i + sizeof word <= length; i += sizeof word) {
		memcpy(&word, bytes + i, sizeof word);
		all |= word;
	}
	for (; i < length; i++)
		all |= (unsigned char)bytes[i];
	return !(all & 0x8080808080808080u);
}

bool shape_table_survey(struct shape_table *table, struct arena *arena, struct deleted_records *deleted)
{
	const struct table_source *source = &table->source;
	size_t capacity = 0, at_once = READ_BUFFER_SIZE / table->row;
	*deleted = (struct deleted_records){NULL, 0};
	table->only_ascii = true;
	for (size_t first = 0, rows; first < table->records; first += rows) {
		rows = table->records - first < at_once ? table->records - first : at_once;
		const char *bytes =
		        read_buffer_at(source->buffer, table->header + first * table->row, rows * table->row);
		if (!bytes) {
			diag_error(source->diag, DAMAGED_FILE, source->request->place, NULL,
			           "%s has changed while it was read", source->name);
			return false;
		}
		table->only_ascii = table->only_ascii && bytes_are_ascii(bytes, rows * table->row);
		for (size_t i = 0; i < rows; i++) {
			if (bytes[i * table->row] != '*')
				continue;
			deleted->numbers = arena_grow(arena, deleted->numbers, deleted->count, &capacity,
			                              sizeof *deleted->numbers);
			deleted->numbers[deleted->count++] = (uint32_t)(first + i + 1);
		}
	}
	return true;
}

bool shape_table_is_ascii(const struct shape_table *table)
{
	return table->only_ascii;
}

/* A value as the table holds it, "" for the ways in which a table says that there is none. */
static const char *raw_value(const struct shape_table *table, size_t record, size_t column)
{
	/* Of a row that was cut shapelib would return another's bytes. */
	const char *text =
	        record < table->records ? DBFReadStringAttribute(table->handle, (int)record, (int)column) : NULL;
	if (!text)
		return "";
	char type = DBFGetNativeFieldType(table->handle, (int)column);
	bool none = ((type == 'N' || type == 'F') && text[0] == '*') || (type == 'L' && text[0] == '?') ||
	            (type == 'D' && strcmp(text, "00000000") == 0);
	return none ? "" : text;
}

static bool is_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return *text == '\0';
}

/* Looks at the table's text: *ascii, nothing but ASCII; returns whether all of it can be UTF-8. */
static bool table_looks_utf8(const struct shape_table *table, const struct dataset *out, bool *ascii)
{
	size_t columns = (size_t)DBFGetFieldCount(table->handle);
	*ascii = true;
	if (table->only_ascii)
		return true;
	for (size_t i = 0; i < out->feature_count; i++)
		for (size_t column = 0; column < columns; column++) {
			const char *text = raw_value(table, out->features[i].record - 1, column);
			if (is_ascii(text))
				continue;
			*ascii = false;
			if (!encoding_looks_utf8(text, strlen(text)))
				return false;
		}
	return true;
}

/* The encoding that the .cpg names; NULL, with a warning, when there is one that says nothing. */
static const char *encoding_of_cpg(struct shape_table *table)
{
	struct bytes cpg = table->source.cpg;
	if (!cpg.start)
		return NULL;
	const char *name = base_utf8_clean(&table->scratch, cpg.start, cpg.length);
	const char *encoding = encoding_known(&table->scratch, name);
	if (!encoding)
		diag_warning(table->source.diag, SIDE_FILE, table->source.request->place, NULL,
		             "the .cpg file beside %s names no known encoding and is not used", table->source.shp);
	return encoding;
}

/* What is known of the encoding, in order of trust: map file, .cpg, driver byte, the text itself. */
static const char *choose_encoding(struct shape_table *table, const struct dataset *out)
{
	const char *asked = table->source.request->encoding;
	if (asked) {
		const char *encoding = encoding_known(&table->scratch, asked);
		if (!encoding)
			diag_error(table->source.diag, UNKNOWN_NAME, table->source.request->place,
			           "for example utf-8, gbk, big5, cp1252", "unknown text encoding %s", asked);
		return encoding;
	}
	const char *named = encoding_of_cpg(table);
	if (named)
		return named;
	const char *driven = encoding_of_driver(table->driver);
	if (driven && !encoding_driver_is_default(table->driver))
		return driven;
	bool ascii;
	if (table_looks_utf8(table, out, &ascii) || ascii)
		return "UTF-8";
	if (driven)
		return driven;
	diag_warning(table->source.diag, BAD_ENCODING, table->source.request->place,
	             "name it in the data entry, for example encoding: gbk",
	             "%s does not say its text encoding and is not UTF-8, so it is read as ISO-8859-1",
	             table->source.name);
	return "ISO-8859-1";
}

static void read_columns(struct shape_table *table, struct arena *arena, struct decoder *decoder, struct dataset *out)
{
	struct buffer *text = &table->text;
	out->column_count = (size_t)DBFGetFieldCount(table->handle);
	out->columns = ARENA_ARRAY(arena, out->column_count, const char *);
	enum column_type *types = ARENA_ARRAY(arena, out->column_count, enum column_type);
	out->column_types = types;
	for (size_t i = 0; i < out->column_count; i++) {
		char native = DBFGetNativeFieldType(table->handle, (int)i);
		types[i] = native == 'N' || native == 'F' ? COLUMN_NUMBER : COLUMN_TEXT;
		char name[XBASE_FLDNAME_LEN_READ + 1] = "";
		int width, decimals;
		DBFGetFieldInfo(table->handle, (int)i, name, &width, &decimals);
		text->length = 0;
		decoder_add(decoder, name, strlen(name), text);
		out->columns[i] = data_value_text(arena, text->bytes, text->length);
	}
}

/* One row. Returns the first column with bytes that the encoding does not know and adds how many columns have them. */
static size_t read_row(struct shape_table *table, struct arena *arena, struct decoder *decoder, size_t record,
                       size_t columns, const char ***values, size_t *damaged)
{
	struct buffer *text = &table->text;
	size_t first = SIZE_MAX;
	*values = ARENA_ARRAY(arena, columns, const char *);
	for (size_t column = 0; column < columns; column++) {
		const char *raw = raw_value(table, record - 1, column);
		text->length = 0;
		if (decoder_add(decoder, raw, strlen(raw), text) != SIZE_MAX) {
			first = first == SIZE_MAX ? column : first;
			(*damaged)++;
		}
		(*values)[column] = data_value_text(arena, text->bytes, text->length);
	}
	return first;
}

static void read_values(struct shape_table *table, struct arena *arena, struct decoder *decoder, struct dataset *out)
{
	size_t damaged = 0, first = 0, column_of_first = 0;
	for (size_t i = 0; i < out->feature_count; i++) {
		struct feature *feature = &out->features[i];
		size_t column =
		        read_row(table, arena, decoder, feature->record, out->column_count, &feature->values, &damaged);
		if (column != SIZE_MAX && first == 0) {
			first = feature->record;
			column_of_first = column;
		}
	}
	if (damaged)
		diag_warning(table->source.diag, BAD_ENCODING, table->source.request->place,
		             "name another in the data entry, for example encoding: gbk",
		             "%s: record %zu: column %s has bytes that its encoding does not know (%zu values in all)",
		             table->source.name, first, out->columns[column_of_first], damaged);
}

bool shape_table_read(struct shape_table *table, struct arena *arena, struct dataset *out, bool on_request,
                      bool *all_read)
{
	const char *encoding = choose_encoding(table, out);
	if (!encoding)
		return false;
	struct decoder decoder;
	if (!decoder_open(&decoder, encoding)) {
		diag_error(table->source.diag, BAD_ENCODING, table->source.request->place, NULL,
		           "text encoding %s is not known on this system", encoding);
		return false;
	}
	read_columns(table, arena, &decoder, out);
	*all_read = !on_request || !table->only_ascii;
	if (*all_read) {
		read_values(table, arena, &decoder, out);
		decoder_close(&decoder);
		return true;
	}
	table->column_count = out->column_count;
	table->rows = calloc(table->records + 1, sizeof *table->rows);
	if (!table->rows)
		BUG("out of memory");
	table->decoder = decoder;
	return true;
}

const char **shape_table_values(struct shape_table *table, size_t record)
{
	size_t damaged = 0;
	const char ***values = &table->rows[record <= table->records ? record - 1 : table->records];
	if (!*values)
		read_row(table, &table->scratch, &table->decoder, record, table->column_count, values, &damaged);
	return *values;
}

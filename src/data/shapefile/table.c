/* Attribute table: the .dbf beside a shapefile, its encoding, columns and values.
 *
 * In: a read buffer on the .dbf, the bytes of the .cpg. Out: valid UTF-8, "" for the ways in which a table says that
 * there is none. The header's counts are checked here, because shapelib, which reads the values, believes them. Why so:
 * a map asks for few values of few features of a large file, so that its rows are read as they are asked for if its
 * text is ASCII. Other text is read at once, because its damage must be reported before anything is drawn. */
#include "data/shapefile/table.h"

#include "data/encoding.h"
#include "data/shapefile/memory.h"
#include "data/shapefile/table_encoding.h"

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
	bool is_cut;                 /* reported already */
	bool only_ascii;             /* known from a survey */
	/* When values are read as they are asked for: */
	struct decoder decoder;
	struct buffer text;
	struct value_rows asked;
	size_t column_count;
	const char **rows; /* by record; NULL: not read yet; behind them that of all shapes without a row */
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
		             "%s is damaged or cut short: %zu of %zu rows are read, the other values are empty",
		             source->name, room, table->records);
		table->records = room;
		table->is_cut = true;
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
	if (table->records < shapes && !table->is_cut)
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

/* Whether values of the type are read: text, numbers, dates and truths. The others point into a memo file, or are in
 * bytes of their own. */
static bool is_text_type(char type)
{
	return strchr("CNFLDV", type);
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
	bool none = !is_text_type(type) || ((type == 'N' || type == 'F') && text[0] == '*') ||
	            (type == 'L' && text[0] == '?') || (type == 'D' && strcmp(text, "00000000") == 0);
	return none ? "" : text;
}

static size_t field_width(const struct shape_table *table, size_t column)
{
	int width, decimals;
	DBFGetFieldInfo(table->handle, (int)column, NULL, &width, &decimals);
	return (size_t)width;
}

/* Looks at the names of the columns and, unless they are ASCII, at all values. */
static struct text_traits judge_text(const struct shape_table *table, const struct dataset *out)
{
	struct text_traits traits = {.is_utf8 = true};
	size_t columns = (size_t)DBFGetFieldCount(table->handle);
	for (size_t column = 0; column < columns; column++) {
		char name[XBASE_FLDNAME_LEN_READ + 1] = "";
		DBFGetFieldInfo(table->handle, (int)column, name, NULL, NULL);
		text_traits_add(&traits, name, strlen(name), true);
		size_t width = field_width(table, column);
		for (size_t i = 0; i < out->feature_count && !table->only_ascii; i++) {
			const char *text = raw_value(table, out->features[i].record - 1, column);
			size_t length = strlen(text);
			text_traits_add(&traits, text, length, length == width);
		}
	}
	return traits;
}

/* The name, or where a column before has it, one with a number behind it, as in a CSV. */
static const char *unlike_name(const struct table_source *source, struct arena *arena, const char *const *names,
                               size_t count)
{
	const char *name = names[count];
	size_t times = 1;
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0) {
			name = arena_printf(arena, "%s_%zu", names[count], ++times);
			i = SIZE_MAX; /* from the first again */
		}
	if (times > 1)
		diag_warning(source->diag, DUPLICATE_ENTRY, source->request->place,
		             "give each column a name of its own, of at most ten letters",
		             "%s: the name of column %zu, %s, was there before: it is read as %s", source->name,
		             count + 1, names[count], name);
	return name;
}

static void note_unread(const struct table_source *source, const struct shape_table *table, const char *const *names)
{
	size_t count = 0, first = 0;
	for (size_t i = (size_t)DBFGetFieldCount(table->handle); i-- > 0;)
		if (!is_text_type(DBFGetNativeFieldType(table->handle, (int)i))) {
			first = i;
			count++;
		}
	if (count)
		diag_note(source->diag, LEFT_OUT, source->request->place,
		          "write the table with columns of text and numbers",
		          "%s: memos and binary fields are not read: %zu column%s, the first is %s, of type %c",
		          source->name, count, count == 1 ? "" : "s", names[first],
		          DBFGetNativeFieldType(table->handle, (int)first));
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
		out->columns[i] = unlike_name(&table->source, arena, out->columns, i);
	}
	note_unread(&table->source, table, out->columns);
}

/* Values in which something is wrong: how many, and the first of them. */
struct value_faults {
	size_t count, record, column;
};

/* Adds the text of a value to table->text, without a last character that the width of the field cuts: *is_cut. False if
 * it has bytes that the encoding does not know. */
static bool decode_value(struct shape_table *table, struct decoder *decoder, const char *raw, size_t width,
                         bool *is_cut)
{
	struct buffer *text = &table->text;
	size_t length = strlen(raw);
	text->length = 0;
	size_t damage = decoder_add(decoder, raw, length, text);
	*is_cut = length == width && decoder->whole != SIZE_MAX;
	if (*is_cut)
		text->length = decoder->whole;
	return damage >= text->length;
}

static void add_fault(struct value_faults *faults, size_t record, size_t column)
{
	if (faults->count++ == 0)
		*faults = (struct value_faults){1, record, column};
}

static const char *read_row(struct shape_table *table, struct value_rows *rows, struct decoder *decoder, size_t record,
                            size_t columns, struct value_faults *unknown, struct value_faults *cut)
{
	struct buffer *text = &table->text;
	for (size_t column = 0; column < columns; column++) {
		bool is_cut;
		if (!decode_value(table, decoder, raw_value(table, record - 1, column), field_width(table, column),
		                  &is_cut))
			add_fault(unknown, record, column);
		if (is_cut)
			add_fault(cut, record, column);
		value_rows_add(rows, text->bytes, text->length);
	}
	return value_rows_end(rows);
}

static void read_values(struct shape_table *table, struct arena *arena, struct decoder *decoder, struct dataset *out)
{
	const struct table_source *source = &table->source;
	struct value_faults unknown = {0}, cut = {0};
	struct value_rows rows = {.arena = arena};
	for (size_t i = 0; i < out->feature_count; i++) {
		struct feature *feature = &out->features[i];
		feature->values = read_row(table, &rows, decoder, feature->record, out->column_count, &unknown, &cut);
	}
	if (unknown.count)
		diag_warning(source->diag, BAD_ENCODING, source->request->place,
		             "name another in the data entry, for example encoding: gbk",
		             "%s: record %zu: column %s has bytes that its encoding does not know (%zu values in all)",
		             source->name, unknown.record, out->columns[unknown.column], unknown.count);
	if (cut.count)
		diag_warning(source->diag, BAD_ENCODING, source->request->place, NULL,
		             "%s: record %zu: column %s is too narrow for its text, which ends within a character (%zu "
		             "values in all)",
		             source->name, cut.record, out->columns[cut.column], cut.count);
}

bool shape_table_read(struct shape_table *table, struct arena *arena, struct dataset *out, bool on_request,
                      bool *all_read)
{
	const struct encoding_evidence evidence = {table->driver, judge_text(table, out)};
	const char *encoding = table_encoding(&table->source, &evidence, &table->scratch);
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
	table->asked = (struct value_rows){.arena = &table->scratch};
	return true;
}

const char *shape_table_values(struct shape_table *table, size_t record)
{
	struct value_faults none = {0}; /* it is all ASCII */
	const char **values = &table->rows[record <= table->records ? record - 1 : table->records];
	if (!*values)
		*values = read_row(table, &table->asked, &table->decoder, record, table->column_count, &none, &none);
	return *values;
}

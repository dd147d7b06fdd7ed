/* Table: a buffer moves along a CSV file, rows are cut in it, and those that are wanted are copied out. So a shard of a
 * batch with ten million rows holds its own alone. A row is cut into fields again whenever it is asked for. In: UTF-8.
 * Out: texts with line and column. */
#include "data/table.h"

#include "base/utf8.h"
#include "data/csv_rows.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TABLE_LIMIT  ((size_t)1 << 40)
#define FIRST_BUFFER ((size_t)1 << 20)
#define SCRATCH_ROWS 512 /* rows whose cells are held at once */
/* After so many faults the rest of the file has most likely the same. */
#define FAULT_LIMIT 10

struct table_stream {
	struct arena *arena;
	struct table *table;
	int file;
	size_t offset; /* in the file, of what is read next */
	bool ended;
	char *buffer; /* one byte larger than its capacity, for a NUL */
	size_t capacity, length;
	struct csv_rows rows;
	struct arena fields, scratch;
	size_t row_capacity, faults;
};

/* Line, column and length of a field; counted from the beginning of its row, which may span lines. */
static struct place place_of(const struct source *source, const char *row, size_t row_line, const char *start,
                             size_t length)
{
	struct place place = {source, (int)row_line, 1, 0};
	for (const char *at = row; at < start; at++) {
		if (*at == '\n' || (*at == '\r' && at[1] != '\n')) {
			place.line++;
			place.column = 1;
		} else if (((unsigned char)*at & 0xC0) != 0x80) {
			place.column++;
		}
	}
	for (size_t i = 0; i < length && start[i] != '\n'; i++)
		place.length += ((unsigned char)start[i] & 0xC0) != 0x80;
	if (place.length < 1)
		place.length = 1;
	return place;
}

/* Of a field of the row just read. */
static struct place field_place(const struct source *source, const struct csv_rows *rows, size_t field)
{
	size_t length = rows->fields[field].length;
	const char *start = rows->starts[field];
	return place_of(source, rows->starts[0], rows->row_line, start, length + (*start == '"' ? 2 : 0));
}

static bool read_more(struct table_stream *stream)
{
	size_t room = stream->capacity - stream->length;
	size_t got = data_file_read_at(stream->file, stream->buffer + stream->length, room, stream->offset);
	stream->offset += got;
	stream->length += got;
	stream->ended = got < room;
	stream->buffer[stream->length] = '\0';
	return !stream->ended || !errno;
}

static void place_rows(struct table_stream *stream, size_t from, size_t line)
{
	arena_clear(&stream->fields);
	csv_rows_init(&stream->rows, &stream->fields, (struct bytes){stream->buffer + from, stream->length - from},
	              ',');
	stream->rows.line = line;
}

/* Moves what has not been read to the buffer's beginning and fills the rest. */
static bool refill(struct table_stream *stream, size_t from, size_t line)
{
	stream->length -= from;
	memmove(stream->buffer, stream->buffer + from, stream->length);
	if (stream->length > stream->capacity / 2) {
		stream->capacity *= 2;
		stream->buffer = realloc(stream->buffer, stream->capacity + 1);
		if (!stream->buffer)
			BUG("out of memory");
	}
	bool good = read_more(stream);
	place_rows(stream, 0, line);
	return good;
}

/* A row that reaches the buffer's end may go on behind it. */
static bool next_row(struct table_stream *stream, struct diag *diag)
{
	struct csv_rows *rows = &stream->rows;
	for (;;) {
		size_t from = (size_t)(rows->at - stream->buffer), line = rows->line;
		bool there = csv_rows_next(rows);
		if (rows->at != rows->end || stream->ended)
			return there;
		if (!refill(stream, from, line)) {
			diag_error(diag, CANNOT_READ, (struct place){.source = &stream->table->source}, NULL,
			           "cannot be read: %s", strerror(errno));
			return false;
		}
	}
}

/* The row just read as a source of its own. */
static struct source row_source(const struct table_stream *stream)
{
	const struct csv_rows *rows = &stream->rows;
	const char *start = rows->starts[0], *end = rows->at;
	while (end > start && (end[-1] == '\n' || end[-1] == '\r'))
		end--;
	size_t length = (size_t)(end - start);
	return (struct source){stream->table->source.name, arena_text_n(stream->arena, start, length), length,
	                       (int)rows->row_line};
}

static void row_is_not_text(struct table_stream *stream, struct diag *diag)
{
	diag_error(diag, BAD_ENCODING, (struct place){&stream->table->source, (int)stream->rows.row_line, 0, 0},
	           "save it as UTF-8", "the text is not UTF-8");
	stream->faults = FAULT_LIMIT;
}

static bool row_is_good(struct table_stream *stream, struct diag *diag)
{
	const struct csv_rows *rows = &stream->rows;
	size_t columns = stream->table->column_count;
	if (!base_utf8_valid(rows->starts[0], (size_t)(rows->at - rows->starts[0]))) {
		row_is_not_text(stream, diag);
		return false;
	}
	if (rows->count == columns)
		return true;
	struct source *source = ARENA_NEW(stream->arena, struct source);
	*source = row_source(stream);
	struct place place = field_place(source, rows, rows->count > columns ? columns : rows->count - 1);
	diag_error(diag, BAD_SYNTAX, place, "a field that holds a comma must stand in quotes",
	           "%zu fields where the header has %zu", rows->count, columns);
	stream->faults++;
	return false;
}

/* Takes the columns from the row just read. */
static void read_header(struct table_stream *stream, struct diag *diag)
{
	struct table *out = stream->table;
	const struct csv_rows *rows = &stream->rows;
	out->columns = ARENA_ARRAY(stream->arena, rows->count, const char *);
	for (size_t i = 0; i < rows->count; i++) {
		const char *name = csv_rows_text(stream->arena, rows->fields[i]);
		struct place place = field_place(&out->source, rows, i);
		if (!*name)
			diag_error(diag, BAD_SYNTAX, place, NULL, "column %zu has no name", i + 1);
		else if (table_column(out, name) >= 0)
			diag_error(diag, DUPLICATE_ENTRY, place, NULL, "the column '%s' is there twice", name);
		out->columns[out->column_count++] = name;
	}
}

struct table_stream *table_stream_open(struct arena *arena, const char *path, const char *shown, struct place place,
                                       struct diag *diag, struct table *out)
{
	size_t length, errors = diag->errors;
	int file = data_file_open(path, shown, TABLE_LIMIT, place, diag, &length);
	if (file < 0)
		return NULL;
	struct table_stream *stream = ARENA_NEW(arena, struct table_stream);
	*stream = (struct table_stream){.arena = arena, .table = out, .file = file, .capacity = FIRST_BUFFER};
	*out = (struct table){.source = {.name = arena_text(arena, shown)}};
	arena_init(&stream->fields);
	arena_init(&stream->scratch);
	stream->buffer = malloc(stream->capacity + 1);
	if (!stream->buffer)
		BUG("out of memory");
	read_more(stream);
	bool marked = stream->length >= 3 && !memcmp(stream->buffer, "\xEF\xBB\xBF", 3);
	place_rows(stream, marked ? 3 : 0, 1);
	bool there = next_row(stream, diag);
	if (there)
		out->source = row_source(stream);
	if (there && !base_utf8_valid(out->source.text, out->source.length))
		row_is_not_text(stream, diag);
	else if (there)
		read_header(stream, diag);
	else if (diag->errors == errors)
		diag_error(diag, EMPTY_VALUE, (struct place){.source = &out->source}, NULL, "%s",
		           stream->rows.fault ? stream->rows.fault : "the file is empty");
	if (diag->errors == errors)
		return stream;
	table_stream_close(stream);
	return NULL;
}

static const struct table_cell *row_cells(struct table_stream *stream, size_t number)
{
	if (number % SCRATCH_ROWS == 0)
		arena_clear(&stream->scratch);
	const struct csv_rows *rows = &stream->rows;
	struct table_cell *cells = ARENA_ARRAY(&stream->scratch, rows->count, struct table_cell);
	for (size_t i = 0; i < rows->count; i++)
		cells[i].text = csv_rows_text(&stream->scratch, rows->fields[i]);
	return cells;
}

static void keep_row(struct table_stream *stream, size_t number)
{
	struct table *table = stream->table;
	table->rows =
	        arena_grow(stream->arena, table->rows, table->row_count, &stream->row_capacity, sizeof *table->rows);
	table->rows[table->row_count++] = (struct table_row){row_source(stream), number};
}

bool table_stream_rows(struct table_stream *stream,
                       bool (*wanted)(void *context, size_t number, const struct table_cell *cells,
                                      struct arena *scratch),
                       void *context, struct diag *diag)
{
	size_t errors = diag->errors, number = 0;
	struct place whole = {.source = &stream->table->source};
	for (; stream->faults < FAULT_LIMIT && next_row(stream, diag); number++)
		if (row_is_good(stream, diag) &&
		    (!wanted || wanted(context, number, row_cells(stream, number), &stream->scratch)))
			keep_row(stream, number);
	if (stream->rows.fault)
		diag_error(diag, BAD_SYNTAX, (struct place){&stream->table->source, (int)stream->rows.fault_line, 1, 1},
		           NULL, "%s", stream->rows.fault);
	else if (stream->faults == FAULT_LIMIT)
		diag_note(diag, LEFT_OUT, whole, NULL, "the lines after %zu were not read", stream->rows.row_line);
	else if (diag->errors == errors && !number)
		diag_error(diag, EMPTY_VALUE, whole, NULL, "there is no row below the header");
	return diag->errors == errors;
}

void table_stream_close(struct table_stream *stream)
{
	close(stream->file);
	free(stream->buffer);
	arena_clear(&stream->fields);
	arena_clear(&stream->scratch);
}

int table_column(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (!strcmp(table->columns[i], name))
			return (int)i;
	return -1;
}

/* The rows reader at a source that is one row, which it has read. */
static struct csv_rows open_row(const struct source *source, struct arena *arena)
{
	struct csv_rows rows;
	csv_rows_init(&rows, arena, (struct bytes){source->text, source->length}, ',');
	rows.line = (size_t)source->first_line;
	if (!csv_rows_next(&rows))
		BUG("a row that was read once cannot be read again");
	return rows;
}

struct table_cell *table_cells(const struct table *table, size_t row, struct arena *arena)
{
	const struct source *source = &table->rows[row].source;
	struct csv_rows rows = open_row(source, arena);
	struct table_cell *cells = ARENA_ARRAY(arena, rows.count, struct table_cell);
	for (size_t i = 0; i < rows.count; i++)
		cells[i] = (struct table_cell){csv_rows_text(arena, rows.fields[i]), field_place(source, &rows, i)};
	return cells;
}

struct place table_column_place(const struct table *table, size_t column, struct arena *arena)
{
	struct csv_rows rows = open_row(&table->source, arena);
	return field_place(&table->source, &rows, column);
}

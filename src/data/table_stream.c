/* Reading a table in part: a buffer moves along the file, rows are cut in it, and those that are wanted are copied out.
 * So a shard of a batch with ten million rows holds its own alone. In: UTF-8. Out: rows with their numbers and lines.
 */
#include "base/utf8.h"
#include "data/table_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIRST_BUFFER ((size_t)1 << 20)
#define STREAM_LIMIT ((size_t)1 << 40)
#define SCRATCH_ROWS 512 /* after so many rows what they took is given back */

struct table_stream {
	struct arena *arena;
	struct table *table;
	int file;
	bool ended;
	char *buffer; /* one byte larger than its capacity, for a NUL */
	size_t capacity, length;
	struct csv_rows rows;
	struct arena fields, scratch;
	struct table_kept *kept;
	size_t kept_capacity, faults;
};

static bool read_more(struct table_stream *stream)
{
	ssize_t got;
	do
		got = read(stream->file, stream->buffer + stream->length, stream->capacity - stream->length);
	while (got < 0 && errno == EINTR);
	if (got > 0)
		stream->length += (size_t)got;
	stream->ended = got <= 0;
	stream->buffer[stream->length] = '\0';
	return got >= 0;
}

static void place_rows(struct table_stream *stream, size_t from, size_t line)
{
	arena_clear(&stream->fields);
	csv_rows_init(&stream->rows, &stream->fields, (struct bytes){stream->buffer + from, stream->length - from});
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
	stream->faults = TABLE_FAULT_LIMIT;
}

static bool row_is_good(struct table_stream *stream, struct diag *diag)
{
	const struct csv_rows *rows = &stream->rows;
	if (!base_utf8_valid(rows->starts[0], (size_t)(rows->at - rows->starts[0]))) {
		row_is_not_text(stream, diag);
		return false;
	}
	if (rows->count == stream->table->column_count)
		return true;
	struct source *source = ARENA_NEW(stream->arena, struct source);
	*source = row_source(stream);
	table_row_fault(source, rows, stream->table->column_count, diag);
	stream->faults++;
	return false;
}

struct table_stream *table_stream_open(struct arena *arena, const char *path, const char *shown, struct place place,
                                       struct diag *diag, struct table *out)
{
	size_t length, errors = diag->errors;
	int file = data_file_open(path, shown, STREAM_LIMIT, place, diag, &length);
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
	while (stream->length < 3 && !stream->ended)
		read_more(stream);
	bool marked = stream->length >= 3 && !memcmp(stream->buffer, "\xEF\xBB\xBF", 3);
	place_rows(stream, marked ? 3 : 0, 1);
	bool there = next_row(stream, diag);
	if (there)
		out->source = row_source(stream);
	if (there && !base_utf8_valid(out->source.text, out->source.length))
		row_is_not_text(stream, diag);
	else if (diag->errors == errors)
		table_header(arena, &stream->rows, there, diag, out);
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
		cells[i].text = table_cell_text(&stream->scratch, rows->fields[i]);
	return cells;
}

static void keep_row(struct table_stream *stream, size_t number)
{
	struct table *table = stream->table;
	stream->kept =
	        arena_grow(stream->arena, stream->kept, table->row_count, &stream->kept_capacity, sizeof *stream->kept);
	stream->kept[table->row_count++] = (struct table_kept){row_source(stream), number};
}

bool table_stream_rows(struct table_stream *stream,
                       bool (*wanted)(void *context, size_t number, const struct table_cell *cells,
                                      struct arena *scratch),
                       void *context, struct diag *diag)
{
	size_t errors = diag->errors, number = 0;
	struct place whole = {.source = &stream->table->source};
	for (; stream->faults < TABLE_FAULT_LIMIT && next_row(stream, diag); number++)
		if (row_is_good(stream, diag) && wanted(context, number, row_cells(stream, number), &stream->scratch))
			keep_row(stream, number);
	/* Never NULL, even without a row: it tells that the source is the header alone. */
	stream->table->kept = stream->kept ? stream->kept : ARENA_NEW(stream->arena, struct table_kept);
	if (stream->rows.fault)
		diag_error(diag, BAD_SYNTAX, (struct place){&stream->table->source, (int)stream->rows.fault_line, 1, 1},
		           NULL, "%s", stream->rows.fault);
	else if (stream->faults == TABLE_FAULT_LIMIT)
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

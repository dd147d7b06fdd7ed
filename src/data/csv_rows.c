/* CSV rows: fields between commas or another separator, quoted where they hold that, quotes or line ends.
 *
 * In: UTF-8 text. Out: one row at a time, its fields as slices of the text (or of the arena where a doubled
 * quote had to become one). Source: RFC 4180, 2005; a line may also end with LF or CR alone, and blank lines
 * are skipped, because spreadsheets and editors write both. Tables of other people have quotes that mean inches or
 * seconds of arc: leniently read, such a quote spoils neither its field nor the file. */
#include "data/csv_rows.h"

#include "base/utf8.h"

#include <string.h>

void csv_rows_init(struct csv_rows *rows, struct arena *arena, struct bytes text, char separator)
{
	*rows = (struct csv_rows){.arena = arena, .line = 1, .separator = separator};
	rows->at = text.start;
	rows->end = text.start + text.length;
}

static bool fail(struct csv_rows *rows, size_t line, const char *fault)
{
	rows->fault = fault;
	rows->fault_line = line;
	return false;
}

static bool at_line_end(const struct csv_rows *rows)
{
	return rows->at == rows->end || *rows->at == '\n' || *rows->at == '\r';
}

/* Steps over one line end, if there is one here. */
static bool skip_line_end(struct csv_rows *rows)
{
	if (rows->at == rows->end || !at_line_end(rows))
		return false;
	if (*rows->at == '\r' && rows->at + 1 < rows->end && rows->at[1] == '\n')
		rows->at++;
	rows->at++;
	rows->line++;
	return true;
}

static struct bytes without_doubled_quotes(struct arena *arena, struct bytes field)
{
	char *copy = arena_alloc(arena, field.length + 1);
	size_t length = 0;
	for (size_t i = 0; i < field.length; i++) {
		copy[length++] = field.start[i];
		if (field.start[i] == '"')
			i++;
	}
	return (struct bytes){copy, length};
}

static void skip_blanks(struct csv_rows *rows)
{
	while (rows->at < rows->end && *rows->at == ' ')
		rows->at++;
}

/* Steps to the quote that closes the field, over doubled ones. */
static bool find_closing_quote(struct csv_rows *rows, bool *doubled)
{
	while (rows->at < rows->end && !(rows->quotes_end && at_line_end(rows))) {
		if (*rows->at == '"') {
			if (rows->at + 1 == rows->end || rows->at[1] != '"')
				return true;
			*doubled = true;
			rows->at += 2;
		} else if (!skip_line_end(rows)) {
			rows->at++;
		}
	}
	rows->quotes_end = rows->lenient;
	return false;
}

static bool read_quoted(struct csv_rows *rows, struct bytes *field)
{
	size_t opened = rows->line;
	const char *start = ++rows->at;
	bool doubled = false;
	if (!find_closing_quote(rows, &doubled))
		return fail(rows, opened, "a quoted field is never closed");
	*field = (struct bytes){start, (size_t)(rows->at - start)};
	rows->at++;
	if (rows->lenient)
		skip_blanks(rows);
	if (!at_line_end(rows) && *rows->at != rows->separator && rows->at[-1] != rows->separator)
		return fail(rows, rows->line, "there is text after the closing quote of a field");
	if (doubled)
		*field = without_doubled_quotes(rows->arena, *field);
	return true;
}

static void read_plain(struct csv_rows *rows, struct bytes *field)
{
	const char *start = rows->at, *at = start, *end = rows->end, separator = rows->separator;
	while (at < end && *at != separator && *at != '\n' && *at != '\r')
		at++;
	rows->at = at;
	*field = (struct bytes){start, (size_t)(rows->at - start)};
}

static bool read_field(struct csv_rows *rows, struct bytes *field)
{
	const char *start = rows->at;
	size_t line = rows->line;
	if (rows->lenient)
		skip_blanks(rows);
	if (rows->at < rows->end && *rows->at == '"') {
		if (read_quoted(rows, field))
			return true;
		if (!rows->lenient)
			return false;
		if (rows->stray_quotes++ == 0)
			rows->first_stray_quote = line;
		rows->fault = NULL;
	}
	rows->at = start;
	rows->line = line;
	read_plain(rows, field);
	return true;
}

/* Steps over the separator after a field; false at the end of the row. */
static bool next_field(struct csv_rows *rows)
{
	if (rows->separator == ' ')
		skip_blanks(rows);
	if (at_line_end(rows))
		return false;
	rows->at += rows->separator != ' ';
	return true;
}

bool csv_rows_next(struct csv_rows *rows)
{
	rows->count = 0;
	while (skip_line_end(rows))
		continue;
	rows->row_line = rows->line;
	if (rows->at == rows->end)
		return false;
	if (rows->separator == ' ')
		skip_blanks(rows);
	do {
		struct bytes field;
		const char *start = rows->at;
		if (!read_field(rows, &field))
			return false;
		rows->starts =
		        arena_grow(rows->arena, rows->starts, rows->count, &rows->start_capacity, sizeof *rows->starts);
		rows->starts[rows->count] = start;
		rows->fields =
		        arena_grow(rows->arena, rows->fields, rows->count, &rows->capacity, sizeof *rows->fields);
		rows->fields[rows->count++] = field;
	} while (next_field(rows));
	skip_line_end(rows);
	return true;
}

const char *csv_rows_text(struct arena *arena, struct bytes field)
{
	while (field.length && field.start[0] == ' ')
		field = (struct bytes){field.start + 1, field.length - 1};
	while (field.length && field.start[field.length - 1] == ' ')
		field.length--;
	return base_utf8_clean(arena, field.start, field.length);
}

/* Table: reads a CSV text once to find its rows and its faults; a row is cut into fields again whenever it is asked
 * for. In: UTF-8. Out: texts with line and column. */
#include "data/table.h"

#include "base/options.h"
#include "base/utf8.h"
#include "data/table_parts.h"

#include <string.h>

#define TABLE_LIMIT ((size_t)4 << 30)

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

const char *table_cell_text(struct arena *arena, struct bytes field)
{
	while (field.length && field.start[0] == ' ')
		field = (struct bytes){field.start + 1, field.length - 1};
	while (field.length && field.start[field.length - 1] == ' ')
		field.length--;
	return base_utf8_clean(arena, field.start, field.length);
}

struct place table_field_place(const struct source *source, const struct csv_rows *rows, size_t field)
{
	size_t length = rows->fields[field].length;
	const char *start = rows->starts[field];
	return place_of(source, rows->starts[0], rows->row_line, start, length + (*start == '"' ? 2 : 0));
}

void table_row_fault(const struct source *source, const struct csv_rows *rows, size_t wanted, struct diag *diag)
{
	size_t extra = rows->count > wanted ? wanted : rows->count - 1;
	struct place place = table_field_place(source, rows, extra);
	diag_error(diag, BAD_SYNTAX, place, "a field that holds a comma must stand in quotes",
	           "%zu fields where the header has %zu", rows->count, wanted);
}

bool table_header(struct arena *arena, const struct csv_rows *rows, bool there, struct diag *diag, struct table *out)
{
	struct place whole = {.source = &out->source};
	if (!there) {
		diag_error(diag, EMPTY_VALUE, whole, NULL, "%s", rows->fault ? rows->fault : "the file is empty");
		return false;
	}
	out->columns = ARENA_ARRAY(arena, rows->count, const char *);
	size_t errors = diag->errors;
	for (size_t i = 0; i < rows->count; i++) {
		out->columns[i] = table_cell_text(arena, rows->fields[i]);
		struct place place = table_field_place(&out->source, rows, i);
		if (!*out->columns[i])
			diag_error(diag, BAD_SYNTAX, place, NULL, "column %zu has no name", i + 1);
		else if (table_column(out, out->columns[i]) >= 0)
			diag_error(diag, DUPLICATE_ENTRY, place, NULL, "the column '%s' is there twice",
			           out->columns[i]);
		out->column_count++;
	}
	return diag->errors == errors;
}

static void table_rows(struct arena *arena, struct csv_rows *rows, struct diag *diag, struct table *out)
{
	struct table_start *starts = NULL;
	size_t capacity = 0, faults = 0;
	while (faults < TABLE_FAULT_LIMIT && csv_rows_next(rows)) {
		if (rows->count != out->column_count) {
			table_row_fault(&out->source, rows, out->column_count, diag);
			faults++;
			continue;
		}
		starts = arena_grow(arena, starts, out->row_count, &capacity, sizeof *starts);
		starts[out->row_count++] =
		        (struct table_start){(size_t)(rows->starts[0] - out->source.text), rows->row_line};
	}
	out->rows = starts;
	if (rows->fault)
		diag_error(diag, BAD_SYNTAX, (struct place){&out->source, (int)rows->fault_line, 1, 1}, NULL, "%s",
		           rows->fault);
	else if (faults == TABLE_FAULT_LIMIT)
		diag_note(diag, LEFT_OUT, (struct place){.source = &out->source}, NULL,
		          "the lines after %zu were not read", rows->row_line);
}

bool table_read_text(struct arena *arena, struct source source, struct diag *diag, struct table *out)
{
	*out = (struct table){.source = source};
	if (source.length >= 3 && !memcmp(source.text, "\xEF\xBB\xBF", 3)) {
		out->source.text += 3;
		out->source.length -= 3;
	}
	if (!base_utf8_valid(out->source.text, out->source.length)) {
		diag_error(diag, BAD_ENCODING, (struct place){.source = &out->source}, "save it as UTF-8",
		           "the text is not UTF-8");
		return false;
	}
	size_t errors = diag->errors;
	struct arena scratch;
	struct csv_rows rows;
	arena_init(&scratch);
	csv_rows_init(&rows, &scratch, (struct bytes){out->source.text, out->source.length});
	if (table_header(arena, &rows, csv_rows_next(&rows), diag, out))
		table_rows(arena, &rows, diag, out);
	arena_clear(&scratch);
	if (diag->errors == errors && out->row_count == 0)
		diag_error(diag, EMPTY_VALUE, (struct place){.source = &out->source}, NULL,
		           "there is no row below the header");
	return diag->errors == errors;
}

bool table_read(struct arena *arena, const char *path, const char *shown, struct place place, struct diag *diag,
                struct table *out)
{
	struct bytes bytes;
	if (!data_file_read(arena, path, shown, TABLE_LIMIT, place, diag, &bytes))
		return false;
	return table_read_text(arena, (struct source){arena_text(arena, shown), bytes.start, bytes.length, 1}, diag,
	                       out);
}

int table_column(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->column_count; i++)
		if (!strcmp(table->columns[i], name))
			return (int)i;
	return -1;
}

/* The rows reader at a row of the source, which it has read. */
static void open_row(const struct source *source, struct table_start at, struct arena *arena, struct csv_rows *rows)
{
	struct bytes rest = {source->text + at.offset, source->length - at.offset};
	csv_rows_init(rows, arena, rest);
	rows->line = at.line;
	if (!csv_rows_next(rows))
		BUG("a row that was read once cannot be read again");
}

static size_t first_line(const struct source *source)
{
	return source->first_line ? (size_t)source->first_line : 1;
}

size_t table_row_number(const struct table *table, size_t row)
{
	return table->kept ? table->kept[row].number : row;
}

struct table_cell *table_row(const struct table *table, size_t row, struct arena *arena)
{
	struct csv_rows rows;
	const struct source *source = table->kept ? &table->kept[row].source : &table->source;
	open_row(source, table->kept ? (struct table_start){0, first_line(source)} : table->rows[row], arena, &rows);
	struct table_cell *cells = ARENA_ARRAY(arena, rows.count, struct table_cell);
	for (size_t i = 0; i < rows.count; i++)
		cells[i] = (struct table_cell){table_cell_text(arena, rows.fields[i]),
		                               table_field_place(source, &rows, i)};
	return cells;
}

struct place table_column_place(const struct table *table, size_t column, struct arena *arena)
{
	struct csv_rows rows;
	open_row(&table->source, (struct table_start){0, first_line(&table->source)}, arena, &rows);
	return table_field_place(&table->source, &rows, column);
}

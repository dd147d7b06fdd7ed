/* Value rows. In: values in the order of their columns. Out: a row, which is its values, each with a NUL behind it, and
 * a byte that no UTF-8 holds. Why so: a pointer and an allocation for each value take three times the room of the
 * values themselves. A row may be shorter than the table, whose last columns may have come after it. */
#include "data/value_rows.h"

#include "base/utf8.h"
#include "data/dataset.h"

#include <string.h>

#define ROOM    ((size_t)1 << 14) /* bytes */
#define ROW_END '\xFF'

/* Room for so many bytes more, to which the row is moved. */
static void make_room(struct value_rows *rows, size_t bytes)
{
	size_t used = (size_t)(rows->at - rows->row), room = used + bytes > ROOM ? 2 * (used + bytes) : ROOM;
	char *moved = ARENA_ROOM(rows->arena, room, char);
	if (used)
		memcpy(moved, rows->row, used);
	rows->row = moved;
	rows->at = moved + used;
	rows->end = moved + room;
}

void value_rows_add(struct value_rows *rows, const char *text, size_t length)
{
	size_t most = UTF8_CLEAN_MOST * length + 2; /* and the ends of the value and the row */
	if ((size_t)(rows->end - rows->at) < most)
		make_room(rows, most);
	rows->at += base_utf8_clean_to(rows->at, text, length);
	*rows->at++ = '\0';
}

const char *value_rows_end(struct value_rows *rows)
{
	static const char none[] = {ROW_END};
	const char *row = rows->row;
	if (rows->at == rows->row)
		return none;
	*rows->at++ = ROW_END;
	rows->row = rows->at;
	return row;
}

const char *value_rows_at(const char *row, size_t column)
{
	for (; column && *row != ROW_END; column--)
		row += strlen(row) + 1;
	return *row == ROW_END ? "" : row;
}

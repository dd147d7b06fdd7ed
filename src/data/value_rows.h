/* Value rows: the values of records, packed one behind the other, for tables of a million rows. Private to the data
 * room, which others ask through feature_value_at() and value_rows_at(). */
#pragma once

#include "base/arena.h"

/* Where rows are put. Begins zeroed but for `arena`, which owns them. */
struct value_rows {
	struct arena *arena;
	char *row, *at, *end; /* the row that is being made, where it goes on, and the end of the room for it */
};

/* Adds a row's next value, which may hold any bytes: it is copied and cleaned. */
void value_rows_add(struct value_rows *rows, const char *text, size_t length);
/* Ends the row and returns it. */
const char *value_rows_end(struct value_rows *rows);

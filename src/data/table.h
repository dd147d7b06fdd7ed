/* Table: the rows of a CSV file by number, as texts without coordinates: the manifest of a batch, the rows of an atlas.
 * Only the text of the rows that are wanted is kept. */
#pragma once

#include "base/arena.h"
#include "base/diag.h"

struct table_row {
	struct source source; /* the row alone */
	size_t number;        /* in the file, from 0 */
};

/* Places point to its sources: do not move it once read. */
struct table {
	struct source source; /* the header */
	const char **columns;
	size_t column_count;
	struct table_row *rows;
	size_t row_count;
};

/* A text of a table and where it stands. */
struct table_cell {
	const char *text; /* blanks at the ends taken off */
	struct place place;
};

/* Opens the file, which `shown` names in messages, and reads its header into *out: no column may be there twice. NULL
 * with errors. To be closed, the table stays. */
struct table_stream;
struct table_stream *table_stream_open(struct arena *arena, const char *path, const char *shown, struct place place,
                                       struct diag *diag, struct table *out);
/* Reads the rows that are wanted, each of which must have as many fields as the header; memory grows with these alone.
 * `wanted` gets the row's number and its cells, whose places are not set, and memory that lasts while it runs; NULL:
 * all are wanted. False with errors. */
bool table_stream_rows(struct table_stream *stream,
                       bool (*wanted)(void *context, size_t number, const struct table_cell *cells,
                                      struct arena *scratch),
                       void *context, struct diag *diag);
void table_stream_close(struct table_stream *stream);

/* Column index or -1. */
int table_column(const struct table *table, const char *name);
/* The cells of a row, one per column, in the arena. */
struct table_cell *table_cells(const struct table *table, size_t row, struct arena *arena);
/* The header's field. */
struct place table_column_place(const struct table *table, size_t column, struct arena *arena);

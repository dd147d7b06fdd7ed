/* Table: the rows of a CSV file by number, as texts without coordinates: the manifest of a batch, the rows of an atlas.
 * Only the text and where each row begins are kept; of a file with more rows than are wanted, only those wanted. */
#pragma once

#include "base/arena.h"
#include "base/diag.h"

/* Where a row begins in the text. */
struct table_start {
	size_t offset, line;
};

/* A row of a file that was read in part. */
struct table_kept {
	struct source source; /* the row alone */
	size_t number;        /* in the file */
};

/* Places point to its source: do not move it once read. */
struct table {
	struct source source;
	const char **columns;
	size_t column_count;
	const struct table_start *rows; /* NULL: `kept` has them, and the source is the header alone */
	const struct table_kept *kept;
	size_t row_count;
};

/* A text of a table and where it stands. */
struct table_cell {
	const char *text; /* blanks at the ends taken off */
	struct place place;
};

/* Reads the file; `shown` names it in messages. Every row must have as many fields as the header, and no column may be
 * there twice. False with errors. */
bool table_read(struct arena *arena, const char *path, const char *shown, struct place place, struct diag *diag,
                struct table *out);
/* The same from text, which must outlive the table. */
bool table_read_text(struct arena *arena, struct source source, struct diag *diag, struct table *out);
/* The same a piece of the file at a time: first the header, into *out, then those rows that are wanted; memory grows
 * with these alone. NULL with errors. To be closed, the table stays. */
struct table_stream;
struct table_stream *table_stream_open(struct arena *arena, const char *path, const char *shown, struct place place,
                                       struct diag *diag, struct table *out);
/* `wanted` gets the row's number and its cells, whose places are not set, and memory that lasts while it runs. */
bool table_stream_rows(struct table_stream *stream,
                       bool (*wanted)(void *context, size_t number, const struct table_cell *cells,
                                      struct arena *scratch),
                       void *context, struct diag *diag);
void table_stream_close(struct table_stream *stream);

/* The number of a row in its file, from 0. */
size_t table_row_number(const struct table *table, size_t row);
/* Column index or -1. */
int table_column(const struct table *table, const char *name);
/* The cells of a row, one per column, in the arena. */
struct table_cell *table_row(const struct table *table, size_t row, struct arena *arena);
/* The header's field. */
struct place table_column_place(const struct table *table, size_t column, struct arena *arena);

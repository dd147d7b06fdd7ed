/* Table: the rows of a CSV file by number, as texts without coordinates: the manifest of a batch, the rows of an atlas.
 * Only the text and where each row begins are kept, so that ten million rows fit. */
#ifndef CORRIDOR_DATA_TABLE_H
#define CORRIDOR_DATA_TABLE_H

#include "base/arena.h"
#include "base/diag.h"

/* Where a row begins in the text. */
struct table_start {
	size_t offset, line;
};

/* Places point to its source: do not move it once read. */
struct table {
	struct source source;
	const char **columns;
	size_t column_count;
	const struct table_start *rows;
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
/* Column index or -1. */
int table_column(const struct table *table, const char *name);
/* The cells of a row, one per column, in the arena. */
struct table_cell *table_row(const struct table *table, size_t row, struct arena *arena);
/* The header's field. */
struct place table_column_place(const struct table *table, size_t column, struct arena *arena);

#endif

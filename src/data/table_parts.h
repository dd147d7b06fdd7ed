/* What reading a table whole and in part share. Private to the data room. */
#pragma once

#include "data/csv_rows.h"
#include "data/table.h"

/* After so many faults the rest of the file has most likely the same. */
#define TABLE_FAULT_LIMIT 10

/* A field's text, blanks at the ends taken off, valid UTF-8. */
const char *table_cell_text(struct arena *arena, struct bytes field);
/* Of a field of the row just read. */
struct place table_field_place(const struct source *source, const struct csv_rows *rows, size_t field);
/* The row just read has not as many fields as the header. */
void table_row_fault(const struct source *source, const struct csv_rows *rows, size_t wanted, struct diag *diag);
/* Takes the columns from the row just read; `there`: there was one. */
bool table_header(struct arena *arena, const struct csv_rows *rows, bool there, struct diag *diag, struct table *out);

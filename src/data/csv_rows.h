/* CSV rows: RFC 4180 text cut into rows of fields. Private to the data room. */
#pragma once

#include "base/arena.h"
#include "data/file.h"

struct csv_rows {
	struct arena *arena; /* for fields that had to be rewritten */
	const char *at, *end;
	char separator;       /* of fields; ' ': any number of blanks */
	bool lenient;         /* a quote that does not enclose a field is a character like others, and no fault */
	bool quotes_end;      /* lenient: a quote was never closed, so that no field goes on in the next line */
	size_t line;          /* of `at`, from 1 */
	struct bytes *fields; /* of the current row; overwritten by the next */
	const char **starts;  /* where each field begins in the text, its quote included */
	size_t count, capacity, start_capacity;
	size_t row_line;   /* where the current row begins */
	const char *fault; /* why the last row could not be read, NULL: it is the end of the text */
	size_t fault_line;
	size_t stray_quotes, first_stray_quote; /* lenient: fields with such a quote, and the line of the first */
};

/* `text` must outlive the rows. */
void csv_rows_init(struct csv_rows *rows, struct arena *arena, struct bytes text, char separator);
/* Reads the next row that is not blank; false at the end or at a fault. A line ends with LF, CRLF or CR. */
bool csv_rows_next(struct csv_rows *rows);
/* A field's text as valid UTF-8, blanks at the ends taken off. */
const char *csv_rows_text(struct arena *arena, struct bytes field);

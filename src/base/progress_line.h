/* Progress line: one line of a terminal that rewrites itself and is gone at the end. Elsewhere nothing is written.
 * Signal handlers may call everything here but progress_line_open(). */
#pragma once

#include <stdbool.h>

struct progress_line {
	int file;     /* descriptor */
	bool is_open; /* it is a terminal, and the line is wanted */
	double (*clock)(void);
	double begun, shown; /* by the clock, in seconds */
	int width;           /* characters that stand there */
};

enum { PROGRESS_LINE_MOST = 79 }; /* characters */

void progress_line_open(struct progress_line *line, int file, bool is_wanted, double (*clock)(void));
/* Whether it is time to write it: from `after` seconds on, at most five times a second. */
bool progress_line_is_due(struct progress_line *line, double after);
/* In place of what stood there; UTF-8, cut where it is longer than PROGRESS_LINE_MOST. */
void progress_line_show(struct progress_line *line, const char *text);
/* Leaves an empty line, with the cursor at its beginning. */
void progress_line_erase(struct progress_line *line);

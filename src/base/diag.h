/* Diagnostics: what is wrong, where, and what to do. The library collects them here; only the
 * command prints. Several errors in one run. */
#ifndef CORRIDOR_BASE_DIAG_H
#define CORRIDOR_BASE_DIAG_H

#include "base/arena.h"
#include "base/buffer.h"

#include <stdbool.h>

/* A text that places point into: a map file, a theme. Must outlive the diag entries' use. */
struct source {
	const char *name; /* as shown to the user */
	const char *text; /* whole content, NUL-terminated; NULL when not kept */
	size_t length;
	int first_line; /* that the text begins with, when it is a part of a file; 0: 1 */
};

/* line and column count from 1; column in characters; line 0: the file as a whole. */
struct place {
	const struct source *source; /* NULL: no place */
	int line, column;
	int length; /* characters to underline, at least 1 where line > 0 */
};

enum severity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

struct diag_entry {
	enum severity severity;
	struct place place;
	const char *message; /* one sentence, no full stop, no newline */
	const char *hint;    /* NULL or what to do */
};

struct diag {
	struct arena arena;
	struct diag_entry *entries;
	size_t count, capacity;
	size_t errors, warnings;
};

extern const struct place no_place;

void diag_init(struct diag *diag);
void diag_clear(struct diag *diag);
/* `hint` may be NULL. The texts are copied. */
void diag_error(struct diag *diag, struct place place, const char *hint, const char *format, ...)
        __attribute__((format(printf, 4, 5)));
void diag_warning(struct diag *diag, struct place place, const char *hint, const char *format, ...)
        __attribute__((format(printf, 4, 5)));
void diag_note(struct diag *diag, struct place place, const char *hint, const char *format, ...)
        __attribute__((format(printf, 4, 5)));
/* All entries as `file:line:col: error: message`, the source line, a caret and the hint. */
void diag_format(const struct diag *diag, bool colour, struct buffer *out);

#endif

/* Diagnostics: what is wrong, where, and what to do. The library collects them here; only the
 * command prints. Several errors in one run. */
#pragma once

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

/* Kinds of problems, which scripts may rely on. diag_codes[] has the word and the explanation of each. */
enum diag_code {
	BAD_SYNTAX,
	BAD_ENCODING,
	UNKNOWN_KEY,
	UNKNOWN_NAME,
	UNKNOWN_COLUMN,
	UNKNOWN_FORMAT,
	MISSING_KEY,
	EMPTY_VALUE,
	WRONG_TYPE,
	WRONG_VALUE,
	OUT_OF_RANGE,
	OVER_LIMIT,
	DUPLICATE_ENTRY,
	CONTRADICTION,
	UNUSED_ENTRY,
	OLD_SPELLING,
	UNTRANSLATED,
	BAD_LINK,
	CANNOT_READ,
	DAMAGED_FILE,
	SIDE_FILE,
	LEFT_OUT,
	DATE_LINE,
	NO_FEATURES,
	WRONG_GEOMETRY,
	BAD_CRS,
	BAD_PROJECTION,
	SCALE_VARIES,
	SCALE_UNSUITED,
	NO_ROOM,
	NAME_DROPPED,
	PIN_CONFLICT,
	HARD_TO_SEE,
	MISSING_FONT,
	CANNOT_DRAW,
	CANNOT_WRITE,
	WRONG_USAGE,
	WRITTEN,
	DIAG_CODES
};
struct diag_code_words {
	const char *word, *help; /* unknown-key; what it is about */
};
extern const struct diag_code_words diag_codes[DIAG_CODES];

struct diag_entry {
	enum severity severity;
	enum diag_code code;
	struct place place;
	const char *message; /* one sentence, no full stop, no newline */
	const char *hint;    /* NULL or what to do */
	const char *format;  /* that the message was made from: entries with the same one are alike */
	size_t times;        /* that the same was reported */
};

struct diag {
	struct arena arena;
	struct diag_entry *entries;
	size_t count, capacity;
	size_t errors, warnings; /* reported, repetitions included */
	size_t last;             /* entry that was added or repeated last */
	bool quotes_no_lines;    /* no line of a source is shown: the file may be somebody else's */
};

static const struct place no_place = {0};

void diag_init(struct diag *diag);
void diag_clear(struct diag *diag);
/* `hint` may be NULL. The texts are copied, but `format`, which must be a literal. What has been reported before, in
 * the same words and for the same place, is counted and not added. */
void diag_error(struct diag *diag, enum diag_code code, struct place place, const char *hint, const char *format, ...)
        __attribute__((format(printf, 5, 6)));
void diag_warning(struct diag *diag, enum diag_code code, struct place place, const char *hint, const char *format, ...)
        __attribute__((format(printf, 5, 6)));
void diag_note(struct diag *diag, enum diag_code code, struct place place, const char *hint, const char *format, ...)
        __attribute__((format(printf, 5, 6)));
/* Reports what another diag holds, as often as it was reported there, for another place. */
void diag_repeat(struct diag *diag, const struct diag_entry *entry, struct place place);
/* Turns all warnings into errors (--strict). */
void diag_make_strict(struct diag *diag);

/* Flags of diag_format(). */
enum { DIAG_COLOUR = 1, DIAG_QUIET = 2, DIAG_JSON = 4 };
/* All entries, or with DIAG_QUIET the errors only, as `file:line:col: error: message [code]`, the source line, a caret
 * and the hint; of many that differ in a name or a number alone, the first and how many more there are.
 * With DIAG_JSON every entry as an object on a line of its own. */
void diag_format(const struct diag *diag, unsigned flags, struct buffer *out);

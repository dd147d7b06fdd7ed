/* Options as data: a kind (layer style, map element, …) declares its options in one table, from
 * which come reading, checking, defaults, "did you mean", --help and the manual. */
#pragma once

#include "base/arena.h"
#include "base/colour.h"
#include "base/diag.h"

enum option_type {
	OPTION_TEXT,           /* const char * */
	OPTION_ID,             /* const char *: lower-case letters, digits, '-' and '_' */
	OPTION_BOOL,           /* bool */
	OPTION_NUMBER,         /* double */
	OPTION_WHOLE,          /* int */
	OPTION_LENGTH,         /* double, points */
	OPTION_DISTANCE,       /* double, metres on the ground */
	OPTION_CHOICE,         /* int: index into `choices` */
	OPTION_CHOICES,        /* unsigned: bit i for choice i of `choices`; "left bottom" or a list */
	OPTION_RGBA,           /* struct colour: what colour_parse() reads */
	OPTION_COLOUR,         /* const char *: a theme colour's name, or what colour_parse() reads */
	OPTION_STYLE,          /* const char *: a theme text style's name */
	OPTION_LABEL,          /* struct label: what a layer's names read */
	OPTION_TEXT_OR_COLUMN, /* struct label: a text, the name of a column, or a text made of columns */
	OPTION_SHIELD,         /* const char *: a theme shield's name */
	OPTION_HATCH,          /* const char *: a theme hatch's name, "none", or "" for the kind's own choice */
	OPTION_COLUMN,     /* const char *: a column of the layer's data, of `choices`: "numbers" or NULL; its default
	                      need not be there */
	OPTION_COLUMNS,    /* struct texts: columns */
	OPTION_NAMES,      /* struct localized: the column of each language */
	OPTION_REFERENCE,  /* const char *: an entry of the map file's section `choices`, "sources" */
	OPTION_REFERENCES, /* struct texts: such entries */
	OPTION_DATA,       /* struct texts: ids of data entries, which hold `choices`: "points", "lines", "polygons"; of
	                      `maximum` 1 an element asks only for those in a view */
	OPTION_TEXTS,      /* struct texts */
	OPTION_LOCALIZED,  /* struct localized */
	OPTION_LOCALIZED_CHOICES, /* struct localized[]: one for each of `choices`, "first|last" */
	OPTION_NUMBERS,           /* struct numbers */
	OPTION_LENGTHS,           /* struct numbers, points */
	OPTION_FILTER,  /* const struct expression *: the condition that a layer's features pass; NULL: all do */
	OPTION_MATCH,   /* the same for the data that the option `choices` names; without: the layer's */
	OPTION_SECTION, /* no field: the key is known, and read by code of its own; `choices`: its shape, for the schema
	                   of the map file, as spec/schema_shape.c reads it */
};

/* One text in several languages, in the order in which the author gave them. */
struct localized_entry {
	const char *language; /* BCP 47, lower case: "en", "zh"; "" = any language */
	const char *text;
};

struct localized {
	struct localized_entry *entries;
	size_t count;
};

struct texts {
	const char **items;
	size_t count;
};

/* A list that was written as `none`, where a list that is not written means all. */
static inline bool texts_are_none(const struct texts *texts)
{
	return texts->items && !texts->count;
}

struct numbers {
	double *values;
	size_t count;
};

struct expression; /* expression/expression.h */

/* What names read: a text in each language, or in all. */
struct label_entry {
	const char *language; /* as of struct localized_entry */
	const struct expression *text;
};
struct label {
	const char *written; /* one for all languages, as the author wrote it; NULL: none, or one per language */
	struct place place;
	bool is_none; /* `none`: no names */
	struct label_entry *entries;
	size_t count; /* 0 also if what is written is no expression, but may be the name of a text style */
};

struct option {
	const char *key;
	enum option_type type;
	size_t offset;        /* of the field in the kind's option struct */
	const char *fallback; /* the default, as the author would write it; NULL: zero/none; or option_required */
	const char *help;
	double minimum, maximum; /* of each number, length, distance; of the count of texts; both 0: no limit */
	const char *choices;     /* of OPTION_CHOICE, OPTION_CHOICES "fit|common"; else as the type says, or NULL */
	const char *alias;       /* another spelling of the key, read as the key; NULL: none */
	bool can_be_none;        /* `none` is 0, or nothing, whatever minimum and fallback say */
	const char *needs;       /* key of the kind's option without which it has no effect; NULL: none */
};

/* The fallback of an option that the author has to give. */
extern const char option_required[];
/* How a colour may be written. */
extern const char option_colour_hint[];

/* A table of options and its length, for a struct kind. */
#define OPTION_ROWS(rows) rows, sizeof(rows) / sizeof *(rows)

/* One kind in a list of kinds; or a table of options alone. */
struct kind {
	const char *name;
	const char *help;
	const struct option *options;
	size_t option_count;
	size_t size;     /* of the option struct; 0: the kind has no options */
	bool on_request; /* of a map element: drawn only where a map file names it */
};

struct kind_list {
	const char *what; /* "layer kind", "map element": for messages */
	const struct kind *const *kinds;
	size_t count;
};

const struct kind *kind_find(const struct kind_list *list, const char *name);
const struct option *option_find(const struct kind *kind, const char *key);
/* The option's field in its option struct. */
const void *option_field(const struct option *option, const void *base);
/* What its values look like, as Markdown: "length", "`none`, `muted`"; nothing of a section. */
void option_value_words(const struct option *option, struct buffer *out);
/* Whether the author has to write it; an id that is not written is made from names. */
bool option_is_needed(const struct option *option);
/* The next of the choices "a|b", after the one of *length bytes, 0 for the first. NULL: there is none. */
const char *option_choice_next(const char *choices, size_t *length);
/* The field of the kind's first option of that type in its option struct; NULL when it has none. */
const void *option_of_type(const struct kind *kind, const void *base, enum option_type type);

/* Sets an option from one text; a list or localized text becomes one of a single entry. On a bad value adds an error
 * at `place` and returns false. `base` points to the option struct. */
bool option_set(struct arena *arena, const struct option *option, void *base, const char *text, struct place place,
                struct diag *diag);
/* What `none` sets a text style to that may be none and has "" for what is usual. */
extern const char option_no_style[];
/* Sets a field as a map file's `none` does: no text, column, style, entries, filter; a length or number of 0; of
 * references that must not be empty, since an empty list is all of them, a list of none (texts_are_none()). False if
 * the option must have a value, or names things among which "none" is one itself: colours, hatches, choices. */
bool option_set_none(const struct option *option, void *field);
/* Fills a zeroed option struct with the table's defaults. */
void option_defaults(struct arena *arena, const struct kind *kind, void *base);

/* Nearest of `count` names to `word`, or NULL: the same but for case and for '-', '_' and blank, another spelling or
 * another word for it (suggest.c), or an edit distance of at most a third of its length.
 * `names` are read with `stride` bytes from one `const char *` to the next. */
const char *option_suggest(const char *word, const void *names, size_t stride, size_t count);

/* The text in that language, else the any-language text, else NULL. */
const char *localized_get(const struct localized *text, const char *language);
/* The same, but falls back to the first entry; "" when there is none. */
const char *localized_any(const struct localized *text, const char *language);

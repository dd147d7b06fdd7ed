/* Options as data: a kind (layer style, map element, …) declares its options in one table, from
 * which come reading, checking, defaults, "did you mean", --help and the manual. */
#ifndef CORRIDOR_BASE_OPTIONS_H
#define CORRIDOR_BASE_OPTIONS_H

#include "base/arena.h"
#include "base/colour.h"
#include "base/diag.h"
#include "base/localized.h"

enum option_type {
	OPTION_TEXT,      /* const char * */
	OPTION_BOOL,      /* bool */
	OPTION_NUMBER,    /* double */
	OPTION_LENGTH,    /* double, points */
	OPTION_DISTANCE,  /* double, metres on the ground */
	OPTION_CHOICE,    /* int: index into `choices` */
	OPTION_CHOICES,   /* unsigned: bit i for choice i of `choices`; "left bottom" or a list */
	OPTION_COLOUR,    /* const char *: a theme colour's name or #rrggbb */
	OPTION_STYLE,     /* const char *: a theme text style's name */
	OPTION_SHIELD,    /* const char *: a theme shield's name */
	OPTION_HATCH,     /* const char *: a theme hatch's name, "none", or "" for the kind's own choice */
	OPTION_DATA,      /* struct texts: ids of data entries */
	OPTION_LOCALIZED, /* struct localized */
	OPTION_NUMBERS,   /* struct numbers */
	OPTION_MATCH,     /* struct matches: {column: value, column: [value, value]} */
};

struct texts {
	const char **items;
	size_t count;
};

struct numbers {
	double *values;
	size_t count;
};

/* A feature passes when for every match its column holds one of the values. */
struct match {
	const char *column;
	const char **values;
	size_t count;
};
struct matches {
	struct match *items;
	size_t count;
};

struct option {
	const char *key;
	enum option_type type;
	size_t offset;           /* of the field in the kind's option struct */
	const char *fallback;    /* the default, as the author would write it; NULL: zero/none */
	const char *choices;     /* OPTION_CHOICE, OPTION_CHOICES: "fit|common"; else NULL */
	double minimum, maximum; /* numbers, lengths, distances; both 0: no limit */
	const char *help;
};

/* One kind in a list of kinds. */
struct kind {
	const char *name;
	const char *help;
	const struct option *options;
	size_t option_count;
	size_t size; /* of the option struct; 0: the kind has no options */
};

struct kind_list {
	const char *what; /* "layer kind", "map element": for messages */
	const struct kind *const *kinds;
	size_t count;
};

const struct kind *kind_find(const struct kind_list *list, const char *name);
const struct option *option_find(const struct kind *kind, const char *key);

/* Sets one scalar option (all types but LOCALIZED, MATCH, NUMBERS from a list) from its text. On a bad
 * value adds an error at `place` and returns false. `base` points to the option struct. */
bool option_set(struct arena *arena, const struct option *option, void *base, const char *text, struct place place,
                struct diag *diag);
/* Fills a zeroed option struct with the table's defaults. */
void option_defaults(struct arena *arena, const struct kind *kind, void *base);

/* Nearest of `count` names to `word` (edit distance at most a third of its length), or NULL.
 * `names` are read with `stride` bytes from one `const char *` to the next. */
const char *option_suggest(const char *word, const void *names, size_t stride, size_t count);

#endif

/* Template: a text of the manifest with {names} in it, filled for one job. */
#pragma once

#include "data/table.h"

/* What {names} stand for: the columns of a row, and values that a job has of its own: {page}, {row}. */
struct template_values {
	const struct table *table;      /* its columns go first; NULL: no rows */
	const struct table_cell *cells; /* NULL: of no row, for checking */
	const char *own;                /* an own value that counts though a column has its name; NULL: none */
	const char *const *names;       /* of the own values */
	size_t count;
	const char *(*value)(void *context,
	                     size_t index); /* the text of an own value; NULL: the manifest does not give it */
	void *context;
};

/* How a value is written into the text. */
enum template_form {
	TEMPLATE_PLAIN,
	TEMPLATE_QUOTED, /* inside a YAML text in double quotes */
	TEMPLATE_FILE    /* part of a file's name: no '/', ',' or control characters */
};

/* The next {name} at or after `from`; false when there is none. *name is the first byte after the brace. A brace before
 * a quote, a colon or a comma is YAML and stays. */
bool template_next(const char *text, size_t from, size_t *name, size_t *length);
bool template_has(const char *text, const char *name);
/* Errors for every {name} that has no value, with the nearest as hint. */
bool template_check(const char *text, struct place place, const struct template_values *values, struct arena *arena,
                    struct diag *diag);
/* The filled text. *empty (may be NULL) gets the name of the first value that is empty, or NULL. */
const char *template_fill(const char *text, const struct template_values *values, enum template_form form,
                          struct arena *arena, const char **empty);

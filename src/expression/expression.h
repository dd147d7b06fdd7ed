/* Expressions: what a map file says of a record's columns — which records a layer draws, what their labels read, into
 * which class they fall. The language is in docs/expressions.md.
 *
 * An expression is a condition or a text. It is made once and never changed. It knows no data: who evaluates it hands
 * it the record. */
#pragma once

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>

struct expression;

enum expression_type {
	EXPRESSION_CONDITION, /* rank <= 3 and name like "S%" */
	EXPRESSION_TEXT,      /* name + " (" + rank + ")" */
};

/* Longer ones, and those with more levels of brackets, are errors. */
#define EXPRESSION_LONGEST 4000 /* bytes */
#define EXPRESSION_DEEPEST 50

/* Parses a text that stands at `place`. An error is placed at the character where the text leaves the language, if the
 * source holds the text as it is: without escapes, on one line; else at `place`. NULL with one error. */
const struct expression *expression_parse(struct arena *arena, const char *text, struct place place,
                                          enum expression_type type, struct diag *diag);

/* The text that a column of this name reads, whatever letters it has. */
const struct expression *expression_of_column(struct arena *arena, const char *name, struct place place);

/* A condition without a text of its own: the column holds one of the values, as `{column: value}` says. Of a column of
 * numbers they are numbers; of another column they are texts, and numbers are the same however they are written unless
 * a zero leads: 1 is 1.0, but 010 is not 10. */
const struct expression *expression_match(struct arena *arena, const char *column, struct place place,
                                          const char *const *values, size_t count);
/* All of the conditions hold. None: NULL, which everything passes. */
const struct expression *expression_all(struct arena *arena, const struct expression *const *conditions, size_t count);
/* The condition does not hold. */
const struct expression *expression_not(struct arena *arena, const struct expression *condition);
/* low <= column and column < high; INFINITY for what is open. */
const struct expression *expression_range(struct arena *arena, const char *column, struct place place, double low,
                                          double high);

/* Of a record, the value of a column: valid UTF-8, "" if empty; *is_number: the column is one of numbers by its type.
 * NULL: there is no such column, which counts as empty. */
struct expression_record {
	const char *(*value)(const struct expression_record *record, const char *column, bool *is_number);
	bool decimal_comma; /* numbers in its texts are written with a decimal comma */
};
/* Whether the record passes a condition; NULL: it does. */
bool expression_holds(const struct expression *condition, const struct expression_record *record);
/* What a text reads for the record: in `arena` or the record's own. */
const char *expression_text(const struct expression *text, const struct expression_record *record, struct arena *arena);

/* A column that the expression names, and where. */
struct expression_column {
	const char *name;
	struct place place;
};
/* All of them, in their order, in `arena`. */
struct expression_column *expression_columns(const struct expression *expression, struct arena *arena, size_t *count);
/* Those that are compared with a number of the expression. */
struct expression_column *expression_number_columns(const struct expression *expression, struct arena *arena,
                                                    size_t *count);
/* Whether a text or a number of its own is in it. */
bool expression_has_literal(const struct expression *expression);
/* The name of the column if the expression is nothing else; NULL otherwise. */
const char *expression_only_column(const struct expression *expression);

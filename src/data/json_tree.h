/* JSON tree: the values of a text, or of a part of one, in memory, one after the other. Private to the data room.
 *
 * An array of numbers alone is held as such, so that a million positions take 32 bytes each and not a hundred. Numbers
 * below the keys "properties", "attributes" and "id" are held as they are written instead, because they are shown. */
#pragma once

#include "data/json.h"

#include <stdint.h>

enum json_kind {
	JSON_IS_SCALAR, /* `scalar` says of which kind */
	JSON_IS_KEY,    /* in an object, before each value */
	JSON_IS_DOUBLE, /* a number among other things in an array */
	JSON_IS_NUMBERS,
	JSON_IS_ARRAY,
	JSON_IS_OBJECT
};

struct json_value {
	unsigned char kind, scalar; /* enum json_kind, enum json_scalar */
	uint32_t length;            /* of `text` in bytes; numbers, or elements or members that it has */
	union {
		const char *text; /* terminated */
		double number;
		size_t span; /* of arrays and objects: how many values there are up to its end, with itself */
	};
};

struct json_tree {
	struct arena texts;
	struct json_value *values;
	size_t count, capacity;
	size_t open[JSON_DEPTH]; /* places of the arrays and objects that are not ended yet */
	size_t depth;
	size_t written_depth; /* of the key below which numbers stay as they are written; 0: none */
};

void json_tree_init(struct json_tree *tree);
/* Forgets the values; json_tree_clear() frees the memory too. */
void json_tree_reset(struct json_tree *tree);
void json_tree_clear(struct json_tree *tree);
/* The events of the text. */
void json_tree_scalar(struct json_tree *tree, enum json_scalar kind, const char *text, size_t length);
void json_tree_key(struct json_tree *tree, const char *text, size_t length);
void json_tree_begin(struct json_tree *tree, bool is_array);
void json_tree_end(struct json_tree *tree);

/* The value after this one in its array or object, of which it must not be the last. */
const struct json_value *json_value_next(const struct json_value *value);
/* The first element of an array, or the first key of an object. Valid only if `length` is not 0. */
const struct json_value *json_value_first(const struct json_value *value);
/* The numbers of a value that is JSON_IS_NUMBERS. */
const double *json_value_numbers(const struct json_value *value);
/* The member of an object; NULL if there is none, or it is no object. Of several with the key the last one counts. */
const struct json_value *json_value_member(const struct json_value *object, const char *key);
bool json_value_is_array(const struct json_value *value); /* of whatever */
bool json_value_is(const struct json_value *value, enum json_scalar kind);
/* The text of a string, else NULL. */
const char *json_value_text(const struct json_value *value);
/* Appends as JSON a value whose numbers are held as they are written. */
void json_value_write(const struct json_value *value, struct buffer *out);

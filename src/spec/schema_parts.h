/* What the parts of the schema share. Private to spec/schema*.c. */
#pragma once

#include "spec/schema.h"

/* Texts that hold a number, a length, a size, a language: regular expressions of ECMA 262. */
#define SCHEMA_NUMBER   " *[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)? *"
#define SCHEMA_LENGTHS  "(mm|cm|in|pt|px)"
#define SCHEMA_SIZE     SCHEMA_NUMBER SCHEMA_LENGTHS "? *(x|×)" SCHEMA_NUMBER SCHEMA_LENGTHS
#define SCHEMA_LANGUAGE "^[A-Za-z]{2,3}(-.*)?$"
#define SCHEMA_NONE     "[Nn][Oo][Nn][Ee]"

/* A text of that form; editors say the words where it is another. */
#define SCHEMA_PATTERN(form, words) "\"pattern\": \"^(" form ")$\", \"patternErrorMessage\": \"" words "\""

/* schema_values.c: what an option's value has to be, as members of a JSON object: `"type": "array", …`. */
void spec_schema_value(const struct option *option, struct buffer *out);
/* schema_shape.c: what a shape stands for, as such members. A shape is alternatives with | between them, each
 *   NAME       the definition of that name, among them the tables of map_tables
 *   'word'     this text, or number
 *   [shape]    a list of such
 *   {KEY: shape}  keys with such values, where KEY says what they look like: id, file, version, language, name
 * and + after ] and } means that none is an error. */
void spec_schema_shape(const char *shape, struct buffer *out);
/* schema_names.c: the definitions that are no tables, each ended by a comma. */
void spec_schema_basics(struct arena *arena, const struct theme *theme, const char *share_dir, struct buffer *out);
/* `"enum": ["first", …]` of that name and of the names. */
void spec_schema_names(const char *first, const void *names, size_t stride, size_t count, struct buffer *out);

/* Options of a file by tables: every section whose keys are rows of a struct kind is read by the functions here. An
 * entry is called after its table in messages: "data 'roads'", or "the layer" where it has no key. Private to spec/. */
#pragma once

#include "base/options.h"
#include "spec/node.h"
#include "spec/theme.h"

/* Reads the entry's keys into the struct at `base`. `fresh`: it is filled with the defaults first, and what the table
 * requires must be there; else only what is written changes. Errors: wrong values, unknown and missing keys, no map. */
bool options_read(struct reader *reader, const struct kind *kind, const struct node_entry *entry, bool fresh,
                  void *base);
/* The same without a look for unknown keys, for an entry that two tables describe. */
void options_read_known(struct reader *reader, const struct kind *kind, const struct node_entry *entry, bool fresh,
                        void *base);
/* Reports keys that are in neither table; `also` may be NULL. */
void options_check_keys(struct reader *reader, const struct kind *kind, const struct kind *also,
                        const struct node_entry *entry, const char *what);
/* Reports colours, text styles, shields and hatches of a struct that was read which the theme has not, its defaults
 * too: on the finished sheet it would be too late. */
void options_check_theme(struct reader *reader, const struct kind *kind, const struct node_entry *entry,
                         const struct theme *theme, const void *base);
/* One value for the field of a row. False with an error. */
bool options_read_value(struct reader *reader, const struct option *option, const struct node *node, void *field);

/* A plain text or a map language -> text. A language of the map without a text is a warning. */
bool options_read_localized(struct reader *reader, const struct node *node, const char *what, struct localized *out);
/* False, with an error, if the entry's key is no language. */
bool options_check_language(struct reader *reader, const struct node_entry *entry, const char *what);
/* read_expressions.c: a condition, as a text or as {column: value}. False with errors. */
bool options_read_condition(struct reader *reader, const char *what, const struct node *node,
                            const struct expression **field);
/* A text made of columns; or, if the node is a map, those of its `texts`. False with errors; a text that is none is
 * left to the other, which reports it if it is no text style's name either: labels were such names in older map files.
 */
bool options_read_label(struct reader *reader, const struct node *node, const struct localized *texts,
                        struct label *label);
void options_check_label(struct reader *reader, const struct theme *theme, const struct label *label);
/* Reports a text with double quotes or backticks that is no expression. */
void options_check_text_or_column(struct reader *reader, const struct label *label);
/* Index of an entry in a section of the map file: the key, or the id of an item of a list. -1 with an error. */
int options_find_reference(struct reader *reader, const char *text, struct place place, const char *section);

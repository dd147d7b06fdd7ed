/* Messages: the sheet's own words in one language, from a message file: whole phrases with {names} to be filled in, one
 * per plural form where they count, and how the language writes numbers. */
#pragma once

#include "base/diag.h"

struct messages;
struct node; /* private to spec/ */

/* Reads the message file at `path` and checks it against the English one in share_dir/messages. All faults are in diag,
 * NULL with any. */
const struct messages *messages_read(struct arena *arena, const char *language, const char *path, const char *share_dir,
                                     struct place place, struct diag *diag);
/* The language tag the file states for fonts and xml:lang: "en", "zh-Hans". */
const char *messages_tag(const struct messages *messages);
/* Fonts for the language's script that the file names, in order of preference. */
const char *const *messages_fonts(const struct messages *messages, size_t *count);

/* The text of a key ("legend", "north"); BUG when the key is in no file: the files are checked to be complete. */
const char *messages_text(const struct messages *messages, const char *key);
bool messages_have(const struct messages *messages, const char *key);
/* Replaces {name} in the message by values given as name, value pairs ended by NULL. */
char *messages_fill(struct arena *arena, const struct messages *messages, const char *key, ...);
/* The same for a message with plural forms: the one for `number`, which is also the value of {count}. */
char *messages_count(struct arena *arena, const struct messages *messages, const char *key, size_t number, ...);

/* "9 members": a number of the map's members with the noun for them. */
char *messages_counted(struct arena *arena, const struct messages *messages, size_t number);
/* The same messages with the map's own noun, as its `noun:` was read. NULL, with errors, if it lacks a plural form of
 * their language. */
const struct messages *messages_with_noun(struct arena *arena, const struct messages *messages, const struct node *noun,
                                          struct diag *diag);

/* A number as the language writes it, with groups; at most `decimals` places. */
char *messages_number(struct arena *arena, const struct messages *messages, double value, int decimals);
/* The text with the language's own digits in place of 0 to 9: years, angles. */
char *messages_digits(struct arena *arena, const struct messages *messages, const char *text);
/* "a, b and c" in the language's way; "" of none. */
char *messages_list(struct arena *arena, const struct messages *messages, const char *const *items, size_t count);

/* Messages: the furniture's own words in one language, from messages/LANG.yaml. */
#ifndef CORRIDOR_SPEC_MESSAGES_H
#define CORRIDOR_SPEC_MESSAGES_H

#include "base/diag.h"

struct messages;

/* Reads share_dir/messages/LANG.yaml; an unknown language is an error listing those present. */
const struct messages *messages_read(struct arena *arena, const char *language, const char *share_dir,
                                     struct place place, struct diag *diag);
/* The text of a key ("legend", "north"); BUG when the key is in no file: the files are checked to be complete. */
const char *message(const struct messages *messages, const char *key);
/* The language tag the file states for fonts and xml:lang: "en", "zh-Hans". */
const char *messages_tag(const struct messages *messages);
/* Replaces {name} in the message by values given as name, value pairs ended by NULL. */
char *message_fill(struct arena *arena, const struct messages *messages, const char *key, ...);

#endif

/* YAML files as node trees. The subset: keys with values, lists, texts; no aliases, tags or second documents.
 * yaml.c is the only file that includes the YAML library. Private to spec/. */
#pragma once

#include "spec/node.h"

/* Limits: a map file is some kilobytes; these bound time and memory of a hostile one. */
#define SPEC_YAML_BYTES_MAX   (1024 * 1024)
#define SPEC_YAML_DEPTH_MAX   64
#define SPEC_YAML_ENTRIES_MAX 10000

/* Copy of a text as every place refers to it: no byte order mark, lines ended by \n. In the arena. */
const struct source *spec_yaml_source(struct arena *arena, const char *name, const char *text, size_t length);

/* Parses the whole source; its top must be keys with values. NULL with an error when it cannot be parsed; a tree
 * with errors in diag when keys are doubled (the first counts) and the like. */
struct node *spec_yaml_read(struct reader *reader, const struct source *source);
/* The same for a piece of the source that begins at byte `from`, of any type: a value of --set. */
struct node *spec_yaml_read_value(struct reader *reader, const struct source *source, size_t from);

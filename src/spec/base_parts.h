/* What the files of `base:` share. Private to spec/base*.c. */
#pragma once

#include "spec/map_reader.h"

#define BASE_ALL_SCALES "auto"

enum base_labels { LABELS_SPARSE, LABELS_FULL, LABELS_NONE };

struct base_options {
	const char *name, *scale, *viewpoint;
	struct texts layers;
	int labels;
};
struct base {
	struct map_reader *map;
	struct arena *arena;
	struct node *top;          /* of the map file */
	const struct node *asked;  /* `base:` */
	struct node *file;         /* tree of the base's file */
	const struct node *scales; /* of it; NULL: it has none */
	struct base_options options;
};

/* base_parts.c: the text with another in place of each such sign. */
const char *spec_base_replaced(struct arena *arena, const char *text, char sign, const char *by);
/* A copy of a map or list with the same values. */
struct node *spec_base_copy(struct arena *arena, const struct node *node);
/* Sets the value of a key, and where it was written. */
void spec_base_set(struct arena *arena, struct node *map, const char *key, struct place place, struct node *value);
/* The text of a key; "": it has none. */
const char *spec_base_text(const struct node *map, const char *key);
/* The entries of a section of the base's file; an empty one where it has none. */
const struct node *spec_base_section(const struct base *base, const char *key, enum node_type type);
/* "towns" of the layer base-towns-capitals: what the map file calls it. */
const char *spec_base_group(struct arena *arena, const struct node *layer);

/* Takes an entry out of a map, if it has it. */
void spec_base_drop(struct node *map, const char *key);

/* base_layers.c: the base's layers, with the map's own above them. */
void spec_base_add_layers(const struct base *base);

/* base_locator.c: where a locator is asked for that has no land; NULL: none is. */
const struct place *spec_base_asks_for_locator(struct node *top);
/* Gives each such locator what the base's file says; `in_panel`: with no corner of the map. */
void spec_base_add_locator(const struct base *base, bool in_panel);

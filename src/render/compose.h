/* Composing: what the steps have made, brought into one page. */
#pragma once

#include "furniture/furniture.h"
#include "render/drawn_frame.h"

/* What a page has beside its map. */
struct page_parts {
	struct group *ties;      /* of the insets on the map */
	struct group *furniture; /* on the map */
	struct group *panel;     /* NULL: the sheet has none */
};

/* Fills the frame's group with the scene's layers, without the symbols whose names found no place. */
void render_compose_layers(const struct drawn_frame *drawn);
/* tie.c: what the map shows of an inset's place, into `group`; obstacles for the map's names. Returns the box of its
 * rectangle; an empty one if there is none. */
struct box render_draw_tie(struct drawn_frame *map, const struct drawn_frame *inset, struct group *group);
/* A page without marks, in the size of its layout, type scale 1. `id`: what follows the map's; `versions`: their names,
 * for the title; `words`: the map in words. */
void render_compose_start(const struct loaded_map *map, const char *id, const char *versions, const char *words,
                          struct arena *arena, struct page *page);
/* Puts the frame's ground, layers, what stands on it (ties, furniture), and names into `parent`. */
void render_compose_frame(const struct drawn_frame *drawn, const struct page_parts *parts, struct arena *arena,
                          struct group *parent);
/* The page of one version, finished. */
void render_compose_page(const struct loaded_map *map, const struct drawn_frame *drawn, const struct page_parts *parts,
                         struct arena *arena, struct page *page);
/* Brings a page that is complete in the size of its layout, type scale 1, to its own size, with ids that are unique. */
void render_compose_finish(struct page *page, double type_scale);
/* dropped.c: warnings and notes of the names that found no place. */
void render_tell_dropped(const struct drawn_frame *drawn, const struct render_options *options);
/* The layer that a name was asked for by; NULL: none, as of a note. */
const struct layer_spec *render_layer_of_name(const struct scene_input *input, const struct label_request *request);
/* untranslated.c: a note of the base's layers that have no names in the map's first language. */
void render_tell_untranslated(const struct drawn_frame *drawn);
/* unseen.c: a warning where the frame, whose extent was given, shows none of the members that have joined, or nothing
 * of a layer. */
void render_tell_unseen(const struct drawn_frame *drawn);
/* explain.c: writes one label per line, as text or JSON: whether it is kept, where (millimetres from the page's top
 * left), the parts of its cost, and what stood in its way; then the sums of `report`, with the proved bound. */
void render_explain_names(struct drawn_frame *const *frames, size_t count, const struct label_report *report, bool json,
                          struct buffer *out);

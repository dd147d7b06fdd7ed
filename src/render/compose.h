/* Composing: what the steps have made, brought into one page. */
#pragma once

#include "furniture/furniture.h"
#include "render/render.h"

/* The groups of a page, in draw order. */
struct page_parts {
	struct group *map;       /* the layers and shields of its frame */
	struct group *furniture; /* on the map */
	struct group *labels;
	struct group *panel; /* NULL: the sheet has none */
};

/* Fills the frame's group with the scene's layers, without the symbols whose names found no place. One placement for
 * each of the scene's requests; NULL: the frame has no names. */
void render_compose_layers(struct arena *arena, const struct scene *scene, const struct placement *placements,
                           const struct frame *frame);
/* The page in the size of its layout, type scale 1. `input`: of the map's frame. */
void render_compose_page(const struct loaded_map *map, const struct scene_input *input, const struct page_parts *parts,
                         struct arena *arena, struct page *page);
/* dropped.c: warnings and notes of the names that found no place. */
void render_tell_dropped(const struct scene_input *input, const struct placement *placements, size_t count,
                         const struct render_options *options);
/* explain.c: writes one label per line, as text or JSON: whether it is kept, where (millimetres from the page's top
 * left), the parts of its cost, and what stood in its way; then the sums, with the proved bound. The finished sheet is
 * `enlarged` times as large as its layout. */
void render_explain_names(const struct placement *placements, size_t count, const struct label_report *report,
                          bool json, double enlarged, struct buffer *out);

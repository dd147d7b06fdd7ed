/* Composing: what the steps have made, brought into one page. */
#ifndef CORRIDOR_RENDER_COMPOSE_H
#define CORRIDOR_RENDER_COMPOSE_H

#include "furniture/furniture.h"
#include "render/render.h"

/* The parts of a page, in draw order. */
struct page_parts {
	const struct scene_input *input; /* of the map's frame */
	const struct scene *scene;       /* of the same */
	const struct placement *placements;
	size_t placement_count;
	struct group *shields, *furniture, *labels;
	struct group *panel; /* NULL: the sheet has none */
};

/* The page in the size of its layout, type scale 1. It takes over the groups. */
void page_compose(const struct loaded_map *map, const struct page_parts *parts, struct arena *arena, struct page *page);

#endif

/* Furniture: what stands on the sheet round and over the map. Each map element is a kind: one file, one line in its
 * list. Elements of the panel are stacked; those on the map take a place in the frame and are obstacles. */
#pragma once

#include "scene/frame.h"
#include "scene/scene.h"

struct sheet {
	struct box frame; /* the map */
	struct box panel; /* empty: none */
	size_t columns;   /* of the panel: by the page alone, so that all versions have as many */
	double gutter;    /* between them */
};

struct furniture_input {
	const struct scene_input *scene; /* of the map's frame; before that is opened, without a view */
	const struct sheet *sheet;
	const struct legend_entry *legend;
	size_t legend_count;
	const struct label_backdrop *backdrops; /* filled areas of the map, in the order of painting */
	size_t backdrop_count;
	struct arena *arena;
	struct frames *frames; /* gets those that elements show */
};

extern const struct kind_list furniture_kinds;

/* layout.c: where frame and panel lie on a page, which is laid out at type scale 1 and enlarged when it is finished. */
struct sheet sheet_layout(const struct map_spec *spec, bool bare);
/* Which elements may be given a corner of the map (for the catalogue). */
enum element_places furniture_places(const struct kind *kind);
/* placing.c: what stands on the map, into `group`; each element is added to the obstacles. */
void furniture_draw_map(const struct furniture_input *input, struct obstacles *obstacles, struct group *group);
/* panel.c: false with an error when the page is too small for the map and for what the panel never gives up. The
 * scene may have no view yet. */
bool furniture_check_page(const struct furniture_input *input, bool bare);
void furniture_draw_panel(const struct furniture_input *input, struct group *group);

/* "1 : 2 620 000", true to half a percent. */
const char *furniture_ratio_text(struct arena *arena, const struct messages *messages, double denominator);

/* Road shields: plates with a number, placed along their route when all dots are known. */
#pragma once

#include "scene/scene.h"

struct shield_request {
	const char *text;
	const struct theme_shield *style;
	const char *id;         /* of the route */
	struct polylines lines; /* inside the frame */
	double every;           /* points between shields */
	bool is_one_of_many;    /* of a road of a network: those without a place are counted, and it may lie on longer
	                           lines */
	struct place place;
};

/* A shield measured: its number is set, its size known. */
struct shield {
	const struct theme_shield *style;
	struct text_run run;
	double scale;         /* of the style's lengths */
	double width, height; /* the edge included */
};

/* `largest`: height that it may have, 0: as the style says; the number is never set below 5 points, or the page's
 * least. */
bool shield_measure(const struct scene_input *input, struct arena *arena, const struct theme_shield *style,
                    const char *text, double largest, struct place place, struct diag *diag, struct shield *out);
void shield_draw(const struct scene_input *input, struct arena *arena, struct group *group, const struct shield *shield,
                 struct page_point centre);
/* shields.c: places and draws every request of the scene into `group`; each becomes an obstacle. */
void shields_place(const struct scene_input *input, const struct scene *scene, struct obstacles *obstacles,
                   struct group *group);

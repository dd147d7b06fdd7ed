/* Edges of members: their outlines as single lines, also between two of them. Private to the members style. */
#pragma once

#include "scene/scene.h"

struct member_outline {
	struct polylines lines;       /* with all their points: not simplified */
	bool is_new;                  /* edged as such, also where an earlier member is on the other side */
	size_t member;                /* whose it is */
	const struct polylines *area; /* that all records of the member cover: what lies inside it is no edge */
};

/* Draws the outlines into a group above the members' fills, each stretch once, and adds them as obstacles that cost
 * `cost`, and as outlines for layers above. */
void member_edges_draw(const struct layer_drawing *drawing, const struct member_outline *outlines, size_t count,
                       struct stroke edge, struct stroke new_edge, double cost);

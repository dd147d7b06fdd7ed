/* Joined members on the page: which of those that have joined by the version a frame, or a part of it, shows. */
#pragma once

#include "scene/scene.h"

#define JOINED_HIDDEN 0.3 /* what hides this part of a member's points hides the member */

/* A member that has joined, where the frame shows it. */
struct joined_member {
	const struct member_spec *member;
	struct page_point
	        *points; /* of its outline, or round its point; none: the frame shows no part of its outline */
	size_t count;
};

/* All that have joined by the input's version, in the order of the map file. They lie in `arena`. */
struct joined_member *scene_joined(struct arena *arena, const struct scene_input *input, size_t *count);
/* The part of a box of the page that lies on areas of joined members, 0 to 1. */
double scene_joined_share(const struct scene_input *input, struct box box);
/* The part of the member's points, 0 to 1, that lies in the box; 0 where it has none. */
double scene_joined_part(const struct joined_member *joined, struct box box);

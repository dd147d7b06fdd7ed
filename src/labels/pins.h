/* Pins: names that the author has put in their place. For labels.c. */
#pragma once

#include "labels/candidates.h"

/* A request whose place is fixed: hidden, or drawn there. */
struct fixed {
	const struct label_request *request;
	size_t given;               /* place in the input */
	struct candidate candidate; /* unless it is hidden */
	const char *problem;        /* what it collides with: "would cover the dot of Wuxi"; NULL: nothing */
};

/* Whether the request has a pin that fixes it: distances and most words are for points, `along` and `near` for lines.
 */
bool pin_fixes(const struct label_request *request);
/* Finds the place of the request, and what it collides with. */
void pin_place(struct candidate_maker *maker, struct fixed *pin);
/* Notes which pinned names overlap one another. */
void pin_compare(struct arena *arena, struct fixed *pins, size_t count);
/* The input's obstacles, and the pinned names as further ones. */
const struct obstacle *pin_obstacles(struct arena *arena, const struct label_input *input, const struct fixed *pins,
                                     size_t count, size_t *total);

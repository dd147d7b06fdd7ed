/* Component: some variables of a problem with some of their states, as a problem of its own. Private to the solver. */
#pragma once

#include "labels/solver/problem.h"

struct component {
	struct problem *problem; /* linked */
	uint32_t *members;       /* variables of the whole */
	uint32_t **origin;       /* per variable: states of the whole */
	uint32_t *states;        /* the solution */
};

/* Takes the `count` members (rising; the list is kept) of `whole` with their states that are alive (NULL: all), and
 * their part of the solution `states`, which must be alive. */
struct component component_take(struct arena *arena, const struct problem *whole, uint32_t *members, size_t count,
                                bool *const *alive, const uint32_t *states);
/* Writes the component's solution into the whole's. */
void component_give_back(const struct component *component, uint32_t *states);

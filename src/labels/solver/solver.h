/* Solver: one state for every variable of a problem, so that no two exclude each other and the costs are least; exactly
 * where the work allowed is enough. In: a problem. Out: a solution and a proved lower bound of any solution's cost.
 * It knows nothing of maps: to labels/ a variable is a name, a state a place for it, the last state "dropped". */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* All costs are multiples of this, so their sums are exact and two different sums differ by at least it. */
#define COST_LATTICE (1.0 / 16384)
double solver_round_cost(double cost);

struct problem;

/* `variable_count` variables that have no states yet. The problem lives in `arena`. */
struct problem *problem_new(struct arena *arena, size_t variable_count);
/* `costs` is kept, not copied: one per state, on the lattice, rising up to the last but one. The last state excludes
 * nothing. */
void problem_set_costs(struct problem *problem, uint32_t variable, const double *costs, uint32_t state_count);
/* State `a` of variable `first` and state `b` of `second`, a higher number, exclude each other. Once both have their
 * costs; all pairs of the same two variables come one after the other. */
void problem_exclude(struct problem *problem, uint32_t first, uint32_t a, uint32_t second, uint32_t b);

struct solver_limits {
	size_t work;  /* steps of any kind, about a nanosecond each; not a time: the same on every machine */
	size_t nodes; /* of the plain search, each time it is tried */
};

struct solution {
	uint32_t *states;   /* per variable, in the problem's arena */
	double cost, bound; /* equal: no better solution exists */
	size_t components;  /* connected by exclusions, of two variables or more */
	size_t nodes;       /* of branch and bound */
	size_t branches;    /* nodes with new bounds */
	size_t work;        /* done, in the unit of the limits */
};

void solver_solve(struct problem *problem, struct solver_limits limits, struct solution *out);
/* The baseline: variables by the cost of their last state, the dearest first, each in its cheapest free state. Fills
 * `states` and returns their cost. */
double solver_choose_greedily(struct problem *problem, uint32_t *states);

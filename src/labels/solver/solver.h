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
/* The variables in order. `costs` is kept, not copied: one per state, on the lattice, rising up to the last but one.
 * The last state excludes nothing. */
void problem_set_costs(struct problem *problem, uint32_t variable, const double *costs, uint32_t state_count);
/* State `a` of variable `first` and state `b` of `second` exclude each other. Told once of two states, when all
 * variables have their costs. */
void problem_exclude(struct problem *problem, uint32_t first, uint32_t a, uint32_t second, uint32_t b);

struct solution {
	uint32_t *states;   /* per variable, in the problem's arena */
	double cost, bound; /* equal: no better solution exists */
	size_t components;  /* connected by exclusions, of two variables or more */
	size_t nodes;       /* of branch and bound */
	size_t work;        /* done */
};

/* What finds a good solution of a problem of this size in tenths of a second, and a proof if it is not too hard. */
size_t solver_usual_work(const struct problem *problem);
/* `work`: about how many steps of two nanoseconds may be done, besides reading the problem. Not a time: the same on
 * every machine. */
void solver_solve(struct problem *problem, size_t work, struct solution *out);

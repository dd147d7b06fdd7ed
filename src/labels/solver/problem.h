/* Problem: variables, states, and what excludes what; parts of it, and what any solution costs at least. All states of
 * a problem are numbered through, so that one is named by one number. Once dominated states are gone, the last state
 * of every variable is its dearest and excludes nothing. Private to the solver. */
#pragma once

#include "labels/solver/solver.h"

/* Solutions better by less than this do not exist (costs lie on a lattice); bounds carry rounding errors. */
#define COST_TOLERANCE (COST_LATTICE / 2)

struct index_pair {
	uint32_t at[2];
};

/* Lists the pairs' second numbers by their first, below `count`: those of i in values[start[i]] to
 * values[start[i + 1]], in their order; with two sides also the first by the second. */
void index_pair_group(struct arena *arena, const struct index_pair *pairs, size_t pair_count, int sides, uint32_t count,
                      uint32_t **start, uint32_t **values);

struct problem {
	struct arena *arena;
	uint32_t variable_count;
	uint32_t *first;      /* per variable, and one more: its first state */
	const double **given; /* per variable: costs of its states, until problem_link() */
	struct index_pair *pairs;
	size_t pair_count, pair_capacity;
	uint32_t *variable; /* per state */
	uint32_t *number;   /* per state: scratch of problem_take() */
	double *costs;      /* per state */
	uint32_t *row;      /* per state, and one more: where its rivals begin */
	uint32_t *rivals;   /* of each state: those that it excludes, rising */
};

/* Fills in all per state. */
void problem_link(struct problem *problem);
/* Per place in the lists of rivals: the place of the same pair in the other state's list. As places are given out in
 * the order of the states, writing each state to its mirrors sorts the lists. */
uint32_t *problem_find_mirror(const struct problem *problem);
double problem_cost(const struct problem *problem, const uint32_t *states);

int problem_compare_indices(const void *first, const void *second);
/* Of the variable's states the one that costs least by `costs`, the first of equals. */
uint32_t problem_cheapest(const struct problem *problem, const double *costs, uint32_t variable);

static inline uint32_t problem_state_count(const struct problem *problem)
{
	return problem->first[problem->variable_count];
}

/* The state that excludes nothing. */
static inline uint32_t problem_last(const struct problem *problem, uint32_t variable)
{
	return problem->first[variable + 1] - 1;
}

/* Some variables of a problem with some of their states, as a problem of its own. */
struct component {
	struct problem *problem;
	uint32_t *origin; /* per state: that of the whole */
	uint32_t *states; /* a solution */
};

/* Takes the `count` members (rising) of `whole` with their states that are alive, and their part of the solution
 * `states`. No living state of another variable is excluded by one of theirs. */
struct component problem_take(const struct problem *whole, const uint32_t *members, uint32_t count, const bool *alive,
                              const uint32_t *states);

/* Takes from what is alive (per state) the states that another of their variable beats, and from `states`, a solution,
 * too. */
void problem_rule_out_dominated(const struct problem *problem, bool *alive, uint32_t *states);

static inline void work_spend(size_t *work, size_t steps)
{
	*work -= steps < *work ? steps : *work;
}

/* Betters the solution `states` in about `steps`, which it takes from *work. Returns the cost. */
double problem_improve(const struct problem *problem, uint32_t *states, size_t steps, size_t *work);

/* States of which every two exclude each other: at most one of them can be chosen. Cliques repeat what pairs say, but
 * bound far better. */
struct cliques {
	uint32_t count;
	uint32_t *start; /* per state, and one more: where its cliques begin */
	uint32_t *of;    /* the cliques of all states */
	size_t work;
};

/* Finds cliques that hold every pair, or as many as it can in about `steps`. */
struct cliques problem_find_cliques(const struct problem *problem, size_t steps);

/* Costs with the prices of cliques on them. No solution costs less than `bound`, and none with a state less than that
 * plus the state's node above the least of its variable's. */
struct bounding {
	const struct problem *problem;
	double *node; /* per state */
	double bound;
};

/* Looks for prices for about `steps`, which it takes from *work, or until the bound reaches `cost`, that of the best
 * solution known. */
struct bounding bounding_new(const struct problem *problem, double cost, size_t steps, size_t *work);
/* Searches depth first from `states`, a solution, and replaces it when it finds a better one, until *work is used up.
 * Returns whether nothing better exists. Adds to *nodes. */
bool bounding_search(const struct bounding *bounding, uint32_t *states, double *cost, size_t *work, size_t *nodes);

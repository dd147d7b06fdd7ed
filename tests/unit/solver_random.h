/* Random problems for the solver's tests, and what they were made from.
 * In: a seed. Out: a problem, its costs, and what excludes what. */
#ifndef CORRIDOR_TESTS_SOLVER_RANDOM_H
#define CORRIDOR_TESTS_SOLVER_RANDOM_H

#include "labels/solver/solver.h"

#include <math.h>
#include <stdlib.h>

#define MOST_STATES 20

struct instance {
	struct problem *problem;
	size_t count;
	uint32_t *state_counts;
	double **costs;
	bool *excludes; /* variable and state by variable and state */
};

static inline uint64_t random_next(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	uint64_t mixed = (*state ^ (*state >> 29)) * 0xbf58476d1ce4e5b9u;
	return mixed ^ (mixed >> 32);
}

static inline double random_share(uint64_t *state)
{
	return (double)(random_next(state) >> 11) / 9007199254740992.0;
}

static inline int compare_costs(const void *first, const void *second)
{
	const double *a = first, *b = second;
	return (*a > *b) - (*a < *b);
}

static inline bool *pair_of(const struct instance *instance, size_t i, uint32_t a, size_t j, uint32_t b)
{
	return &instance->excludes[((i * MOST_STATES + a) * instance->count + j) * MOST_STATES + b];
}

static inline void exclude(struct instance *instance, uint32_t i, uint32_t a, uint32_t j, uint32_t b)
{
	problem_exclude(instance->problem, i, a, j, b);
	*pair_of(instance, i, a, j, b) = true;
}

/* Costs in few steps, so that ties are common. */
static inline void make_costs(struct instance *instance, struct arena *arena, uint64_t *seed, uint32_t i, uint32_t own)
{
	double *costs = ARENA_ARRAY(arena, own, double);
	for (uint32_t a = 0; a + 1 < own; a++)
		costs[a] = solver_round_cost(floor(random_share(seed) * 12) / 10);
	qsort(costs, own - 1, sizeof *costs, compare_costs);
	costs[own - 1] = solver_round_cost(1.2 + floor(random_share(seed) * 5));
	instance->costs[i] = costs;
	instance->state_counts[i] = own;
	problem_set_costs(instance->problem, i, costs, own);
}

/* Of 1 to `states` states each, or of `states` if `full`. */
static inline struct instance instance_new(struct arena *arena, uint64_t *seed, size_t count, uint32_t states,
                                           bool full)
{
	struct instance made = {.problem = problem_new(arena, count),
	                        .count = count,
	                        .state_counts = ARENA_ARRAY(arena, count, uint32_t),
	                        .costs = ARENA_ARRAY(arena, count, double *),
	                        .excludes = ARENA_ARRAY(arena, count * count * MOST_STATES * MOST_STATES, bool)};
	for (uint32_t i = 0; i < count; i++)
		make_costs(&made, arena, seed, i, full ? states : 1 + (uint32_t)(random_next(seed) % states));
	return made;
}

/* `density` of the pairs of variables exclude half of each other's states. */
static inline struct instance random_instance(struct arena *arena, uint64_t *seed, size_t count, uint32_t states,
                                              double density)
{
	struct instance made = instance_new(arena, seed, count, states, false);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t j = i + 1; j < count; j++) {
			if (random_share(seed) > density)
				continue;
			for (uint32_t a = 0; a + 1 < made.state_counts[i]; a++)
				for (uint32_t b = 0; b + 1 < made.state_counts[j]; b++)
					if (random_share(seed) < 0.5)
						exclude(&made, i, a, j, b);
		}
	return made;
}

/* Names of 6 × 2 round dots on a square `side` wide, in eight places each, which exclude each other where they meet. */
static inline struct instance random_names(struct arena *arena, uint64_t *seed, size_t count, double side)
{
	static const double x[] = {0, -6, 0, -6, 0, -6, -3, -3}, y[] = {-2, -2, 0, 0, -1, -1, -2, 0};
	struct instance made = instance_new(arena, seed, count, 9, true);
	double *at = ARENA_ARRAY(arena, 2 * count, double);
	for (size_t i = 0; i < 2 * count; i++)
		at[i] = side * random_share(seed);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t j = i + 1; j < count; j++)
			for (uint32_t a = 0; a < 8; a++)
				for (uint32_t b = 0; b < 8; b++)
					if (fabs(at[2 * i] + x[a] - at[2 * j] - x[b]) < 6 &&
					    fabs(at[2 * i + 1] + y[a] - at[2 * j + 1] - y[b]) < 2)
						exclude(&made, i, a, j, b);
	return made;
}

/* The states' cost; infinite when two exclude each other. */
static inline double cost_of(const struct instance *instance, const uint32_t *states)
{
	double cost = 0;
	for (size_t i = 0; i < instance->count; i++) {
		cost += instance->costs[i][states[i]];
		for (size_t j = i + 1; j < instance->count; j++)
			if (*pair_of(instance, i, states[i], j, states[j]))
				return INFINITY;
	}
	return cost;
}

#endif

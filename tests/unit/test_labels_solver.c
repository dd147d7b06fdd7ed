/* The solver: branch and bound against trying everything, and bounds that are bounds.
 * In: random problems from a printed seed. Property tests: any failure names the instance. */
#include "labels/solver/solver.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t random_next(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	uint64_t mixed = (*state ^ (*state >> 29)) * 0xbf58476d1ce4e5b9u;
	return mixed ^ (mixed >> 32);
}

static double random_share(uint64_t *state)
{
	return (double)(random_next(state) >> 11) / 9007199254740992.0;
}

static int compare_costs(const void *first, const void *second)
{
	const double *a = first, *b = second;
	return (*a > *b) - (*a < *b);
}

#define MOST_STATES 20

/* A problem, and what it was made from. */
struct instance {
	struct problem *problem;
	size_t count;
	uint32_t *state_counts;
	double **costs;
	bool *excludes; /* variable and state by variable and state */
};

static bool *pair_of(const struct instance *instance, size_t i, uint32_t a, size_t j, uint32_t b)
{
	return &instance->excludes[((i * MOST_STATES + a) * instance->count + j) * MOST_STATES + b];
}

/* Costs in few steps, so that ties are common. */
static void make_costs(struct instance *instance, struct arena *arena, uint64_t *seed, uint32_t i, uint32_t states)
{
	uint32_t own = 1 + (uint32_t)(random_next(seed) % states);
	double *costs = ARENA_ARRAY(arena, own, double);
	for (uint32_t a = 0; a + 1 < own; a++)
		costs[a] = solver_round_cost(floor(random_share(seed) * 12) / 10);
	qsort(costs, own - 1, sizeof *costs, compare_costs);
	costs[own - 1] = solver_round_cost(1.2 + floor(random_share(seed) * 5));
	instance->costs[i] = costs;
	instance->state_counts[i] = own;
	problem_set_costs(instance->problem, i, costs, own);
}

static struct instance random_instance(struct arena *arena, uint64_t *seed, size_t count, uint32_t states,
                                       double density)
{
	struct instance made = {.problem = problem_new(arena, count),
	                        .count = count,
	                        .state_counts = ARENA_ARRAY(arena, count, uint32_t),
	                        .costs = ARENA_ARRAY(arena, count, double *),
	                        .excludes = ARENA_ARRAY(arena, count * count * MOST_STATES * MOST_STATES, bool)};
	for (uint32_t i = 0; i < count; i++)
		make_costs(&made, arena, seed, i, states);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t j = i + 1; j < count; j++) {
			if (random_share(seed) > density)
				continue;
			for (uint32_t a = 0; a + 1 < made.state_counts[i]; a++)
				for (uint32_t b = 0; b + 1 < made.state_counts[j]; b++)
					if (random_share(seed) < 0.5) {
						problem_exclude(made.problem, i, a, j, b);
						*pair_of(&made, i, a, j, b) = true;
					}
		}
	return made;
}

static bool is_valid(const struct instance *instance, const uint32_t *states)
{
	for (size_t i = 0; i < instance->count; i++)
		for (size_t j = i + 1; j < instance->count; j++)
			if (*pair_of(instance, i, states[i], j, states[j]))
				return false;
	return true;
}

static double cost_of(const struct instance *instance, const uint32_t *states)
{
	double cost = 0;
	for (size_t i = 0; i < instance->count; i++)
		cost += instance->costs[i][states[i]];
	return cost;
}

static double try_all(const struct instance *instance)
{
	uint32_t states[16] = {0};
	double best = INFINITY;
	for (;;) {
		double cost = cost_of(instance, states);
		if (cost < best && is_valid(instance, states))
			best = cost;
		size_t i = 0;
		while (i < instance->count && ++states[i] == instance->state_counts[i])
			states[i++] = 0;
		if (i == instance->count)
			return best;
	}
}

static void small_instances_match_trying_everything(void **unused)
{
	(void)unused;
	uint64_t seed = 20180601;
	print_message("seed %llu\n", (unsigned long long)seed);
	size_t nodes = 0;
	for (int round = 0; round < 1500; round++) {
		struct arena arena;
		struct solution found;
		arena_init(&arena);
		struct instance made = random_instance(&arena, &seed, 1 + round % 7, 5, 0.2 + 0.1 * (round % 8));
		solver_solve(made.problem, 1000000000, &found);
		nodes += found.nodes;
		if (found.cost != try_all(&made) || found.bound != found.cost || !is_valid(&made, found.states))
			fail_msg("instance %d: cost %.6f, bound %.6f, best %.6f", round, found.cost, found.bound,
			         try_all(&made));
		arena_clear(&arena);
	}
	print_message("%zu nodes\n", nodes);
	assert_true(nodes > 0);
}

static void bounds_stay_below_when_stopped_early(void **unused)
{
	(void)unused;
	uint64_t seed = 7;
	print_message("seed %llu\n", (unsigned long long)seed);
	int unproved = 0;
	for (int round = 0; round < 400; round++) {
		struct arena arena;
		struct solution found;
		arena_init(&arena);
		struct instance made = random_instance(&arena, &seed, 7, 6, 0.9);
		solver_solve(made.problem, 0, &found);
		double best = try_all(&made);
		unproved += found.bound < found.cost;
		if (found.bound > best + 1e-9 || found.cost < best || !is_valid(&made, found.states))
			fail_msg("instance %d: cost %.6f, bound %.6f, best %.6f", round, found.cost, found.bound, best);
		arena_clear(&arena);
	}
	print_message("%d of 400 unproved with one node\n", unproved);
	assert_true(unproved > 0);
}

static void never_worse_than_greedy(void **unused)
{
	(void)unused;
	uint64_t seed = 99;
	print_message("seed %llu\n", (unsigned long long)seed);
	for (int round = 0; round < 20; round++) {
		struct arena arena;
		struct solution found;
		arena_init(&arena);
		struct instance made = random_instance(&arena, &seed, 60, 20, 0.08);
		uint32_t *states = ARENA_ARRAY(&arena, 60, uint32_t);
		solver_solve(made.problem, 10000000, &found);
		assert_true(found.cost <= solver_choose_greedily(made.problem, states));
		assert_true(found.bound <= found.cost);
		assert_true(is_valid(&made, found.states));
		arena_clear(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(small_instances_match_trying_everything),
	        cmocka_unit_test(bounds_stay_below_when_stopped_early),
	        cmocka_unit_test(never_worse_than_greedy),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Choosing: branch and bound against trying everything, and bounds that are bounds.
 * In: random models from a printed seed. Property tests: any failure names the instance. */
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

/* Costs in few steps, so that ties are common. */
static void random_model(struct model *model, struct arena *arena, uint64_t *seed, size_t count, uint32_t states,
                         double density)
{
	model_init(model, arena, count);
	for (size_t i = 0; i < count; i++) {
		uint32_t own = 1 + (uint32_t)(random_next(seed) % states);
		double *costs = ARENA_ARRAY(arena, own, double);
		for (uint32_t a = 0; a + 1 < own; a++)
			costs[a] = cost_on_lattice(floor(random_share(seed) * 12) / 10);
		qsort(costs, own - 1, sizeof *costs, compare_costs);
		costs[own - 1] = cost_on_lattice(1.2 + floor(random_share(seed) * 5));
		model->variables[i] = (struct variable){.costs = costs, .state_count = own};
	}
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t j = i + 1; j < count; j++) {
			if (random_share(seed) > density)
				continue;
			model_add_conflict_edge(model, i, j);
			for (uint32_t a = 0; a + 1 < model->variables[i].state_count; a++)
				for (uint32_t b = 0; b + 1 < model->variables[j].state_count; b++)
					if (random_share(seed) < 0.5)
						model_set_conflict(model, a, b);
		}
	model_link(model);
}

static bool is_valid(const struct model *model, const uint32_t *states)
{
	for (size_t e = 0; e < model->edge_count; e++) {
		const struct edge *edge = &model->edges[e];
		if (edge_conflicts(edge, 0, states[edge->ends[0]], states[edge->ends[1]]))
			return false;
	}
	return true;
}

static double try_all(const struct model *model)
{
	uint32_t states[16] = {0};
	double best = INFINITY;
	for (;;) {
		double cost = model_cost(model, states);
		if (cost < best && is_valid(model, states))
			best = cost;
		size_t i = 0;
		while (i < model->variable_count && ++states[i] == model->variables[i].state_count)
			states[i++] = 0;
		if (i == model->variable_count)
			return best;
	}
}

static void small_instances_match_trying_everything(void **unused)
{
	(void)unused;
	uint64_t seed = 20180601;
	print_message("seed %llu\n", (unsigned long long)seed);
	size_t branches = 0;
	for (int round = 0; round < 1500; round++) {
		struct arena arena;
		struct model model;
		struct choice choice;
		arena_init(&arena);
		random_model(&model, &arena, &seed, 1 + round % 7, 5, 0.2 + 0.1 * (round % 8));
		/* Every other time the plain search gets one node, so that branching with new bounds must do it. */
		size_t nodes = round % 2 ? 1 : 100000;
		model_choose(&model, (struct choice_limits){1000000000, nodes}, &choice);
		branches += choice.branches;
		if (choice.cost != try_all(&model) || choice.bound != choice.cost || !is_valid(&model, choice.states))
			fail_msg("instance %d: cost %.6f, bound %.6f, best %.6f", round, choice.cost, choice.bound,
			         try_all(&model));
		arena_clear(&arena);
	}
	print_message("%zu branches\n", branches);
	assert_true(branches > 0);
}

static void bounds_stay_below_when_stopped_early(void **unused)
{
	(void)unused;
	uint64_t seed = 7;
	print_message("seed %llu\n", (unsigned long long)seed);
	int unproved = 0;
	for (int round = 0; round < 400; round++) {
		struct arena arena;
		struct model model;
		struct choice choice;
		arena_init(&arena);
		random_model(&model, &arena, &seed, 7, 6, 0.9);
		model_choose(&model, (struct choice_limits){0, 1}, &choice);
		double best = try_all(&model);
		unproved += choice.bound < choice.cost;
		if (choice.bound > best + 1e-9 || choice.cost < best || !is_valid(&model, choice.states))
			fail_msg("instance %d: cost %.6f, bound %.6f, best %.6f", round, choice.cost, choice.bound,
			         best);
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
		struct model model;
		struct choice choice;
		arena_init(&arena);
		random_model(&model, &arena, &seed, 60, 20, 0.08);
		uint32_t *states = ARENA_ARRAY(&arena, 60, uint32_t);
		model_choose(&model, (struct choice_limits){10000000, 20000}, &choice);
		assert_true(choice.cost <= model_choose_greedy(&model, states));
		assert_true(choice.bound <= choice.cost);
		assert_true(is_valid(&model, choice.states));
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

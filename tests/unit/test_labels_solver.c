/* The solver: annealing and branch and bound against trying everything, and bounds that are bounds.
 * In: random problems from a printed seed. Property tests: any failure names the instance. */
#include "solver_random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static double try_all(const struct instance *instance)
{
	uint32_t states[16] = {0};
	double best = INFINITY;
	for (;;) {
		best = fmin(best, cost_of(instance, states));
		size_t i = 0;
		while (i < instance->count && ++states[i] == instance->state_counts[i])
			states[i++] = 0;
		if (i == instance->count)
			return best;
	}
}

/* What is found costs what it says, and no more than its bound says. */
static void check(const struct instance *made, const struct solution *found, int round)
{
	if (found->cost != cost_of(made, found->states) || found->bound > found->cost)
		fail_msg("instance %d: cost %.6f, said to be %.6f, bound %.6f", round, cost_of(made, found->states),
		         found->cost, found->bound);
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
		solver_solve(made.problem, 1000000, &found);
		nodes += found.nodes;
		check(&made, &found, round);
		if (found.cost != try_all(&made) || found.bound != found.cost)
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
		solver_solve(made.problem, (size_t)(round % 4) * 200, &found);
		double best = try_all(&made);
		unproved += found.bound < found.cost;
		check(&made, &found, round);
		if (found.bound > best + 1e-9 || found.cost < best)
			fail_msg("instance %d: cost %.6f, bound %.6f, best %.6f", round, found.cost, found.bound, best);
		arena_clear(&arena);
	}
	print_message("%d of 400 unproved\n", unproved);
	assert_true(unproved > 0);
}

/* One of the problems that the tests below solve more than once. */
static struct instance larger_instance(struct arena *arena, int round)
{
	uint64_t seed = 99 + (uint64_t)round;
	return round % 2 ? random_instance(arena, &seed, 60, 20, 0.08) : random_names(arena, &seed, 120, 40);
}

static struct solution solve_larger(struct arena *arena, int round, size_t work)
{
	struct solution found;
	struct instance made = larger_instance(arena, round);
	solver_solve(made.problem, work, &found);
	check(&made, &found, round);
	return found;
}

/* Variables in order, each in its cheapest state that is free. */
static double choose_greedily(const struct instance *made, uint32_t *states)
{
	for (size_t i = 0; i < made->count; i++) {
		states[i] = made->state_counts[i] - 1;
		for (uint32_t a = made->state_counts[i] - 1; a-- > 0;) {
			bool is_free = made->costs[i][a] <= made->costs[i][states[i]];
			for (size_t j = 0; j < i; j++)
				is_free &= !*pair_of(made, j, states[j], i, a);
			states[i] = is_free ? a : states[i];
		}
	}
	return cost_of(made, states);
}

static void never_worse_than_greedy(void **unused)
{
	(void)unused;
	for (int round = 0; round < 20; round++)
		for (size_t work = 0; work <= 1000000; work = 10 * work + 10) {
			struct arena arena;
			arena_init(&arena);
			struct instance made = larger_instance(&arena, round);
			uint32_t *states = ARENA_ARRAY(&arena, made.count, uint32_t);
			assert_true(solve_larger(&arena, round, work).cost <= choose_greedily(&made, states));
			arena_clear(&arena);
		}
}

/* More work finds better solutions and better bounds: of all problems together, since luck is part of one. No more is
 * done than allowed, but for a step. */
static void more_work_is_worth_it(void **unused)
{
	(void)unused;
	double cost = INFINITY, bound = 0, first_gap = 0;
	for (size_t work = 1000; work <= 10000000; work *= 10) {
		double now = 0, bound_now = 0;
		for (int round = 0; round < 20; round++) {
			struct arena arena;
			arena_init(&arena);
			struct solution found = solve_larger(&arena, round, work);
			now += found.cost;
			bound_now += found.bound;
			assert_in_range(found.work, 0, work);
			arena_clear(&arena);
		}
		print_message("work %zu: cost %.4f, bound %.4f\n", work, now, bound_now);
		assert_true(now <= cost && bound_now >= bound);
		first_gap = first_gap > 0 ? first_gap : now - bound_now;
		cost = now;
		bound = bound_now;
	}
	assert_true(cost - bound < first_gap / 4);
}

static void same_problem_same_solution(void **unused)
{
	(void)unused;
	for (int round = 0; round < 6; round++) {
		struct arena one, other;
		arena_init(&one);
		arena_init(&other);
		/* Memory lies elsewhere the second time. */
		arena_alloc(&other, 4096 * (size_t)round + 24);
		struct solution first = solve_larger(&one, round, 300000), second = solve_larger(&other, round, 300000);
		assert_true(first.cost == second.cost && first.bound == second.bound);
		assert_true(first.work == second.work && first.nodes == second.nodes);
		assert_memory_equal(first.states, second.states, (round % 2 ? 60 : 120) * sizeof(uint32_t));
		arena_clear(&one);
		arena_clear(&other);
	}
}

/* Names that must be kept weigh ten thousand times the others, which are chosen as well as without them. */
static void heavy_variables_spoil_nothing(void **unused)
{
	(void)unused;
	double costs[2];
	for (int heavy = 0; heavy < 2; heavy++) {
		struct arena arena;
		struct solution found;
		uint64_t seed = 5;
		arena_init(&arena);
		struct instance made = random_names(&arena, &seed, 150, 36);
		for (size_t i = 0; heavy && i < made.count; i += 50)
			made.costs[i][8] += 10000;
		solver_solve(made.problem, 3000000, &found);
		check(&made, &found, heavy);
		costs[heavy] = found.cost;
		arena_clear(&arena);
	}
	print_message("cost %.4f, and %.4f with heavy ones\n", costs[0], costs[1]);
	assert_true(costs[1] < costs[0] * 1.1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(small_instances_match_trying_everything),
	        cmocka_unit_test(bounds_stay_below_when_stopped_early),
	        cmocka_unit_test(never_worse_than_greedy),
	        cmocka_unit_test(more_work_is_worth_it),
	        cmocka_unit_test(same_problem_same_solution),
	        cmocka_unit_test(heavy_variables_spoil_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

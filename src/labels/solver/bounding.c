/* Bounding: a lower bound by prices on cliques, found by subgradient steps (M. Held, P. Wolfe, H. Crowder, "Validation
 * of subgradient optimization", Mathematical Programming 6, 1974; as S. Zoraster used it for labels, "The
 * solution of large 0-1 integer programming problems encountered in automated cartography", Operations
 * Research 38, 1990). In: a problem. Out: struct bounding. Where two cheapest states share a clique its price rises;
 * where none does it falls. */
#include "labels/solver/problem.h"

#include <math.h>
#include <string.h>

#define MOST_STEPS  400
#define LEAST_STEPS 10
#define PATIENCE    5   /* steps without a better bound before the step shrinks */
#define KEEP        0.7 /* share of the last direction: damps zigzag */

struct pricing {
	const struct problem *problem;
	struct cliques cliques;
	double *node;                             /* per state: its cost with prices */
	double *prices, *best_prices, *direction; /* per clique */
	int32_t *taken;                           /* per clique: how many cheapest states are in it */
	double bound, best;                       /* at these prices, at the best ones */
};

static void apply_prices(struct pricing *pricing, const double *prices)
{
	const struct cliques *cliques = &pricing->cliques;
	for (uint32_t state = 0; state < problem_state_count(pricing->problem); state++) {
		double node = pricing->problem->costs[state];
		for (uint32_t k = cliques->start[state]; k < cliques->start[state + 1]; k++)
			node += prices[cliques->of[k]];
		pricing->node[state] = node;
	}
}

/* The cheapest states at these prices, the cliques that they take, and the bound that they give. */
static void find_bound(struct pricing *pricing)
{
	const struct problem *problem = pricing->problem;
	const struct cliques *cliques = &pricing->cliques;
	memset(pricing->taken, 0, cliques->count * sizeof *pricing->taken);
	pricing->bound = 0;
	for (uint32_t i = 0; i < problem->variable_count; i++) {
		uint32_t best = problem_cheapest(problem, pricing->node, i);
		pricing->bound += pricing->node[best];
		for (uint32_t k = cliques->start[best]; k < cliques->start[best + 1]; k++)
			pricing->taken[cliques->of[k]]++;
	}
	for (uint32_t c = 0; c < cliques->count; c++)
		pricing->bound -= pricing->prices[c];
}

/* Moves all prices along the damped direction; false when there is nowhere to go. */
static bool step_on(struct pricing *pricing, double length, double keep)
{
	double square = 0, *direction = pricing->direction, *prices = pricing->prices;
	for (uint32_t c = 0; c < pricing->cliques.count; c++) {
		double way = (1 - keep) * (pricing->taken[c] - 1) + keep * direction[c];
		direction[c] = prices[c] <= 0 && way < 0 ? 0 : way;
		square += direction[c] * direction[c];
	}
	if (square < 1e-12)
		return false;
	for (uint32_t c = 0; c < pricing->cliques.count; c++) {
		double price = prices[c] + length / square * direction[c];
		prices[c] = price > 0 ? price : 0;
	}
	return true;
}

/* Steps until the bound reaches `cost`, the steps have shrunk to nothing, or `steps` are done. */
static size_t climb(struct pricing *pricing, double cost, size_t steps)
{
	double pace = 0.5;
	size_t waited = 0, bytes = pricing->cliques.count * sizeof *pricing->prices, step = 0;
	for (; step < steps; step++) {
		apply_prices(pricing, pricing->prices);
		find_bound(pricing);
		if (pricing->bound > pricing->best) {
			waited = pricing->bound > pricing->best + 1e-3 * (cost - pricing->best) ? 0 : waited;
			pricing->best = pricing->bound;
			memcpy(pricing->best_prices, pricing->prices, bytes);
		}
		if (cost - pricing->best < COST_TOLERANCE)
			return step;
		if (++waited > PATIENCE) {
			pace *= 0.5;
			waited = 0;
			memcpy(pricing->prices, pricing->best_prices, bytes);
		}
		if (pace < 0.01 || !step_on(pricing, pace * (cost - pricing->best), step ? KEEP : 0))
			return step;
	}
	return step;
}

struct bounding bounding_new(const struct problem *problem, double cost, size_t steps, size_t *work)
{
	struct arena *arena = problem->arena;
	struct pricing pricing = {
	        .problem = problem, .cliques = problem_find_cliques(problem, steps / 2), .best = -INFINITY};
	pricing.node = ARENA_ROOM(arena, problem_state_count(problem), double);
	pricing.taken = ARENA_ROOM(arena, pricing.cliques.count, int32_t);
	pricing.prices = ARENA_ARRAY(arena, pricing.cliques.count, double);
	pricing.best_prices = ARENA_ARRAY(arena, pricing.cliques.count, double);
	pricing.direction = ARENA_ARRAY(arena, pricing.cliques.count, double);
	size_t one = 1 + problem_state_count(problem) + (size_t)pricing.cliques.start[problem_state_count(problem)];
	size_t least = pricing.cliques.work + one * LEAST_STEPS,
	       most = steps > least ? (steps - pricing.cliques.work) / one : LEAST_STEPS;
	work_spend(work, pricing.cliques.work + one * climb(&pricing, cost, most < MOST_STEPS ? most : MOST_STEPS));
	apply_prices(&pricing, pricing.best_prices);
	return (struct bounding){problem, pricing.node, pricing.best};
}

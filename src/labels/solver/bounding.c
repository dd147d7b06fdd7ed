/* Bounding: a lower bound by prices on cliques, found by subgradient steps (M. Held, P. Wolfe, H. Crowder, "Validation
 * of subgradient optimization", Mathematical Programming 6, 1974; as S. Zoraster used it for labels, "The
 * solution of large 0-1 integer programming problems encountered in automated cartography", Operations
 * Research 38, 1990). In: a problem with its cliques. Out: struct bounding. Where two cheapest states share a clique
 * its price rises; where none does it falls. */
#include "labels/solver/problem.h"

#include <string.h>

#define MOST_STEPS  400
#define LEAST_STEPS 10
#define PATIENCE    8   /* steps without a better bound before the step shrinks */
#define KEEP        0.7 /* share of the last direction: damps zigzag */

struct pricing {
	const struct problem *problem;
	double **node; /* costs with prices */
	uint32_t *cheapest;
	double *prices, *best_prices, *direction, *crowding; /* per clique */
	double bound, best;                                  /* at these prices, at the best ones */
};

static struct pricing pricing_new(struct arena *arena, const struct problem *problem)
{
	struct pricing pricing = {.problem = problem,
	                          .node = ARENA_ARRAY(arena, problem->variable_count, double *),
	                          .cheapest = ARENA_ARRAY(arena, problem->variable_count, uint32_t),
	                          .prices = ARENA_ARRAY(arena, problem->clique_count, double),
	                          .best_prices = ARENA_ARRAY(arena, problem->clique_count, double),
	                          .direction = ARENA_ARRAY(arena, problem->clique_count, double),
	                          .crowding = ARENA_ARRAY(arena, problem->clique_count, double),
	                          .best = -INFINITY};
	for (size_t i = 0; i < problem->variable_count; i++)
		pricing.node[i] = ARENA_ROOM(arena, problem->variables[i].state_count, double);
	return pricing;
}

static void apply_prices(struct pricing *pricing, const double *prices)
{
	const struct problem *problem = pricing->problem;
	for (size_t i = 0; i < problem->variable_count; i++)
		memcpy(pricing->node[i], problem->variables[i].costs,
		       problem->variables[i].state_count * sizeof(double));
	for (size_t c = 0; c < problem->clique_count; c++) {
		if (prices[c] <= 0)
			continue;
		for (uint32_t k = 0; k < problem->cliques[c].seat_count; k++) {
			const struct seat *seat = &problem->cliques[c].seats[k];
			double *node = pricing->node[seat->variable];
			for (uint32_t s = 0; s < seat->state_count; s++)
				node[seat->states[s]] += prices[c];
		}
	}
}

/* The cheapest states at these prices, and the bound they give. */
static void find_cheapest(struct pricing *pricing)
{
	const struct problem *problem = pricing->problem;
	double bound = 0;
	for (size_t i = 0; i < problem->variable_count; i++) {
		const double *node = pricing->node[i];
		uint32_t best = 0;
		for (uint32_t a = 1; a < problem->variables[i].state_count; a++)
			if (node[a] < node[best])
				best = a;
		pricing->cheapest[i] = best;
		bound += node[best];
	}
	for (size_t c = 0; c < problem->clique_count; c++)
		bound -= pricing->prices[c];
	pricing->bound = bound;
}

static bool seat_is_taken(const struct seat *seat, uint32_t state)
{
	for (uint32_t s = 0; s < seat->state_count && seat->states[s] <= state; s++)
		if (seat->states[s] == state)
			return true;
	return false;
}

/* crowding: how many of the cheapest states are in the clique, less the one that may be. */
static void find_crowding(struct pricing *pricing)
{
	const struct problem *problem = pricing->problem;
	for (size_t c = 0; c < problem->clique_count; c++) {
		double taken = 0;
		for (uint32_t k = 0; k < problem->cliques[c].seat_count; k++) {
			const struct seat *seat = &problem->cliques[c].seats[k];
			taken += seat_is_taken(seat, pricing->cheapest[seat->variable]);
		}
		pricing->crowding[c] = taken - 1;
	}
}

/* Moves all prices along the damped direction; false when there is nowhere to go. */
static bool step_on(struct pricing *pricing, double length, double keep)
{
	double square = 0;
	size_t count = pricing->problem->clique_count;
	for (size_t c = 0; c < count; c++) {
		double way = (1 - keep) * pricing->crowding[c] + keep * pricing->direction[c];
		pricing->direction[c] = pricing->prices[c] <= 0 && way < 0 ? 0 : way;
		square += pricing->direction[c] * pricing->direction[c];
	}
	if (square < 1e-12)
		return false;
	for (size_t c = 0; c < count; c++)
		pricing->prices[c] = fmax(pricing->prices[c] + length / square * pricing->direction[c], 0);
	return true;
}

static size_t step_work(const struct problem *problem)
{
	size_t work = 1;
	for (size_t i = 0; i < problem->variable_count; i++)
		work += problem->variables[i].state_count;
	for (size_t c = 0; c < problem->clique_count; c++)
		for (uint32_t k = 0; k < problem->cliques[c].seat_count; k++)
			work += 2 + problem->cliques[c].seats[k].state_count;
	return work;
}

/* Steps until the bound reaches `cost`, the steps have shrunk to nothing, or `steps` are done. */
static size_t climb(struct pricing *pricing, double cost, size_t steps)
{
	double pace = 1;
	size_t waited = 0, count = pricing->problem->clique_count, step = 0;
	for (; step < steps; step++) {
		apply_prices(pricing, pricing->prices);
		find_cheapest(pricing);
		if (pricing->bound > pricing->best) {
			waited = pricing->bound > pricing->best + 1e-3 * (cost - pricing->best) ? 0 : waited;
			pricing->best = pricing->bound;
			memcpy(pricing->best_prices, pricing->prices, count * sizeof *pricing->prices);
		}
		if (cost - pricing->best < COST_TOLERANCE)
			return step;
		if (++waited > PATIENCE) {
			pace *= 0.5;
			waited = 0;
			memcpy(pricing->prices, pricing->best_prices, count * sizeof *pricing->prices);
		}
		find_crowding(pricing);
		if (pace < 0.01 || !step_on(pricing, pace * (cost - pricing->bound), step ? KEEP : 0))
			return step;
	}
	return step;
}

struct bounding bounding_new(struct arena *arena, const struct problem *problem, double cost, size_t *work)
{
	struct pricing pricing = pricing_new(arena, problem);
	size_t one = step_work(problem), steps = *work / 2 / one;
	steps = steps < LEAST_STEPS ? LEAST_STEPS : steps > MOST_STEPS ? MOST_STEPS : steps;
	size_t used = climb(&pricing, cost, steps) * one;
	*work -= used < *work ? used : *work;
	apply_prices(&pricing, pricing.best_prices);
	return (struct bounding){problem, pricing.node, pricing.best};
}

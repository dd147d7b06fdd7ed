/* Improve: simulated annealing.
 * In: a problem and a solution of it. Out: a solution at least as good. A move puts a variable into a state and drops
 * those that this excludes; what it costs is known at once, since every state knows what its rivals that are chosen
 * would cost if dropped. Moves are drawn at random, from the same numbers every time; those that cost less are made,
 * and those that cost more the rarer, the more they cost and the later it is. (S. Kirkpatrick, C. Gelatt, M. Vecchi,
 * "Optimization by simulated annealing", Science 220, 1983; for labels J. Christensen, J. Marks, S. Shieber, "An
 * empirical study of algorithms for point-feature label placement", ACM Transactions on Graphics 14, 1995.) */
#include "labels/solver/problem.h"

#include "base/bits.h"
#include "base/ranked.h"

#include <stdlib.h>
#include <string.h>

#define WARMTH     0.2  /* temperature at first, as a share of what dropping a variable costs, the median */
#define COOLING    0.92 /* per stage */
#define STAGES     40
#define TRIAL_WORK 8 /* to draw a state and to refuse it */

/* What stands in a state's way. */
struct toll {
	double dropped;      /* what dropping its rivals that are chosen costs */
	uint32_t count, sum; /* of these: how many they are, and the sum of their numbers, which is the number of a
	                        single one */
};

struct annealing {
	const struct problem *problem;
	uint32_t *states;
	struct toll *tolls; /* per state */
	double cost, temperature;
	uint64_t random;
	size_t work;
};

static uint32_t draw(struct annealing *annealing)
{
	annealing->random = annealing->random * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(annealing->random >> 32);
}

/* An exponential variate of mean 1 within a few per cent, in arithmetic that is the same everywhere: the zeros at one
 * end of a random number count how often it halves; the bits at the other part the last halving evenly. */
static double draw_exponential(struct annealing *annealing)
{
	uint64_t bits = draw(annealing);
	return 0.6931471805599453 * (bits_lowest(bits | (uint64_t)1 << 32) + (double)(bits >> 16) / 65536);
}

static uint32_t own_state(const struct annealing *annealing, uint32_t state)
{
	return annealing->states[annealing->problem->variable[state]];
}

/* The state has been chosen (sign 1) or is no longer (-1). */
static void weigh(struct annealing *annealing, uint32_t state, int sign)
{
	const struct problem *problem = annealing->problem;
	uint32_t variable = problem->variable[state];
	double dropped = problem->costs[problem_last(problem, variable)] - problem->costs[state];
	for (uint32_t k = problem->row[state]; k < problem->row[state + 1]; k++) {
		struct toll *toll = &annealing->tolls[problem->rivals[k]];
		toll->dropped += sign * dropped;
		toll->count += (uint32_t)sign; /* modulo 2^32 */
		toll->sum += (uint32_t)sign * state;
	}
	annealing->work += problem->row[state + 1] - problem->row[state];
}

/* What the cost would be more if the state were chosen and its rivals dropped. */
static double change(const struct annealing *annealing, uint32_t state)
{
	const double *costs = annealing->problem->costs;
	return costs[state] - costs[own_state(annealing, state)] + annealing->tolls[state].dropped;
}

static void move(struct annealing *annealing, uint32_t state)
{
	const struct problem *problem = annealing->problem;
	annealing->cost += change(annealing, state);
	for (uint32_t k = problem->row[state]; annealing->tolls[state].count; k++) {
		uint32_t rival = problem->rivals[k];
		if (own_state(annealing, rival) != rival)
			continue;
		weigh(annealing, rival, -1);
		annealing->states[problem->variable[rival]] = problem_last(problem, problem->variable[rival]);
	}
	weigh(annealing, own_state(annealing, state), -1);
	annealing->states[problem->variable[state]] = state;
	weigh(annealing, state, 1);
}

static bool excludes(const struct problem *problem, uint32_t state, uint32_t other)
{
	const uint32_t *rivals = problem->rivals + problem->row[state];
	return bsearch(&other, rivals, problem->row[state + 1] - problem->row[state], sizeof *rivals,
	               problem_compare_indices);
}

/* Chooses the state, and the cheapest free one for the single rival that it evicts, if that costs at most `most` more.
 */
static void try_eviction(struct annealing *annealing, uint32_t state, double most)
{
	const struct problem *problem = annealing->problem;
	uint32_t evicted = annealing->tolls[state].sum, own = own_state(annealing, state);
	uint32_t other = problem->first[problem->variable[evicted]];
	double room = most - problem->costs[state] + problem->costs[own] + problem->costs[evicted];
	for (; problem->costs[other] <= room; other++) {
		const struct toll *toll = &annealing->tolls[other];
		bool is_free = !toll->count || (toll->count == 1 && toll->sum == own);
		annealing->work += 2;
		if (!is_free || other == evicted || excludes(problem, state, other))
			continue;
		move(annealing, state);
		move(annealing, other);
		return;
	}
}

static void anneal(struct annealing *annealing, size_t work)
{
	uint32_t count = problem_state_count(annealing->problem);
	while (annealing->work < work) {
		uint32_t state = (uint32_t)((uint64_t)draw(annealing) * count >> 32);
		double most = annealing->temperature * draw_exponential(annealing);
		annealing->work += TRIAL_WORK;
		if (state == own_state(annealing, state))
			continue;
		if (change(annealing, state) <= most)
			move(annealing, state);
		else if (annealing->tolls[state].count == 1)
			try_eviction(annealing, state, most);
	}
}

/* Until no move costs less. */
static void settle(struct annealing *annealing)
{
	for (bool moved = true; moved;) {
		moved = false;
		for (uint32_t state = 0; state < problem_state_count(annealing->problem); state++)
			if (change(annealing, state) < -COST_TOLERANCE) {
				move(annealing, state);
				moved = true;
			}
	}
}

/* Keeps what has been found if it is better. */
static double keep(const struct annealing *annealing, uint32_t *states, double cost)
{
	if (annealing->cost >= cost)
		return cost;
	memcpy(states, annealing->states, annealing->problem->variable_count * sizeof *states);
	return annealing->cost;
}

/* What dropping a variable costs above its cheapest state: the median, which a few that must be kept do not move. */
static double middle_stake(const struct problem *problem)
{
	struct ranked *stakes = ARENA_ROOM(problem->arena, problem->variable_count, struct ranked);
	for (uint32_t i = 0; i < problem->variable_count; i++)
		stakes[i] = (struct ranked){
		        problem->costs[problem_last(problem, i)] - problem->costs[problem->first[i]], i};
	ranked_sort(stakes, problem->variable_count);
	return stakes[problem->variable_count / 2].key;
}

double problem_improve(const struct problem *problem, uint32_t *states, size_t steps, size_t *work)
{
	struct annealing annealing = {.problem = problem,
	                              .states = ARENA_ROOM(problem->arena, problem->variable_count, uint32_t),
	                              .tolls = ARENA_ARRAY(problem->arena, problem_state_count(problem), struct toll),
	                              .cost = problem_cost(problem, states),
	                              .temperature = WARMTH * middle_stake(problem)};
	double cost = annealing.cost;
	memcpy(annealing.states, states, problem->variable_count * sizeof *states);
	for (uint32_t i = 0; i < problem->variable_count; i++)
		weigh(&annealing, states[i], 1);
	settle(&annealing);
	cost = keep(&annealing, states, cost);
	annealing.work = 0;
	for (int stage = 1; stage <= STAGES; stage++) {
		anneal(&annealing, steps / STAGES * stage);
		annealing.temperature *= COOLING;
	}
	settle(&annealing);
	work_spend(work, annealing.work);
	return keep(&annealing, states, cost);
}

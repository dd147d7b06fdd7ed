/* Solver: rules out states that others beat and splits a problem into connected components. In each, annealing finds a
 * solution and prices on cliques a bound; states that neither can use are ruled out, which splits it again, and branch
 * and bound searches what is left. In: a problem. Out: one state per variable and a proved lower bound. The solution
 * never gets worse on the way, so that stopping anywhere still gives one; what is not proved shows as a cost above the
 * bound. */
#include "labels/solver/problem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STATE_WORK 1000 /* of annealing, at most: more finds little */
#define USUAL_WORK 40000

/* Solves what is alive of a problem, in place of the solution `states`. Takes what it uses from *work, and adds to the
 * counts in `out`. Returns a bound. */
static double solve(const struct problem *problem, bool *alive, uint32_t *states, size_t *work, struct solution *out);

/* Which states can be part of a better solution, and the one that excludes nothing; counts the others. */
static bool *find_alive(const struct bounding *bounding, const uint32_t *states, double cost, uint32_t *dead)
{
	const struct problem *problem = bounding->problem;
	bool *alive = ARENA_ROOM(problem->arena, problem_state_count(problem), bool);
	*dead = 0;
	for (uint32_t i = 0; i < problem->variable_count; i++) {
		double least = bounding->node[problem_cheapest(problem, bounding->node, i)];
		double room = cost - COST_TOLERANCE - bounding->bound + least;
		for (uint32_t state = problem->first[i]; state < problem->first[i + 1]; state++) {
			bool stays = state == states[i] || state == problem_last(problem, i);
			alive[state] = stays || bounding->node[state] < room;
			*dead += !alive[state];
		}
	}
	return alive;
}

/* Solves a problem of two variables or more, all connected. Returns its bound. */
static double solve_connected(const struct problem *problem, uint32_t *states, size_t *work, struct solution *out)
{
	uint32_t count = problem_state_count(problem), dead;
	size_t most = (size_t)count * STATE_WORK;
	double cost = problem_improve(problem, states, *work / 4 < most ? *work / 4 : most, work);
	struct bounding bounding = bounding_new(problem, cost, *work / 5 * 3, work);
	if (cost - bounding.bound < COST_TOLERANCE)
		return cost;
	bool *alive = find_alive(&bounding, states, cost, &dead);
	if (dead * 20 >= count)
		return fmax(bounding.bound, solve(problem, alive, states, work, out));
	size_t left = *work / 3;
	*work -= left;
	bool proved = bounding_search(&bounding, states, &cost, &left, &out->nodes);
	*work += left;
	if (proved)
		return cost;
	problem_improve(problem, states, *work, work);
	return bounding.bound;
}

/* Lists `variable` and all that exclusions among living states connect with it, rising. Returns how many they are. */
static uint32_t list_connected(const struct problem *problem, const bool *alive, uint32_t variable, bool *is_listed,
                               uint32_t *members)
{
	uint32_t count = 0;
	members[count++] = variable;
	is_listed[variable] = true;
	for (uint32_t n = 0; n < count; n++) {
		uint32_t first = problem->first[members[n]], end = problem->first[members[n] + 1];
		for (uint32_t state = first; state < end; state++)
			for (uint32_t k = problem->row[state]; alive[state] && k < problem->row[state + 1]; k++) {
				uint32_t other = problem->variable[problem->rivals[k]];
				if (!alive[problem->rivals[k]] || is_listed[other])
					continue;
				members[count++] = other;
				is_listed[other] = true;
			}
	}
	qsort(members, count, sizeof *members, problem_compare_indices);
	return count;
}

static double solve(const struct problem *problem, bool *alive, uint32_t *states, size_t *work, struct solution *out)
{
	problem_rule_out_dominated(problem, alive, states);
	uint32_t components = 0, count = problem->variable_count, open = 0;
	bool *is_listed = ARENA_ARRAY(problem->arena, count, bool);
	uint32_t *members = ARENA_ROOM(problem->arena, count, uint32_t);
	double bound = 0;
	/* A variable alone has one state left, the cheapest, which has beaten all others. */
	for (uint32_t state = 0; state < problem_state_count(problem); state++)
		open += alive[state];
	open -= count;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t size = is_listed[i] ? 0 : list_connected(problem, alive, i, is_listed, members);
		if (size == 1)
			bound += problem->costs[states[i]];
		if (size < 2)
			continue;
		struct component part = problem_take(problem, members, size, alive, states);
		uint32_t own = problem_state_count(part.problem) - size;
		size_t share = (size_t)((double)*work / open * own);
		*work -= share;
		bound += solve_connected(part.problem, part.states, &share, out);
		for (uint32_t k = 0; k < size; k++)
			states[members[k]] = part.origin[part.states[k]];
		*work += share;
		open -= own;
		components++;
	}
	out->components = components; /* in the end of the whole problem */
	return bound;
}

size_t solver_usual_work(const struct problem *problem)
{
	return (size_t)(USUAL_WORK * sqrt((double)problem->pair_count));
}

void solver_solve(struct problem *problem, size_t work, struct solution *out)
{
	*out = (struct solution){.states = ARENA_ARRAY(problem->arena, problem->variable_count, uint32_t),
	                         .work = work};
	problem_link(problem);
	for (uint32_t i = 0; i < problem->variable_count; i++)
		out->states[i] = problem_last(problem, i);
	bool *alive = ARENA_ROOM(problem->arena, problem_state_count(problem), bool);
	memset(alive, true, problem_state_count(problem));
	double bound = solve(problem, alive, out->states, &work, out);
	out->cost = problem_cost(problem, out->states);
	/* Sums of the same exact terms: what is within half of the lattice is equal. */
	out->bound = out->cost - bound < COST_TOLERANCE ? out->cost : bound;
	out->work -= work;
	for (uint32_t i = 0; i < problem->variable_count; i++)
		out->states[i] -= problem->first[i];
}

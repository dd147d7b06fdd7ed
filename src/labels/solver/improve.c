/* Improve: greedy choices and local search.
 * In: a problem and a solution of it. Out: a solution that no single move betters, where a move puts one variable into
 * another state and the variables that this evicts into their cheapest free one. Deterministic: fixed order, first
 * improvement. Gives branch and bound its start, and the answer where that gives up. */
#include "labels/solver/problem.h"

#include "base/ranked.h"

#define MOST_EVICTED 6
#define MOST_SWEEPS  12

static bool is_free(const struct problem *problem, const uint32_t *states, uint32_t index, uint32_t state)
{
	const struct variable *variable = &problem->variables[index];
	for (uint32_t k = 0; k < variable->neighbour_count; k++)
		if (neighbour_excludes(&variable->neighbours[k], state, states[variable->neighbours[k].variable]))
			return false;
	return true;
}

static uint32_t cheapest_free(const struct problem *problem, const uint32_t *states, uint32_t index)
{
	const struct variable *variable = &problem->variables[index];
	uint32_t best = variable->state_count - 1;
	for (uint32_t a = 0; a + 1 < variable->state_count; a++)
		if (variable->costs[a] < variable->costs[best] && is_free(problem, states, index, a))
			best = a;
	return best;
}

/* Those that the state excludes; more than MOST_EVICTED: too many. */
static size_t find_evicted(const struct problem *problem, const uint32_t *states, uint32_t index, uint32_t state,
                           uint32_t *evicted)
{
	const struct variable *variable = &problem->variables[index];
	size_t count = 0;
	for (uint32_t k = 0; k < variable->neighbour_count && count <= MOST_EVICTED; k++) {
		uint32_t other = variable->neighbours[k].variable;
		if (!neighbour_excludes(&variable->neighbours[k], state, states[other]))
			continue;
		if (count < MOST_EVICTED)
			evicted[count] = other;
		count++;
	}
	return count;
}

/* Puts `index` into `state` and the evicted elsewhere if that costs less; else changes nothing. Most moves cost more
 * even with the evicted at their cheapest. */
static bool try_move(const struct problem *problem, uint32_t *states, uint32_t index, uint32_t state)
{
	const struct variable *variables = problem->variables;
	uint32_t evicted[MOST_EVICTED], before[MOST_EVICTED], own = states[index];
	double change = variables[index].costs[state] - variables[index].costs[own];
	size_t count = find_evicted(problem, states, index, state, evicted);
	double best = change;
	for (size_t k = 0; k < count && k < MOST_EVICTED; k++)
		best += variables[evicted[k]].costs[0] - variables[evicted[k]].costs[states[evicted[k]]];
	if (count > MOST_EVICTED || best >= -COST_TOLERANCE)
		return false;
	states[index] = state;
	for (size_t k = 0; k < count; k++) {
		before[k] = states[evicted[k]];
		change -= variables[evicted[k]].costs[before[k]];
		states[evicted[k]] = variables[evicted[k]].state_count - 1;
	}
	for (size_t k = 0; k < count; k++) {
		states[evicted[k]] = cheapest_free(problem, states, evicted[k]);
		change += variables[evicted[k]].costs[states[evicted[k]]];
	}
	if (change < -COST_TOLERANCE)
		return true;
	states[index] = own;
	for (size_t k = 0; k < count; k++)
		states[evicted[k]] = before[k];
	return false;
}

double problem_improve(const struct problem *problem, uint32_t *states)
{
	bool moved = true;
	for (int sweep = 0; moved && sweep < MOST_SWEEPS; sweep++) {
		moved = false;
		for (uint32_t i = 0; i < problem->variable_count; i++)
			for (uint32_t a = 0; a < problem->variables[i].state_count; a++)
				if (a != states[i] && try_move(problem, states, i, a))
					moved = true;
	}
	return problem_cost(problem, states);
}

double solver_choose_greedily(struct problem *problem, uint32_t *states)
{
	struct ranked *turns = ARENA_ARRAY(problem->arena, problem->variable_count + 1, struct ranked);
	problem_link(problem);
	for (uint32_t i = 0; i < problem->variable_count; i++) {
		states[i] = problem->variables[i].state_count - 1;
		turns[i] = (struct ranked){-problem->variables[i].costs[states[i]], i};
	}
	ranked_sort(turns, problem->variable_count);
	for (size_t k = 0; k < problem->variable_count; k++) {
		uint32_t index = (uint32_t)turns[k].index;
		states[index] = cheapest_free(problem, states, index);
	}
	return problem_cost(problem, states);
}

/* Dominance: rules out states that another state of the same variable beats: no dearer, and excluding nothing more.
 * In: a problem, what is alive, a solution. Out: less alive, a solution no dearer. Some best solution always survives:
 * wherever it has a beaten state, the one that beats it does as well. Every state that goes frees states of its
 * rivals' variables, which may then be beaten too. */
#include "labels/solver/problem.h"

#include <string.h>

struct dominance {
	const struct problem *problem;
	bool *alive;
	uint32_t *states;
	bool *is_stale;     /* per variable: what its states exclude has changed since it was looked at */
	uint32_t *excluder; /* per state: the last state looked at that excludes it */
};

/* Whether `state` excludes nothing that is alive and that `other`, the one looked at, does not. */
static bool is_freer(const struct dominance *dominance, uint32_t state, uint32_t other)
{
	const struct problem *problem = dominance->problem;
	for (uint32_t k = problem->row[state]; k < problem->row[state + 1]; k++) {
		uint32_t rival = problem->rivals[k];
		if (dominance->alive[rival] && dominance->excluder[rival] != other)
			return false;
	}
	return true;
}

/* The state of the same variable that beats `state`; `state` itself: none. */
static uint32_t find_better(struct dominance *dominance, uint32_t state)
{
	const struct problem *problem = dominance->problem;
	uint32_t variable = problem->variable[state];
	for (uint32_t k = problem->row[state]; k < problem->row[state + 1]; k++)
		dominance->excluder[problem->rivals[k]] = state;
	for (uint32_t other = problem->first[variable]; other < problem->first[variable + 1]; other++)
		if (other != state && dominance->alive[other] && problem->costs[other] <= problem->costs[state] &&
		    is_freer(dominance, other, state))
			return other;
	return state;
}

/* Returns whether any went. */
static bool rule_out(struct dominance *dominance, uint32_t variable)
{
	const struct problem *problem = dominance->problem;
	bool any = false;
	dominance->is_stale[variable] = false;
	/* From the last on: of equal states the first stays. */
	for (uint32_t state = problem->first[variable + 1]; state-- > problem->first[variable];) {
		uint32_t better = dominance->alive[state] ? find_better(dominance, state) : state;
		if (better == state)
			continue;
		any = true;
		dominance->alive[state] = false;
		if (dominance->states[variable] == state)
			dominance->states[variable] = better;
		for (uint32_t k = problem->row[state]; k < problem->row[state + 1]; k++)
			dominance->is_stale[problem->variable[problem->rivals[k]]] = true;
	}
	return any;
}

void problem_rule_out_dominated(const struct problem *problem, bool *alive, uint32_t *states)
{
	uint32_t count = problem_state_count(problem);
	struct dominance dominance = {.problem = problem,
	                              .alive = alive,
	                              .states = states,
	                              .is_stale = ARENA_ROOM(problem->arena, problem->variable_count, bool),
	                              .excluder = ARENA_ROOM(problem->arena, count, uint32_t)};
	memset(dominance.is_stale, true, problem->variable_count);
	memset(dominance.excluder, 0xff, count * sizeof *dominance.excluder);
	for (bool changed = true; changed;) {
		changed = false;
		for (uint32_t i = 0; i < problem->variable_count; i++)
			changed |= dominance.is_stale[i] && rule_out(&dominance, i);
	}
}

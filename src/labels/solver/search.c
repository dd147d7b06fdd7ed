/* Search: depth-first branch and bound over costs with prices on them.
 * In: a bounding, a solution to beat. Out: the best solution, and whether it is proved. At every node the
 * bound is the cost fixed so far plus, for each open variable, its cheapest state beside the fixed ones
 * (partial forward checking; E. Freuder and R. Wallace, "Partial constraint satisfaction", 1992). */
#include "labels/solver/problem.h"

#include "base/ranked.h"

#include <string.h>

#define NODE_WORK 300 /* and one per variable */

struct search {
	const struct problem *problem;
	const double *node;
	uint32_t *turns;        /* per variable: its states, the cheapest first */
	uint32_t *blocked;      /* per state: how many of the fixed ones exclude it */
	bool *is_fixed;         /* per variable */
	double *least, *second; /* per variable: of its states that are not blocked */
	uint32_t *current, *best;
	double bound, cost;
	size_t nodes, limit;
};

static void sort_states(struct search *search, uint32_t variable, struct ranked *ranked)
{
	uint32_t first = search->problem->first[variable], end = search->problem->first[variable + 1];
	for (uint32_t state = first; state < end; state++)
		ranked[state - first] = (struct ranked){search->node[state], state};
	ranked_sort(ranked, end - first);
	for (uint32_t k = first; k < end; k++)
		search->turns[k] = (uint32_t)ranked[k - first].index;
}

/* Finds the variable's two cheapest states again. Its last state is never blocked. */
static void refresh(struct search *search, uint32_t variable)
{
	double cheapest[2];
	uint32_t found = 0;
	for (uint32_t turn = search->problem->first[variable]; turn < search->problem->first[variable + 1]; turn++)
		if (found < 2 && !search->blocked[search->turns[turn]])
			cheapest[found++] = search->node[search->turns[turn]];
	search->bound += cheapest[0] - search->least[variable];
	search->least[variable] = cheapest[0];
	search->second[variable] = cheapest[found - 1];
}

/* Blocks what the state excludes, or frees it again. */
static void block(struct search *search, uint32_t state, uint32_t step)
{
	const struct problem *problem = search->problem;
	for (uint32_t k = problem->row[state]; k < problem->row[state + 1]; k++) {
		uint32_t rival = problem->rivals[k], variable = problem->variable[rival];
		search->blocked[rival] += step;
		bool is_end = k + 1 == problem->row[state + 1] || problem->variable[problem->rivals[k + 1]] != variable;
		if (is_end && !search->is_fixed[variable])
			refresh(search, variable);
	}
}

/* The open variable that is most particular about its state; variable_count when all are fixed. */
static uint32_t most_particular(const struct search *search)
{
	uint32_t best = search->problem->variable_count;
	double greatest = -1;
	for (uint32_t i = 0; i < search->problem->variable_count; i++) {
		double regret = search->second[i] - search->least[i];
		if (!search->is_fixed[i] && regret > greatest) {
			greatest = regret;
			best = i;
		}
	}
	return best;
}

static void accept_current(struct search *search)
{
	double cost = problem_cost(search->problem, search->current);
	if (cost < search->cost - COST_TOLERANCE) {
		search->cost = cost;
		memcpy(search->best, search->current, search->problem->variable_count * sizeof *search->best);
	}
}

/* Depth is at most the number of variables. */
static void descend(struct search *search)
{
	uint32_t index = most_particular(search);
	if (index == search->problem->variable_count) {
		accept_current(search);
		return;
	}
	uint32_t end = search->problem->first[index + 1];
	double bound = search->bound, least = search->least[index];
	search->is_fixed[index] = true;
	for (uint32_t turn = search->problem->first[index]; turn < end && search->nodes < search->limit; turn++) {
		uint32_t state = search->turns[turn];
		double reached = bound - least + search->node[state];
		if (search->blocked[state])
			continue;
		if (reached >= search->cost - COST_TOLERANCE)
			break;
		search->nodes++;
		search->current[index] = state;
		search->bound = reached;
		block(search, state, 1);
		if (search->bound < search->cost - COST_TOLERANCE)
			descend(search);
		block(search, state, (uint32_t)-1);
	}
	search->is_fixed[index] = false;
	search->bound = bound;
}

bool bounding_search(const struct bounding *bounding, uint32_t *states, double *cost, size_t *work, size_t *nodes)
{
	const struct problem *problem = bounding->problem;
	struct arena *arena = problem->arena;
	size_t one = NODE_WORK + problem->variable_count;
	uint32_t variables = problem->variable_count, count = problem_state_count(problem);
	struct search search = {.problem = problem,
	                        .node = bounding->node,
	                        .turns = ARENA_ROOM(arena, count, uint32_t),
	                        .blocked = ARENA_ARRAY(arena, count, uint32_t),
	                        .is_fixed = ARENA_ARRAY(arena, variables, bool),
	                        .least = ARENA_ARRAY(arena, variables, double),
	                        .second = ARENA_ROOM(arena, variables, double),
	                        .current = ARENA_ROOM(arena, variables, uint32_t),
	                        .best = states,
	                        .cost = *cost,
	                        .limit = 1 + *work / one};
	struct ranked *ranked = ARENA_ROOM(arena, count, struct ranked);
	for (uint32_t i = 0; i < variables; i++) {
		sort_states(&search, i, ranked);
		refresh(&search, i);
	}
	search.bound = bounding->bound;
	descend(&search);
	*cost = search.cost;
	work_spend(work, search.nodes * one);
	*nodes += search.nodes;
	return search.nodes < search.limit;
}

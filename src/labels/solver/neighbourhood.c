/* Neighbourhoods: large neighbourhood search. A variable and those nearest to it by exclusions are solved anew,
 * exactly, while all others stay; one neighbourhood after the other until none gets better. In: a problem and a
 * solution. Out: one at least as good, usually the best there is. (P. Shaw, "Using constraint programming and local
 * search methods to solve vehicle routing problems", 1998.) */
#include "labels/solver/problem.h"

#include <stdlib.h>
#include <string.h>

#define MOST_MEMBERS 12
#define NODES        1500
#define LEAST_WORK   20000 /* counted per neighbourhood, besides nodes */

struct neighbourhood {
	const struct problem *problem;
	uint32_t *states;
	bool *is_inside; /* per variable */
	bool *is_stale;  /* per variable: something near has changed since its neighbourhood was solved */
	bool **alive;    /* per variable, of the members only: all of them would take longer than solving does */
	uint32_t members[MOST_MEMBERS];
	size_t count;
};

static int compare_indices(const void *first, const void *second)
{
	const uint32_t *a = first, *b = second;
	return (*a > *b) - (*a < *b);
}

/* Breadth first from `centre`; in the end rising. */
static void gather(struct neighbourhood *near, uint32_t centre)
{
	near->members[0] = centre;
	near->count = 1;
	near->is_inside[centre] = true;
	for (size_t k = 0; k < near->count; k++) {
		const struct variable *variable = &near->problem->variables[near->members[k]];
		for (uint32_t n = 0; n < variable->neighbour_count && near->count < MOST_MEMBERS; n++) {
			uint32_t other = variable->neighbours[n].variable;
			if (near->is_inside[other])
				continue;
			near->is_inside[other] = true;
			near->members[near->count++] = other;
		}
	}
	qsort(near->members, near->count, sizeof *near->members, compare_indices);
}

/* The states of a member that those outside leave free. */
static bool *find_free(const struct neighbourhood *near, struct arena *arena, uint32_t member)
{
	const struct variable *variable = &near->problem->variables[member];
	bool *free = ARENA_ARRAY(arena, variable->state_count, bool);
	memset(free, true, variable->state_count);
	for (uint32_t n = 0; n < variable->neighbour_count; n++) {
		const struct neighbour *neighbour = &variable->neighbours[n];
		uint32_t other = neighbour->variable;
		for (uint32_t a = 0; !near->is_inside[other] && a < variable->state_count; a++)
			free[a] &= !neighbour_excludes(neighbour, a, near->states[other]);
	}
	return free;
}

/* Returns whether the solution got better. */
static bool solve_members(struct neighbourhood *near, struct arena *arena, size_t *work)
{
	size_t nodes = 0;
	for (size_t k = 0; k < near->count; k++)
		near->alive[near->members[k]] = find_free(near, arena, near->members[k]);
	struct component component =
	        component_take(arena, near->problem, near->members, near->count, near->alive, near->states);
	double before = problem_cost(component.problem, component.states), cost = before;
	/* Without cliques: prices would take longer than the few nodes that they spare. */
	struct bounding bounding = bounding_new(arena, component.problem, cost, work);
	if (cost - bounding.bound >= COST_TOLERANCE)
		bounding_search(&bounding, component.states, &cost, NODES, &nodes);
	size_t used = LEAST_WORK + nodes * 200;
	*work -= used < *work ? used : *work;
	if (cost >= before)
		return false;
	component_give_back(&component, near->states);
	return true;
}

static void solve_round(struct neighbourhood *near, uint32_t centre, size_t *work)
{
	struct arena arena;
	arena_init(&arena);
	gather(near, centre);
	near->is_stale[centre] = false;
	bool better = solve_members(near, &arena, work);
	/* A neighbourhood of all variables is the same from every centre. */
	bool is_whole = near->count == near->problem->variable_count;
	for (size_t k = 0; k < near->count; k++) {
		bool *is_stale = &near->is_stale[near->members[k]];
		near->is_inside[near->members[k]] = false;
		*is_stale = better || (*is_stale && !is_whole);
	}
	arena_clear(&arena);
}

double problem_improve_widely(const struct problem *problem, uint32_t *states, size_t *work)
{
	struct neighbourhood near = {.problem = problem, .states = states};
	near.is_inside = ARENA_ARRAY(problem->arena, problem->variable_count + 1, bool);
	near.is_stale = ARENA_ARRAY(problem->arena, problem->variable_count + 1, bool);
	near.alive = ARENA_ARRAY(problem->arena, problem->variable_count + 1, bool *);
	memset(near.is_stale, true, problem->variable_count * sizeof(bool));
	bool moved = true;
	while (moved && *work) {
		moved = false;
		for (uint32_t i = 0; i < problem->variable_count && *work; i++) {
			/* A variable at its cheapest has nothing to gain; its neighbours' neighbourhoods hold it. */
			bool content = problem->variables[i].costs[states[i]] <= problem->variables[i].costs[0];
			if (!near.is_stale[i] || content)
				continue;
			solve_round(&near, i, work);
			moved |= near.is_stale[i];
		}
	}
	return problem_cost(problem, states);
}

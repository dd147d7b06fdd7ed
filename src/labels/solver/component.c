/* Component: some variables of a problem, with some of their states, as a problem of its own.
 * In: a problem, the members, which states are alive. Out: a smaller problem with its own edges. Variables that
 * exclude nothing of each other any more have no edge. Variables outside count as absent: the caller has ruled out
 * what they exclude. */
#include "labels/solver/problem.h"

#include "base/bits.h"

/* Neither in the component nor alive. */
#define GONE UINT32_MAX

struct taking {
	struct component component;
	const struct problem *whole;
	uint32_t **place; /* per member and state of the whole: the state in the component, or GONE */
};

/* The states of member `index` that are alive (NULL: all), with their costs. */
static void copy_states(struct taking *taking, uint32_t index, const bool *alive, uint32_t state)
{
	struct component *component = &taking->component;
	struct arena *arena = component->problem->arena;
	const struct variable *from = &taking->whole->variables[component->members[index]];
	uint32_t *origin = ARENA_ARRAY(arena, from->state_count, uint32_t), count = 0;
	uint32_t *place = ARENA_ARRAY(arena, from->state_count, uint32_t);
	double *costs = ARENA_ARRAY(arena, from->state_count, double);
	for (uint32_t a = 0; a < from->state_count; a++) {
		place[a] = GONE;
		if (alive && !alive[a])
			continue;
		place[a] = count;
		costs[count] = from->costs[a];
		origin[count++] = a;
	}
	component->states[index] = place[state];
	component->origin[index] = origin;
	taking->place[index] = place;
	problem_set_costs(component->problem, index, costs, count);
}

/* What the states of `first` exclude of those of `second`, both members. */
static void copy_edge(struct taking *taking, const struct neighbour *edge, uint32_t first, uint32_t second)
{
	struct problem *problem = taking->component.problem;
	for (uint32_t a = 0; a < problem->variables[first].state_count; a++) {
		const uint64_t *row = neighbour_row(edge, taking->component.origin[first][a]);
		for (uint32_t word = 0; word < edge->words; word++)
			for (uint64_t bits = row[word]; bits; bits &= bits - 1) {
				uint32_t b = taking->place[second][word * 64 + bits_lowest(bits)];
				if (b != GONE)
					problem_exclude(problem, first, a, second, b);
			}
	}
}

/* Which member the variable is, or GONE. Looked up, since a list of all variables for each of thousands of small
 * components would take longer than solving them. */
static uint32_t find_member(const struct taking *taking, uint32_t variable)
{
	size_t first = 0, end = taking->component.problem->variable_count, count = end;
	if (count == taking->whole->variable_count)
		return variable;
	while (first < end) {
		size_t middle = first + (end - first) / 2;
		if (taking->component.members[middle] < variable)
			first = middle + 1;
		else
			end = middle;
	}
	return first < count && taking->component.members[first] == variable ? (uint32_t)first : GONE;
}

/* Each edge is copied with its first end. */
static void copy_links(struct taking *taking, uint32_t index)
{
	const struct variable *variable = &taking->whole->variables[taking->component.members[index]];
	for (uint32_t k = 0; k < variable->neighbour_count; k++) {
		const struct neighbour *neighbour = &variable->neighbours[k];
		uint32_t other = neighbour->side == 0 ? find_member(taking, neighbour->variable) : GONE;
		if (other != GONE)
			copy_edge(taking, neighbour, index, other);
	}
}

struct component component_take(struct arena *arena, const struct problem *whole, uint32_t *members, size_t count,
                                bool *const *alive, const uint32_t *states)
{
	struct taking taking = {.component = {.problem = problem_new(arena, count), .members = members},
	                        .whole = whole,
	                        .place = ARENA_ARRAY(arena, count + 1, uint32_t *)};
	taking.component.origin = ARENA_ARRAY(arena, count + 1, uint32_t *);
	taking.component.states = ARENA_ARRAY(arena, count + 1, uint32_t);
	for (uint32_t k = 0; k < count; k++)
		copy_states(&taking, k, alive ? alive[members[k]] : NULL, states[members[k]]);
	for (uint32_t k = 0; k < count; k++)
		copy_links(&taking, k);
	problem_link(taking.component.problem);
	return taking.component;
}

void component_give_back(const struct component *component, uint32_t *states)
{
	for (size_t k = 0; k < component->problem->variable_count; k++)
		states[component->members[k]] = component->origin[k][component->states[k]];
}

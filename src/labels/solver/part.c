/* Part: some variables of a model, with some of their states, as a model of its own.
 * In: a model, the members, which states are alive. Out: a smaller model with its own edges and cliques; what
 * has no conflict left in it has no edge. Variables outside count as absent: the caller has ruled out what
 * conflicts with them. */
#include "labels/solver/part.h"

#include <string.h>

/* The states of member `index` that are alive (NULL: all), with their costs. */
static void copy_states(struct part *part, size_t index, const struct variable *from, const bool *alive, uint32_t state)
{
	struct arena *arena = part->model.arena;
	uint32_t *origin = ARENA_ARRAY(arena, from->state_count, uint32_t), count = 0;
	double *costs = ARENA_ARRAY(arena, from->state_count, double);
	for (uint32_t a = 0; a < from->state_count; a++) {
		if (alive && !alive[a])
			continue;
		if (a == state)
			part->states[index] = count;
		costs[count] = from->costs[a];
		origin[count++] = a;
	}
	part->origin[index] = origin;
	part->model.variables[index] = (struct variable){.costs = costs, .state_count = count};
}

static bool row_is_empty(const struct edge *edge, uint32_t state)
{
	for (uint32_t word = 0; word < edge->words[0]; word++)
		if (edge->rows[0][(size_t)state * edge->words[0] + word])
			return false;
	return true;
}

static void copy_edge(struct part *part, const struct edge *edge, uint32_t first, uint32_t second)
{
	bool started = false;
	const struct variable *variables = part->model.variables;
	for (uint32_t a = 0; a < variables[first].state_count; a++) {
		if (row_is_empty(edge, part->origin[first][a]))
			continue;
		for (uint32_t b = 0; b < variables[second].state_count; b++) {
			if (!edge_conflicts(edge, 0, part->origin[first][a], part->origin[second][b]))
				continue;
			if (!started)
				model_add_conflict_edge(&part->model, first, second);
			started = true;
			model_set_conflict(&part->model, a, b);
		}
	}
}

/* Which member of the part the variable is; UINT32_MAX: none. Looked up, since a list of all variables for each of
 * thousands of small parts would take longer than solving them. */
static uint32_t place_of(const struct part *part, size_t whole, uint32_t variable)
{
	size_t first = 0, end = part->model.variable_count;
	if (end == whole)
		return variable;
	while (first < end) {
		size_t middle = first + (end - first) / 2;
		if (part->members[middle] < variable)
			first = middle + 1;
		else
			end = middle;
	}
	bool is_member = first < part->model.variable_count && part->members[first] == variable;
	return is_member ? (uint32_t)first : UINT32_MAX;
}

/* What is left of a clique. `backward`: per member and state of the whole the
 * state in the part, UINT32_MAX when it is gone. */
static void copy_clique(struct part *part, size_t whole, const struct clique *clique, uint32_t *const *backward)
{
	struct arena *arena = part->model.arena;
	struct seat *seats = ARENA_ARRAY(arena, clique->seat_count, struct seat);
	uint32_t count = 0;
	for (uint32_t k = 0; k < clique->seat_count; k++) {
		const struct seat *from = &clique->seats[k];
		uint32_t place = place_of(part, whole, from->variable);
		if (place == UINT32_MAX)
			continue;
		uint32_t *states = ARENA_ARRAY(arena, from->state_count, uint32_t), kept = 0;
		for (uint32_t s = 0; s < from->state_count; s++)
			if (backward[place][from->states[s]] != UINT32_MAX)
				states[kept++] = backward[place][from->states[s]];
		if (kept)
			seats[count++] = (struct seat){place, kept, states};
	}
	if (count > 1)
		model_add_clique(&part->model, seats, count, clique->price);
}

static bool is_first_inside(const struct part *part, const struct model *model, struct neighbour membership)
{
	for (uint32_t k = 0; k < membership.side; k++)
		if (place_of(part, model->variable_count, model->cliques[membership.edge].seats[k].variable) !=
		    UINT32_MAX)
			return false;
	return true;
}

/* Each clique once: with the first of its members that is inside. */
static void copy_cliques(struct part *part, const struct model *model)
{
	size_t count = part->model.variable_count;
	uint32_t **backward = ARENA_ARRAY(part->model.arena, count + 1, uint32_t *);
	for (size_t k = 0; k < count; k++) {
		uint32_t whole = model->variables[part->members[k]].state_count;
		backward[k] = ARENA_ARRAY(part->model.arena, whole, uint32_t);
		memset(backward[k], 0xff, whole * sizeof **backward);
		for (uint32_t a = 0; a < part->model.variables[k].state_count; a++)
			backward[k][part->origin[k][a]] = a;
	}
	for (size_t k = 0; k < count; k++) {
		const struct variable *variable = &model->variables[part->members[k]];
		for (uint32_t n = 0; n < variable->membership_count; n++)
			if (is_first_inside(part, model, variable->memberships[n]))
				copy_clique(part, model->variable_count, &model->cliques[variable->memberships[n].edge],
				            backward);
	}
}

struct part part_take(struct arena *arena, const struct model *model, uint32_t *members, size_t count,
                      bool *const *alive, const uint32_t *states)
{
	struct part part = {.members = members};
	model_init(&part.model, arena, count);
	part.origin = ARENA_ARRAY(arena, count + 1, uint32_t *);
	part.states = ARENA_ARRAY(arena, count + 1, uint32_t);
	for (size_t k = 0; k < count; k++) {
		uint32_t i = members[k];
		copy_states(&part, k, &model->variables[i], alive ? alive[i] : NULL, states[i]);
	}
	for (size_t k = 0; k < count; k++) {
		const struct variable *variable = &model->variables[members[k]];
		for (uint32_t n = 0; n < variable->neighbour_count; n++) {
			const struct edge *edge = &model->edges[variable->neighbours[n].edge];
			if (variable->neighbours[n].side != 0)
				continue;
			uint32_t place = place_of(&part, model->variable_count, edge->ends[1]);
			if (place != UINT32_MAX)
				copy_edge(&part, edge, (uint32_t)k, place);
		}
	}
	copy_cliques(&part, model);
	model_link(&part.model);
	return part;
}

void part_give_back(const struct part *part, uint32_t *states)
{
	for (size_t k = 0; k < part->model.variable_count; k++)
		states[part->members[k]] = part->origin[k][part->states[k]];
}

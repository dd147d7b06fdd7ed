/* Problem: building it, linking it, and taking components out of it.
 * In: costs and pairs of states that exclude each other. Out: per state its cost and its rivals, one list after the
 * other. */
#include "labels/solver/problem.h"

#include <math.h>
#include <string.h>

double solver_round_cost(double cost)
{
	return round(cost / COST_LATTICE) * COST_LATTICE;
}

struct problem *problem_new(struct arena *arena, size_t variable_count)
{
	struct problem *problem = ARENA_NEW(arena, struct problem);
	problem->arena = arena;
	problem->variable_count = (uint32_t)variable_count;
	problem->first = ARENA_ARRAY(arena, variable_count + 1, uint32_t);
	problem->given = ARENA_ARRAY(arena, variable_count, const double *);
	return problem;
}

void problem_set_costs(struct problem *problem, uint32_t variable, const double *costs, uint32_t state_count)
{
	problem->given[variable] = costs;
	problem->first[variable + 1] = problem->first[variable] + state_count;
}

void problem_exclude(struct problem *problem, uint32_t first, uint32_t a, uint32_t second, uint32_t b)
{
	problem->pairs = arena_grow(problem->arena, problem->pairs, problem->pair_count, &problem->pair_capacity,
	                            sizeof *problem->pairs);
	problem->pairs[problem->pair_count++] =
	        (struct index_pair){{problem->first[first] + a, problem->first[second] + b}};
}

void index_pair_group(struct arena *arena, const struct index_pair *pairs, size_t pair_count, int sides, uint32_t count,
                      uint32_t **start, uint32_t **values)
{
	uint32_t *end = ARENA_ARRAY(arena, (size_t)count + 1, uint32_t);
	*start = ARENA_ROOM(arena, (size_t)count + 1, uint32_t);
	*values = ARENA_ROOM(arena, pair_count * (size_t)sides, uint32_t);
	for (size_t k = 0; k < pair_count; k++)
		for (int side = 0; side < sides; side++)
			end[pairs[k].at[side] + 1]++;
	for (uint32_t i = 0; i < count; i++)
		end[i + 1] += end[i];
	memcpy(*start, end, ((size_t)count + 1) * sizeof *end);
	for (size_t k = 0; k < pair_count; k++)
		for (int side = 0; side < sides; side++)
			(*values)[end[pairs[k].at[side]]++] = pairs[k].at[!side];
}

/* Room for what is known of each state, of which only `variable` is filled in. */
static void make_states(struct problem *problem)
{
	uint32_t count = problem_state_count(problem);
	problem->variable = ARENA_ROOM(problem->arena, count, uint32_t);
	problem->number = ARENA_ROOM(problem->arena, count, uint32_t);
	problem->costs = ARENA_ROOM(problem->arena, count, double);
	for (uint32_t i = 0; i < problem->variable_count; i++)
		for (uint32_t state = problem->first[i]; state < problem->first[i + 1]; state++)
			problem->variable[state] = i;
}

uint32_t *problem_find_mirror(const struct problem *problem)
{
	uint32_t count = problem_state_count(problem);
	uint32_t *mirror = ARENA_ROOM(problem->arena, problem->row[count], uint32_t);
	uint32_t *end = ARENA_ROOM(problem->arena, count, uint32_t);
	memcpy(end, problem->row, count * sizeof *end);
	for (uint32_t k = 0; k < problem->row[count]; k++)
		mirror[k] = end[problem->rivals[k]]++;
	return mirror;
}

void problem_link(struct problem *problem)
{
	uint32_t count = problem_state_count(problem);
	make_states(problem);
	index_pair_group(problem->arena, problem->pairs, problem->pair_count, 2, count, &problem->row,
	                 &problem->rivals);
	uint32_t *mirror = problem_find_mirror(problem);
	problem->rivals = ARENA_ROOM(problem->arena, problem->row[count], uint32_t);
	for (uint32_t state = 0; state < count; state++) {
		uint32_t variable = problem->variable[state];
		problem->costs[state] = problem->given[variable][state - problem->first[variable]];
		for (uint32_t k = problem->row[state]; k < problem->row[state + 1]; k++)
			problem->rivals[mirror[k]] = state;
	}
}

double problem_cost(const struct problem *problem, const uint32_t *states)
{
	double cost = 0;
	for (uint32_t i = 0; i < problem->variable_count; i++)
		cost += problem->costs[states[i]];
	return cost;
}

uint32_t problem_cheapest(const struct problem *problem, const double *costs, uint32_t variable)
{
	uint32_t best = problem->first[variable];
	for (uint32_t state = best + 1; state < problem->first[variable + 1]; state++)
		if (costs[state] < costs[best])
			best = state;
	return best;
}

int problem_compare_indices(const void *first, const void *second)
{
	const uint32_t *a = first, *b = second;
	return (*a > *b) - (*a < *b);
}

/* Numbers what is alive of the members' states, and returns how many places their lists of rivals need at most. */
static size_t number_states(const struct problem *whole, struct component *part, const uint32_t *members,
                            const bool *alive)
{
	uint32_t taken = 0;
	size_t rivals = 0;
	for (uint32_t k = 0; k < part->problem->variable_count; k++) {
		for (uint32_t state = whole->first[members[k]]; state < whole->first[members[k] + 1]; state++)
			if (alive[state]) {
				whole->number[state] = taken++;
				rivals += whole->row[state + 1] - whole->row[state];
			}
		part->problem->first[k + 1] = taken;
	}
	return rivals;
}

static void copy_state(const struct problem *whole, struct problem *part, uint32_t state, const bool *alive)
{
	uint32_t own = whole->number[state], end = part->row[own];
	part->costs[own] = whole->costs[state];
	for (uint32_t k = whole->row[state]; k < whole->row[state + 1]; k++)
		if (alive[whole->rivals[k]])
			part->rivals[end++] = whole->number[whole->rivals[k]];
	part->row[own + 1] = end;
}

struct component problem_take(const struct problem *whole, const uint32_t *members, uint32_t count, const bool *alive,
                              const uint32_t *states)
{
	struct component part = {.problem = problem_new(whole->arena, count),
	                         .states = ARENA_ROOM(whole->arena, count, uint32_t)};
	size_t rivals = number_states(whole, &part, members, alive);
	make_states(part.problem);
	part.problem->row = ARENA_ARRAY(whole->arena, (size_t)problem_state_count(part.problem) + 1, uint32_t);
	part.problem->rivals = ARENA_ROOM(whole->arena, rivals, uint32_t);
	part.origin = ARENA_ROOM(whole->arena, problem_state_count(part.problem), uint32_t);
	for (uint32_t k = 0; k < count; k++) {
		part.states[k] = whole->number[states[members[k]]];
		for (uint32_t state = whole->first[members[k]]; state < whole->first[members[k] + 1]; state++)
			if (alive[state]) {
				part.origin[whole->number[state]] = state;
				copy_state(whole, part.problem, state, alive);
			}
	}
	return part;
}

/* Problem: building it and linking it.
 * In: costs and pairs of states that exclude each other. Out: the problem linked both ways, and its cost under a
 * solution. Bit rows, because bounding and search ask "does this state exclude that one" all the time. */
#include "labels/solver/problem.h"

double solver_round_cost(double cost)
{
	return round(cost / COST_LATTICE) * COST_LATTICE;
}

struct problem *problem_new(struct arena *arena, size_t variable_count)
{
	struct problem *problem = ARENA_NEW(arena, struct problem);
	problem->arena = arena;
	problem->variable_count = variable_count;
	problem->variables = ARENA_ARRAY(arena, variable_count + 1, struct variable);
	return problem;
}

void problem_set_costs(struct problem *problem, uint32_t variable, const double *costs, uint32_t state_count)
{
	problem->variables[variable] = (struct variable){.costs = costs, .state_count = state_count};
}

static struct edge *add_edge(struct problem *problem, uint32_t first, uint32_t second)
{
	problem->edges = arena_grow(problem->arena, problem->edges, problem->edge_count, &problem->edge_capacity,
	                            sizeof *problem->edges);
	struct edge *edge = &problem->edges[problem->edge_count++];
	uint32_t counts[2] = {problem->variables[first].state_count, problem->variables[second].state_count};
	*edge = (struct edge){.ends = {first, second}, .words = {(counts[1] + 63) / 64, (counts[0] + 63) / 64}};
	for (int side = 0; side < 2; side++)
		edge->rows[side] = ARENA_ARRAY(problem->arena, (size_t)counts[side] * edge->words[side], uint64_t);
	return edge;
}

void problem_exclude(struct problem *problem, uint32_t first, uint32_t a, uint32_t second, uint32_t b)
{
	struct edge *edge = problem->edge_count ? &problem->edges[problem->edge_count - 1] : NULL;
	if (!edge || edge->ends[0] != first || edge->ends[1] != second)
		edge = add_edge(problem, first, second);
	edge->rows[0][(size_t)a * edge->words[0] + b / 64] |= (uint64_t)1 << (b % 64);
	edge->rows[1][(size_t)b * edge->words[1] + a / 64] |= (uint64_t)1 << (a % 64);
}

void problem_link(struct problem *problem)
{
	for (size_t i = 0; i < problem->variable_count; i++)
		problem->variables[i].neighbour_count = 0;
	for (size_t e = 0; e < problem->edge_count; e++)
		for (int side = 0; side < 2; side++)
			problem->variables[problem->edges[e].ends[side]].neighbour_count++;
	for (size_t i = 0; i < problem->variable_count; i++) {
		struct variable *variable = &problem->variables[i];
		variable->neighbours = ARENA_ARRAY(problem->arena, variable->neighbour_count + 1, struct neighbour);
		variable->neighbour_count = 0;
	}
	for (uint32_t e = 0; e < problem->edge_count; e++)
		for (uint32_t side = 0; side < 2; side++) {
			const struct edge *edge = &problem->edges[e];
			struct variable *variable = &problem->variables[edge->ends[side]];
			variable->neighbours[variable->neighbour_count++] =
			        (struct neighbour){e, side, edge->ends[!side], edge->words[side], edge->rows[side]};
		}
}

double problem_cost(const struct problem *problem, const uint32_t *states)
{
	double cost = 0;
	for (size_t i = 0; i < problem->variable_count; i++)
		cost += problem->variables[i].costs[states[i]];
	return cost;
}

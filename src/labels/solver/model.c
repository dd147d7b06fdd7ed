/* Model: variables, states and conflicts as bit rows.
 * In: costs and conflicting pairs. Out: the model linked both ways, and its cost under a solution.
 * Bit rows because both bounding and search ask "does this state conflict with that one" all the time. */
#include "labels/solver/solver.h"

#include <math.h>
#include <string.h>

double cost_on_lattice(double cost)
{
	return round(cost / COST_LATTICE) * COST_LATTICE;
}

void model_init(struct model *model, struct arena *arena, size_t variable_count)
{
	*model = (struct model){.arena = arena, .variable_count = variable_count};
	model->variables = ARENA_ARRAY(arena, variable_count + 1, struct variable);
}

void model_add_conflict_edge(struct model *model, uint32_t first, uint32_t second)
{
	model->edges =
	        arena_grow(model->arena, model->edges, model->edge_count, &model->edge_capacity, sizeof *model->edges);
	struct edge *edge = &model->edges[model->edge_count++];
	uint32_t counts[2] = {model->variables[first].state_count, model->variables[second].state_count};
	*edge = (struct edge){.ends = {first, second}, .words = {(counts[1] + 63) / 64, (counts[0] + 63) / 64}};
	for (int side = 0; side < 2; side++)
		edge->rows[side] = ARENA_ARRAY(model->arena, (size_t)counts[side] * edge->words[side], uint64_t);
}

void model_set_conflict(struct model *model, uint32_t a, uint32_t b)
{
	struct edge *edge = &model->edges[model->edge_count - 1];
	edge->rows[0][(size_t)a * edge->words[0] + b / 64] |= (uint64_t)1 << (b % 64);
	edge->rows[1][(size_t)b * edge->words[1] + a / 64] |= (uint64_t)1 << (a % 64);
}

void model_add_clique(struct model *model, struct seat *seats, uint32_t count, double price)
{
	model->cliques = arena_grow(model->arena, model->cliques, model->clique_count, &model->clique_capacity,
	                            sizeof *model->cliques);
	model->cliques[model->clique_count++] = (struct clique){seats, count, price};
}

static void link_cliques(struct model *model)
{
	for (size_t i = 0; i < model->variable_count; i++)
		model->variables[i].membership_count = 0;
	for (size_t c = 0; c < model->clique_count; c++)
		for (uint32_t k = 0; k < model->cliques[c].seat_count; k++)
			model->variables[model->cliques[c].seats[k].variable].membership_count++;
	for (size_t i = 0; i < model->variable_count; i++) {
		struct variable *variable = &model->variables[i];
		variable->memberships = ARENA_ARRAY(model->arena, variable->membership_count + 1, struct neighbour);
		variable->membership_count = 0;
	}
	for (size_t c = 0; c < model->clique_count; c++)
		for (uint32_t k = 0; k < model->cliques[c].seat_count; k++) {
			struct variable *variable = &model->variables[model->cliques[c].seats[k].variable];
			variable->memberships[variable->membership_count++] = (struct neighbour){(uint32_t)c, k};
		}
}

void model_link(struct model *model)
{
	link_cliques(model);
	for (size_t i = 0; i < model->variable_count; i++)
		model->variables[i].neighbour_count = 0;
	for (size_t e = 0; e < model->edge_count; e++)
		for (int side = 0; side < 2; side++)
			model->variables[model->edges[e].ends[side]].neighbour_count++;
	for (size_t i = 0; i < model->variable_count; i++) {
		struct variable *variable = &model->variables[i];
		variable->neighbours = ARENA_ARRAY(model->arena, variable->neighbour_count + 1, struct neighbour);
		variable->neighbour_count = 0;
	}
	for (size_t e = 0; e < model->edge_count; e++)
		for (uint32_t side = 0; side < 2; side++) {
			struct variable *variable = &model->variables[model->edges[e].ends[side]];
			variable->neighbours[variable->neighbour_count++] = (struct neighbour){(uint32_t)e, side};
		}
}

double model_cost(const struct model *model, const uint32_t *states)
{
	double cost = 0;
	for (size_t i = 0; i < model->variable_count; i++)
		cost += model->variables[i].costs[states[i]];
	return cost;
}

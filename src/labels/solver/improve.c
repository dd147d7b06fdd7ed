/* Improve: greedy choices and local search.
 * In: a model and a solution of it. Out: a solution no single move betters, where a move puts one variable
 * into another state and the ones in conflict with it into their cheapest free one. Deterministic: fixed
 * order, first improvement. Gives branch and bound its start, and the answer where that gives up. */
#include "labels/solver/solve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_EVICTED 6
#define MOST_SWEEPS  12

static bool is_free(const struct model *model, const uint32_t *states, uint32_t index, uint32_t state)
{
	const struct variable *variable = &model->variables[index];
	for (uint32_t k = 0; k < variable->neighbour_count; k++) {
		const struct edge *edge = &model->edges[variable->neighbours[k].edge];
		uint32_t side = variable->neighbours[k].side;
		if (edge_conflicts(edge, side, state, states[edge->ends[!side]]))
			return false;
	}
	return true;
}

static uint32_t cheapest_free(const struct model *model, const uint32_t *states, uint32_t index, const double *costs)
{
	const struct variable *variable = &model->variables[index];
	uint32_t best = variable->state_count - 1;
	for (uint32_t a = 0; a + 1 < variable->state_count; a++)
		if (costs[a] < costs[best] && is_free(model, states, index, a))
			best = a;
	return best;
}

/* Those in conflict with the state; more than MOST_EVICTED: too many. */
static size_t find_evicted(const struct model *model, const uint32_t *states, uint32_t index, uint32_t state,
                           uint32_t *evicted)
{
	const struct variable *variable = &model->variables[index];
	size_t count = 0;
	for (uint32_t k = 0; k < variable->neighbour_count && count <= MOST_EVICTED; k++) {
		const struct edge *edge = &model->edges[variable->neighbours[k].edge];
		uint32_t side = variable->neighbours[k].side, other = edge->ends[!side];
		if (!edge_conflicts(edge, side, state, states[other]))
			continue;
		if (count < MOST_EVICTED)
			evicted[count] = other;
		count++;
	}
	return count;
}

/* Puts `index` into `state` and the evicted elsewhere if that costs less; else changes nothing. Most moves cost more
 * even with the evicted at their cheapest. */
static bool try_move(const struct model *model, uint32_t *states, uint32_t index, uint32_t state)
{
	const struct variable *variables = model->variables;
	uint32_t evicted[MOST_EVICTED], before[MOST_EVICTED], own = states[index];
	double change = variables[index].costs[state] - variables[index].costs[own];
	size_t count = find_evicted(model, states, index, state, evicted);
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
		states[evicted[k]] = cheapest_free(model, states, evicted[k], variables[evicted[k]].costs);
		change += variables[evicted[k]].costs[states[evicted[k]]];
	}
	if (change < -COST_TOLERANCE)
		return true;
	states[index] = own;
	for (size_t k = 0; k < count; k++)
		states[evicted[k]] = before[k];
	return false;
}

double model_improve(const struct model *model, uint32_t *states)
{
	bool moved = true;
	for (int sweep = 0; moved && sweep < MOST_SWEEPS; sweep++) {
		moved = false;
		for (uint32_t i = 0; i < model->variable_count; i++)
			for (uint32_t a = 0; a < model->variables[i].state_count; a++)
				if (a != states[i] && try_move(model, states, i, a))
					moved = true;
	}
	return model_cost(model, states);
}

struct turn {
	double urgency; /* greatest first */
	uint32_t index;
};

static int compare_turns(const void *first, const void *second)
{
	const struct turn *a = first, *b = second;
	if (a->urgency != b->urgency)
		return a->urgency > b->urgency ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

/* Everything dropped, then one variable after the other, by urgency, into its cheapest free state. */
static double fill_in_turn(const struct model *model, double *const *costs, struct turn *turns, uint32_t *states)
{
	for (uint32_t i = 0; i < model->variable_count; i++)
		states[i] = model->variables[i].state_count - 1;
	qsort(turns, model->variable_count, sizeof *turns, compare_turns);
	for (size_t k = 0; k < model->variable_count; k++) {
		uint32_t index = turns[k].index;
		const double *own = costs ? costs[index] : model->variables[index].costs;
		states[index] = cheapest_free(model, states, index, own);
	}
	return model_cost(model, states);
}

double model_choose_greedy(const struct model *model, uint32_t *states)
{
	struct turn *turns = ARENA_ARRAY(model->arena, model->variable_count + 1, struct turn);
	for (uint32_t i = 0; i < model->variable_count; i++) {
		const struct variable *variable = &model->variables[i];
		turns[i] = (struct turn){variable->costs[variable->state_count - 1], i};
	}
	return fill_in_turn(model, NULL, turns, states);
}

double model_choose_guided(const struct bounding *bounding, uint32_t *states)
{
	const struct model *model = bounding->model;
	struct turn *turns = ARENA_ARRAY(model->arena, model->variable_count + 1, struct turn);
	for (uint32_t i = 0; i < model->variable_count; i++) {
		double least = INFINITY, second = INFINITY;
		for (uint32_t a = 0; a < model->variables[i].state_count; a++) {
			double value = bounding->node[i][a];
			second = fmin(second, fmax(least, value));
			least = fmin(least, value);
		}
		turns[i] = (struct turn){model->variables[i].state_count > 1 ? second - least : 0, i};
	}
	return fill_in_turn(model, bounding->node, turns, states);
}

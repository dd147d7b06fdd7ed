/* Bounding: a lower bound by moving costs between variables and conflicts (sequential reweighted message
 * passing; V. Kolmogorov, "A new look at reweighted message passing", IEEE PAMI 37(5), 2015).
 * In: a model. Out: the same costs told anew (struct bounding), whose separate minima add up to the bound.
 * It sees what the sum of cheapest states does not: that neighbours cannot all have their cheapest. */
#include "labels/solver/solve.h"

#include <math.h>

void bounding_init(struct bounding *bounding, struct arena *arena, const struct model *model)
{
	*bounding = (struct bounding){.model = model};
	bounding->node = ARENA_ARRAY(arena, model->variable_count + 1, double *);
	bounding->node_least = ARENA_ARRAY(arena, model->variable_count + 1, double);
	bounding->share = arena_array(arena, model->edge_count + 1, sizeof *bounding->share);
	bounding->edge_least = ARENA_ARRAY(arena, model->edge_count + 1, double);
	for (size_t i = 0; i < model->variable_count; i++) {
		const struct variable *variable = &model->variables[i];
		bounding->node[i] = ARENA_ARRAY(arena, variable->state_count, double);
		bounding->node_least[i] = INFINITY;
		for (uint32_t a = 0; a < variable->state_count; a++) {
			bounding->node[i][a] = variable->costs[a];
			bounding->node_least[i] = fmin(bounding->node_least[i], variable->costs[a]);
		}
		bounding->bound += bounding->node_least[i];
	}
	for (size_t e = 0; e < model->edge_count; e++)
		for (int side = 0; side < 2; side++)
			bounding->share[e][side] =
			        ARENA_ARRAY(arena, model->variables[model->edges[e].ends[side]].state_count, double);
}

static uint32_t greatest(const double *values, uint32_t count)
{
	uint32_t best = 0;
	for (uint32_t b = 1; b < count; b++)
		if (values[b] > values[best])
			best = b;
	return best;
}

/* The greatest share the other end holds in a state that state `mine` does not conflict with. */
static double greatest_allowed(const struct edge *edge, uint32_t side, uint32_t mine, const double *other,
                               uint32_t other_count)
{
	const uint64_t *row = edge->rows[side] + (size_t)mine * edge->words[side];
	double best = -INFINITY;
	for (uint32_t word = 0; word < edge->words[side]; word++) {
		uint32_t start = word * 64, end = start + 64 < other_count ? start + 64 : other_count;
		uint64_t bits = row[word];
		for (uint32_t b = start; b < end; b++, bits >>= 1)
			if (!(bits & 1) && other[b] > best)
				best = other[b];
	}
	return best;
}

/* Moves to the variable, state by state, all that the edge costs at least in that state. */
static void collect(struct bounding *bounding, struct neighbour neighbour, double *node, uint32_t count)
{
	const struct edge *edge = &bounding->model->edges[neighbour.edge];
	uint32_t side = neighbour.side;
	double *mine = bounding->share[neighbour.edge][side], *other = bounding->share[neighbour.edge][!side];
	uint32_t other_count = bounding->model->variables[edge->ends[!side]].state_count;
	uint32_t best = greatest(other, other_count);
	for (uint32_t a = 0; a < count; a++) {
		double top = other[best];
		if (edge_conflicts(edge, side, a, best))
			top = greatest_allowed(edge, side, a, other, other_count);
		double amount = -top - mine[a];
		node[a] += amount;
		mine[a] += amount;
	}
}

/* Gives each edge that goes on (forward or back) an equal part of the variable's costs. */
static void hand_on(struct bounding *bounding, size_t index, bool forward)
{
	const struct model *model = bounding->model;
	const struct variable *variable = &model->variables[index];
	double *node = bounding->node[index];
	size_t on = 0, from = 0;
	for (uint32_t k = 0; k < variable->neighbour_count; k++) {
		struct neighbour neighbour = variable->neighbours[k];
		bool goes_up = model->edges[neighbour.edge].ends[!neighbour.side] > index;
		if (goes_up != forward) {
			collect(bounding, neighbour, node, variable->state_count);
			from++;
		} else {
			on++;
		}
	}
	if (on == 0)
		return;
	double part = 1.0 / (double)(on > from ? on : from);
	for (uint32_t k = 0; k < variable->neighbour_count; k++) {
		struct neighbour neighbour = variable->neighbours[k];
		if ((model->edges[neighbour.edge].ends[!neighbour.side] > index) != forward)
			continue;
		double *mine = bounding->share[neighbour.edge][neighbour.side];
		for (uint32_t a = 0; a < variable->state_count; a++)
			mine[a] -= part * node[a];
	}
	for (uint32_t a = 0; a < variable->state_count; a++)
		node[a] -= part * (double)on * node[a];
}

static double least_pair(const struct bounding *bounding, size_t e)
{
	const struct edge *edge = &bounding->model->edges[e];
	uint32_t count = bounding->model->variables[edge->ends[0]].state_count;
	uint32_t other_count = bounding->model->variables[edge->ends[1]].state_count;
	const double *mine = bounding->share[e][0], *other = bounding->share[e][1];
	uint32_t best = greatest(other, other_count);
	double top = -INFINITY;
	for (uint32_t a = 0; a < count; a++) {
		if (mine[a] + other[best] <= top)
			continue;
		double allowed = other[best];
		if (edge_conflicts(edge, 0, a, best))
			allowed = greatest_allowed(edge, 0, a, other, other_count);
		top = fmax(top, mine[a] + allowed);
	}
	return -top;
}

static void sum_up(struct bounding *bounding)
{
	const struct model *model = bounding->model;
	double bound = 0;
	for (size_t i = 0; i < model->variable_count; i++) {
		double least = INFINITY;
		for (uint32_t a = 0; a < model->variables[i].state_count; a++)
			least = fmin(least, bounding->node[i][a]);
		bounding->node_least[i] = least;
		bound += least;
	}
	for (size_t e = 0; e < model->edge_count; e++) {
		bounding->edge_least[e] = least_pair(bounding, e);
		bound += bounding->edge_least[e];
	}
	bounding->bound = bound - bounding->clique_cost;
}

void bounding_sweep(struct bounding *bounding)
{
	size_t count = bounding->model->variable_count;
	for (size_t i = 0; i < count; i++)
		hand_on(bounding, i, true);
	for (size_t i = count; i-- > 0;)
		hand_on(bounding, i, false);
	sum_up(bounding);
}

void bounding_settle(struct bounding *bounding, double **surplus)
{
	const struct model *model = bounding->model;
	for (size_t i = 0; i < model->variable_count; i++) {
		const struct variable *variable = &model->variables[i];
		double *node = bounding->node[i], least = INFINITY;
		for (uint32_t k = 0; k < variable->neighbour_count; k++)
			collect(bounding, variable->neighbours[k], node, variable->state_count);
		for (uint32_t a = 0; a < variable->state_count; a++)
			least = fmin(least, node[a]);
		double part = 1.0 / (double)(variable->neighbour_count + 1);
		for (uint32_t a = 0; a < variable->state_count; a++) {
			surplus[i][a] = node[a] - least;
			node[a] *= part;
		}
		/* Each edge gets as much as the variable keeps. */
		for (uint32_t k = 0; k < variable->neighbour_count; k++) {
			double *mine = bounding->share[variable->neighbours[k].edge][variable->neighbours[k].side];
			for (uint32_t a = 0; a < variable->state_count; a++)
				mine[a] -= node[a];
		}
	}
	sum_up(bounding);
}

size_t bounding_work(const struct model *model)
{
	size_t work = 1;
	for (size_t e = 0; e < model->edge_count; e++) {
		const struct edge *edge = &model->edges[e];
		work += 2 *
		        ((size_t)model->variables[edge->ends[0]].state_count +
		         (size_t)model->variables[edge->ends[1]].state_count) *
		        8;
	}
	return work;
}

/* Bounding: a lower bound by moving costs between variables and edges (sequential reweighted message
 * passing; V. Kolmogorov, "A new look at reweighted message passing", IEEE PAMI 37(5), 2015).
 * In: a problem. Out: the same costs written in another way (struct bounding), whose separate minima add up to the
 * bound. It sees what the sum of the cheapest states does not: that neighbours cannot all have their cheapest. */
#include "labels/solver/bounding.h"

#include <string.h>

static uint32_t greatest(const double *values, uint32_t count)
{
	uint32_t best = 0;
	for (uint32_t b = 1; b < count; b++)
		if (values[b] > values[best])
			best = b;
	return best;
}

/* The greatest share of the other end in a state that is not excluded by a row of `words` words. */
static double greatest_allowed(const uint64_t *row, uint32_t words, const double *other, uint32_t other_count)
{
	double best = -INFINITY;
	for (uint32_t word = 0; word < words; word++) {
		uint32_t start = word * 64, end = start + 64 < other_count ? start + 64 : other_count;
		uint64_t bits = row[word];
		for (uint32_t b = start; b < end; b++, bits >>= 1)
			if (!(bits & 1) && other[b] > best)
				best = other[b];
	}
	return best;
}

/* Moves to the variable, state by state, all that the edge costs at least in that state. */
static void collect(struct bounding *bounding, const struct neighbour *neighbour, double *node, uint32_t count)
{
	double *mine = bounding->share[neighbour->edge][neighbour->side];
	const double *other = bounding->share[neighbour->edge][!neighbour->side];
	uint32_t other_count = bounding->problem->variables[neighbour->variable].state_count;
	uint32_t best = greatest(other, other_count);
	for (uint32_t a = 0; a < count; a++) {
		double top = other[best];
		if (neighbour_excludes(neighbour, a, best))
			top = greatest_allowed(neighbour_row(neighbour, a), neighbour->words, other, other_count);
		double amount = -top - mine[a];
		node[a] += amount;
		mine[a] += amount;
	}
}

static void give(struct bounding *bounding, const struct neighbour *neighbour, const double *node, uint32_t count,
                 double share)
{
	double *mine = bounding->share[neighbour->edge][neighbour->side];
	for (uint32_t a = 0; a < count; a++)
		mine[a] -= share * node[a];
}

/* Collects from the edges behind the variable and gives each edge ahead, up or down the numbers, an equal share. */
static void hand_on(struct bounding *bounding, size_t index, bool up)
{
	const struct variable *variable = &bounding->problem->variables[index];
	double *node = bounding->node[index];
	size_t ahead = 0;
	for (uint32_t k = 0; k < variable->neighbour_count; k++) {
		if ((variable->neighbours[k].variable > index) == up)
			ahead++;
		else
			collect(bounding, &variable->neighbours[k], node, variable->state_count);
	}
	if (ahead == 0)
		return;
	size_t behind = variable->neighbour_count - ahead;
	double share = 1.0 / (double)(ahead > behind ? ahead : behind);
	for (uint32_t k = 0; k < variable->neighbour_count; k++)
		if ((variable->neighbours[k].variable > index) == up)
			give(bounding, &variable->neighbours[k], node, variable->state_count, share);
	for (uint32_t a = 0; a < variable->state_count; a++)
		node[a] -= share * (double)ahead * node[a];
}

static double least_pair(const struct bounding *bounding, size_t e)
{
	const struct edge *edge = &bounding->problem->edges[e];
	uint32_t count = bounding->problem->variables[edge->ends[0]].state_count;
	uint32_t other_count = bounding->problem->variables[edge->ends[1]].state_count;
	const double *mine = bounding->share[e][0], *other = bounding->share[e][1];
	uint32_t best = greatest(other, other_count);
	double top = -INFINITY;
	for (uint32_t a = 0; a < count; a++) {
		const uint64_t *row = edge->rows[0] + (size_t)a * edge->words[0];
		if (mine[a] + other[best] <= top)
			continue;
		double allowed = other[best];
		if (row[best / 64] >> (best % 64) & 1)
			allowed = greatest_allowed(row, edge->words[0], other, other_count);
		top = fmax(top, mine[a] + allowed);
	}
	return -top;
}

static void sum_up(struct bounding *bounding)
{
	const struct problem *problem = bounding->problem;
	double bound = 0;
	for (size_t i = 0; i < problem->variable_count; i++) {
		bounding->node_least[i] = two_least(bounding->node[i], problem->variables[i].state_count).least;
		bound += bounding->node_least[i];
	}
	for (size_t e = 0; e < problem->edge_count; e++) {
		bounding->edge_least[e] = least_pair(bounding, e);
		bound += bounding->edge_least[e];
	}
	bounding->bound = bound - bounding->clique_cost;
}

void bounding_init(struct bounding *bounding, struct arena *arena, const struct problem *problem)
{
	*bounding = (struct bounding){.problem = problem};
	bounding->node = ARENA_ARRAY(arena, problem->variable_count + 1, double *);
	bounding->node_least = ARENA_ARRAY(arena, problem->variable_count + 1, double);
	bounding->share = arena_array(arena, problem->edge_count + 1, sizeof *bounding->share);
	bounding->edge_least = ARENA_ARRAY(arena, problem->edge_count + 1, double);
	for (size_t i = 0; i < problem->variable_count; i++) {
		const struct variable *variable = &problem->variables[i];
		bounding->node[i] = ARENA_ARRAY(arena, variable->state_count, double);
		memcpy(bounding->node[i], variable->costs, variable->state_count * sizeof *variable->costs);
		for (uint32_t k = 0; k < variable->neighbour_count; k++)
			bounding->share[variable->neighbours[k].edge][variable->neighbours[k].side] =
			        ARENA_ARRAY(arena, variable->state_count, double);
	}
	sum_up(bounding);
}

void bounding_sweep(struct bounding *bounding)
{
	size_t count = bounding->problem->variable_count;
	for (size_t i = 0; i < count; i++)
		hand_on(bounding, i, true);
	for (size_t i = count; i-- > 0;)
		hand_on(bounding, i, false);
	sum_up(bounding);
}

void bounding_settle(struct bounding *bounding, double **surplus)
{
	for (size_t i = 0; i < bounding->problem->variable_count; i++) {
		const struct variable *variable = &bounding->problem->variables[i];
		double *node = bounding->node[i];
		for (uint32_t k = 0; k < variable->neighbour_count; k++)
			collect(bounding, &variable->neighbours[k], node, variable->state_count);
		double least = two_least(node, variable->state_count).least;
		double share = 1.0 / (double)(variable->neighbour_count + 1);
		for (uint32_t a = 0; a < variable->state_count; a++) {
			surplus[i][a] = node[a] - least;
			node[a] *= share;
		}
		/* Each edge gets as much as the variable keeps. */
		for (uint32_t k = 0; k < variable->neighbour_count; k++)
			give(bounding, &variable->neighbours[k], node, variable->state_count, 1);
	}
	sum_up(bounding);
}

/* Each edge is looked at from both its ends. */
size_t bounding_work(const struct problem *problem)
{
	size_t work = 1;
	for (size_t i = 0; i < problem->variable_count; i++)
		work += (size_t)problem->variables[i].neighbour_count * problem->variables[i].state_count * 16;
	return work;
}

/* Bounding: a lower bound of what any solution costs, and the search that it guides. Private to the solver. */
#pragma once

#include "labels/solver/problem.h"

#include <math.h>

/* The costs written in another way: every solution costs the same, but the separate minima of variables and edges sum
 * up to a better lower bound. A solution costs at least
 * Σ node[i][a] − Σ (share[e][0][a] + share[e][1][b]) − clique_cost. */
struct bounding {
	const struct problem *problem;
	double **node;       /* per variable and state */
	double *(*share)[2]; /* per edge, end and state: what the edge has given to that end */
	double *edge_least;  /* per edge: its cheapest allowed pair */
	double *node_least;  /* per variable */
	double clique_cost;  /* the sum of the cliques' prices, which are in the nodes */
	double bound;        /* of the whole problem */
};

void bounding_init(struct bounding *bounding, struct arena *arena, const struct problem *problem);
/* Puts prices on the cliques, so that the states that crowd them grow dearer: the first step, if any. `cost`: of the
 * best solution known. Takes what it uses from *work. */
void bounding_price_cliques(struct bounding *bounding, struct arena *arena, double cost, size_t *work);
/* One sweep forth and one back; the bound never falls. */
void bounding_sweep(struct bounding *bounding);
/* The last step: after it no more sweeps. surplus[i][a]: no solution with variable i in state a costs less than the
 * bound before this call plus it. Spreads what the edges hold evenly, which suits the search. */
void bounding_settle(struct bounding *bounding, double **surplus);
/* How many pairs of states one sweep looks at. */
size_t bounding_work(const struct problem *problem);
/* Fills `states`, taking variables and states in the order of the node costs. */
void bounding_guess(const struct bounding *bounding, uint32_t *states);
/* Searches depth first from `states`, a solution, and replaces it when it finds a better one. Returns whether nothing
 * better exists. Adds the nodes that it looked at, at most `limit`, to *nodes. */
bool bounding_search(const struct bounding *bounding, uint32_t *states, double *cost, size_t limit, size_t *nodes);

/* The two least of some values: what it costs not to take the least is their difference. */
struct two_least {
	double least, second; /* infinite: there is none */
	uint32_t best;        /* which the least is */
};

static inline struct two_least two_least(const double *values, uint32_t count)
{
	struct two_least two = {INFINITY, INFINITY, 0};
	for (uint32_t a = 0; a < count; a++) {
		if (values[a] < two.least)
			two = (struct two_least){values[a], two.least, a};
		else if (values[a] < two.second)
			two.second = values[a];
	}
	return two;
}

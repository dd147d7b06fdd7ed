/* Solve: the inner parts of choosing, for choose.c alone: bounding, local search, branch and bound. */
#ifndef CORRIDOR_LABELS_SOLVE_H
#define CORRIDOR_LABELS_SOLVE_H

#include "labels/solver/solver.h"

/* Solutions better by less than this do not exist (costs lie on a lattice); bounds carry rounding errors. */
#define COST_TOLERANCE (COST_LATTICE / 2)

/* The costs told anew: every solution costs the same, but the parts' separate minima sum up to a better
 * lower bound. A solution costs at least
 * Σ node[i][a] − Σ (share[e][0][a] + share[e][1][b]) − clique_cost. */
struct bounding {
	const struct model *model;
	double **node;       /* per variable and state */
	double *(*share)[2]; /* per edge, end and state: what the edge has given to that end */
	double *edge_least;  /* per edge: its cheapest allowed pair */
	double *node_least;  /* per variable */
	double clique_cost;  /* the sum of the cliques' prices, which are in the nodes */
	double bound;        /* of the whole model */
};

void bounding_init(struct bounding *bounding, struct arena *arena, const struct model *model);
/* Puts prices on the cliques, so that the states that crowd them grow dearer: the first step, if any. `cost`: of the
 * best solution known. Takes what it uses from *work. */
void bounding_price_cliques(struct bounding *bounding, struct arena *arena, double cost, size_t *work);
/* One sweep forth and one back; the bound never falls. */
void bounding_sweep(struct bounding *bounding);
/* The last step: after it no more sweeps. surplus[i][a]: no solution with variable i in state a costs less than the
 * bound before this call plus it. Spreads what the edges hold evenly, which suits the search. */
void bounding_settle(struct bounding *bounding, double **surplus);
/* State pairs one sweep looks at. */
size_t bounding_work(const struct model *model);

/* Moves single variables, evicting those in conflict, while the cost falls. Returns the cost. */
double model_improve(const struct model *model, uint32_t *states);
/* Solves windows of neighbouring variables exactly, one after the other, while that helps and *work lasts. */
double model_improve_windows(const struct model *model, uint32_t *states, size_t *work);
/* Fills `states` taking variables and states in the order of `node` costs. */
double model_choose_guided(const struct bounding *bounding, uint32_t *states);

/* Depth first below `states` (a solution); replaces it when it finds better. Returns whether nothing better can
 * exist. *nodes counts up to `limit`. */
bool model_search(const struct bounding *bounding, uint32_t *states, double *cost, size_t limit, size_t *nodes);

/* Takes from what is alive the states that another of their variable beats, and from `states`, a solution, too.
 * Returns how many. */
size_t model_rule_out_dominated(const struct model *model, bool *const *alive, uint32_t *states);
/* Finds cliques that hold every conflict, in place of those the model has. */
void model_find_cliques(struct model *model);

#endif

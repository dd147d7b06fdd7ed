/* Choose: one state for every variable so that no two conflict and the costs are least, exactly where
 * possible. Knows nothing of labels: a variable is a slot, a state a candidate, the last state "dropped". */
#ifndef CORRIDOR_LABELS_CHOOSE_H
#define CORRIDOR_LABELS_CHOOSE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* All costs are multiples of this, so their sums are exact and two different sums differ by at least it. */
#define COST_LATTICE (1.0 / 16384)
double cost_on_lattice(double cost);

/* Two variables some of whose states conflict. rows[0][a * words[0] + b / 64] bit b % 64: state a of ends[0]
 * conflicts with state b of ends[1]; rows[1] is the same, seen from ends[1]. */
struct edge {
	uint32_t ends[2];
	uint32_t words[2]; /* per row of rows[0] (states of ends[1]) and of rows[1] */
	uint64_t *rows[2];
};

/* States of several variables of which every two (of different variables) conflict: at most one of them can be
 * chosen. Cliques repeat what edges say, but bound far better than pairs do. */
struct seat {
	uint32_t variable;
	uint32_t state_count;
	const uint32_t *states; /* rising */
};
struct clique {
	struct seat *seats; /* rising variables */
	uint32_t seat_count;
	double price; /* where bounding starts; its best so far */
};

struct neighbour {
	uint32_t edge;
	uint32_t side; /* which end of it the variable is */
};

struct variable {
	const double *costs; /* per state, rising, on the lattice; the last state conflicts with nothing */
	uint32_t state_count;
	uint32_t neighbour_count;
	uint32_t membership_count;
	/* Both set by model_link(); a membership is a clique (as edge) and the variable's seat in it (as side). */
	struct neighbour *neighbours, *memberships;
};

struct model {
	struct arena *arena;
	struct variable *variables;
	size_t variable_count;
	struct edge *edges;
	size_t edge_count, edge_capacity;
	struct clique *cliques;
	size_t clique_count, clique_capacity;
};

void model_init(struct model *model, struct arena *arena, size_t variable_count);
void model_add_conflict_edge(struct model *model, uint32_t first, uint32_t second);
/* Marks states a of the newest edge's first and b of its second variable. */
void model_set_conflict(struct model *model, uint32_t a, uint32_t b);
/* The seats are kept, not copied. */
void model_add_clique(struct model *model, struct seat *seats, uint32_t count, double price);
/* Once all edges and cliques are there. */
void model_link(struct model *model);

static inline bool edge_conflicts(const struct edge *edge, uint32_t side, uint32_t mine, uint32_t other)
{
	return edge->rows[side][(size_t)mine * edge->words[side] + other / 64] >> (other % 64) & 1;
}

struct choice {
	uint32_t *states; /* per variable */
	double cost, bound;
	size_t groups;   /* connected by conflicts, of two variables or more */
	size_t nodes;    /* of branch and bound */
	size_t branches; /* nodes with new bounds */
};

struct choice_limits {
	size_t work;  /* steps of any kind, about a nanosecond each; not a time: the same on every machine */
	size_t nodes; /* of the plain search, each time it is tried */
};

void model_choose(const struct model *model, struct choice_limits limits, struct choice *out);
/* Cheapest-first greedy: the baseline. */
double model_choose_greedy(const struct model *model, uint32_t *states);
double model_cost(const struct model *model, const uint32_t *states);

#endif

/* Problem: variables, states, and what excludes what, as bit rows. Private to the solver. */
#pragma once

#include "labels/solver/solver.h"

/* Solutions better by less than this do not exist (costs lie on a lattice); bounds carry rounding errors. */
#define COST_TOLERANCE (COST_LATTICE / 2)

/* Two variables some of whose states exclude each other. rows[0][a * words[0] + b / 64] bit b % 64: state a of ends[0]
 * and state b of ends[1] do; rows[1] is the same, seen from ends[1]. */
struct edge {
	uint32_t ends[2];
	uint32_t words[2]; /* per row of rows[0] (states of ends[1]) and of rows[1] */
	uint64_t *rows[2];
};

/* An edge as one of its variables sees it. */
struct neighbour {
	uint32_t edge, side; /* which end the variable is */
	uint32_t variable;   /* the other end */
	uint32_t words;      /* per row */
	const uint64_t *rows;
};

/* States of several variables of which every two (of different variables) exclude each other: at most one of them can
 * be chosen. Cliques repeat what edges say, but bound far better than pairs do. */
struct seat {
	uint32_t variable;
	uint32_t state_count;
	const uint32_t *states; /* rising */
};
struct clique {
	struct seat *seats; /* rising variables */
	uint32_t seat_count;
	double price; /* with which bounding starts: its best so far */
};
struct membership {
	uint32_t clique, seat;
};

struct variable {
	const double *costs; /* per state */
	uint32_t state_count, neighbour_count, membership_count;
	struct neighbour *neighbours; /* these two by problem_link() */
	struct membership *memberships;
};

struct problem {
	struct arena *arena;
	struct variable *variables;
	size_t variable_count;
	struct edge *edges;
	size_t edge_count, edge_capacity;
	struct clique *cliques;
	size_t clique_count, clique_capacity;
};

/* The seats are kept, not copied. */
void problem_add_clique(struct problem *problem, struct seat *seats, uint32_t count, double price);
/* Fills in the variables' neighbours and memberships; to be called again whenever edges or cliques have changed. */
void problem_link(struct problem *problem);
double problem_cost(const struct problem *problem, const uint32_t *states);
/* Finds cliques that hold every exclusion, in place of those the problem has, and links it. */
void problem_find_cliques(struct problem *problem);
/* Takes from what is alive (per variable and state) the states that another of their variable beats, and from `states`,
 * a solution, too. */
void problem_rule_out_dominated(const struct problem *problem, bool *const *alive, uint32_t *states);
/* Moves single variables, evicting those in the way, while the cost falls. Returns the cost. */
double problem_improve(const struct problem *problem, uint32_t *states);
/* Solves neighbourhoods of variables exactly, one after the other, while that helps and *work lasts. Returns the cost.
 */
double problem_improve_widely(const struct problem *problem, uint32_t *states, size_t *work);

/* The bits of the states that state `mine` excludes. */
static inline const uint64_t *neighbour_row(const struct neighbour *neighbour, uint32_t mine)
{
	return neighbour->rows + (size_t)mine * neighbour->words;
}

static inline bool neighbour_excludes(const struct neighbour *neighbour, uint32_t mine, uint32_t other)
{
	return neighbour_row(neighbour, mine)[other / 64] >> (other % 64) & 1;
}

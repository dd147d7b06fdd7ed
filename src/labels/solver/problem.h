/* Problem: variables, states, and what excludes what, as bit rows; parts of it, and what any solution costs at least.
 * Private to the solver. */
#pragma once

#include "labels/solver/solver.h"

#include <math.h>

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
};

struct variable {
	const double *costs; /* per state */
	uint32_t state_count, neighbour_count;
	struct neighbour *neighbours; /* these by problem_link() */
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

/* Fills in the variables' neighbours; to be called again whenever edges have changed. */
void problem_link(struct problem *problem);
double problem_cost(const struct problem *problem, const uint32_t *states);
/* Finds cliques that hold every exclusion of a linked problem. */
void problem_find_cliques(struct problem *problem);
/* Takes from what is alive (per variable and state) the states that another of their variable beats, and from `states`,
 * a solution, too. */
void problem_rule_out_dominated(const struct problem *problem, bool *const *alive, uint32_t *states);
/* Moves single variables, evicting those in the way, while the cost falls. Returns the cost. */
double problem_improve(const struct problem *problem, uint32_t *states);
/* Solves neighbourhoods of variables exactly, one after the other, while that helps and *work lasts. Returns the cost.
 */
double problem_improve_widely(const struct problem *problem, uint32_t *states, size_t *work);

/* Some variables of a problem with some of their states, as a problem of its own. */
struct component {
	struct problem *problem; /* linked */
	uint32_t *members;       /* variables of the whole */
	uint32_t **origin;       /* per variable: states of the whole */
	uint32_t *states;        /* the solution */
};

/* Takes the `count` members (rising; the list is kept) of `whole` with their states that are alive (NULL: all), and
 * their part of the solution `states`, which must be alive. */
struct component component_take(struct arena *arena, const struct problem *whole, uint32_t *members, size_t count,
                                bool *const *alive, const uint32_t *states);
/* Writes the component's solution into the whole's. */
void component_give_back(const struct component *component, uint32_t *states);

/* Costs with the prices of cliques on them. No solution costs less than `bound`, and none with variable i in state a
 * less than that plus node[i][a] above the least of node[i]. */
struct bounding {
	const struct problem *problem;
	double **node; /* per variable and state */
	double bound;
};

/* Looks for prices until the bound reaches `cost`, that of the best solution known. Takes what it uses from *work. */
struct bounding bounding_new(struct arena *arena, const struct problem *problem, double cost, size_t *work);
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

/* The bits of the states that state `mine` excludes. */
static inline const uint64_t *neighbour_row(const struct neighbour *neighbour, uint32_t mine)
{
	return neighbour->rows + (size_t)mine * neighbour->words;
}

static inline bool neighbour_excludes(const struct neighbour *neighbour, uint32_t mine, uint32_t other)
{
	return neighbour_row(neighbour, mine)[other / 64] >> (other % 64) & 1;
}

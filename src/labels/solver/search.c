/* Search: depth-first branch and bound over costs with prices on them.
 * In: a bounding, a solution to beat. Out: the best solution, and whether it is proved. At every node the
 * bound is the cost fixed so far plus, for each open variable, its cheapest state beside the fixed ones
 * (partial forward checking; E. Freuder and R. Wallace, "Partial constraint satisfaction", 1992). */
#include "labels/solver/problem.h"

#include <string.h>

struct open_variable {
	const double *costs;  /* per state; infinite: a fixed neighbour excludes it */
	double least, second; /* the two cheapest */
	bool is_fixed;
};

struct search {
	const struct bounding *bounding;
	struct open_variable *open;
	uint32_t *current;
	struct open_variable *saved; /* stack: what variables were before a neighbour was fixed */
	size_t saved_count;
	double *rows; /* stack of the costs they got then */
	size_t row_end;
	double bound;
	uint32_t *best;
	double cost;
	size_t nodes, limit;
};

/* Copies the neighbour's costs to a new row, without the states that the one just fixed excludes. */
static void exclude(struct search *search, const struct neighbour *neighbour, uint32_t fixed_state)
{
	struct open_variable *open = &search->open[neighbour->variable];
	uint32_t count = search->bounding->problem->variables[neighbour->variable].state_count;
	double *costs = search->rows + search->row_end;
	for (uint32_t b = 0; b < count; b++)
		costs[b] = neighbour_excludes(neighbour, fixed_state, b) ? INFINITY : open->costs[b];
	struct two_least two = two_least(costs, count);
	search->row_end += count;
	search->bound += two.least - open->least;
	*open = (struct open_variable){.costs = costs, .least = two.least, .second = two.second};
}

static void fix(struct search *search, uint32_t index, uint32_t state)
{
	const struct variable *variable = &search->bounding->problem->variables[index];
	search->open[index].is_fixed = true;
	search->current[index] = state;
	search->bound += search->open[index].costs[state] - search->open[index].least;
	for (uint32_t k = 0; k < variable->neighbour_count; k++) {
		const struct open_variable *other = &search->open[variable->neighbours[k].variable];
		if (other->is_fixed)
			continue;
		search->saved[search->saved_count++] = *other;
		exclude(search, &variable->neighbours[k], state);
	}
}

static void release(struct search *search, uint32_t index)
{
	const struct variable *variables = search->bounding->problem->variables;
	for (uint32_t k = variables[index].neighbour_count; k-- > 0;) {
		uint32_t other = variables[index].neighbours[k].variable;
		if (search->open[other].is_fixed)
			continue;
		search->open[other] = search->saved[--search->saved_count];
		search->row_end -= variables[other].state_count;
	}
	search->open[index].is_fixed = false;
}

/* The open variable that is most particular about its state; variable_count when all are fixed. */
static size_t most_particular(const struct search *search)
{
	size_t count = search->bounding->problem->variable_count, best = count;
	double greatest = -1;
	for (size_t i = 0; i < count; i++) {
		const struct open_variable *open = &search->open[i];
		double regret = open->second - open->least;
		if (!open->is_fixed && !(regret <= greatest)) {
			greatest = regret;
			best = i;
		}
	}
	return best;
}

static void accept_current(struct search *search)
{
	const struct problem *problem = search->bounding->problem;
	double cost = problem_cost(problem, search->current);
	if (cost < search->cost - COST_TOLERANCE) {
		search->cost = cost;
		memcpy(search->best, search->current, problem->variable_count * sizeof *search->best);
	}
}

/* The next dearer state after (cost, state); state_count when there is none. */
static uint32_t next_state(const struct open_variable *open, uint32_t count, double cost, uint32_t state, bool first)
{
	uint32_t next = count;
	for (uint32_t a = 0; a < count; a++) {
		double value = open->costs[a];
		bool after = first || value > cost || (value == cost && a > state);
		if (after && isfinite(value) && (next == count || value < open->costs[next]))
			next = a;
	}
	return next;
}

/* Depth is at most the number of variables in a component. */
static void descend(struct search *search)
{
	size_t count = search->bounding->problem->variable_count, index = most_particular(search);
	if (index == count) {
		accept_current(search);
		return;
	}
	struct open_variable *open = &search->open[index];
	uint32_t states = search->bounding->problem->variables[index].state_count;
	double bound = search->bound;
	uint32_t state = next_state(open, states, 0, 0, true);
	while (state < states && search->nodes < search->limit) {
		double cost = open->costs[state];
		if (bound - open->least + cost >= search->cost - COST_TOLERANCE)
			return;
		search->nodes++;
		fix(search, (uint32_t)index, state);
		if (search->bound < search->cost - COST_TOLERANCE)
			descend(search);
		release(search, (uint32_t)index);
		search->bound = bound;
		state = next_state(open, states, cost, state, false);
	}
}

static void search_init(struct search *search, const struct bounding *bounding)
{
	const struct problem *problem = bounding->problem;
	size_t rows = 0;
	search->saved = ARENA_ROOM(problem->arena, 2 * problem->edge_count + 1, struct open_variable);
	search->open = ARENA_ARRAY(problem->arena, problem->variable_count + 1, struct open_variable);
	search->current = ARENA_ARRAY(problem->arena, problem->variable_count + 1, uint32_t);
	search->bound = bounding->bound;
	for (size_t i = 0; i < problem->variable_count; i++) {
		uint32_t count = problem->variables[i].state_count;
		struct two_least two = two_least(bounding->node[i], count);
		search->open[i] =
		        (struct open_variable){.costs = bounding->node[i], .least = two.least, .second = two.second};
		rows += (size_t)problem->variables[i].neighbour_count * count;
	}
	search->rows = ARENA_ROOM(problem->arena, rows + 1, double);
}

bool bounding_search(const struct bounding *bounding, uint32_t *states, double *cost, size_t limit, size_t *nodes)
{
	struct search search = {.bounding = bounding, .best = states, .cost = *cost, .limit = limit};
	search_init(&search, bounding);
	descend(&search);
	*cost = search.cost;
	*nodes += search.nodes;
	return search.nodes < limit;
}

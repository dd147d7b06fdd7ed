/* Solver: splits a problem into connected components and solves each: greedy and local search from above, bounding from
 * below; states that neither can use are ruled out, which splits the components again; branch and bound for the rest.
 * In: a problem. Out: one state per variable and a proved lower bound. The solution never gets worse on the way, so
 * that stopping anywhere still gives one; what is not proved shows as a cost above the bound. */
#include "labels/solver/problem.h"

#include <string.h>

#define MOST_DEPTH    60
#define MOST_BRANCHED 80 /* variables: two halves of a larger component are as hard as the whole */

struct solver {
	struct arena *arena;
	struct solver_limits limits;
	struct solution *out;
	size_t work; /* left */
};

static double solve(struct solver *solver, struct problem *problem, uint32_t *states, double cutoff, int depth);

static uint32_t root_of(uint32_t *parent, uint32_t index)
{
	while (parent[index] != index) {
		parent[index] = parent[parent[index]];
		index = parent[index];
	}
	return index;
}

/* Per variable the least variable that it is connected with. */
static uint32_t *find_roots(struct arena *arena, const struct problem *problem)
{
	uint32_t *parent = ARENA_ARRAY(arena, problem->variable_count + 1, uint32_t);
	for (uint32_t i = 0; i < problem->variable_count; i++)
		parent[i] = i;
	for (size_t e = 0; e < problem->edge_count; e++) {
		uint32_t a = root_of(parent, problem->edges[e].ends[0]), b = root_of(parent, problem->edges[e].ends[1]);
		parent[a < b ? b : a] = a < b ? a : b;
	}
	for (uint32_t i = 0; i < problem->variable_count; i++)
		parent[i] = root_of(parent, i);
	return parent;
}

static uint32_t *all_variables(struct arena *arena, const struct problem *problem)
{
	uint32_t *members = ARENA_ARRAY(arena, problem->variable_count + 1, uint32_t);
	for (uint32_t i = 0; i < problem->variable_count; i++)
		members[i] = i;
	return members;
}

static bool **all_alive(struct arena *arena, const struct problem *problem)
{
	bool **alive = ARENA_ARRAY(arena, problem->variable_count + 1, bool *);
	for (size_t i = 0; i < problem->variable_count; i++) {
		alive[i] = ARENA_ARRAY(arena, problem->variables[i].state_count, bool);
		memset(alive[i], true, problem->variables[i].state_count);
	}
	return alive;
}

static void spend(struct solver *solver, size_t work)
{
	solver->work -= work < solver->work ? work : solver->work;
}

/* Which states can be part of a better solution; counts those that cannot. */
static bool **find_alive(struct solver *solver, const struct bounding *bounding, const uint32_t *states, double cost,
                         size_t *dead, size_t *total)
{
	const struct problem *problem = bounding->problem;
	bool **alive = all_alive(solver->arena, problem);
	for (size_t i = 0; i < problem->variable_count; i++) {
		uint32_t count = problem->variables[i].state_count;
		double least = two_least(bounding->node[i], count).least;
		*total += count;
		for (uint32_t a = 0; a < count; a++) {
			/* The last state, dropped, stays: greedy and local search rely on it. */
			bool stays = a == states[i] || a + 1 == count;
			alive[i][a] = stays || bounding->bound + bounding->node[i][a] - least < cost - COST_TOLERANCE;
			*dead += !alive[i][a];
		}
	}
	return alive;
}

/* Solves what is left when only some states are alive. Returns its bound. */
static double solve_reduced(struct solver *solver, const struct problem *problem, bool *const *alive, uint32_t *states,
                            double cutoff, int depth)
{
	problem_rule_out_dominated(problem, alive, states);
	struct component left = component_take(solver->arena, problem, all_variables(solver->arena, problem),
	                                       problem->variable_count, alive, states);
	double bound = solve(solver, left.problem, left.states, cutoff, depth + 1);
	component_give_back(&left, states);
	return bound;
}

/* The undecided state to branch on: the cheapest of the variable that has most to lose. */
static bool find_branch(const struct bounding *bounding, uint32_t *index, uint32_t *state)
{
	const struct problem *problem = bounding->problem;
	double greatest = -1;
	for (uint32_t i = 0; i < problem->variable_count; i++) {
		const struct variable *variable = &problem->variables[i];
		struct two_least two = two_least(bounding->node[i], variable->state_count);
		if (two.best + 1 == variable->state_count)
			continue;
		double regret =
		        (two.second - two.least) * (1 + variable->neighbour_count) + 1e-3 * variable->neighbour_count;
		if (regret > greatest) {
			greatest = regret;
			*index = i;
			*state = two.best;
		}
	}
	return greatest >= 0;
}

/* What is alive when `index` takes `state` (or, not `taken`, anything else). */
static bool **branch_alive(struct solver *solver, const struct problem *problem, uint32_t index, uint32_t state,
                           bool taken)
{
	bool **alive = all_alive(solver->arena, problem);
	const struct variable *variable = &problem->variables[index];
	if (taken)
		memset(alive[index], false, variable->state_count);
	alive[index][state] = taken;
	for (uint32_t k = 0; taken && k < variable->neighbour_count; k++) {
		uint32_t other = variable->neighbours[k].variable;
		for (uint32_t b = 0; b < problem->variables[other].state_count; b++)
			alive[other][b] = !neighbour_excludes(&variable->neighbours[k], state, b);
	}
	return alive;
}

/* A solution of the branch made from one of the whole: what died is dropped. */
static void fit_states(const struct problem *problem, bool *const *alive, uint32_t *states)
{
	for (size_t i = 0; i < problem->variable_count; i++) {
		uint32_t state = states[i];
		if (!alive[i][state])
			state = problem->variables[i].state_count - 1;
		for (uint32_t a = 0; !alive[i][state] && a < problem->variables[i].state_count; a++)
			if (alive[i][a])
				state = a;
		states[i] = state;
	}
}

/* Two smaller problems, each with bounds of its own. Returns the lesser of their bounds. */
static double branch(struct solver *solver, const struct bounding *bounding, uint32_t *states, double *cost,
                     double cutoff, int depth)
{
	const struct problem *problem = bounding->problem;
	uint32_t index = 0, state = 0, *trial = ARENA_ARRAY(solver->arena, problem->variable_count + 1, uint32_t);
	double least = INFINITY;
	if (solver->work == 0 || problem->variable_count > MOST_BRANCHED || depth >= MOST_DEPTH ||
	    !find_branch(bounding, &index, &state))
		return bounding->bound;
	for (int taken = 1; taken >= 0; taken--) {
		bool **alive = branch_alive(solver, problem, index, state, taken);
		memcpy(trial, states, problem->variable_count * sizeof *trial);
		fit_states(problem, alive, trial);
		solver->out->branches++;
		double bound = solve_reduced(solver, problem, alive, trial, fmin(*cost, cutoff), depth);
		least = fmin(least, bound);
		double found = problem_cost(problem, trial);
		if (found < *cost - COST_TOLERANCE) {
			*cost = found;
			memcpy(states, trial, problem->variable_count * sizeof *states);
		}
		if (solver->work == 0)
			return bounding->bound;
	}
	return fmax(least, bounding->bound);
}

/* A third of the work may go into the solution before the proof begins: a good one rules out more. */
static double improve_widely(struct solver *solver, const struct problem *problem, uint32_t *states)
{
	size_t share = solver->work / 3, left = share;
	double cost = problem_improve_widely(problem, states, &left);
	spend(solver, share - left);
	return cost;
}

/* Cheap nodes, many of them: enough for small gaps. */
static bool search_plainly(struct solver *solver, const struct bounding *bounding, uint32_t *states, double *cost)
{
	size_t count = bounding->problem->variable_count, nodes = 0, one = count + 300;
	size_t limit = solver->work / 8 / one;
	limit = limit < solver->limits.nodes ? limit + 1 : solver->limits.nodes;
	bool proved = bounding_search(bounding, states, cost, limit, &nodes);
	spend(solver, nodes * one);
	solver->out->nodes += nodes;
	return proved;
}

/* Solves a problem of two variables or more, all connected. Returns its bound: no solution costs less, but for such as
 * cost `cutoff` or more, which nobody wants. */
static double solve_connected(struct solver *solver, struct problem *problem, uint32_t *states, double cutoff,
                              int depth)
{
	double cost = problem_improve(problem, states);
	if (depth == 0)
		cost = improve_widely(solver, problem, states);
	problem_find_cliques(problem);
	struct bounding bounding = bounding_new(solver->arena, problem, fmin(cost, cutoff), &solver->work);
	if (fmin(cost, cutoff) - bounding.bound < COST_TOLERANCE)
		return fmin(cost, cutoff);
	size_t dead = 0, total = 0;
	bool **alive = find_alive(solver, &bounding, states, fmin(cost, cutoff), &dead, &total);
	if (depth < MOST_DEPTH && dead * 20 >= total) {
		double limit = fmin(cost, cutoff);
		double bound = solve_reduced(solver, problem, alive, states, cutoff, depth);
		return fmax(bounding.bound, fmin(bound, limit));
	}
	double sought = fmin(cost, cutoff), reached = sought;
	if (search_plainly(solver, &bounding, states, &reached))
		return reached;
	cost = problem_improve(problem, states);
	return fmin(branch(solver, &bounding, states, &cost, cutoff, depth), fmin(cost, cutoff));
}

/* One component of `problem`. */
static double solve_component(struct solver *solver, struct problem *problem, uint32_t *members, size_t count,
                              uint32_t *states, double cutoff, int depth)
{
	solver->out->components += depth == 0;
	if (count == problem->variable_count)
		return solve_connected(solver, problem, states, cutoff, depth);
	struct component component = component_take(solver->arena, problem, members, count, NULL, states);
	double bound = solve_connected(solver, component.problem, component.states, INFINITY, depth);
	component_give_back(&component, states);
	return bound;
}

static double solve(struct solver *solver, struct problem *problem, uint32_t *states, double cutoff, int depth)
{
	uint32_t *root = find_roots(solver->arena, problem);
	uint32_t *sizes = ARENA_ARRAY(solver->arena, problem->variable_count + 1, uint32_t);
	uint32_t **members = ARENA_ARRAY(solver->arena, problem->variable_count + 1, uint32_t *);
	uint32_t *filled = ARENA_ARRAY(solver->arena, problem->variable_count + 1, uint32_t);
	double bound = 0;
	for (size_t i = 0; i < problem->variable_count; i++)
		sizes[root[i]]++;
	for (uint32_t i = 0; i < problem->variable_count; i++) {
		if (!members[root[i]])
			members[root[i]] = ARENA_ARRAY(solver->arena, sizes[i], uint32_t);
		members[root[i]][filled[root[i]]++] = i;
	}
	for (uint32_t i = 0; i < problem->variable_count; i++) {
		const struct variable *variable = &problem->variables[i];
		if (sizes[i] == 1) {
			states[i] = two_least(variable->costs, variable->state_count).best;
			bound += variable->costs[states[i]];
		} else if (sizes[i] > 1) {
			bound += solve_component(solver, problem, members[i], sizes[i], states, cutoff, depth);
		}
	}
	return bound;
}

void solver_solve(struct problem *problem, struct solver_limits limits, struct solution *out)
{
	struct arena *arena = problem->arena;
	*out = (struct solution){.states = ARENA_ARRAY(arena, problem->variable_count + 1, uint32_t)};
	struct solver solver = {arena, limits, out, limits.work};
	bool **alive = all_alive(arena, problem);
	solver_choose_greedily(problem, out->states);
	problem_rule_out_dominated(problem, alive, out->states);
	struct component left = component_take(arena, problem, all_variables(arena, problem), problem->variable_count,
	                                       alive, out->states);
	double bound = solve(&solver, left.problem, left.states, INFINITY, 0);
	component_give_back(&left, out->states);
	out->cost = problem_cost(problem, out->states);
	/* Sums of the same exact terms: what is within half of the lattice is equal. */
	out->bound = out->cost - bound < COST_TOLERANCE ? out->cost : bound;
	out->work = limits.work - solver.work;
}

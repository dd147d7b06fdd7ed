/* Choose: splits a model into groups and solves each: greedy and local search from above, bounding from
 * below, states ruled out that neither can use, which splits the groups again; branch and bound for the rest.
 * In: a model. Out: one state per variable and a proven lower bound. The chosen solution never gets worse on
 * the way, so that stopping anywhere still gives one; what is not proved shows as cost above bound. */
#include "labels/solver/part.h"
#include "labels/solver/solve.h"

#include <math.h>
#include <string.h>

#define MOST_SWEEPS   96
#define ROUND         4 /* sweeps between looks at the gap */
#define MOST_DEPTH    60
#define MOST_BRANCHED 80 /* variables: two halves of a larger group are as hard as the whole */

struct solver {
	struct arena *arena;
	struct choice_limits limits;
	struct choice *choice;
	size_t work; /* left */
};

static double solve(struct solver *solver, const struct model *model, uint32_t *states, double cutoff, int depth);

static uint32_t group_root(uint32_t *parent, uint32_t index)
{
	while (parent[index] != index) {
		parent[index] = parent[parent[index]];
		index = parent[index];
	}
	return index;
}

/* Per variable the least variable it is connected with. */
static uint32_t *find_groups(struct arena *arena, const struct model *model)
{
	uint32_t *parent = ARENA_ARRAY(arena, model->variable_count + 1, uint32_t);
	for (uint32_t i = 0; i < model->variable_count; i++)
		parent[i] = i;
	for (size_t e = 0; e < model->edge_count; e++) {
		uint32_t a = group_root(parent, model->edges[e].ends[0]),
		         b = group_root(parent, model->edges[e].ends[1]);
		if (a < b)
			parent[b] = a;
		else
			parent[a] = b;
	}
	for (uint32_t i = 0; i < model->variable_count; i++)
		parent[i] = group_root(parent, i);
	return parent;
}

static void spend(struct solver *solver, size_t work)
{
	solver->work -= work < solver->work ? work : solver->work;
}

/* Sweeps until the gap closes or hardly shrinks; tries the solutions the bounding suggests. */
static void close_in(struct solver *solver, struct bounding *bounding, uint32_t *states, double *cost, double cutoff)
{
	const struct model *model = bounding->model;
	uint32_t *trial = ARENA_ARRAY(solver->arena, model->variable_count + 1, uint32_t);
	size_t one = bounding_work(model);
	bounding_price_cliques(bounding, solver->arena, fmin(*cost, cutoff), &solver->work);
	double before = bounding->bound;
	for (size_t sweep = 1; sweep <= MOST_SWEEPS && (solver->work || sweep == 1); sweep++) {
		bounding_sweep(bounding);
		spend(solver, one);
		if (fmin(*cost, cutoff) - bounding->bound < COST_TOLERANCE)
			return;
		if (sweep % ROUND)
			continue;
		model_choose_guided(bounding, trial);
		double found = model_improve(model, trial);
		if (found < *cost - COST_TOLERANCE) {
			*cost = found;
			memcpy(states, trial, model->variable_count * sizeof *states);
		}
		if (bounding->bound - before < 0.02 * (fmin(*cost, cutoff) - bounding->bound))
			return;
		before = bounding->bound;
	}
}

/* Which states can be part of a better solution; counts those that cannot. */
static bool **find_alive(struct solver *solver, struct bounding *bounding, const uint32_t *states, double cost,
                         size_t *dead, size_t *total)
{
	const struct model *model = bounding->model;
	double **surplus = ARENA_ARRAY(solver->arena, model->variable_count + 1, double *);
	bool **alive = ARENA_ARRAY(solver->arena, model->variable_count + 1, bool *);
	for (size_t i = 0; i < model->variable_count; i++)
		surplus[i] = ARENA_ARRAY(solver->arena, model->variables[i].state_count, double);
	double bound = bounding->bound;
	bounding_settle(bounding, surplus);
	for (size_t i = 0; i < model->variable_count; i++) {
		alive[i] = ARENA_ARRAY(solver->arena, model->variables[i].state_count, bool);
		*total += model->variables[i].state_count;
		for (uint32_t a = 0; a < model->variables[i].state_count; a++) {
			/* The last state, dropped, stays: greedy and local search rely on it. */
			bool stays = a == states[i] || a + 1 == model->variables[i].state_count;
			alive[i][a] = stays || bound + surplus[i][a] < cost - COST_TOLERANCE;
			*dead += !alive[i][a];
		}
	}
	return alive;
}

/* Solves what is left when only some states are alive. Returns its bound. */
static double solve_reduced(struct solver *solver, const struct model *model, bool *const *alive, uint32_t *states,
                            double cutoff, int depth)
{
	uint32_t *members = ARENA_ARRAY(solver->arena, model->variable_count + 1, uint32_t);
	for (uint32_t i = 0; i < model->variable_count; i++)
		members[i] = i;
	model_rule_out_dominated(model, alive, states);
	struct part part = part_take(solver->arena, model, members, model->variable_count, alive, states);
	double bound = solve(solver, &part.model, part.states, cutoff, depth + 1);
	part_give_back(&part, states);
	return bound;
}

/* The undecided state to branch on: the cheapest of the variable that has most to lose. */
static bool find_branch(const struct bounding *bounding, uint32_t *index, uint32_t *state)
{
	const struct model *model = bounding->model;
	double greatest = -1;
	for (uint32_t i = 0; i < model->variable_count; i++) {
		const struct variable *variable = &model->variables[i];
		double least = INFINITY, second = INFINITY;
		uint32_t best = 0;
		for (uint32_t a = 0; a < variable->state_count; a++) {
			double value = bounding->node[i][a];
			second = fmin(second, fmax(value, least));
			best = value < least ? a : best;
			least = fmin(least, value);
		}
		if (variable->state_count < 2 || best + 1 == variable->state_count)
			continue;
		double regret = (second - least) * (1 + variable->neighbour_count) + 1e-3 * variable->neighbour_count;
		if (regret > greatest) {
			greatest = regret;
			*index = i;
			*state = best;
		}
	}
	return greatest >= 0;
}

/* What is alive when `index` takes `state` (or, not `taken`, anything else). */
static bool **branch_alive(struct solver *solver, const struct model *model, uint32_t index, uint32_t state, bool taken)
{
	bool **alive = ARENA_ARRAY(solver->arena, model->variable_count + 1, bool *);
	for (size_t i = 0; i < model->variable_count; i++) {
		alive[i] = ARENA_ARRAY(solver->arena, model->variables[i].state_count, bool);
		memset(alive[i], i != index || !taken, model->variables[i].state_count);
	}
	alive[index][state] = taken;
	const struct variable *variable = &model->variables[index];
	for (uint32_t k = 0; taken && k < variable->neighbour_count; k++) {
		const struct edge *edge = &model->edges[variable->neighbours[k].edge];
		uint32_t side = variable->neighbours[k].side, other = edge->ends[!side];
		for (uint32_t b = 0; b < model->variables[other].state_count; b++)
			alive[other][b] = !edge_conflicts(edge, side, state, b);
	}
	return alive;
}

/* A solution of the branch made from one of the whole: what died is dropped. */
static void fit_states(const struct model *model, bool *const *alive, uint32_t *states)
{
	for (size_t i = 0; i < model->variable_count; i++) {
		uint32_t state = states[i];
		if (!alive[i][state])
			state = model->variables[i].state_count - 1;
		for (uint32_t a = 0; !alive[i][state] && a < model->variables[i].state_count; a++)
			if (alive[i][a])
				state = a;
		states[i] = state;
	}
}

/* Two smaller problems, each with bounds of its own. Returns the lesser of their bounds. */
static double branch(struct solver *solver, const struct bounding *bounding, uint32_t *states, double *cost,
                     double cutoff, int depth)
{
	const struct model *model = bounding->model;
	uint32_t index = 0, state = 0, *trial = ARENA_ARRAY(solver->arena, model->variable_count + 1, uint32_t);
	double least = INFINITY;
	if (solver->work == 0 || model->variable_count > MOST_BRANCHED || depth >= MOST_DEPTH ||
	    !find_branch(bounding, &index, &state))
		return bounding->bound;
	for (int taken = 1; taken >= 0; taken--) {
		bool **alive = branch_alive(solver, model, index, state, taken);
		memcpy(trial, states, model->variable_count * sizeof *trial);
		fit_states(model, alive, trial);
		solver->choice->branches++;
		double bound = solve_reduced(solver, model, alive, trial, fmin(*cost, cutoff), depth);
		least = fmin(least, bound);
		double found = model_cost(model, trial);
		if (found < *cost - COST_TOLERANCE) {
			*cost = found;
			memcpy(states, trial, model->variable_count * sizeof *trial);
		}
		if (solver->work == 0)
			return bounding->bound;
	}
	return fmax(least, bounding->bound);
}

/* A third of the work may go into the solution before the proof begins: a good one rules out more. */
static double improve_widely(struct solver *solver, const struct model *model, uint32_t *states)
{
	size_t share = solver->work / 3, left = share;
	double cost = model_improve_windows(model, states, &left);
	spend(solver, share - left);
	return cost;
}

/* Cheap nodes, many of them: enough for small gaps. */
static bool search_plainly(struct solver *solver, const struct bounding *bounding, uint32_t *states, double *cost)
{
	size_t count = bounding->model->variable_count, nodes = 0, one = count + 300;
	size_t limit = solver->work / 8 / one;
	limit = limit < solver->limits.nodes ? limit + 1 : solver->limits.nodes;
	bool proved = model_search(bounding, states, cost, limit, &nodes);
	spend(solver, nodes * one);
	solver->choice->nodes += nodes;
	return proved;
}

/* A group of two variables or more, all connected. Returns its bound: no solution costs less, but for such as
 * cost `cutoff` or more, which nobody wants. */
static double solve_group(struct solver *solver, const struct model *model, uint32_t *states, double cutoff, int depth)
{
	struct bounding bounding;
	double cost = model_improve(model, states);
	if (depth == 0)
		cost = improve_widely(solver, model, states);
	bounding_init(&bounding, solver->arena, model);
	close_in(solver, &bounding, states, &cost, cutoff);
	if (fmin(cost, cutoff) - bounding.bound < COST_TOLERANCE)
		return fmin(cost, cutoff);
	size_t dead = 0, total = 0;
	bool **alive = find_alive(solver, &bounding, states, fmin(cost, cutoff), &dead, &total);
	if (depth < MOST_DEPTH && dead * 20 >= total) {
		double limit = fmin(cost, cutoff);
		double bound = solve_reduced(solver, model, alive, states, cutoff, depth);
		return fmax(bounding.bound, fmin(bound, limit));
	}
	double sought = fmin(cost, cutoff), reached = sought;
	if (search_plainly(solver, &bounding, states, &reached))
		return reached;
	cost = model_improve(model, states);
	return fmin(branch(solver, &bounding, states, &cost, cutoff, depth), fmin(cost, cutoff));
}

static double choose_alone(const struct variable *variable, uint32_t *state)
{
	for (uint32_t a = 0; a < variable->state_count; a++)
		if (variable->costs[a] < variable->costs[*state])
			*state = a;
	return variable->costs[*state];
}

static double solve(struct solver *solver, const struct model *model, uint32_t *states, double cutoff, int depth)
{
	uint32_t *root = find_groups(solver->arena, model);
	uint32_t *sizes = ARENA_ARRAY(solver->arena, model->variable_count + 1, uint32_t);
	uint32_t **members = ARENA_ARRAY(solver->arena, model->variable_count + 1, uint32_t *);
	uint32_t *filled = ARENA_ARRAY(solver->arena, model->variable_count + 1, uint32_t);
	double bound = 0;
	for (size_t i = 0; i < model->variable_count; i++)
		sizes[root[i]]++;
	for (uint32_t i = 0; i < model->variable_count; i++) {
		if (!members[root[i]])
			members[root[i]] = ARENA_ARRAY(solver->arena, sizes[i], uint32_t);
		members[root[i]][filled[root[i]]++] = i;
	}
	for (uint32_t i = 0; i < model->variable_count; i++) {
		if (sizes[i] == 1)
			bound += choose_alone(&model->variables[i], &states[i]);
		if (sizes[i] < 2)
			continue;
		solver->choice->groups += depth == 0;
		if (sizes[i] == model->variable_count) {
			bound += solve_group(solver, model, states, cutoff, depth);
			continue;
		}
		struct part part = part_take(solver->arena, model, members[i], sizes[i], NULL, states);
		bound += solve_group(solver, &part.model, part.states, INFINITY, depth);
		part_give_back(&part, states);
	}
	return bound;
}

void model_choose(const struct model *model, struct choice_limits limits, struct choice *out)
{
	*out = (struct choice){.states = ARENA_ARRAY(model->arena, model->variable_count + 1, uint32_t)};
	struct solver solver = {model->arena, limits, out, limits.work};
	uint32_t *members = ARENA_ARRAY(model->arena, model->variable_count + 1, uint32_t);
	bool **alive = ARENA_ARRAY(model->arena, model->variable_count + 1, bool *);
	for (uint32_t i = 0; i < model->variable_count; i++) {
		members[i] = i;
		alive[i] = ARENA_ARRAY(model->arena, model->variables[i].state_count, bool);
		memset(alive[i], true, model->variables[i].state_count);
	}
	model_choose_greedy(model, out->states);
	model_rule_out_dominated(model, alive, out->states);
	struct part part = part_take(model->arena, model, members, model->variable_count, alive, out->states);
	model_find_cliques(&part.model);
	double bound = solve(&solver, &part.model, part.states, INFINITY, 0);
	part_give_back(&part, out->states);
	out->cost = model_cost(model, out->states);
	/* Sums of the same exact terms: what is within the lattice's half is equal. */
	out->bound = out->cost - bound < COST_TOLERANCE ? out->cost : bound;
}

/* Windows: large neighbourhood search. A variable and those nearest to it by conflicts are solved anew, exactly,
 * while all others stay; window after window until none gets better.
 * In: a model and a solution. Out: one at least as good, usually the best there is. (P. Shaw, "Using constraint
 * programming and local search methods to solve vehicle routing problems", 1998.) */
#include "labels/solver/part.h"
#include "labels/solver/solve.h"

#include <stdlib.h>
#include <string.h>

#define MOST_MEMBERS 16
#define NODES        1500
#define SWEEPS       3
#define LEAST_WORK   20000 /* counted per window, besides nodes */

struct windows {
	const struct model *model;
	uint32_t *states;
	bool *is_inside, *is_stale; /* per variable; stale: something near has changed since its window was solved */
	bool **alive;               /* per variable, of the members only: of all it would take longer than the window */
	uint32_t members[MOST_MEMBERS];
	size_t count;
};

static int compare_indices(const void *first, const void *second)
{
	const uint32_t *a = first, *b = second;
	return (*a > *b) - (*a < *b);
}

/* Breadth first from `centre`; in the end rising. */
static void gather(struct windows *windows, uint32_t centre)
{
	windows->members[0] = centre;
	windows->count = 1;
	windows->is_inside[centre] = true;
	for (size_t k = 0; k < windows->count; k++) {
		const struct variable *variable = &windows->model->variables[windows->members[k]];
		for (uint32_t n = 0; n < variable->neighbour_count && windows->count < MOST_MEMBERS; n++) {
			const struct edge *edge = &windows->model->edges[variable->neighbours[n].edge];
			uint32_t other = edge->ends[!variable->neighbours[n].side];
			if (windows->is_inside[other])
				continue;
			windows->is_inside[other] = true;
			windows->members[windows->count++] = other;
		}
	}
	qsort(windows->members, windows->count, sizeof *windows->members, compare_indices);
}

/* States that those outside leave free. */
static bool **find_free(struct windows *windows, struct arena *arena)
{
	const struct model *model = windows->model;
	bool **alive = windows->alive;
	for (size_t k = 0; k < windows->count; k++) {
		uint32_t index = windows->members[k];
		const struct variable *variable = &model->variables[index];
		alive[index] = ARENA_ARRAY(arena, variable->state_count, bool);
		memset(alive[index], true, variable->state_count);
		for (uint32_t n = 0; n < variable->neighbour_count; n++) {
			const struct edge *edge = &model->edges[variable->neighbours[n].edge];
			uint32_t side = variable->neighbours[n].side, other = edge->ends[!side];
			for (uint32_t a = 0; !windows->is_inside[other] && a < variable->state_count; a++)
				alive[index][a] &= !edge_conflicts(edge, side, a, windows->states[other]);
		}
	}
	return alive;
}

/* Returns whether the window got better. */
static bool solve_window(struct windows *windows, struct arena *arena, size_t *work)
{
	size_t nodes = 0;
	struct bounding bounding;
	bool **alive = find_free(windows, arena);
	struct part part = part_take(arena, windows->model, windows->members, windows->count, alive, windows->states);
	double before = model_cost(&part.model, part.states), cost = before;
	bounding_init(&bounding, arena, &part.model);
	for (int sweep = 0; sweep < SWEEPS && cost - bounding.bound >= COST_TOLERANCE; sweep++)
		bounding_sweep(&bounding);
	if (cost - bounding.bound >= COST_TOLERANCE)
		model_search(&bounding, part.states, &cost, NODES, &nodes);
	size_t used = LEAST_WORK + SWEEPS * bounding_work(&part.model) + nodes * 200;
	*work -= used < *work ? used : *work;
	if (cost >= before)
		return false;
	part_give_back(&part, windows->states);
	return true;
}

static void solve_round(struct windows *windows, uint32_t centre, size_t *work)
{
	struct arena arena;
	arena_init(&arena);
	gather(windows, centre);
	windows->is_stale[centre] = false;
	bool better = solve_window(windows, &arena, work);
	/* A window of all variables is the same from every centre. */
	bool is_whole = windows->count == windows->model->variable_count;
	for (size_t k = 0; k < windows->count; k++) {
		bool *is_stale = &windows->is_stale[windows->members[k]];
		windows->is_inside[windows->members[k]] = false;
		*is_stale = better || (*is_stale && !is_whole);
	}
	arena_clear(&arena);
}

double model_improve_windows(const struct model *model, uint32_t *states, size_t *work)
{
	struct windows windows = {.model = model, .states = states};
	windows.is_inside = ARENA_ARRAY(model->arena, model->variable_count + 1, bool);
	windows.is_stale = ARENA_ARRAY(model->arena, model->variable_count + 1, bool);
	windows.alive = ARENA_ARRAY(model->arena, model->variable_count + 1, bool *);
	memset(windows.is_stale, true, model->variable_count * sizeof(bool));
	bool moved = true;
	while (moved && *work) {
		moved = false;
		for (uint32_t i = 0; i < model->variable_count && *work; i++) {
			/* A variable at its cheapest has nothing to gain; its neighbours' windows hold it. */
			bool content = model->variables[i].costs[states[i]] <= model->variables[i].costs[0];
			if (!windows.is_stale[i] || content)
				continue;
			solve_round(&windows, i, work);
			moved |= windows.is_stale[i];
		}
	}
	return model_cost(model, states);
}

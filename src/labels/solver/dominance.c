/* Dominance: rules out states that another state of the same variable beats: no dearer, and in conflict with
 * nothing more. In: a model, what is alive, a solution. Out: less alive, a solution no dearer. Some best solution
 * always survives: wherever it has a beaten state, the one that beats it does as well. Every state that goes takes
 * conflicts from the neighbours, whose states may then be beaten too. */
#include "labels/solver/solve.h"

#include <string.h>

struct dominance {
	const struct model *model;
	bool *const *alive;
	uint32_t *states;
	uint64_t **masks; /* per variable: what is alive, as bits */
	bool *is_stale;   /* per variable: a neighbour has lost states since it was looked at */
	uint64_t *rows;   /* of the variable looked at: per state its conflicts with what is alive */
	size_t row_words;
	uint32_t *kept;
};

static void mask_alive(struct dominance *dominance, uint32_t index)
{
	uint32_t count = dominance->model->variables[index].state_count;
	for (uint32_t a = 0; a < count; a++)
		if (dominance->alive[index][a])
			dominance->masks[index][a / 64] |= (uint64_t)1 << (a % 64);
}

static void dominance_init(struct dominance *dominance)
{
	const struct model *model = dominance->model;
	size_t count = model->variable_count, most = 0;
	uint32_t most_states = 0;
	dominance->masks = ARENA_ARRAY(model->arena, count + 1, uint64_t *);
	dominance->is_stale = ARENA_ARRAY(model->arena, count + 1, bool);
	for (uint32_t i = 0; i < count; i++) {
		const struct variable *variable = &model->variables[i];
		size_t words = 0;
		for (uint32_t k = 0; k < variable->neighbour_count; k++)
			words += model->edges[variable->neighbours[k].edge].words[variable->neighbours[k].side];
		most = words * variable->state_count > most ? words * variable->state_count : most;
		most_states = variable->state_count > most_states ? variable->state_count : most_states;
		dominance->masks[i] = ARENA_ARRAY(model->arena, (variable->state_count + 63) / 64, uint64_t);
		dominance->is_stale[i] = true;
		mask_alive(dominance, i);
	}
	dominance->rows = ARENA_ARRAY(model->arena, most + 1, uint64_t);
	dominance->kept = ARENA_ARRAY(model->arena, most_states + 1, uint32_t);
}

static void gather_rows(struct dominance *dominance, uint32_t index)
{
	const struct model *model = dominance->model;
	const struct variable *variable = &model->variables[index];
	size_t at = 0;
	dominance->row_words = 0;
	for (uint32_t k = 0; k < variable->neighbour_count; k++)
		dominance->row_words += model->edges[variable->neighbours[k].edge].words[variable->neighbours[k].side];
	for (uint32_t k = 0; k < variable->neighbour_count; k++) {
		const struct edge *edge = &model->edges[variable->neighbours[k].edge];
		uint32_t side = variable->neighbours[k].side, words = edge->words[side];
		const uint64_t *mask = dominance->masks[edge->ends[!side]];
		for (uint32_t a = 0; a < variable->state_count; a++)
			for (uint32_t word = 0; word < words; word++)
				dominance->rows[a * dominance->row_words + at + word] =
				        edge->rows[side][(size_t)a * words + word] & mask[word];
		at += words;
	}
}

/* Whether state a conflicts with nothing that state b does not. */
static bool is_freer(const struct dominance *dominance, uint32_t a, uint32_t b)
{
	const uint64_t *one = dominance->rows + a * dominance->row_words;
	const uint64_t *other = dominance->rows + b * dominance->row_words;
	for (size_t word = 0; word < dominance->row_words; word++)
		if (one[word] & ~other[word])
			return false;
	return true;
}

static void kill(struct dominance *dominance, uint32_t index, uint32_t beaten, uint32_t by)
{
	dominance->alive[index][beaten] = false;
	dominance->masks[index][beaten / 64] &= ~((uint64_t)1 << (beaten % 64));
	if (dominance->states[index] == beaten)
		dominance->states[index] = by;
}

/* Returns how many went. */
static size_t thin_out(struct dominance *dominance, uint32_t index)
{
	const struct variable *variable = &dominance->model->variables[index];
	const double *costs = variable->costs;
	uint32_t *kept = dominance->kept, count = 0;
	size_t dead = 0;
	gather_rows(dominance, index);
	for (uint32_t a = 0; a < variable->state_count; a++) {
		bool beaten = false;
		if (!dominance->alive[index][a])
			continue;
		for (uint32_t k = 0; k < count && !beaten; k++) {
			if (is_freer(dominance, kept[k], a)) {
				kill(dominance, index, a, kept[k]);
				beaten = true;
				dead++;
			} else if (costs[kept[k]] == costs[a] && is_freer(dominance, a, kept[k])) {
				kill(dominance, index, kept[k], a);
				memmove(kept + k, kept + k + 1, (count - k - 1) * sizeof *kept);
				count--;
				k--;
				dead++;
			}
		}
		if (!beaten)
			kept[count++] = a;
	}
	return dead;
}

size_t model_rule_out_dominated(const struct model *model, bool *const *alive, uint32_t *states)
{
	struct dominance dominance = {.model = model, .alive = alive, .states = states};
	size_t dead = 0;
	bool changed = true;
	dominance_init(&dominance);
	while (changed) {
		changed = false;
		for (uint32_t i = 0; i < model->variable_count; i++) {
			if (!dominance.is_stale[i])
				continue;
			dominance.is_stale[i] = false;
			size_t gone = thin_out(&dominance, i);
			const struct variable *variable = &model->variables[i];
			for (uint32_t k = 0; gone && k < variable->neighbour_count; k++) {
				const struct edge *edge = &model->edges[variable->neighbours[k].edge];
				dominance.is_stale[edge->ends[!variable->neighbours[k].side]] = true;
			}
			dead += gone;
			changed |= gone > 0;
		}
	}
	return dead;
}

/* Dominance: rules out states that another state of the same variable beats: no dearer, and excluding nothing more.
 * In: a problem, what is alive, a solution. Out: less alive, a solution no dearer. Some best solution always survives:
 * wherever it has a beaten state, the one that beats it does as well. Every state that goes frees states of the
 * neighbours, which may then be beaten too. */
#include "labels/solver/problem.h"

#include <string.h>

struct dominance {
	const struct problem *problem;
	bool *const *alive;
	uint32_t *states;
	uint64_t **masks; /* per variable: what is alive, as bits */
	bool *is_stale;   /* per variable: a neighbour has lost states since it was looked at */
	uint64_t *rows;   /* of the variable looked at: per state what it excludes that is alive */
	size_t row_words;
	uint32_t *unbeaten; /* states of the variable looked at */
};

static size_t words_of(const struct variable *variable)
{
	size_t words = 0;
	for (uint32_t k = 0; k < variable->neighbour_count; k++)
		words += variable->neighbours[k].words;
	return words;
}

static void dominance_init(struct dominance *dominance)
{
	const struct problem *problem = dominance->problem;
	size_t count = problem->variable_count, most = 0;
	uint32_t most_states = 0;
	dominance->masks = ARENA_ARRAY(problem->arena, count + 1, uint64_t *);
	dominance->is_stale = ARENA_ARRAY(problem->arena, count + 1, bool);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t states = problem->variables[i].state_count;
		size_t words = words_of(&problem->variables[i]) * states;
		most = words > most ? words : most;
		most_states = states > most_states ? states : most_states;
		dominance->masks[i] = ARENA_ARRAY(problem->arena, (states + 63) / 64, uint64_t);
		dominance->is_stale[i] = true;
		for (uint32_t a = 0; a < states; a++)
			dominance->masks[i][a / 64] |= (uint64_t)dominance->alive[i][a] << (a % 64);
	}
	dominance->rows = ARENA_ARRAY(problem->arena, most + 1, uint64_t);
	dominance->unbeaten = ARENA_ARRAY(problem->arena, most_states + 1, uint32_t);
}

static void gather_rows(struct dominance *dominance, const struct variable *variable)
{
	size_t at = 0;
	dominance->row_words = words_of(variable);
	for (uint32_t k = 0; k < variable->neighbour_count; k++) {
		const struct neighbour *neighbour = &variable->neighbours[k];
		const uint64_t *mask = dominance->masks[neighbour->variable];
		for (uint32_t a = 0; a < variable->state_count; a++)
			for (uint32_t word = 0; word < neighbour->words; word++)
				dominance->rows[a * dominance->row_words + at + word] =
				        neighbour_row(neighbour, a)[word] & mask[word];
		at += neighbour->words;
	}
}

/* Whether state a excludes nothing that state b does not. */
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

/* Kills the beaten states of a variable; false when there is none. */
static bool rule_out(struct dominance *dominance, uint32_t index)
{
	const struct variable *variable = &dominance->problem->variables[index];
	const double *costs = variable->costs;
	uint32_t *unbeaten = dominance->unbeaten, count = 0;
	bool any = false;
	gather_rows(dominance, variable);
	for (uint32_t a = 0; a < variable->state_count; a++) {
		for (uint32_t k = 0; dominance->alive[index][a] && k < count; k++) {
			if (is_freer(dominance, unbeaten[k], a)) {
				kill(dominance, index, a, unbeaten[k]);
				any = true;
			} else if (costs[unbeaten[k]] == costs[a] && is_freer(dominance, a, unbeaten[k])) {
				kill(dominance, index, unbeaten[k], a);
				memmove(unbeaten + k, unbeaten + k + 1, (count - k - 1) * sizeof *unbeaten);
				count--;
				k--;
				any = true;
			}
		}
		if (dominance->alive[index][a])
			unbeaten[count++] = a;
	}
	return any;
}

void problem_rule_out_dominated(const struct problem *problem, bool *const *alive, uint32_t *states)
{
	struct dominance dominance = {.problem = problem, .alive = alive, .states = states};
	dominance_init(&dominance);
	for (bool changed = true; changed;) {
		changed = false;
		for (uint32_t i = 0; i < problem->variable_count; i++) {
			bool was_stale = dominance.is_stale[i];
			dominance.is_stale[i] = false;
			if (!was_stale || !rule_out(&dominance, i))
				continue;
			changed = true;
			const struct variable *variable = &problem->variables[i];
			for (uint32_t k = 0; k < variable->neighbour_count; k++)
				dominance.is_stale[variable->neighbours[k].variable] = true;
		}
	}
}

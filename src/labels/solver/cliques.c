/* Cliques: states of which every two exclude each other, found in the conflicts alone.
 * In: a linked model. Out: cliques that cannot grow, so many that every conflict is in one. Each begins with a
 * conflict that is in none yet and takes, in order, whatever conflicts with all it has. Places of names are boxes,
 * and boxes that meet pairwise meet in one spot (Helly): so these cliques say nearly all there is to say, and the
 * bound they give comes close to the best solution. (K. Hoffman and M. Padberg, "Solving airline crew scheduling
 * problems by branch-and-cut", Management Science 39, 1993.) */
#include "labels/solver/solve.h"

#include "base/bits.h"

#include <stdlib.h>
#include <string.h>

/* States of one variable, as bits. */
struct set {
	uint32_t variable;
	uint32_t words;
	uint64_t *states;
};

struct cliques {
	struct model *model;
	uint64_t **covered;        /* per edge, like rows[0]: conflicts that are in a clique */
	struct neighbour *towards; /* per variable: the edge from the variable being looked at, if stamped */
	uint32_t *stamps, stamp, looked_at;
	struct set *members, *candidates; /* of the clique that grows; what conflicts with all its members */
	size_t member_count, candidate_count;
	uint64_t *room; /* for their states */
	size_t room_used;
};

/* From now on edge_towards() asks about `variable`. */
static void look_at(struct cliques *cliques, uint32_t variable)
{
	const struct variable *from = &cliques->model->variables[variable];
	if (cliques->stamp > 0 && cliques->looked_at == variable)
		return;
	cliques->looked_at = variable;
	cliques->stamp++;
	for (uint32_t k = 0; k < from->neighbour_count; k++) {
		struct neighbour neighbour = from->neighbours[k];
		uint32_t other = cliques->model->edges[neighbour.edge].ends[!neighbour.side];
		cliques->stamps[other] = cliques->stamp;
		cliques->towards[other] = neighbour;
	}
}

/* NULL: the two exclude nothing of each other. */
static const struct neighbour *edge_towards(const struct cliques *cliques, uint32_t other)
{
	return cliques->stamps[other] == cliques->stamp ? &cliques->towards[other] : NULL;
}

static const uint64_t *row_of(const struct cliques *cliques, struct neighbour way, uint32_t state)
{
	const struct edge *edge = &cliques->model->edges[way.edge];
	return edge->rows[way.side] + (size_t)state * edge->words[way.side];
}

static struct set new_set(struct cliques *cliques, uint32_t variable)
{
	uint32_t words = (cliques->model->variables[variable].state_count + 63) / 64;
	struct set set = {variable, words, cliques->room + cliques->room_used};
	memset(set.states, 0, words * sizeof *set.states);
	cliques->room_used += words;
	return set;
}

static bool is_empty(const struct set *set)
{
	uint64_t all = 0;
	for (uint32_t word = 0; word < set->words; word++)
		all |= set->states[word];
	return all == 0;
}

/* The least state from `state` on that is in the set; SIZE_MAX: none. */
static size_t next_in(const struct set *set, size_t state)
{
	for (size_t word = state / 64; word < set->words; word++) {
		uint64_t left = set->states[word];
		if (word == state / 64)
			left &= ~(uint64_t)0 << (state % 64);
		if (left)
			return word * 64 + bits_lowest(left);
	}
	return SIZE_MAX;
}

static void add_member(struct cliques *cliques, uint32_t variable, uint32_t state)
{
	size_t k = 0;
	while (k < cliques->member_count && cliques->members[k].variable != variable)
		k++;
	if (k == cliques->member_count)
		cliques->members[cliques->member_count++] = new_set(cliques, variable);
	cliques->members[k].states[state / 64] |= (uint64_t)1 << (state % 64);
}

/* All that conflicts with the state: its siblings but the last, which excludes nothing else, and its rivals. */
static void find_candidates(struct cliques *cliques, uint32_t variable, uint32_t state)
{
	const struct variable *own = &cliques->model->variables[variable];
	struct set siblings = new_set(cliques, variable);
	for (uint32_t a = 0; a + 1 < own->state_count; a++)
		if (a != state)
			siblings.states[a / 64] |= (uint64_t)1 << (a % 64);
	cliques->candidate_count = 0;
	cliques->candidates[cliques->candidate_count++] = siblings;
	for (uint32_t k = 0; k < own->neighbour_count; k++) {
		struct neighbour way = own->neighbours[k];
		struct set rivals = new_set(cliques, cliques->model->edges[way.edge].ends[!way.side]);
		memcpy(rivals.states, row_of(cliques, way, state), rivals.words * sizeof *rivals.states);
		cliques->candidates[cliques->candidate_count++] = rivals;
	}
}

/* Takes the state in and keeps the candidates that conflict with it. */
static void take(struct cliques *cliques, uint32_t variable, uint32_t state)
{
	size_t kept = 0;
	look_at(cliques, variable);
	for (size_t k = 0; k < cliques->candidate_count; k++) {
		struct set set = cliques->candidates[k];
		const struct neighbour *way = edge_towards(cliques, set.variable);
		if (set.variable == variable) {
			set.states[state / 64] &= ~((uint64_t)1 << (state % 64));
		} else if (way) {
			const uint64_t *row = row_of(cliques, *way, state);
			for (uint32_t word = 0; word < set.words; word++)
				set.states[word] &= row[word];
		} else {
			continue;
		}
		if (!is_empty(&set))
			cliques->candidates[kept++] = set;
	}
	cliques->candidate_count = kept;
	add_member(cliques, variable, state);
}

/* All conflicts between the two sets of members, of which the first is looked at. */
static void cover_two(struct cliques *cliques, const struct set *one, const struct set *other)
{
	const struct neighbour *way = edge_towards(cliques, other->variable);
	const struct set *from = way->side ? other : one, *to = way->side ? one : other;
	for (size_t a = next_in(from, 0); a != SIZE_MAX; a = next_in(from, a + 1))
		for (uint32_t word = 0; word < to->words; word++)
			cliques->covered[way->edge][a * to->words + word] |= to->states[word];
}

static void cover(struct cliques *cliques)
{
	for (size_t k = 0; k < cliques->member_count; k++) {
		look_at(cliques, cliques->members[k].variable);
		for (size_t n = k + 1; n < cliques->member_count; n++)
			cover_two(cliques, &cliques->members[k], &cliques->members[n]);
	}
}

static int compare_sets(const void *first, const void *second)
{
	const struct set *a = first, *b = second;
	return (a->variable > b->variable) - (a->variable < b->variable);
}

static void add_clique(struct cliques *cliques)
{
	struct arena *arena = cliques->model->arena;
	struct seat *seats = ARENA_ARRAY(arena, cliques->member_count, struct seat);
	qsort(cliques->members, cliques->member_count, sizeof *cliques->members, compare_sets);
	for (size_t k = 0; k < cliques->member_count; k++) {
		const struct set *set = &cliques->members[k];
		uint32_t count = 0;
		for (uint32_t word = 0; word < set->words; word++)
			count += bits_count(set->states[word]);
		uint32_t *states = ARENA_ARRAY(arena, count, uint32_t);
		seats[k] = (struct seat){set->variable, count, states};
		for (size_t a = next_in(set, 0); a != SIZE_MAX; a = next_in(set, a + 1))
			*states++ = (uint32_t)a;
	}
	model_add_clique(cliques->model, seats, (uint32_t)cliques->member_count, 0);
}

/* The clique that begins with state a of the edge's first and b of its second variable. */
static void grow_clique(struct cliques *cliques, const struct edge *edge, uint32_t a, uint32_t b)
{
	cliques->room_used = cliques->member_count = 0;
	add_member(cliques, edge->ends[0], a);
	find_candidates(cliques, edge->ends[0], a);
	take(cliques, edge->ends[1], b);
	while (cliques->candidate_count) {
		const struct set *first = &cliques->candidates[0];
		take(cliques, first->variable, (uint32_t)next_in(first, 0));
	}
	cover(cliques);
	add_clique(cliques);
}

static void cover_edge(struct cliques *cliques, size_t e)
{
	const struct edge *edge = &cliques->model->edges[e];
	uint32_t count = cliques->model->variables[edge->ends[0]].state_count;
	for (uint32_t a = 0; a < count; a++)
		for (uint32_t word = 0; word < edge->words[0]; word++) {
			size_t at = (size_t)a * edge->words[0] + word;
			uint64_t left;
			while ((left = edge->rows[0][at] & ~cliques->covered[e][at]))
				grow_clique(cliques, edge, a, word * 64 + bits_lowest(left));
		}
}

void model_find_cliques(struct model *model)
{
	struct arena *arena = model->arena;
	struct cliques cliques = {.model = model};
	size_t words = 0;
	for (size_t i = 0; i < model->variable_count; i++)
		words += (model->variables[i].state_count + 63) / 64;
	cliques.covered = ARENA_ARRAY(arena, model->edge_count + 1, uint64_t *);
	cliques.towards = ARENA_ARRAY(arena, model->variable_count + 1, struct neighbour);
	cliques.stamps = ARENA_ARRAY(arena, model->variable_count + 1, uint32_t);
	cliques.members = ARENA_ARRAY(arena, model->variable_count + 1, struct set);
	cliques.candidates = ARENA_ARRAY(arena, model->variable_count + 1, struct set);
	cliques.room =
	        ARENA_ARRAY(arena, 2 * words + 1, uint64_t); /* each variable once as member, once as candidate */
	for (size_t e = 0; e < model->edge_count; e++)
		cliques.covered[e] = ARENA_ARRAY(
		        arena, (size_t)model->variables[model->edges[e].ends[0]].state_count * model->edges[e].words[0],
		        uint64_t);
	model->clique_count = 0;
	for (size_t e = 0; e < model->edge_count; e++)
		cover_edge(&cliques, e);
	model_link(model);
}

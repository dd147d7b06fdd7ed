/* Cliques: states of which every two exclude each other, found from the pairs alone.
 * In: a linked problem. Out: cliques that cannot grow, so many that every pair is in one. Each begins with a pair that
 * is in none yet and takes, in order, whatever excludes all it has. If states are places of upright boxes, those that
 * meet pairwise meet in one point (Helly): then these cliques say nearly all there is to say, and the bound they give
 * comes close to the best solution. (K. Hoffman and M. Padberg, "Solving airline crew scheduling
 * problems by branch-and-cut", Management Science 39, 1993.) */
#include "labels/solver/problem.h"

#include "base/bits.h"

#include <stdlib.h>
#include <string.h>

/* States of one variable, as bits. */
struct state_set {
	uint32_t variable;
	uint32_t words;
	uint64_t *states;
};

struct clique_finder {
	struct problem *problem;
	uint64_t **covered;               /* per edge, like rows[0]: pairs that are in a clique */
	const struct neighbour **towards; /* per variable: how the one being looked at sees it, if stamped */
	uint32_t *stamps, stamp, looked_at;
	struct state_set *members, *candidates; /* of the clique that grows; what excludes all its members */
	size_t member_count, candidate_count;
	uint64_t *room; /* for their states */
	size_t room_used;
};

/* From now on towards() asks about `variable`. */
static void look_at(struct clique_finder *finder, uint32_t variable)
{
	const struct variable *from = &finder->problem->variables[variable];
	if (finder->stamp > 0 && finder->looked_at == variable)
		return;
	finder->looked_at = variable;
	finder->stamp++;
	for (uint32_t k = 0; k < from->neighbour_count; k++) {
		finder->stamps[from->neighbours[k].variable] = finder->stamp;
		finder->towards[from->neighbours[k].variable] = &from->neighbours[k];
	}
}

/* NULL: the two exclude nothing of each other. */
static const struct neighbour *towards(const struct clique_finder *finder, uint32_t other)
{
	return finder->stamps[other] == finder->stamp ? finder->towards[other] : NULL;
}

static struct state_set new_set(struct clique_finder *finder, uint32_t variable)
{
	uint32_t words = (finder->problem->variables[variable].state_count + 63) / 64;
	struct state_set set = {variable, words, finder->room + finder->room_used};
	memset(set.states, 0, words * sizeof *set.states);
	finder->room_used += words;
	return set;
}

/* The least state from `state` on that is in the set; SIZE_MAX: none. */
static size_t next_in(const struct state_set *set, size_t state)
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

static void add_member(struct clique_finder *finder, uint32_t variable, uint32_t state)
{
	size_t k = 0;
	while (k < finder->member_count && finder->members[k].variable != variable)
		k++;
	if (k == finder->member_count)
		finder->members[finder->member_count++] = new_set(finder, variable);
	finder->members[k].states[state / 64] |= (uint64_t)1 << (state % 64);
}

/* All that excludes the state: its siblings but the last, which excludes nothing else, and its rivals. */
static void find_candidates(struct clique_finder *finder, uint32_t variable, uint32_t state)
{
	const struct variable *own = &finder->problem->variables[variable];
	struct state_set siblings = new_set(finder, variable);
	for (uint32_t a = 0; a + 1 < own->state_count; a++)
		if (a != state)
			siblings.states[a / 64] |= (uint64_t)1 << (a % 64);
	finder->candidate_count = 0;
	finder->candidates[finder->candidate_count++] = siblings;
	for (uint32_t k = 0; k < own->neighbour_count; k++) {
		struct state_set rivals = new_set(finder, own->neighbours[k].variable);
		memcpy(rivals.states, neighbour_row(&own->neighbours[k], state), rivals.words * sizeof *rivals.states);
		finder->candidates[finder->candidate_count++] = rivals;
	}
}

/* Takes the state in and keeps the candidates that it excludes. */
static void take_member(struct clique_finder *finder, uint32_t variable, uint32_t state)
{
	size_t left = 0;
	look_at(finder, variable);
	for (size_t k = 0; k < finder->candidate_count; k++) {
		struct state_set set = finder->candidates[k];
		const struct neighbour *neighbour = towards(finder, set.variable);
		if (set.variable == variable) {
			set.states[state / 64] &= ~((uint64_t)1 << (state % 64));
		} else if (neighbour) {
			const uint64_t *row = neighbour_row(neighbour, state);
			for (uint32_t word = 0; word < set.words; word++)
				set.states[word] &= row[word];
		} else {
			continue;
		}
		if (next_in(&set, 0) != SIZE_MAX)
			finder->candidates[left++] = set;
	}
	finder->candidate_count = left;
	add_member(finder, variable, state);
}

/* All pairs between the two sets of members, of which the first is looked at. */
static void cover_two(struct clique_finder *finder, const struct state_set *one, const struct state_set *other)
{
	const struct neighbour *neighbour = towards(finder, other->variable);
	const struct state_set *from = neighbour->side ? other : one, *to = neighbour->side ? one : other;
	for (size_t a = next_in(from, 0); a != SIZE_MAX; a = next_in(from, a + 1))
		for (uint32_t word = 0; word < to->words; word++)
			finder->covered[neighbour->edge][a * to->words + word] |= to->states[word];
}

static void cover(struct clique_finder *finder)
{
	for (size_t k = 0; k < finder->member_count; k++) {
		look_at(finder, finder->members[k].variable);
		for (size_t n = k + 1; n < finder->member_count; n++)
			cover_two(finder, &finder->members[k], &finder->members[n]);
	}
}

static int compare_sets(const void *first, const void *second)
{
	const struct state_set *a = first, *b = second;
	return (a->variable > b->variable) - (a->variable < b->variable);
}

static void add_clique(struct clique_finder *finder)
{
	struct problem *problem = finder->problem;
	struct arena *arena = problem->arena;
	struct seat *seats = ARENA_ARRAY(arena, finder->member_count, struct seat);
	qsort(finder->members, finder->member_count, sizeof *finder->members, compare_sets);
	for (size_t k = 0; k < finder->member_count; k++) {
		const struct state_set *set = &finder->members[k];
		uint32_t count = 0;
		for (uint32_t word = 0; word < set->words; word++)
			count += bits_count(set->states[word]);
		uint32_t *states = ARENA_ARRAY(arena, count, uint32_t);
		seats[k] = (struct seat){set->variable, count, states};
		for (size_t a = next_in(set, 0); a != SIZE_MAX; a = next_in(set, a + 1))
			*states++ = (uint32_t)a;
	}
	problem->cliques = arena_grow(arena, problem->cliques, problem->clique_count, &problem->clique_capacity,
	                              sizeof *problem->cliques);
	problem->cliques[problem->clique_count++] = (struct clique){seats, (uint32_t)finder->member_count};
}

/* The clique that begins with state a of the edge's first and b of its second variable. */
static void grow_clique(struct clique_finder *finder, const struct edge *edge, uint32_t a, uint32_t b)
{
	finder->room_used = finder->member_count = 0;
	add_member(finder, edge->ends[0], a);
	find_candidates(finder, edge->ends[0], a);
	take_member(finder, edge->ends[1], b);
	while (finder->candidate_count) {
		const struct state_set *first = &finder->candidates[0];
		take_member(finder, first->variable, (uint32_t)next_in(first, 0));
	}
	cover(finder);
	add_clique(finder);
}

static void cover_edge(struct clique_finder *finder, size_t e)
{
	const struct edge *edge = &finder->problem->edges[e];
	uint32_t count = finder->problem->variables[edge->ends[0]].state_count;
	for (uint32_t a = 0; a < count; a++)
		for (uint32_t word = 0; word < edge->words[0]; word++) {
			size_t at = (size_t)a * edge->words[0] + word;
			uint64_t left;
			while ((left = edge->rows[0][at] & ~finder->covered[e][at]))
				grow_clique(finder, edge, a, word * 64 + bits_lowest(left));
		}
}

void problem_find_cliques(struct problem *problem)
{
	struct arena *arena = problem->arena;
	size_t count = problem->variable_count, words = 0;
	struct clique_finder finder = {.problem = problem,
	                               .covered = ARENA_ARRAY(arena, problem->edge_count + 1, uint64_t *),
	                               .towards = ARENA_ARRAY(arena, count + 1, const struct neighbour *),
	                               .stamps = ARENA_ARRAY(arena, count + 1, uint32_t),
	                               .members = ARENA_ARRAY(arena, count + 1, struct state_set),
	                               .candidates = ARENA_ARRAY(arena, count + 1, struct state_set)};
	for (size_t i = 0; i < count; i++)
		words += (problem->variables[i].state_count + 63) / 64;
	/* Each variable once as a member, once as a candidate. */
	finder.room = ARENA_ARRAY(arena, 2 * words + 1, uint64_t);
	for (size_t e = 0; e < problem->edge_count; e++) {
		const struct edge *edge = &problem->edges[e];
		uint32_t rows = problem->variables[edge->ends[0]].state_count;
		finder.covered[e] = ARENA_ARRAY(arena, (size_t)rows * edge->words[0], uint64_t);
	}
	for (size_t e = 0; e < problem->edge_count; e++)
		cover_edge(&finder, e);
}

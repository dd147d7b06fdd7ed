/* Cliques: states of which every two exclude each other, found from the pairs alone.
 * In: a problem. Out: cliques that cannot grow, so many that every pair is in one. Each begins with a pair that is in
 * none yet and takes, in order, whatever excludes all it has; all this twice, once from either end. If states are
 * places of upright boxes, those that meet pairwise meet in one point (Helly): then these cliques say nearly all there
 * is to say, and the bound they give comes close to the best solution. (K. Hoffman and M. Padberg, "Solving airline
 * crew scheduling problems by branch-and-cut", Management Science 39, 1993.) */
#include "labels/solver/problem.h"

#include <string.h>

struct clique_finder {
	const struct problem *problem;
	uint32_t *mirror;         /* per place in the lists of rivals: the place of the same pair in the other's list */
	bool *covered;            /* per place: the pair is in a clique */
	uint32_t *next;           /* per state: the place in its list up to which all pairs are in cliques */
	struct index_pair *seats; /* states and their cliques */
	size_t seat_count, seat_capacity;
	uint32_t clique;      /* the one that grows, counted from 1 */
	uint32_t *member_of;  /* per state: the last clique that took it */
	uint32_t *candidates; /* states that exclude all of the clique that grows */
	uint32_t *rank;       /* per state: that of the candidates when it was last one of them */
	uint32_t candidate_count, candidate_rank;
	size_t work;
};

/* Keeps `state` if it was a candidate before the last was taken. */
static void keep_candidate(struct clique_finder *finder, uint32_t state)
{
	if (finder->rank[state] + 1 == finder->candidate_rank)
		finder->rank[state]++;
}

/* Takes the state into the clique and keeps the candidates that it excludes: its siblings and its rivals. */
static void take(struct clique_finder *finder, uint32_t state)
{
	const struct problem *problem = finder->problem;
	uint32_t left = 0, variable = problem->variable[state];
	finder->candidate_rank++;
	for (uint32_t k = problem->row[state]; k < problem->row[state + 1]; k++) {
		keep_candidate(finder, problem->rivals[k]);
		if (finder->member_of[problem->rivals[k]] == finder->clique)
			finder->covered[k] = finder->covered[finder->mirror[k]] = true;
	}
	for (uint32_t sibling = problem->first[variable]; sibling < problem->first[variable + 1]; sibling++)
		if (sibling != state)
			keep_candidate(finder, sibling);
	for (uint32_t k = 0; k < finder->candidate_count; k++)
		if (finder->rank[finder->candidates[k]] == finder->candidate_rank)
			finder->candidates[left++] = finder->candidates[k];
	finder->candidate_count = left;
	finder->member_of[state] = finder->clique;
	finder->work += problem->row[state + 1] - problem->row[state];
	finder->seats = arena_grow(problem->arena, finder->seats, finder->seat_count, &finder->seat_capacity,
	                           sizeof *finder->seats);
	finder->seats[finder->seat_count++] = (struct index_pair){{state, finder->clique - 1}};
}

static void offer(struct clique_finder *finder, uint32_t state)
{
	finder->rank[state] = finder->candidate_rank;
	finder->candidates[finder->candidate_count++] = state;
}

/* The clique that begins with the two states and takes the first candidates, or the last. */
static void grow(struct clique_finder *finder, uint32_t one, uint32_t other, bool last)
{
	const struct problem *problem = finder->problem;
	uint32_t variable = problem->variable[one];
	finder->clique++;
	finder->candidate_count = 0;
	finder->candidate_rank += 2;
	for (uint32_t state = problem->first[variable]; state < problem_last(problem, variable); state++)
		offer(finder, state);
	for (uint32_t k = problem->row[one]; k < problem->row[one + 1]; k++)
		offer(finder, problem->rivals[k]);
	take(finder, one);
	take(finder, other);
	while (finder->candidate_count)
		take(finder, finder->candidates[last ? finder->candidate_count - 1 : 0]);
}

/* For every state a clique that begins with one of its pairs, so that all have some when the work ends early. Returns
 * whether there was one. */
static bool grow_one_each(struct clique_finder *finder, size_t steps, bool last)
{
	const struct problem *problem = finder->problem;
	uint32_t before = finder->clique;
	for (uint32_t state = 0; state < problem_state_count(problem) && finder->work < steps; state++) {
		uint32_t *next = &finder->next[state], end = problem->row[state + 1];
		while (*next < end && (problem->rivals[*next] < state || finder->covered[*next]))
			++*next;
		if (*next < end)
			grow(finder, state, problem->rivals[*next], last);
	}
	return finder->clique > before;
}

struct cliques problem_find_cliques(const struct problem *problem, size_t steps)
{
	struct arena *arena = problem->arena;
	uint32_t count = problem_state_count(problem);
	struct clique_finder finder = {.problem = problem,
	                               .mirror = problem_find_mirror(problem),
	                               .covered = ARENA_ROOM(arena, problem->row[count], bool),
	                               .next = ARENA_ROOM(arena, count, uint32_t),
	                               .member_of = ARENA_ARRAY(arena, count, uint32_t),
	                               .candidates = ARENA_ROOM(arena, count, uint32_t),
	                               .rank = ARENA_ARRAY(arena, count, uint32_t)};
	for (int last = 0; last < 2; last++) {
		memset(finder.covered, false, problem->row[count]);
		memcpy(finder.next, problem->row, count * sizeof *finder.next);
		while (grow_one_each(&finder, steps, last))
			continue;
	}
	struct cliques cliques = {.count = finder.clique, .work = finder.work};
	index_pair_group(arena, finder.seats, finder.seat_count, 1, count, &cliques.start, &cliques.of);
	return cliques;
}

/* Cliques: states of which every two exclude each other, found in the conflicts alone.
 * In: a linked model. Out: cliques that cannot grow, so many that every conflict is in one. Each begins with a
 * conflict that is in none yet and takes, in order, whatever conflicts with all it has. Places of names are boxes,
 * and boxes that meet pairwise meet in one spot (Helly): so these cliques say nearly all there is to say, and the
 * bound they give comes close to the best solution. (K. Hoffman and M. Padberg, "Solving airline crew scheduling
 * problems by branch-and-cut", Management Science 39, 1993.) */
#include "labels/solve.h"

#include <stdlib.h>
#include <string.h>

struct member {
	uint32_t variable, state;
};

struct cliques {
	struct model *model;
	uint64_t **covered;        /* per edge, like rows[0]: conflicts that are in a clique */
	struct neighbour *towards; /* per variable: the edge from the variable being looked at, if stamped */
	uint32_t *stamps, stamp;
	struct member *members, *candidates;
	size_t member_count, candidate_count, capacity;
};

/* From now on conflicts_with() asks about `variable`. */
static void look_at(struct cliques *cliques, uint32_t variable)
{
	const struct variable *from = &cliques->model->variables[variable];
	cliques->stamp++;
	for (uint32_t k = 0; k < from->neighbour_count; k++) {
		struct neighbour neighbour = from->neighbours[k];
		uint32_t other = cliques->model->edges[neighbour.edge].ends[!neighbour.side];
		cliques->stamps[other] = cliques->stamp;
		cliques->towards[other] = neighbour;
	}
}

static bool conflicts_with(const struct cliques *cliques, struct member one, struct member other)
{
	if (one.variable == other.variable)
		return one.state != other.state;
	if (cliques->stamps[other.variable] != cliques->stamp)
		return false;
	struct neighbour neighbour = cliques->towards[other.variable];
	return edge_conflicts(&cliques->model->edges[neighbour.edge], neighbour.side, one.state, other.state);
}

static void add_candidates(struct cliques *cliques, struct member first, uint32_t variable)
{
	uint32_t count = cliques->model->variables[variable].state_count;
	for (uint32_t a = 0; a < count; a++) {
		struct member candidate = {variable, a};
		/* The last state excludes nothing but its siblings. */
		if (a + 1 == count || !conflicts_with(cliques, first, candidate))
			continue;
		cliques->candidates = arena_grow(cliques->model->arena, cliques->candidates, cliques->candidate_count,
		                                 &cliques->capacity, sizeof *cliques->candidates);
		cliques->candidates[cliques->candidate_count++] = candidate;
	}
}

/* Takes the member in and keeps the candidates that conflict with it. */
static void take(struct cliques *cliques, struct member member)
{
	size_t kept = 0;
	look_at(cliques, member.variable);
	for (size_t k = 0; k < cliques->candidate_count; k++)
		if (conflicts_with(cliques, member, cliques->candidates[k]))
			cliques->candidates[kept++] = cliques->candidates[k];
	cliques->candidate_count = kept;
	cliques->members[cliques->member_count++] = member;
}

static int compare_members_of_clique(const void *first, const void *second)
{
	const struct member *a = first, *b = second;
	if (a->variable != b->variable)
		return a->variable < b->variable ? -1 : 1;
	return (a->state > b->state) - (a->state < b->state);
}

/* All conflicts between the members, which are in order, are covered now. */
static void cover(struct cliques *cliques)
{
	for (size_t k = 0; k < cliques->member_count; k++) {
		struct member one = cliques->members[k];
		look_at(cliques, one.variable);
		for (size_t n = k + 1; n < cliques->member_count; n++) {
			struct member other = cliques->members[n];
			if (other.variable == one.variable)
				continue;
			struct neighbour way = cliques->towards[other.variable];
			const struct edge *edge = &cliques->model->edges[way.edge];
			uint32_t a = way.side ? other.state : one.state, b = way.side ? one.state : other.state;
			cliques->covered[way.edge][(size_t)a * edge->words[0] + b / 64] |= (uint64_t)1 << (b % 64);
		}
	}
}

static void add_clique(struct cliques *cliques)
{
	struct arena *arena = cliques->model->arena;
	const struct member *members = cliques->members;
	size_t count = cliques->member_count, seat_count = 0;
	struct seat *seats = ARENA_ARRAY(arena, count, struct seat);
	uint32_t *states = ARENA_ARRAY(arena, count, uint32_t);
	for (size_t k = 0; k < count; k++) {
		states[k] = members[k].state;
		if (k == 0 || members[k].variable != members[k - 1].variable)
			seats[seat_count++] = (struct seat){members[k].variable, 0, states + k};
		seats[seat_count - 1].state_count++;
	}
	model_add_clique(cliques->model, seats, (uint32_t)seat_count, 0);
}

/* The clique that begins with state a of the edge's first and b of its second variable. */
static void grow_clique(struct cliques *cliques, const struct edge *edge, uint32_t a, uint32_t b)
{
	const struct model *model = cliques->model;
	struct member first = {edge->ends[0], a};
	const struct variable *variable = &model->variables[first.variable];
	cliques->member_count = cliques->candidate_count = 0;
	look_at(cliques, first.variable);
	add_candidates(cliques, first, first.variable);
	for (uint32_t k = 0; k < variable->neighbour_count; k++)
		add_candidates(cliques, first,
		               model->edges[variable->neighbours[k].edge].ends[!variable->neighbours[k].side]);
	take(cliques, first);
	take(cliques, (struct member){edge->ends[1], b});
	while (cliques->candidate_count)
		take(cliques, cliques->candidates[0]);
	qsort(cliques->members, cliques->member_count, sizeof *cliques->members, compare_members_of_clique);
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
				grow_clique(cliques, edge, a, word * 64 + (uint32_t)__builtin_ctzll(left));
		}
}

void model_find_cliques(struct model *model)
{
	struct arena *arena = model->arena;
	size_t most = 0;
	for (size_t i = 0; i < model->variable_count; i++)
		most += model->variables[i].state_count;
	struct cliques cliques = {.model = model};
	cliques.covered = ARENA_ARRAY(arena, model->edge_count + 1, uint64_t *);
	cliques.towards = ARENA_ARRAY(arena, model->variable_count + 1, struct neighbour);
	cliques.stamps = ARENA_ARRAY(arena, model->variable_count + 1, uint32_t);
	cliques.members = ARENA_ARRAY(arena, most + 1, struct member);
	for (size_t e = 0; e < model->edge_count; e++)
		cliques.covered[e] = ARENA_ARRAY(
		        arena, (size_t)model->variables[model->edges[e].ends[0]].state_count * model->edges[e].words[0],
		        uint64_t);
	model->clique_count = 0;
	for (size_t e = 0; e < model->edge_count; e++)
		cover_edge(&cliques, e);
	model_link(model);
}

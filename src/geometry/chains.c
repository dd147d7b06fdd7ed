/* Joining lines. In: pieces with a look, page points. Out: chains of pieces.
 * Why so: data cut lines into records where an attribute changes or a tile ends, but dashes, names and shields need the
 * whole line. Each piece has two ends, numbered 2 * piece (its start) and 2 * piece + 1. Ends of one look at one place
 * make a node (line_nodes.c); at each node ends are paired, the straightest first; chains follow the pairs. Everything
 * but the few pairs at a node is looked at once. */
#include "geometry/chains.h"

#include "base/ranked.h"
#include "geometry/line_nodes.h"

#include <math.h>
#include <stdint.h>

#define NONE      SIZE_MAX
#define MOST_ENDS 16   /* where more meet, none are joined */
#define AHEAD     2.0  /* points from its end that tell where a piece goes from there */
#define FAR_AWAY  1e9  /* points */
#define HAIRPIN   0.94 /* cosine: two ends closer than 20 degrees in direction belong to two lines */

struct chain_builder {
	struct arena *arena; /* for work */
	const struct chain_piece *pieces;
	size_t count;
	size_t *nodes;    /* by end; NONE: it meets nothing */
	size_t *partners; /* by end: the end that it is joined to, or NONE */
	bool *done;       /* by piece: in a chain, or a repetition */
};

/* From an end into its piece, to the first point at least `ahead` from the end, or the last there is. */
static struct page_point way_from(const struct chain_builder *builder, size_t end, double ahead)
{
	const struct polyline *line = &builder->pieces[end / 2].line;
	bool backwards = end % 2;
	struct page_point from = line->points[backwards ? line->count - 1 : 0], way = {0, 0};
	for (size_t i = 1; i < line->count && hypot(way.x, way.y) < ahead; i++) {
		struct page_point to = line->points[backwards ? line->count - 1 - i : i];
		way = (struct page_point){to.x - from.x, to.y - from.y};
	}
	return way;
}

/* The cosine of the angle between two ends at a node: -1 if one goes straight on from the other, 1 if it runs back.
 * Looks equally far into both, or a short piece would seem to leave a line that it lies on. */
static double turn_between(const struct chain_builder *builder, size_t a, size_t b)
{
	struct page_point in = way_from(builder, a, AHEAD), out = way_from(builder, b, AHEAD);
	double ahead = fmin(fmin(hypot(in.x, in.y), hypot(out.x, out.y)), AHEAD);
	in = way_from(builder, a, ahead);
	out = way_from(builder, b, ahead);
	double lengths = hypot(in.x, in.y) * hypot(out.x, out.y);
	return lengths > 0 ? (in.x * out.x + in.y * out.y) / lengths : 0;
}

/* Pairs the ends that meet at a node: those of one name first, then the straightest. */
static void join_ends(struct chain_builder *builder, const size_t *ends, size_t count)
{
	struct ranked pairs[MOST_ENDS * (MOST_ENDS - 1) / 2];
	size_t pair_count = 0;
	double most = count == 2 ? HAIRPIN : 0;
	for (size_t i = 0; i < count; i++)
		for (size_t k = i + 1; k < count; k++) {
			bool same_name = builder->pieces[ends[i] / 2].name == builder->pieces[ends[k] / 2].name;
			double cosine = turn_between(builder, ends[i], ends[k]);
			if (cosine < most)
				pairs[pair_count++] = (struct ranked){cosine + (same_name ? 0 : 2), i * MOST_ENDS + k};
		}
	ranked_sort(pairs, pair_count);
	for (size_t i = 0; i < pair_count; i++) {
		size_t a = ends[pairs[i].index / MOST_ENDS], b = ends[pairs[i].index % MOST_ENDS];
		if (builder->partners[a] != NONE || builder->partners[b] != NONE)
			continue;
		builder->partners[a] = b;
		builder->partners[b] = a;
	}
}

/* What repeats another piece is done with; a closed piece meets nothing. */
static bool can_join(const struct chain_builder *builder, size_t end)
{
	return !builder->done[end / 2] && builder->nodes[end] != NONE && builder->nodes[end] != builder->nodes[end ^ 1];
}

static void join_nodes(struct chain_builder *builder, size_t node_count)
{
	size_t *first = ARENA_ROOM(builder->arena, node_count + 1, size_t); /* end at each node; NONE */
	size_t *next = ARENA_ROOM(builder->arena, 2 * builder->count + 1, size_t);
	for (size_t i = 0; i < node_count; i++)
		first[i] = NONE;
	for (size_t end = 2 * builder->count; end-- > 0;) {
		if (!can_join(builder, end))
			continue;
		next[end] = first[builder->nodes[end]];
		first[builder->nodes[end]] = end;
	}
	for (size_t i = 0; i < node_count; i++) {
		size_t ends[MOST_ENDS], count = 0, end = first[i];
		for (; end != NONE && count < MOST_ENDS; end = next[end])
			ends[count++] = end;
		if (end == NONE && count >= 2)
			join_ends(builder, ends, count);
	}
}

/* The end at which the chain of a piece begins, so that the piece runs forwards; its own start in a closed chain. */
static size_t chain_start(const struct chain_builder *builder, size_t piece)
{
	size_t end = 2 * piece;
	while (builder->partners[end] != NONE) {
		end = builder->partners[end] ^ 1;
		if (end == 2 * piece)
			break;
	}
	return end;
}

static struct polyline joined_line(struct arena *arena, const struct chain_builder *builder, struct chain_link *links,
                                   size_t link_count)
{
	const struct chain_piece *pieces = builder->pieces;
	size_t count = 0;
	if (link_count == 1)
		return pieces[links[0].piece].line;
	for (size_t i = 0; i < link_count; i++)
		count += links[i].count;
	struct polyline line = {ARENA_ROOM(arena, count, struct page_point), 0};
	for (size_t i = 0; i < link_count; i++) {
		const struct polyline *piece = &pieces[links[i].piece].line;
		links[i].first = i ? line.count - 1 : 0;
		for (size_t k = i ? 1 : 0; k < piece->count; k++)
			line.points[line.count++] = piece->points[links[i].is_reversed ? piece->count - 1 - k : k];
	}
	return line;
}

/* The chain of a piece; *from and *to: its ends. */
static struct chain trace(struct arena *arena, struct chain_builder *builder, size_t piece, size_t *from, size_t *to)
{
	struct chain_link *links = NULL;
	size_t count = 0, capacity = 0;
	*from = *to = chain_start(builder, piece);
	for (size_t end = *from; end != NONE && !builder->done[end / 2]; end = builder->partners[*to]) {
		links = arena_grow(arena, links, count, &capacity, sizeof *links);
		links[count++] = (struct chain_link){
		        .piece = end / 2, .is_reversed = end % 2, .count = builder->pieces[end / 2].line.count};
		builder->done[end / 2] = true;
		*to = end ^ 1;
	}
	return (struct chain){joined_line(arena, builder, links, count), links, count};
}

static void mark_repeats(struct chain_builder *builder)
{
	struct line_repeats repeats;
	line_repeats_init(&repeats, builder->arena);
	for (size_t i = 0; i < builder->count; i++)
		builder->done[i] = line_repeats_add(&repeats, builder->nodes[2 * i], builder->nodes[2 * i + 1],
		                                    builder->pieces[i].line);
}

static void trace_all(struct arena *arena, struct chain_builder *builder, struct chains *out)
{
	struct line_repeats repeats;
	line_repeats_init(&repeats, builder->arena);
	for (size_t i = 0; i < builder->count; i++) {
		size_t from, to;
		if (builder->done[i])
			continue;
		struct chain chain = trace(arena, builder, i, &from, &to);
		if (line_repeats_add(&repeats, builder->nodes[from], builder->nodes[to], chain.line))
			continue;
		out->items = arena_grow(arena, out->items, out->count, &out->capacity, sizeof *out->items);
		out->items[out->count++] = chain;
	}
}

static size_t find_node(struct line_nodes *nodes, const struct chain_piece *piece, bool at_last)
{
	if (piece->line.count < 2)
		return NONE;
	struct page_point at = piece->line.points[at_last ? piece->line.count - 1 : 0];
	return fabs(at.x) < FAR_AWAY && fabs(at.y) < FAR_AWAY ? line_nodes_at(nodes, piece->look, at) : NONE;
}

void geometry_join_lines(struct arena *arena, const struct chain_piece *pieces, size_t count, struct chains *out)
{
	struct arena own;
	arena_init(&own);
	struct chain_builder builder = {&own,
	                                pieces,
	                                count,
	                                ARENA_ARRAY(&own, 2 * count + 1, size_t),
	                                ARENA_ROOM(&own, 2 * count + 1, size_t),
	                                ARENA_ARRAY(&own, count + 1, bool)};
	struct line_nodes nodes;
	line_nodes_init(&nodes, &own);
	for (size_t end = 0; end < 2 * count; end++) {
		builder.nodes[end] = find_node(&nodes, &pieces[end / 2], end % 2);
		builder.partners[end] = NONE;
	}
	mark_repeats(&builder);
	join_nodes(&builder, nodes.count);
	trace_all(arena, &builder, out);
	arena_clear(&own);
}

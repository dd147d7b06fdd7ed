/* Cutting outlines into arcs. In: lines whose shared points are equal to the last bit. Out: pieces.
 * Why so: a border lies in both its areas' outlines, which begin and end elsewhere. A point where the two points beside
 * it are others in another line is where lines meet or part (as in M. Bostock's TopoJSON); a point taken for such a
 * place by mistake only makes one more piece of what will be joined again. */
#include "geometry/line_arcs.h"

struct arc_vertex {
	uint64_t sides; /* of the points beside it in the first line: the same either way */
	bool is_node;
};

void line_arcs_init(struct line_arcs *arcs, struct arena *arena)
{
	hash_table_init(&arcs->vertices, arena, sizeof(struct arc_vertex));
}

static bool is_same(struct page_point a, struct page_point b)
{
	return a.x == b.x && a.y == b.y;
}

static bool is_closed(struct polyline line)
{
	return line.count > 3 && is_same(line.points[0], line.points[line.count - 1]);
}

static void add_vertex(struct line_arcs *arcs, struct page_point before, struct page_point at, struct page_point after,
                       bool is_end)
{
	bool is_new;
	struct arc_vertex *vertex = hash_table_add(&arcs->vertices, page_point_hash(at), &is_new);
	uint64_t sides = page_point_hash(before).low + page_point_hash(after).low;
	if (is_new)
		vertex->sides = sides;
	vertex->is_node |= is_end || vertex->sides != sides;
}

void line_arcs_add(struct line_arcs *arcs, struct polyline line)
{
	bool closed = is_closed(line);
	size_t count = closed ? line.count - 1 : line.count; /* a ring's last point is its first */
	for (size_t i = 0; i < count; i++)
		add_vertex(arcs, line.points[i > 0 ? i - 1 : count - 1], line.points[i],
		           line.points[i + 1 < count ? i + 1 : 0], !closed && (i == 0 || i + 1 == count));
}

static bool is_node(const struct line_arcs *arcs, struct page_point point)
{
	const struct arc_vertex *vertex = hash_table_find(&arcs->vertices, page_point_hash(point));
	return vertex && vertex->is_node;
}

/* Where a ring is to begin: at a node, or at its leftmost point, of several the uppermost. */
static size_t ring_start(const bool *nodes, struct polyline ring)
{
	size_t best = 0;
	for (size_t i = 0; i + 1 < ring.count; i++) {
		struct page_point at = ring.points[i], least = ring.points[best];
		if (nodes[i])
			return i;
		if (at.x < least.x || (at.x == least.x && at.y < least.y))
			best = i;
	}
	return best;
}

static struct polyline turn_ring(struct arena *arena, struct polyline ring, size_t start)
{
	struct polyline turned = {ARENA_ROOM(arena, ring.count, struct page_point), ring.count};
	for (size_t i = 0; i < ring.count; i++)
		turned.points[i] = ring.points[(start + i) % (ring.count - 1)];
	return turned;
}

void line_arcs_cut(const struct line_arcs *arcs, struct arena *arena, struct polyline line, struct polylines *out)
{
	struct arena scratch;
	arena_init(&scratch);
	bool *nodes = ARENA_ROOM(&scratch, line.count, bool);
	size_t start = 0, period = line.count;
	for (size_t i = 0; i < line.count; i++)
		nodes[i] = is_node(arcs, line.points[i]);
	if (is_closed(line)) {
		start = ring_start(nodes, line);
		period = line.count - 1;
		line = turn_ring(arena, line, start);
	}
	for (size_t first = 0, i = 1; i < line.count; i++) {
		if (i + 1 < line.count && !nodes[(start + i) % period])
			continue;
		polylines_add(arena, out, (struct polyline){line.points + first, i - first + 1});
		first = i;
	}
	arena_clear(&scratch);
}

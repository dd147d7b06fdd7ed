/* Rings of one area that overlap in part. In/out: rings.
 * Why so: a shapefile's outer rings may overlap, and so may the polygons of any other format; that is rare, so it is
 * first found out whether any two cross at all. Only rings whose boxes overlap are looked at, and of these the edges of
 * the smaller one in a grid of the larger one's. */
#include "geometry/crossing.h"

#include "geometry/geos_ops.h"
#include "geometry/ring_index.h"

#include <math.h>
#include <stdlib.h>

struct ring {
	struct polyline line;
	struct box box;
	size_t part;
	double area;              /* signed */
	size_t number;            /* in the list */
	struct ring_index *index; /* NULL: not asked for yet */
};

struct edge {
	struct page_point a, b;
};

/* Which side of a..b the point lies on. */
static double side_of(struct page_point a, struct page_point b, struct page_point point)
{
	return (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
}

static bool edges_cross(const void *context, struct page_point c, struct page_point d)
{
	const struct edge *edge = context;
	struct page_point a = edge->a, b = edge->b;
	return side_of(a, b, c) * side_of(a, b, d) < 0 && side_of(c, d, a) * side_of(c, d, b) < 0;
}

static struct box box_of(struct page_point a, struct page_point b)
{
	return (struct box){fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x), fmax(a.y, b.y)};
}

static bool ring_crosses(const struct ring *small, const struct ring_index *large)
{
	for (size_t i = 0; i < small->line.count; i++) {
		struct edge edge = {small->line.points[i], small->line.points[i + 1 < small->line.count ? i + 1 : 0]};
		if (ring_index_any(large, box_of(edge.a, edge.b), edges_cross, &edge))
			return true;
	}
	return false;
}

static bool lies_inside(const struct ring *small, const struct ring_index *large, double tolerance)
{
	for (size_t i = 0; i < small->line.count; i++)
		if (!ring_index_holds(large, small->line.points[i]) &&
		    ring_index_depth(large, small->line.points[i]) < -tolerance)
			return false;
	return true;
}

static bool are_parts_of_one(struct arena *arena, struct ring *a, struct ring *b, double tolerance)
{
	struct ring *large = fabs(a->area) >= fabs(b->area) ? a : b, *small = large == a ? b : a;
	if (a->part == b->part || (a->area > 0) != (b->area > 0) || !box_overlaps(a->box, b->box))
		return false;
	if (!large->index)
		large->index = ring_index_build(arena, &large->line, 1);
	return ring_crosses(small, large->index) && !lies_inside(small, large->index, tolerance);
}

static int compare_left(const void *a, const void *b)
{
	const struct ring *first = a, *second = b;
	if (first->box.left != second->box.left)
		return first->box.left < second->box.left ? -1 : 1;
	return first->number < second->number ? -1 : first->number > second->number;
}

static size_t group_of(size_t *groups, size_t number)
{
	while (groups[number] != number)
		number = groups[number] = groups[groups[number]];
	return number;
}

/* Which rings belong together; false: none do. */
static bool find_groups(struct arena *arena, struct ring *rings, size_t count, double tolerance, size_t *groups)
{
	bool any = false;
	qsort(rings, count, sizeof *rings, compare_left);
	for (size_t i = 0; i < count; i++)
		for (size_t k = i + 1; k < count && rings[k].box.left <= rings[i].box.right; k++) {
			if (!are_parts_of_one(arena, &rings[i], &rings[k], tolerance))
				continue;
			size_t a = group_of(groups, rings[i].number), b = group_of(groups, rings[k].number);
			groups[a > b ? a : b] = a < b ? a : b;
			any = true;
		}
	return any;
}

/* Puts the rings of group `number` in place of the first of them: united, or as they are if they cannot be. */
static void add_group(struct arena *arena, const struct polyline *lines, size_t count, size_t *groups, size_t number,
                      struct polylines *out)
{
	struct polylines *areas = ARENA_ARRAY(arena, count, struct polylines);
	struct polyline *items = ARENA_ARRAY(arena, count, struct polyline);
	size_t found = 0;
	for (size_t i = number; i < count; i++)
		if (group_of(groups, i) == number) {
			items[found] = lines[i];
			areas[found] = (struct polylines){&items[found], 1, 1};
			found++;
		}
	if (found == 1 || !geometry_unite_areas(arena, areas, found, out))
		for (size_t i = 0; i < found; i++)
			polylines_add(arena, out, items[i]);
}

void geometry_unite_crossing(struct arena *arena, struct polylines *rings, size_t first, const size_t *parts,
                             double tolerance)
{
	size_t count = rings->count - first;
	if (count < 2 || parts[0] == parts[count - 1])
		return;
	struct arena scratch;
	arena_init(&scratch);
	struct ring *items = ARENA_ARRAY(&scratch, count, struct ring);
	size_t *groups = ARENA_ARRAY(&scratch, count, size_t);
	for (size_t i = 0; i < count; i++) {
		struct polyline line = rings->items[first + i];
		groups[i] = i;
		items[i] = (struct ring){.line = line,
		                         .box = polyline_bounds(line),
		                         .part = parts[i],
		                         .area = geometry_ring_area(line.points, line.count),
		                         .number = i};
	}
	if (find_groups(&scratch, items, count, tolerance, groups)) {
		struct polylines out = {0};
		for (size_t i = 0; i < count; i++)
			if (groups[i] == i)
				add_group(arena, rings->items + first, count, groups, i, &out);
		rings->count = first;
		for (size_t i = 0; i < out.count; i++)
			polylines_add(arena, rings, out.items[i]);
	}
	arena_clear(&scratch);
}

/* Rings of one area that overlap in part. In/out: rings.
 * Why so: a shapefile's outer rings may overlap, and so may the polygons of any other format; that is rare, so it is
 * first found out whether any two cross at all. Only rings whose boxes overlap are looked at, and of these the edges of
 * the smaller one in a grid of the larger one's. */
#include "geometry/crossing.h"

#include "geometry/geos_ops.h"
#include "geometry/ring_index.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDING 1e-9 /* of an area that is summed from another corner on */

struct ring {
	struct polyline line;
	struct box box;
	size_t part;        /* or the polygon, where it is said */
	bool is_of_polygon; /* it is */
	struct ring *first; /* of the rings that others are compared with: of the polygon, or the ring itself */
	const struct polyline *lines; /* of the first: theirs */
	size_t line_count;
	double area;              /* signed */
	size_t number;            /* in the list */
	uint64_t place;           /* along the curve of the tree */
	struct ring_index *index; /* of the first; NULL: not asked for yet */
	struct ring *owner;       /* that it lies inside; NULL: none */
	bool is_hole;
	bool is_told, is_plain_hole; /* see is_plain_hole() */
	size_t as_outer;             /* number of an outer ring in its group */
	struct ring *next;           /* of its group; NULL: the last */
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

/* Whether a corner or the middle of an edge lies inside, deeper than by `tolerance`: outlines that overlap along common
 * lines need not cross. */
static bool reaches_inside(const struct ring *small, const struct ring_index *large, double tolerance)
{
	for (size_t i = 0; i < small->line.count; i++) {
		struct page_point a = small->line.points[i],
		                  b = small->line.points[i + 1 < small->line.count ? i + 1 : 0];
		struct page_point middle = {(a.x + b.x) / 2, (a.y + b.y) / 2};
		if ((ring_index_holds(large, a) && ring_index_depth(large, a) > tolerance) ||
		    (ring_index_holds(large, middle) && ring_index_depth(large, middle) > tolerance))
			return true;
	}
	return false;
}

static const struct ring_index *index_of(struct arena *arena, struct ring *ring)
{
	struct ring *first = ring->first;
	if (!first->index)
		first->index = ring_index_build(arena, first->lines, first->line_count);
	return first->index;
}

static bool are_equal(const struct ring *a, const struct ring *b)
{
	return fabs(fabs(a->area) - fabs(b->area)) <= ROUNDING * fabs(a->area) && a->box.left == b->box.left &&
	       a->box.top == b->box.top && a->box.right == b->box.right && a->box.bottom == b->box.bottom;
}

/* Whether they overlap in a way that makes one area of them. */
static bool are_parts_of_one(struct arena *arena, struct ring *a, struct ring *b, double tolerance)
{
	struct ring *large = fabs(a->area) >= fabs(b->area) ? a : b, *small = large == a ? b : a;
	bool are_of_polygons = a->is_of_polygon && b->is_of_polygon;
	if (a->part == b->part || !box_overlaps(a->box, b->box) || (!are_of_polygons && (a->area > 0) != (b->area > 0)))
		return false;
	if (a->first == a && b->first == b && are_equal(a, b))
		return true;
	const struct ring_index *index = index_of(arena, large);
	return (ring_crosses(small, index) || reaches_inside(small, index, tolerance)) &&
	       (are_of_polygons || !lies_inside(small, index, tolerance));
}

/* Rings by their boxes: in the order of a curve that fills the plane, halved and halved again, with the box of each
 * half. No order along one axis would do: many long rings side by side all overlap there. */
enum { MOST_IN_LEAF = 8 };
struct ring_tree {
	struct ring **rings;
	size_t count;
	struct box *boxes; /* of the nodes; those of node n's halves are at 2n + 1 and 2n + 2 */
};

/* The lower 32 bits, with an empty one before each. */
static uint64_t spread_bits(uint64_t bits)
{
	bits = (bits | bits << 16) & 0x0000FFFF0000FFFF;
	bits = (bits | bits << 8) & 0x00FF00FF00FF00FF;
	bits = (bits | bits << 4) & 0x0F0F0F0F0F0F0F0F;
	bits = (bits | bits << 2) & 0x3333333333333333;
	return (bits | bits << 1) & 0x5555555555555555;
}

static uint64_t step_along(double from, double to, double size)
{
	double share = (to - from) / size;
	return share > 0 ? (uint64_t)(fmin(share, 1) * UINT32_MAX) : 0;
}

static struct page_point middle_of(struct box box)
{
	return (struct page_point){(box.left + box.right) / 2, (box.top + box.bottom) / 2};
}

static int compare_place(const void *a, const void *b)
{
	const struct ring *first = *(struct ring *const *)a, *second = *(struct ring *const *)b;
	if (first->place != second->place)
		return first->place < second->place ? -1 : 1;
	return first->number < second->number ? -1 : first->number > second->number;
}

static struct box fill_node(struct ring_tree *tree, size_t node, size_t from, size_t to)
{
	struct box box = box_empty;
	size_t half = from + (to - from) / 2;
	if (to - from <= MOST_IN_LEAF) {
		for (size_t i = from; i < to; i++)
			box_join(&box, tree->rings[i]->box);
	} else {
		box = fill_node(tree, 2 * node + 1, from, half);
		box_join(&box, fill_node(tree, 2 * node + 2, half, to));
	}
	return tree->boxes[node] = box;
}

static struct ring_tree plant_tree(struct arena *arena, struct ring *rings, size_t count)
{
	struct ring_tree tree = {.rings = ARENA_ARRAY(arena, count, struct ring *), .count = count};
	struct box middles = box_empty;
	size_t leaves = 1;
	while (leaves * MOST_IN_LEAF < count)
		leaves *= 2;
	tree.boxes = ARENA_ARRAY(arena, 2 * leaves, struct box);
	for (size_t i = 0; i < count; i++)
		box_add(&middles, middle_of(rings[i].box));
	double size = fmax(box_width(middles), box_height(middles));
	for (size_t i = 0; i < count; i++) {
		struct page_point middle = middle_of(rings[i].box);
		rings[i].place = spread_bits(step_along(middles.left, middle.x, size)) |
		                 spread_bits(step_along(middles.top, middle.y, size)) << 1;
		tree.rings[i] = &rings[i];
	}
	qsort(tree.rings, count, sizeof *tree.rings, compare_place);
	fill_node(&tree, 0, 0, count);
	return tree;
}

/* Answers whether to stop. */
typedef bool ring_visit(void *context, struct ring *other);

static bool visit_node(const struct ring_tree *tree, size_t node, size_t from, size_t to, struct box box,
                       ring_visit *visit, void *context)
{
	if (!box_overlaps(tree->boxes[node], box))
		return false;
	size_t half = from + (to - from) / 2;
	if (to - from > MOST_IN_LEAF)
		return visit_node(tree, 2 * node + 1, from, half, box, visit, context) ||
		       visit_node(tree, 2 * node + 2, half, to, box, visit, context);
	for (size_t i = from; i < to; i++)
		if (box_overlaps(tree->rings[i]->box, box) && visit(context, tree->rings[i]))
			return true;
	return false;
}

static bool visit_touching(const struct ring_tree *tree, struct box box, ring_visit *visit, void *context)
{
	return visit_node(tree, 0, 0, tree->count, box, visit, context);
}

/* What one ring is compared with all others for. */
struct comparison {
	struct arena *arena;
	struct ring *ring;
	double tolerance;
	size_t *groups;
	struct ring *largest;
};

/* Whether it lies inside the largest ring and runs the other way round. Thousands of islands in a sea are such holes:
 * simplified apart, they reach into each other, and are no areas for that. */
static bool is_plain_hole(const struct comparison *comparison, struct ring *ring)
{
	struct ring *largest = comparison->largest;
	if (!ring->is_told) {
		ring->is_told = true;
		ring->is_plain_hole = !ring->is_of_polygon && (ring->area > 0) != (largest->area > 0) &&
		                      lies_inside(ring, index_of(comparison->arena, largest), comparison->tolerance);
	}
	return ring->is_plain_hole;
}

/* Whether a ring that another lies inside is nearer to it than the one found so far: those before it in the file come
 * first, since files have holes after what they are in, and then the smaller. */
static bool is_nearer(const struct ring *ring, const struct ring *candidate, const struct ring *found)
{
	if (!found)
		return true;
	bool is_late = candidate->number > ring->number, was_late = found->number > ring->number;
	double area = fabs(candidate->area), least = fabs(found->area);
	if (is_late != was_late)
		return was_late;
	return area != least ? area < least : candidate->number < found->number;
}

static bool consider_owner(void *context, struct ring *other)
{
	const struct comparison *comparison = context;
	struct ring *ring = comparison->ring;
	if (other->part != ring->part && fabs(other->area) > fabs(ring->area) && box_overlaps(other->box, ring->box) &&
	    is_nearer(ring, other, ring->owner) &&
	    lies_inside(ring, index_of(comparison->arena, other), comparison->tolerance))
		ring->owner = other;
	return false;
}

static int compare_area(const void *a, const void *b)
{
	const struct ring *first = *(struct ring *const *)a, *second = *(struct ring *const *)b;
	double left = fabs(first->area), right = fabs(second->area);
	if (left != right)
		return left > right ? -1 : 1;
	return first->number < second->number ? -1 : first->number > second->number;
}

/* Finds what each ring lies inside, and so which ones are holes. */
static void find_holes(struct comparison comparison, const struct ring_tree *tree)
{
	struct ring **sorted = ARENA_ARRAY(comparison.arena, tree->count, struct ring *);
	memcpy(sorted, tree->rings, tree->count * sizeof *sorted);
	qsort(sorted, tree->count, sizeof *sorted, compare_area);
	for (size_t i = 0; i < tree->count; i++) {
		struct ring *ring = comparison.ring = sorted[i];
		if (is_plain_hole(&comparison, ring)) {
			ring->owner = comparison.largest;
			ring->is_hole = true;
			continue;
		}
		struct box corner = {ring->box.left, ring->box.top, ring->box.left, ring->box.top};
		visit_touching(tree, box_grow(corner, comparison.tolerance), consider_owner, &comparison);
		ring->is_hole = ring->owner && !ring->owner->is_hole;
	}
}

static size_t group_of(size_t *groups, size_t number)
{
	while (groups[number] != number)
		number = groups[number] = groups[groups[number]];
	return number;
}

static void join(size_t *groups, size_t first, size_t second)
{
	size_t a = group_of(groups, first), b = group_of(groups, second);
	groups[a > b ? a : b] = a < b ? a : b;
}

static bool overlaps_in_part(void *context, struct ring *other)
{
	const struct comparison *comparison = context;
	return other->number > comparison->ring->number &&
	       are_parts_of_one(comparison->arena, comparison->ring, other, comparison->tolerance) &&
	       !(is_plain_hole(comparison, comparison->ring) && is_plain_hole(comparison, other));
}

static bool any_overlap(struct comparison comparison, struct ring *rings, const struct ring_tree *tree)
{
	for (size_t i = 0; i < tree->count; i++) {
		comparison.ring = &rings[i];
		if (visit_touching(tree, rings[i].box, overlaps_in_part, &comparison))
			return true;
	}
	return false;
}

static bool join_overlapping(void *context, struct ring *other)
{
	const struct comparison *comparison = context;
	size_t *groups = comparison->groups, number = comparison->ring->number;
	if ((other->is_of_polygon || !other->is_hole) && group_of(groups, number) != group_of(groups, other->number) &&
	    overlaps_in_part(context, other))
		join(groups, number, other->number);
	return false;
}

/* Which rings belong together: outer ones that overlap, and what lies inside them. */
static void find_groups(struct comparison comparison, struct ring *rings, const struct ring_tree *tree)
{
	for (size_t i = 0; i < tree->count; i++) {
		comparison.ring = &rings[i];
		if (rings[i].is_of_polygon || !rings[i].is_hole)
			visit_touching(tree, rings[i].box, join_overlapping, &comparison);
	}
	for (size_t i = 0; i < tree->count; i++)
		if (rings[i].owner)
			join(comparison.groups, i, rings[i].owner->number);
}

/* Adds the rings of a group, from its first ring on: the outer ones, each with its holes, united, or as they are if
 * they cannot be. */
static void add_group(struct arena *arena, struct arena *scratch, struct ring *first, struct polylines *out)
{
	size_t outer = 0;
	for (const struct ring *ring = first; ring; ring = ring->next)
		outer += !ring->is_hole;
	struct polylines *areas = ARENA_ARRAY(scratch, outer + 1, struct polylines);
	outer = 0;
	for (struct ring *ring = first; ring; ring = ring->next)
		if (!ring->is_hole) {
			ring->as_outer = outer;
			polylines_add(scratch, &areas[outer++], ring->line);
		}
	for (const struct ring *ring = first; ring; ring = ring->next)
		if (ring->is_hole)
			polylines_add(scratch, &areas[ring->owner->as_outer], ring->line);
	if (outer > 1 && geometry_unite_areas(arena, areas, outer, out))
		return;
	for (const struct ring *ring = first; ring; ring = ring->next)
		polylines_add(arena, out, ring->line);
}

/* Adds all groups, in the order of their first rings. */
static void add_groups(struct arena *arena, struct arena *scratch, struct ring *rings, size_t count, size_t *groups,
                       struct polylines *out)
{
	struct ring **firsts = ARENA_ARRAY(scratch, count, struct ring *);
	for (size_t i = count; i-- > 0;) {
		size_t group = group_of(groups, i);
		rings[i].next = firsts[group];
		firsts[group] = &rings[i];
	}
	for (size_t i = 0; i < count; i++)
		if (firsts[i])
			add_group(arena, scratch, firsts[i], out);
}

/* The rings of a polygon are one area, whose first ring begins it. */
static void find_first(struct ring *items, size_t number)
{
	struct ring *ring = &items[number], *before = number ? ring - 1 : NULL;
	ring->first = ring;
	ring->line_count = 1;
	if (!before || !ring->is_of_polygon || !before->is_of_polygon || ring->part != before->part)
		return;
	ring->first = ring->owner = before->first;
	ring->is_hole = true;
	ring->first->line_count++;
}

bool geometry_unite_crossing(struct arena *arena, struct polylines *rings, size_t first,
                             const struct ring_origin *origins, double tolerance)
{
	size_t count = rings->count - first;
	if (count < 2 || origins[0].part == origins[count - 1].part)
		return false;
	struct arena scratch;
	arena_init(&scratch);
	struct ring *items = ARENA_ARRAY(&scratch, count, struct ring);
	size_t *groups = ARENA_ARRAY(&scratch, count, size_t);
	struct comparison comparison = {.arena = &scratch, .tolerance = tolerance, .groups = groups, .largest = items};
	for (size_t i = 0; i < count; i++) {
		struct polyline line = rings->items[first + i];
		groups[i] = i;
		items[i] = (struct ring){.line = line,
		                         .box = polyline_bounds(line),
		                         .part = origins[i].polygon ? origins[i].polygon : origins[i].part,
		                         .is_of_polygon = origins[i].polygon != 0,
		                         .lines = &rings->items[first + i],
		                         .area = geometry_ring_area(line.points, line.count),
		                         .number = i};
		find_first(items, i);
		if (fabs(items[i].area) > fabs(comparison.largest->area))
			comparison.largest = &items[i];
	}
	struct ring_tree tree = plant_tree(&scratch, items, count);
	bool is_united = any_overlap(comparison, items, &tree);
	if (is_united) {
		struct polylines out = {0};
		if (!origins[0].polygon)
			find_holes(comparison, &tree);
		find_groups(comparison, items, &tree);
		add_groups(arena, &scratch, items, count, groups, &out);
		rings->count = first;
		for (size_t i = 0; i < out.count; i++)
			polylines_add(arena, rings, out.items[i]);
	}
	arena_clear(&scratch);
	return is_united;
}

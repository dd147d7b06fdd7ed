/* Rings of one area that overlap in part. In/out: rings.
 * Why so: a shapefile's outer rings may overlap, and so may the polygons of any other format; that is rare, so it is
 * first found out whether any two cross at all. Only rings whose boxes overlap are looked at, and of these the edges of
 * the smaller one in a grid of the larger one's. */
#include "geometry/crossing.h"

#include "base/hash_table.h"
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
	struct ring *owner;       /* that it lies inside; NULL: none */
	bool is_hole;
	size_t as_outer;   /* number of an outer ring in its group */
	struct ring *next; /* of its group; NULL: the last */
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
	if (!ring->index)
		ring->index = ring_index_build(arena, &ring->line, 1);
	return ring->index;
}

static bool are_equal(const struct ring *a, const struct ring *b)
{
	return a->area == b->area && a->box.left == b->box.left && a->box.top == b->box.top &&
	       a->box.right == b->box.right && a->box.bottom == b->box.bottom;
}

static bool are_parts_of_one(struct arena *arena, struct ring *a, struct ring *b, double tolerance)
{
	struct ring *large = fabs(a->area) >= fabs(b->area) ? a : b, *small = large == a ? b : a;
	if (a->part == b->part || (a->area > 0) != (b->area > 0) || !box_overlaps(a->box, b->box))
		return false;
	if (are_equal(a, b))
		return true;
	const struct ring_index *index = index_of(arena, large);
	return (ring_crosses(small, index) || reaches_inside(small, index, tolerance)) &&
	       !lies_inside(small, index, tolerance);
}

/* Rings by their boxes: each stands in the cells that its box touches, at most four, of a grid as coarse as it is
 * large. All whose boxes hold a place are in the cells of that place, one of each grid. */
struct ring_cells {
	struct arena *arena;
	struct hash_table newest; /* entry, from 1, by cell */
	struct cell_entry {
		struct ring *ring;
		size_t next; /* in the cell, from 1; 0: none */
	} * entries;
	size_t count, capacity;
	int finest, coarsest; /* powers of two, points */
};
enum { FINEST_CELL = -20, COARSEST_CELL = 40 };

static struct hash cell_key(int level, double column, double row)
{
	const double numbers[] = {level, column + 0.0, row + 0.0}; /* never -0 */
	return hash_bytes(numbers, sizeof numbers);
}

static void add_to_cells(struct ring_cells *cells, struct ring *ring, double tolerance)
{
	struct box box = box_grow(ring->box, tolerance);
	double size = fmax(box_width(box), box_height(box));
	int level = size > 0 ? ilogb(size) + 1 : FINEST_CELL;
	level = level < FINEST_CELL ? FINEST_CELL : level > COARSEST_CELL ? COARSEST_CELL : level;
	cells->finest = level < cells->finest ? level : cells->finest;
	cells->coarsest = level > cells->coarsest ? level : cells->coarsest;
	double cell = ldexp(1, level), left = floor(box.left / cell), top = floor(box.top / cell);
	for (int corner = 0; corner < 4; corner++) {
		double column = corner % 2 ? floor(box.right / cell) : left,
		       row = corner / 2 ? floor(box.bottom / cell) : top;
		if ((corner % 2 && column == left) || (corner / 2 && row == top))
			continue;
		size_t *newest = hash_table_add(&cells->newest, cell_key(level, column, row), NULL);
		cells->entries = arena_grow(cells->arena, cells->entries, cells->count, &cells->capacity,
		                            sizeof *cells->entries);
		cells->entries[cells->count++] = (struct cell_entry){ring, *newest};
		*newest = cells->count;
	}
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

/* The ring that a ring lies inside, NULL if there is none. */
static struct ring *find_owner(struct arena *arena, const struct ring_cells *cells, const struct ring *ring,
                               double tolerance)
{
	struct ring *owner = NULL;
	for (int level = cells->finest; level <= cells->coarsest; level++) {
		double cell = ldexp(1, level);
		const size_t *newest = hash_table_find(
		        &cells->newest, cell_key(level, floor(ring->box.left / cell), floor(ring->box.top / cell)));
		for (size_t i = newest ? *newest : 0; i; i = cells->entries[i - 1].next) {
			struct ring *other = cells->entries[i - 1].ring;
			if (other->part != ring->part && fabs(other->area) > fabs(ring->area) &&
			    box_overlaps(other->box, ring->box) && is_nearer(ring, other, owner) &&
			    lies_inside(ring, index_of(arena, other), tolerance))
				owner = other;
		}
	}
	return owner;
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
static void find_holes(struct arena *arena, struct ring **rings, size_t count, double tolerance)
{
	struct ring **sorted = ARENA_ARRAY(arena, count, struct ring *);
	struct ring_cells cells = {.arena = arena, .finest = COARSEST_CELL, .coarsest = FINEST_CELL};
	hash_table_init(&cells.newest, arena, sizeof(size_t));
	for (size_t i = 0; i < count; i++) {
		sorted[i] = rings[i];
		add_to_cells(&cells, rings[i], tolerance);
	}
	qsort(sorted, count, sizeof *sorted, compare_area);
	for (size_t i = 0; i < count; i++) {
		sorted[i]->owner = find_owner(arena, &cells, sorted[i], tolerance);
		sorted[i]->is_hole = sorted[i]->owner && !sorted[i]->owner->is_hole;
	}
}

static int compare_left(const void *a, const void *b)
{
	const struct ring *first = *(struct ring *const *)a, *second = *(struct ring *const *)b;
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

static void join(size_t *groups, size_t first, size_t second)
{
	size_t a = group_of(groups, first), b = group_of(groups, second);
	groups[a > b ? a : b] = a < b ? a : b;
}

/* A pair of rings that overlap in part. */
struct pair {
	size_t a, b;
};
struct pairs {
	struct pair *items;
	size_t count, capacity;
};

static void find_pairs(struct arena *arena, struct ring **sorted, size_t count, double tolerance, struct pairs *pairs)
{
	qsort(sorted, count, sizeof *sorted, compare_left);
	for (size_t i = 0; i < count; i++)
		for (size_t k = i + 1; k < count && sorted[k]->box.left <= sorted[i]->box.right; k++) {
			if (!are_parts_of_one(arena, sorted[i], sorted[k], tolerance))
				continue;
			pairs->items =
			        arena_grow(arena, pairs->items, pairs->count, &pairs->capacity, sizeof *pairs->items);
			pairs->items[pairs->count++] = (struct pair){sorted[i]->number, sorted[k]->number};
		}
}

/* Which rings belong together: outer ones that overlap, and what lies inside them. */
static void find_groups(struct ring **rings, size_t count, const struct pairs *pairs, size_t *groups)
{
	for (size_t i = 0; i < pairs->count; i++)
		if (!rings[pairs->items[i].a]->is_hole && !rings[pairs->items[i].b]->is_hole)
			join(groups, pairs->items[i].a, pairs->items[i].b);
	for (size_t i = 0; i < count; i++)
		if (rings[i]->owner)
			join(groups, i, rings[i]->owner->number);
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
static void add_groups(struct arena *arena, struct arena *scratch, struct ring **rings, size_t count, size_t *groups,
                       struct polylines *out)
{
	struct ring **firsts = ARENA_ARRAY(scratch, count, struct ring *);
	for (size_t i = count; i-- > 0;) {
		size_t group = group_of(groups, i);
		rings[i]->next = firsts[group];
		firsts[group] = rings[i];
	}
	for (size_t i = 0; i < count; i++)
		if (firsts[i])
			add_group(arena, scratch, firsts[i], out);
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
	struct ring **list = ARENA_ARRAY(&scratch, count, struct ring *),
	            **sorted = ARENA_ARRAY(&scratch, count, struct ring *);
	size_t *groups = ARENA_ARRAY(&scratch, count, size_t);
	struct pairs pairs = {0};
	for (size_t i = 0; i < count; i++) {
		struct polyline line = rings->items[first + i];
		groups[i] = i;
		list[i] = sorted[i] = &items[i];
		items[i] = (struct ring){.line = line,
		                         .box = polyline_bounds(line),
		                         .part = parts[i],
		                         .area = geometry_ring_area(line.points, line.count),
		                         .number = i};
	}
	find_pairs(&scratch, sorted, count, tolerance, &pairs);
	if (pairs.count) {
		struct polylines out = {0};
		find_holes(&scratch, list, count, tolerance);
		find_groups(list, count, &pairs, groups);
		add_groups(arena, &scratch, list, count, groups, &out);
		rings->count = first;
		for (size_t i = 0; i < out.count; i++)
			polylines_add(arena, rings, out.items[i]);
	}
	arena_clear(&scratch);
}

/* Drops points that nobody would miss. In/out: page points; tolerance in points.
 * Why so: two steps. Points closer than a quarter of the tolerance to the last one kept go first, in one pass, since
 * data is often a hundred times denser than the page; Douglas-Peucker then uses most of what is left. Its stack is
 * a list of our own: a coastline would overflow the machine's.
 * Source: Douglas and Peucker, Cartographica 10 (1973), 112-122. */
#include "geometry/polyline.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* Of the tolerance. A ring's outline is wider than the smallest rings are: they show longer than bends do. */
#define GAP_SHARE   0.25
#define CHORD_SHARE 0.7
#define RING_SHARE  0.5

#define STRETCH 128 /* points */

struct span {
	size_t first, last;
};

struct vertex_chain {
	const struct page_point *points; /* a ring's first point is repeated at the end */
	bool *kept;
	size_t count;
};

/* The point between first and last that is furthest from the chord, or `first` where none is there. */
static size_t furthest(const struct page_point *points, size_t first, size_t last, double *distance)
{
	size_t found = first;
	double most = -1;
	for (size_t i = first + 1; i < last; i++) {
		double square = geometry_segment_distance_square(points[first], points[last], points[i]);
		if (square > most) {
			most = square;
			found = i;
		}
	}
	*distance = most < 0 ? -1 : sqrt(most);
	return found;
}

/* The points from first to last that are needed. Long runs are looked at in stretches whose ends stay: a run of many
 * thousands would be gone through some twenty times, to leave out a point or two in a hundred more. */
static void keep_needed(struct arena *arena, struct vertex_chain *chain, size_t first, size_t last, double tolerance)
{
	struct span *stack = NULL;
	size_t depth = 0, capacity = 0;
	for (size_t begin, end = last; end > first; end = begin) {
		begin = end - first > 2 * STRETCH ? end - STRETCH : first;
		stack = arena_grow(arena, stack, depth, &capacity, sizeof *stack);
		stack[depth++] = (struct span){begin, end};
		chain->kept[begin] = chain->kept[end] = true;
	}
	while (depth > 0) {
		struct span span = stack[depth - 1];
		double distance;
		size_t middle = furthest(chain->points, span.first, span.last, &distance);
		if (!(distance > tolerance)) {
			depth--;
			continue;
		}
		chain->kept[middle] = true;
		stack[depth - 1].last = middle;
		if (depth == capacity)
			stack = arena_grow(arena, stack, depth, &capacity, sizeof *stack);
		stack[depth++] = (struct span){middle, span.last};
	}
}

/* Copies the finite points that are not within `gap` of the one copied before, at most `most` of them, and the last one
 * in any case. `out` may be `points` itself. */
static struct polyline thin_out(struct page_point *out, const struct page_point *points, size_t count, double gap,
                                size_t most)
{
	double square = gap < 0 ? -1 : gap * gap;
	struct page_point last = {0, 0}, copied = {0, 0};
	bool left_out = false; /* the last */
	size_t kept = 0;
	for (size_t i = 0; i < count && kept < most; i++) {
		if (!isfinite(points[i].x) || !isfinite(points[i].y))
			continue;
		last = points[i];
		double x = last.x - copied.x, y = last.y - copied.y;
		left_out = kept > 0 && !(x * x + y * y > square);
		if (!left_out)
			out[kept++] = copied = last;
	}
	if (left_out)
		out[kept++] = last;
	return (struct polyline){out, kept};
}

/* The points that are kept, moved together. */
static struct polyline collect(struct page_point *points, const bool *kept, size_t count)
{
	size_t next = 0;
	for (size_t i = 0; i < count; i++)
		if (kept[i])
			points[next++] = points[i];
	return (struct polyline){points, next};
}

struct polyline geometry_simplify_line_here(struct arena *arena, struct page_point *points, size_t count,
                                            double tolerance)
{
	struct polyline thin = thin_out(points, points, count, tolerance * GAP_SHARE, SIZE_MAX);
	if (thin.count < 3)
		return thin;
	struct vertex_chain chain = {thin.points, ARENA_ARRAY(arena, thin.count, bool), thin.count};
	keep_needed(arena, &chain, 0, thin.count - 1, tolerance * CHORD_SHARE);
	return collect(thin.points, chain.kept, thin.count);
}

static struct page_point *copy_run(struct arena *arena, const struct page_point *points, size_t count)
{
	struct page_point *copy = ARENA_ROOM(arena, count + 1, struct page_point);
	if (count > 0)
		memcpy(copy, points, count * sizeof *copy);
	return copy;
}

struct polyline geometry_simplify_line(struct arena *arena, const struct page_point *points, size_t count,
                                       double tolerance)
{
	return geometry_simplify_line_here(arena, copy_run(arena, points, count), count, tolerance);
}

/* The point furthest from the ring as it is kept so far. */
static void keep_one_more(struct vertex_chain *chain)
{
	size_t best = 0, first = 0;
	double best_distance = -1;
	for (size_t last = 1; last <= chain->count; last++) {
		double distance;
		if (last < chain->count && !chain->kept[last])
			continue;
		size_t found = furthest(chain->points, first, last, &distance);
		if (distance > best_distance) {
			best_distance = distance;
			best = found;
		}
		first = last;
	}
	chain->kept[best] = true;
}

static size_t furthest_from_start(const struct page_point *points, size_t count)
{
	size_t found = 0;
	double distance = -1;
	for (size_t i = 1; i < count; i++) {
		double x = points[i].x - points[0].x, y = points[i].y - points[0].y;
		double d = x * x + y * y;
		if (d > distance) {
			distance = d;
			found = i;
		}
	}
	return found;
}

static size_t kept_count(const struct vertex_chain *chain)
{
	size_t kept = 0;
	for (size_t i = 0; i < chain->count; i++)
		kept += chain->kept[i];
	return kept;
}

/* Whether the points' box is smaller than `least` both ways, or there are none. */
static bool is_smaller(const struct page_point *points, size_t count, double least)
{
	struct box bounds = box_empty;
	for (size_t i = 0; i < count; i++) {
		box_add(&bounds, points[i]);
		if (box_width(bounds) >= least || box_height(bounds) >= least)
			return false;
	}
	return true;
}

struct polyline geometry_simplify_ring_here(struct arena *arena, struct page_point *points, size_t count,
                                            double tolerance)
{
	if (is_smaller(points, count, tolerance * RING_SHARE))
		return (struct polyline){NULL, 0};
	/* Too coarse a look leaves fewer than four: the ring is hardly larger than the tolerance. */
	struct page_point four[4 + 1];
	double gap = thin_out(four, points, count, tolerance * GAP_SHARE, 4).count < 4 ? -1 : tolerance * GAP_SHARE;
	struct polyline thin = thin_out(points, points, count, gap, SIZE_MAX);
	if (thin.count <= 4)
		return thin;
	thin.points[thin.count] = thin.points[0];
	struct vertex_chain chain = {thin.points, ARENA_ARRAY(arena, thin.count + 1, bool), thin.count};
	size_t opposite = furthest_from_start(thin.points, thin.count);
	keep_needed(arena, &chain, 0, opposite, tolerance * CHORD_SHARE);
	keep_needed(arena, &chain, opposite, thin.count, tolerance * CHORD_SHARE);
	while (kept_count(&chain) < 4)
		keep_one_more(&chain);
	return collect(thin.points, chain.kept, thin.count);
}

struct polyline geometry_simplify_ring(struct arena *arena, const struct page_point *points, size_t count,
                                       double tolerance)
{
	return geometry_simplify_ring_here(arena, copy_run(arena, points, count), count, tolerance);
}

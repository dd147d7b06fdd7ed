/* Lengths, distances, areas and insides of runs of points. In/out: page points, radians clockwise from the x axis.
 * Why so: areas are summed around the first point, so that a small ring far from the origin loses no digits. */
#include "geometry/polyline.h"

#include <math.h>

double page_point_distance(struct page_point a, struct page_point b)
{
	return hypot(b.x - a.x, b.y - a.y);
}

double polyline_length(const struct page_point *points, size_t count)
{
	double length = 0;
	for (size_t i = 1; i < count; i++)
		length += page_point_distance(points[i - 1], points[i]);
	return length;
}

struct page_point polyline_at(const struct page_point *points, size_t count, double distance, double *angle)
{
	struct page_point found = count > 0 ? points[0] : (struct page_point){0, 0};
	double direction = 0, before = 0;
	for (size_t i = 1; i < count; i++) {
		struct page_point a = points[i - 1], b = points[i];
		double length = page_point_distance(a, b);
		if (!(length > 0))
			continue;
		double share = fmin(fmax((distance - before) / length, 0), 1);
		direction = atan2(b.y - a.y, b.x - a.x);
		found = (struct page_point){a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
		before += length;
		if (distance <= before)
			break;
	}
	if (angle != NULL)
		*angle = direction;
	return found;
}

struct line_arc polyline_arc(const struct page_point *points, size_t count, double start, double length)
{
	static const double heights[] = {0, 0.75, 1, 0.75, 0}; /* of a parabola at its quarters */
	struct page_point at[5];
	struct line_arc arc = {{0, 0}, 0, 0, 0};
	double angle, off[5], rise = 0;
	for (int i = 0; i < 5; i++)
		at[i] = polyline_at(points, count, start + length * i / 4, &angle);
	bool is_backwards = at[4].x < at[0].x;
	struct page_point from = at[is_backwards ? 4 : 0], to = at[is_backwards ? 0 : 4];
	double chord = hypot(to.x - from.x, to.y - from.y);
	double x = chord > 0 ? (to.x - from.x) / chord : 1, y = chord > 0 ? (to.y - from.y) / chord : 0;
	for (int i = 0; i < 5; i++) {
		off[i] = x * (at[i].y - from.y) - y * (at[i].x - from.x);
		rise += off[i] * heights[i] / 2.125;
	}
	for (int i = 0; i < 5; i++)
		arc.off = fmax(arc.off, fabs(off[i] - heights[i] * rise));
	arc.middle = (struct page_point){(from.x + to.x) / 2 - y * rise, (from.y + to.y) / 2 + x * rise};
	arc.angle = atan2(y, x);
	if (chord > 0)
		arc.bend = -8 * rise / (chord * chord + 4 * rise * rise);
	return arc;
}

double geometry_segment_distance(struct page_point a, struct page_point b, struct page_point from)
{
	return sqrt(geometry_segment_distance_square(a, b, from));
}

static double turn(struct page_point a, struct page_point b, struct page_point c)
{
	return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

double geometry_segments_distance(struct page_point a, struct page_point b, struct page_point c, struct page_point d)
{
	double c_side = turn(a, b, c), d_side = turn(a, b, d), a_side = turn(c, d, a), b_side = turn(c, d, b);
	if (((c_side > 0) != (d_side > 0)) && ((a_side > 0) != (b_side > 0)))
		return 0;
	double first = fmin(geometry_segment_distance(a, b, c), geometry_segment_distance(a, b, d));
	double second = fmin(geometry_segment_distance(c, d, a), geometry_segment_distance(c, d, b));
	return fmin(first, second);
}

double polyline_distance(const struct page_point *points, size_t count, struct page_point from)
{
	double nearest = count == 1 ? page_point_distance(points[0], from) : INFINITY;
	for (size_t i = 1; i < count; i++)
		nearest = fmin(nearest, geometry_segment_distance(points[i - 1], points[i], from));
	return nearest;
}

struct box polyline_bounds(struct polyline line)
{
	struct box box = box_empty;
	for (size_t i = 0; i < line.count; i++)
		box_add(&box, line.points[i]);
	return box;
}

struct polyline polyline_closed(struct arena *arena, struct polyline ring)
{
	struct polyline closed = {ARENA_ARRAY(arena, ring.count + 1, struct page_point), 0};
	for (size_t i = 0; i <= ring.count && ring.count > 0; i++)
		closed.points[closed.count++] = ring.points[i % ring.count];
	return closed;
}

double geometry_ring_area(const struct page_point *points, size_t count)
{
	double twice = 0;
	for (size_t i = 2; i < count; i++) {
		double ax = points[i - 1].x - points[0].x, ay = points[i - 1].y - points[0].y;
		double bx = points[i].x - points[0].x, by = points[i].y - points[0].y;
		twice += ax * by - bx * ay;
	}
	return twice / 2;
}

bool geometry_ring_contains(const struct page_point *points, size_t count, struct page_point point)
{
	bool inside = false;
	for (size_t i = 0, j = count - 1; i < count; j = i++) {
		struct page_point a = points[i], b = points[j];
		if ((a.y > point.y) != (b.y > point.y) && point.x < a.x + (b.x - a.x) * (point.y - a.y) / (b.y - a.y))
			inside = !inside;
	}
	return inside;
}

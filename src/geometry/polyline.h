/* Plane geometry on runs of points: clip, simplify, smooth, measure. Page points throughout. */
#pragma once

#include "base/arena.h"
#include "geometry/points.h"

struct polyline {
	struct page_point *points;
	size_t count;
};
struct polylines {
	struct polyline *items;
	size_t count, capacity;
};

/* `list` grows in `arena`; the points are not copied. */
void polylines_add(struct arena *arena, struct polylines *list, struct polyline line);
/* The same with a copy of the points. */
void polylines_add_copy(struct arena *arena, struct polylines *list, struct polyline line);
/* Whether all of them lie in the box; NaN does not. */
bool geometry_points_lie_within(const struct page_point *points, size_t count, struct box box);
/* A ring (first point not repeated) cut to the box (Sutherland–Hodgman): the result may run along the
 * box's edges; empty when nothing is inside. NaN points are left out. */
struct polyline geometry_clip_ring(struct arena *arena, const struct page_point *points, size_t count, struct box box);
/* The parts of a line inside the box (Liang–Barsky per segment); a NaN point breaks the line. `closed` treats it as a
 * ring: one that lies inside comes back with its first point repeated at the end. Appends. */
void geometry_clip_line(struct arena *arena, const struct page_point *points, size_t count, bool closed, struct box box,
                        struct polylines *out);
struct lonlats {
	const struct lonlat *points;
	size_t count;
};
/* The same of rings and lines in degrees. */
struct lonlats geometry_clip_lonlat_ring(struct arena *arena, struct lonlats ring, struct lonlat_box box);
struct lonlats *geometry_clip_lonlat_line(struct arena *arena, struct lonlats line, bool closed, struct lonlat_box box,
                                          size_t *count);
/* Drops points that lie within `tolerance` of the line kept (Douglas–Peucker, no recursion). Ends
 * stay; a ring keeps at least 4 points or becomes empty when its box is below the tolerance. */
struct polyline geometry_simplify_line(struct arena *arena, const struct page_point *points, size_t count,
                                       double tolerance);
struct polyline geometry_simplify_ring(struct arena *arena, const struct page_point *points, size_t count,
                                       double tolerance);
/* The same in place: the result lies in `points`, which have room for one more. */
struct polyline geometry_simplify_line_here(struct arena *arena, struct page_point *points, size_t count,
                                            double tolerance);
struct polyline geometry_simplify_ring_here(struct arena *arena, struct page_point *points, size_t count,
                                            double tolerance);
/* What is known of a vertex of a line that is to be smoothed. */
struct smooth_limits {
	const double *room; /* how far the curve may leave each point, in points */
	double radius;      /* least radius of its bends where the room allows it, in points; not 0 */
};
/* A curve along the line: it stays in a tube round the line whose radius is each point's room, and in proportion in
 * between, and begins and ends where the line does; a line that ends where it begins stays a ring, which is smooth
 * there too. In the tube it keeps near the line, but its bends have at least the radius wherever the tube has one.
 * Points that are not finite are left out. places[i], if not NULL: the index in the result of what became of point i.
 * Deterministic; a dense polyline. */
struct polyline geometry_smooth_line(struct arena *arena, const struct page_point *points, size_t count,
                                     const struct smooth_limits *limits, size_t *places);

double page_point_distance(struct page_point a, struct page_point b);
/* The box round all points; empty if there are none. */
struct box polyline_bounds(struct polyline line);
/* A copy of a ring as a line that ends where it begins. */
struct polyline polyline_closed(struct arena *arena, struct polyline ring);
double polyline_length(const struct page_point *points, size_t count);
/* Point and direction (radians, page) at a distance from the start. */
struct page_point polyline_at(const struct page_point *points, size_t count, double distance, double *angle);
/* The arc nearest to a stretch of a line, from left to right whichever way the line runs. */
struct line_arc {
	struct page_point middle;
	double angle; /* of its chord, radians, -90 to 90 degrees */
	double bend;  /* radians a point, clockwise */
	double off;   /* how far the line's quarters are from it, at most */
};
/* From `start` on, `length` points of the line: a parabola through its ends. */
struct line_arc polyline_arc(const struct page_point *points, size_t count, double start, double length);
/* From a point to the nearest place of segment a..b. */
double geometry_segment_distance(struct page_point a, struct page_point b, struct page_point from);
/* From segment a..b to segment c..d: 0 when they cross. */
double geometry_segments_distance(struct page_point a, struct page_point b, struct page_point c, struct page_point d);
/* Inline, since simplifying a heavy layer does little else. */
static inline double geometry_segment_distance_square(struct page_point a, struct page_point b, struct page_point from)
{
	double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
	double t = square > 0 ? ((from.x - a.x) * dx + (from.y - a.y) * dy) / square : 0;
	t = t < 0 ? 0 : t > 1 ? 1 : t;
	double x = from.x - a.x - t * dx, y = from.y - a.y - t * dy;
	return x * x + y * y;
}
double polyline_distance(const struct page_point *points, size_t count, struct page_point from);
/* Signed area (positive clockwise on the page) of a ring. */
double geometry_ring_area(const struct page_point *points, size_t count);
bool geometry_ring_contains(const struct page_point *points, size_t count, struct page_point point);
bool geometry_segment_hits_box(struct page_point a, struct page_point b, struct box box);

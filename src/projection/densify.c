/* Bends a lon/lat segment as the projection bends it. In: two places and a tolerance in points; out: page points.
 * Why so: halving until the curve lies within tolerance puts points only where the line bends. The curve is compared
 * with its chord at 1/4, 1/2 and 3/4, which also finds an S. Most segments of real data are too short to bend: they are
 * told by length times turning and cost no further projection. Where the curve leaves the globe or jumps across a cut
 * of the projection, a NaN point stands for the gap. */
#include "projection/view_parts.h"

#include <math.h>

struct bender {
	const struct view *view;
	struct arena *arena;
	const struct sphere_frame *frame; /* that a and b are degrees of; NULL: of the globe */
	struct lonlat a, b;
	double tolerance;
	double turn;              /* angular length of the whole segment, radians */
	double points_per_radian; /* page points per radian on the globe, nominal */
	struct page_point *points;
	size_t count, capacity;
};

enum { deepest = 12 };
static const double piece_degrees = 15;
/* A stretch of the page this many times longer than it should be is a jump. */
static const double jump_factor = 20;

static struct page_point page_point_on(const struct bender *bender, double t)
{
	struct lonlat place = {bender->a.lon + (bender->b.lon - bender->a.lon) * t,
	                       bender->a.lat + (bender->b.lat - bender->a.lat) * t};
	if (t == 1)
		place = bender->b;
	if (bender->frame)
		place = sphere_frame_inverse(bender->frame, (struct frame_point){place.lon, place.lat});
	return view_forward_one(bender->view, place);
}

static void emit(struct bender *bender, struct page_point spot)
{
	if (isnan(spot.x) && bender->count > 0 && isnan(bender->points[bender->count - 1].x))
		return;
	bender->points =
	        arena_grow(bender->arena, bender->points, bender->count, &bender->capacity, sizeof *bender->points);
	bender->points[bender->count++] = spot;
}

static double distance_to_chord(struct page_point p, struct page_point a, struct page_point b)
{
	double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
	double t = square > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0;
	t = fmin(fmax(t, 0), 1);
	return hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/* No projection bends a short line by more than a few times its angular length, except towards the poles. */
static bool is_surely_straight(const struct bender *bender, double length, double share)
{
	double turn = bender->turn * share;
	return fabs(bender->a.lat) < 80 && fabs(bender->b.lat) < 80 && length * turn < bender->tolerance &&
	       length < 4 * turn * bender->points_per_radian;
}

/* Whether the curve stays near its chord and does not leap along it. A line across a cut of the projection leaps,
 * though all of its points may lie on one straight line. */
static bool keeps_to_chord(const struct bender *bender, double from, struct page_point a, double to,
                           struct page_point b, struct page_point middle)
{
	/* A little less than the tolerance: the curve's furthest point may lie between those looked at. */
	double limit = 0.8 * bender->tolerance, length = hypot(b.x - a.x, b.y - a.y);
	if (!(distance_to_chord(middle, a, b) <= limit))
		return false;
	struct page_point stops[5] = {a, page_point_on(bender, from + (to - from) / 4), middle,
	                              page_point_on(bender, from + (to - from) * 3 / 4), b};
	for (int i = 1; i < 5; i++) {
		double leap = hypot(stops[i].x - stops[i - 1].x, stops[i].y - stops[i - 1].y);
		if (!(distance_to_chord(stops[i], a, b) <= limit) || leap > fmax(0.7 * length, bender->tolerance))
			return false;
	}
	return true;
}

/* Emits what lies between `from` and `to`, both excluded. */
static void bend(struct bender *bender, double from, struct page_point a, double to, struct page_point b, int depth)
{
	double length = hypot(b.x - a.x, b.y - a.y), half = (from + to) / 2;
	if (isnan(length) && isnan(a.x) && isnan(b.x) && depth > 3)
		return;
	if (depth == deepest) {
		if (!(length <=
		      jump_factor * bender->turn * (to - from) * bender->points_per_radian + bender->tolerance))
			emit(bender, (struct page_point){NAN, NAN});
		return;
	}
	if (is_surely_straight(bender, length, to - from))
		return;
	struct page_point middle = page_point_on(bender, half);
	if (keeps_to_chord(bender, from, a, to, b, middle))
		return;
	bend(bender, from, a, half, middle, depth + 1);
	emit(bender, middle);
	bend(bender, half, middle, to, b, depth + 1);
}

void projection_segment(const struct view *view, struct arena *arena, const struct sphere_frame *frame, struct lonlat a,
                        struct lonlat b, double tolerance, bool include_last, struct page_point **points, size_t *count,
                        size_t *capacity)
{
	double degrees = fmax(fabs(b.lon - a.lon), fabs(b.lat - a.lat));
	struct bender bender = {.view = view,
	                        .arena = arena,
	                        .frame = frame,
	                        .a = a,
	                        .b = b,
	                        .tolerance = fmax(tolerance, 1e-4),
	                        .turn = degrees * RADIANS_PER_DEGREE,
	                        .points_per_radian = 6371000 / (view->scale * METRES_PER_POINT),
	                        .points = *points,
	                        .count = *count,
	                        .capacity = *capacity};
	struct page_point from = page_point_on(&bender, 0);
	emit(&bender, from);
	int pieces = degrees < 360 * 4 ? (int)ceil(degrees / piece_degrees) : 1;
	for (int i = 0; i < pieces; i++) {
		double start = (double)i / pieces, end = (double)(i + 1) / pieces;
		struct page_point to = page_point_on(&bender, end);
		bend(&bender, start, from, end, to, 0);
		if (i + 1 < pieces || include_last)
			emit(&bender, to);
		from = to;
	}
	if (pieces == 0 && include_last)
		emit(&bender, from);
	*points = bender.points;
	*count = bender.count;
	*capacity = bender.capacity;
}

void view_segment(const struct view *view, struct arena *arena, struct lonlat a, struct lonlat b, double tolerance,
                  bool include_last, struct page_point **points, size_t *count, size_t *capacity)
{
	projection_segment(view, arena, NULL, a, b, tolerance, include_last, points, count, capacity);
}

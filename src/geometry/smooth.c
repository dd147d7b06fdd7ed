/* Draws a smooth curve along a line of points. In: page points, which of them are exact, and how far the curve may
 * stray; out: a dense polyline within 0.05 points of the curve.
 * Why so: places rounded to a hundredth of a degree make a line wiggle. Points that are not exact first slide towards
 * their neighbours, at most half the limit. The curve is a centripetal Catmull-Rom spline, held back per arm: an arm
 * leans at most 90 degrees away from its chord and is at most half of it long, so no piece turns back or loops; and it
 * rises above its chord by no more than what is left of the limit, whatever the points do.
 * Source: Yuksel, Schaefer and Keyser, Computer-Aided Design 43 (2011), 747-755. */
#include "geometry/path.h"
#include "geometry/polyline.h"

#include <math.h>

enum { relax_rounds = 8, most_pieces = 400 };
static const double chord_error = 0.04; /* points */

struct smoother {
	struct page_point *given;   /* without repeats */
	struct page_point *relaxed; /* where the curve passes */
	bool *fixed;
	struct page_point *tangents; /* per unit of the centripetal parameter */
	size_t count;
	double limit;
};

static struct page_point minus(struct page_point a, struct page_point b)
{
	return (struct page_point){a.x - b.x, a.y - b.y};
}

static struct page_point mix(struct page_point a, double share_a, struct page_point b, double share_b)
{
	return (struct page_point){a.x * share_a + b.x * share_b, a.y * share_a + b.y * share_b};
}

static double dot(struct page_point a, struct page_point b)
{
	return a.x * b.x + a.y * b.y;
}

static double size_of(struct page_point a)
{
	return hypot(a.x, a.y);
}

static void copy_points(struct arena *arena, struct smoother *work, const struct page_point *points, const bool *fixed,
                        size_t count)
{
	work->given = ARENA_ARRAY(arena, count, struct page_point);
	work->fixed = ARENA_ARRAY(arena, count, bool);
	for (size_t i = 0; i < count; i++) {
		if (!isfinite(points[i].x) || !isfinite(points[i].y))
			continue;
		bool is_fixed = fixed == NULL || fixed[i];
		size_t n = work->count;
		if (n > 0 && size_of(minus(points[i], work->given[n - 1])) < 1e-9) {
			work->fixed[n - 1] |= is_fixed;
			continue;
		}
		work->given[n] = points[i];
		work->fixed[n] = is_fixed;
		work->count++;
	}
	if (work->count > 0)
		work->fixed[0] = work->fixed[work->count - 1] = true;
	work->relaxed = ARENA_ARRAY(arena, work->count, struct page_point);
	for (size_t i = 0; i < work->count; i++)
		work->relaxed[i] = work->given[i];
}

/* Halfway to the place on the line between the neighbours that divides it as the distances do. */
static struct page_point relaxed_spot(const struct smoother *work, size_t i)
{
	struct page_point before = work->relaxed[i - 1], here = work->relaxed[i], after = work->relaxed[i + 1];
	double to_before = size_of(minus(here, before)), to_after = size_of(minus(after, here));
	double sum = to_before + to_after;
	if (!(sum > 0))
		return here;
	struct page_point between = mix(before, to_after / sum, after, to_before / sum);
	struct page_point target = mix(here, 0.5, between, 0.5), moved = minus(target, work->given[i]);
	double distance = size_of(moved), most = work->limit / 2;
	if (distance > most)
		target = mix(work->given[i], 1, moved, most / distance);
	return target;
}

static void relax(struct arena *arena, struct smoother *work)
{
	struct page_point *next = ARENA_ARRAY(arena, work->count, struct page_point);
	for (int round = 0; round < relax_rounds; round++) {
		for (size_t i = 0; i < work->count; i++)
			next[i] = work->fixed[i] ? work->given[i] : relaxed_spot(work, i);
		for (size_t i = 0; i < work->count; i++)
			work->relaxed[i] = next[i];
	}
}

/* The spline's direction at a point between the chords `in` and `out`. */
static struct page_point tangent_between(struct page_point in, struct page_point out)
{
	double in_length = size_of(in), out_length = size_of(out);
	double in_step = sqrt(in_length), out_step = sqrt(out_length), sum = in_step + out_step;
	if (!(in_length > 0 && out_length > 0))
		return (struct page_point){0, 0};
	struct page_point tangent = mix(in, out_step / in_step / sum, out, in_step / out_step / sum);
	if (dot(tangent, in) >= 0 && dot(tangent, out) >= 0)
		return tangent;
	/* A hairpin: straight across the turn instead of back along one of the chords. */
	double speed = fmin(in_step, out_step);
	return mix(in, speed / in_length / 2, out, speed / out_length / 2);
}

static void find_tangents(struct arena *arena, struct smoother *work)
{
	size_t last = work->count - 1;
	work->tangents = ARENA_ARRAY(arena, work->count, struct page_point);
	for (size_t i = 1; i < last; i++)
		work->tangents[i] = tangent_between(minus(work->relaxed[i], work->relaxed[i - 1]),
		                                    minus(work->relaxed[i + 1], work->relaxed[i]));
	/* The ends have no bend of their own: a quadratic arc that ends in the neighbour's direction. */
	for (size_t end = 0; end <= last; end += last) {
		size_t beside = end == 0 ? 1 : last - 1;
		struct page_point chord = end == 0 ? minus(work->relaxed[1], work->relaxed[0])
		                                   : minus(work->relaxed[last], work->relaxed[last - 1]);
		double step = sqrt(size_of(chord));
		if (step > 0)
			work->tangents[end] = mix(chord, 2 / step, work->tangents[beside], -1);
		if (dot(work->tangents[end], chord) < 0)
			work->tangents[end] = (struct page_point){0, 0};
	}
}

/* The Bezier arm for a tangent: shortened until it can neither loop nor rise above the chord by more than `room`. */
static struct page_point arm(struct page_point tangent, struct page_point chord, double room)
{
	double length = size_of(chord), step = sqrt(length);
	struct page_point out = {tangent.x * step / 3, tangent.y * step / 3};
	double size = size_of(out), rise = fabs(out.x * chord.y - out.y * chord.x) / length, scale = 1;
	if (size > length / 2)
		scale = length / 2 / size;
	/* Two arms of height h lift a cubic by at most 3/4 h. */
	if (rise * scale > room / 0.75)
		scale = room / 0.75 / rise;
	return (struct page_point){out.x * scale, out.y * scale};
}

/* Enough pieces for the chord error, from the bound on the second derivative. */
static int piece_count(const struct page_point c[4])
{
	struct page_point first = {c[0].x - 2 * c[1].x + c[2].x, c[0].y - 2 * c[1].y + c[2].y};
	struct page_point second = {c[1].x - 2 * c[2].x + c[3].x, c[1].y - 2 * c[2].y + c[3].y};
	double pieces = ceil(sqrt(6 * fmax(size_of(first), size_of(second)) / 8 / chord_error));
	return (int)fmin(fmax(pieces, 1), most_pieces);
}

static size_t controls_of(const struct smoother *work, size_t i, struct page_point c[4])
{
	struct page_point a = work->relaxed[i], b = work->relaxed[i + 1], chord = minus(b, a);
	double moved = fmax(size_of(minus(a, work->given[i])), size_of(minus(b, work->given[i + 1])));
	double room = fmax(work->limit - moved, 0);
	c[0] = c[1] = a;
	c[2] = c[3] = b;
	if (!(size_of(chord) > 0))
		return 1;
	c[1] = mix(a, 1, arm(work->tangents[i], chord, room), 1);
	c[2] = mix(b, 1, arm(work->tangents[i + 1], chord, room), -1);
	return (size_t)piece_count(c);
}

static struct polyline trace(struct arena *arena, const struct smoother *work)
{
	struct page_point c[4];
	size_t total = 1, next = 0;
	for (size_t i = 0; i + 1 < work->count; i++)
		total += controls_of(work, i, c);
	struct polyline out = {ARENA_ARRAY(arena, total, struct page_point), total};
	for (size_t i = 0; i + 1 < work->count; i++) {
		size_t pieces = controls_of(work, i, c);
		out.points[next++] = c[0];
		for (size_t k = 1; k < pieces; k++)
			out.points[next++] = path_curve_at(c[0], c + 1, (double)k / (double)pieces);
	}
	out.points[next] = work->relaxed[work->count - 1];
	return out;
}

struct polyline geometry_smooth_line(struct arena *arena, const struct page_point *points, const bool *fixed,
                                     size_t count, double limit)
{
	struct smoother work = {.limit = limit > 0 ? limit : 0};
	copy_points(arena, &work, points, fixed, count);
	if (work.count < 3)
		return (struct polyline){work.given, work.count};
	relax(arena, &work);
	find_tangents(arena, &work);
	return trace(arena, &work);
}

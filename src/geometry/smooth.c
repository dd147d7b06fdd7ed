/* Smooths a line so that no corner is seen. In: page points, how far the curve may leave each, the least radius of a
 * bend; out: a dense polyline.
 * The line is sampled, and the samples are the joints of an elastic rod: its bending energy and the attraction of the
 * samples' places on the line are least, under the bound that none leaves its place by more than its room. This is a
 * convex problem, solved by alternating directions: a system of five diagonals, then a step back into the discs. Where
 * a bend is still too narrow, the attraction near it fades and the rod stiffens, and the problem is solved again. So
 * the curve uses the room only where it must: on the inside of a corner, and before and behind it on the outside.
 * Source: Boyd et al., Foundations and Trends in Machine Learning 3 (2011), 1-122, section 5 (the alternation). */
#include "geometry/polyline.h"

#include <math.h>

enum { most_rounds = 12, most_steps = 60, samples_a_radius = 6, most_samples = 20000, most_work = 6000000 };
#define LAPS           3      /* of a ring: odd */
#define STEP_WEIGHT    2.0    /* of the discs in the system: any is right, this one is quick */
#define SETTLED        0.001  /* points */
#define CAUTION        0.002  /* points: kept of the room, so that rounding does not leave it */
#define FADING         0.25   /* of the attraction near a bend that is too narrow, in each round */
#define LEAST_PULL     0.0001 /* of the attraction that is left in the end */
#define STIFFENING     256.0  /* at most, against the beginning */
#define MOST_STIFFNESS 1e6    /* beyond, the system loses the digits of a hundredth of a point */
#define WIDE_ROOM      4.0    /* rooms that are smoothed away where that is more than the radius */

/* A symmetric matrix of five diagonals as L D Lt. */
struct five_diagonals {
	double *diagonal, *first, *second; /* D, and the two diagonals of L */
};

struct rod {
	size_t count;
	struct page_point *line;          /* the samples of the line as it is given */
	double *room;                     /* of each sample */
	struct page_point *curve;         /* where the samples have come to */
	struct page_point *held, *strain; /* the curve brought back into its discs; how often it had to be, summed up */
	double *pull;                     /* attraction of the line for each sample */
	double *stiffness, *softest;      /* of the joint at each sample; at the beginning */
	double radius;
	struct five_diagonals system;
	double *work; /* x, then y, of the right side */
};

/* The corners that the rod is made of: finite, and `apart` or more from each other. Of those that stand nearer the
 * first is kept, with as little room as keeps the others within theirs. */
struct corners {
	struct page_point *points;
	double *room;
	size_t count;
};

static struct corners find_corners(struct arena *arena, const struct page_point *points, size_t count,
                                   const struct smooth_limits *limits, double apart, size_t *corner_of)
{
	struct corners out = {ARENA_ARRAY(arena, count + 1, struct page_point), ARENA_ARRAY(arena, count + 1, double),
	                      0};
	size_t last = 0;
	for (size_t i = 0; i < count; i++)
		if (isfinite(points[i].x) && isfinite(points[i].y))
			last = i;
	for (size_t i = 0; i < count; i++) {
		corner_of[i] = out.count ? out.count - 1 : 0;
		if (!isfinite(points[i].x) || !isfinite(points[i].y))
			continue;
		double off = out.count ? page_point_distance(out.points[out.count - 1], points[i]) : INFINITY;
		bool ends = i == last && off > 0;
		if (off < apart && !ends) {
			double *room = &out.room[out.count - 1];
			*room = fmax(0, fmin(*room, limits->room[i] - off));
			continue;
		}
		if (off < apart && out.count > 1) /* the last one takes the place of its neighbour */
			out.count--;
		out.points[out.count] = points[i];
		out.room[out.count] = fmax(0, limits->room[i]);
		corner_of[i] = out.count++;
	}
	return out;
}

static size_t samples_between(const struct corners *corners, size_t i, double apart)
{
	double samples = round(page_point_distance(corners->points[i], corners->points[i + 1]) / apart);
	return samples > 1 ? (size_t)samples : 1;
}

static void add_samples(struct rod *rod, const struct corners *corners, size_t i, size_t samples)
{
	struct page_point a = corners->points[i], b = corners->points[i + 1];
	for (size_t k = 0; k < samples; k++) {
		double share = (double)k / (double)samples;
		rod->line[rod->count] = (struct page_point){a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
		rod->room[rod->count++] = corners->room[i] + (corners->room[i + 1] - corners->room[i]) * share;
	}
}

/* Samples the line; sample_of[i] is that of each corner. */
static void sample(struct arena *arena, struct rod *rod, const struct corners *corners, double apart, size_t *sample_of)
{
	size_t total = 1;
	for (size_t i = 0; i + 1 < corners->count; i++)
		total += samples_between(corners, i, apart);
	rod->line = ARENA_ARRAY(arena, total, struct page_point);
	rod->room = ARENA_ARRAY(arena, total, double);
	for (size_t i = 0; i + 1 < corners->count; i++) {
		sample_of[i] = rod->count;
		add_samples(rod, corners, i, samples_between(corners, i, apart));
	}
	sample_of[corners->count - 1] = rod->count;
	rod->line[rod->count] = corners->points[corners->count - 1];
	rod->room[0] = rod->room[rod->count++] = 0;
	for (size_t i = 0; i < rod->count; i++)
		rod->room[i] = fmax(0, rod->room[i] - CAUTION);
}

static void start(struct arena *arena, struct rod *rod, double apart)
{
	size_t count = rod->count;
	rod->curve = ARENA_ARRAY(arena, count, struct page_point);
	rod->held = ARENA_ARRAY(arena, count, struct page_point);
	rod->strain = ARENA_ARRAY(arena, count, struct page_point);
	rod->pull = ARENA_ARRAY(arena, count, double);
	rod->stiffness = ARENA_ARRAY(arena, count, double);
	rod->softest = ARENA_ARRAY(arena, count, double);
	rod->work = ARENA_ARRAY(arena, 2 * count, double);
	rod->system = (struct five_diagonals){ARENA_ARRAY(arena, count, double), ARENA_ARRAY(arena, count, double),
	                                      ARENA_ARRAY(arena, count, double)};
	for (size_t i = 0; i < count; i++) {
		double length = fmax(rod->radius, WIDE_ROOM * rod->room[i]); /* what is shorter is smoothed away */
		rod->curve[i] = rod->held[i] = rod->line[i];
		rod->pull[i] = 1;
		rod->stiffness[i] = rod->softest[i] = fmin(pow(length / apart, 4) / 10, MOST_STIFFNESS);
	}
}

/* The system of the pulls and the joints, factorised. */
static void factorise(struct rod *rod)
{
	double *diagonal = rod->system.diagonal, *first = rod->system.first, *second = rod->system.second;
	for (size_t i = 0; i < rod->count; i++) {
		diagonal[i] = rod->pull[i] + STEP_WEIGHT;
		first[i] = second[i] = 0;
	}
	for (size_t i = 1; i + 1 < rod->count; i++) {
		double joint = rod->stiffness[i];
		diagonal[i - 1] += joint;
		diagonal[i] += 4 * joint;
		diagonal[i + 1] += joint;
		first[i - 1] -= 2 * joint;
		first[i] -= 2 * joint;
		second[i - 1] += joint;
	}
	for (size_t i = 0; i < rod->count; i++) {
		if (i >= 1) {
			diagonal[i] -= first[i - 1] * first[i - 1] * diagonal[i - 1];
			first[i] -= second[i - 1] * diagonal[i - 1] * first[i - 1];
		}
		if (i >= 2)
			diagonal[i] -= second[i - 2] * second[i - 2] * diagonal[i - 2];
		first[i] /= diagonal[i];
		second[i] /= diagonal[i];
	}
}

static void solve(const struct five_diagonals *system, double *x, size_t count)
{
	for (size_t i = 1; i < count; i++)
		x[i] -= system->first[i - 1] * x[i - 1] + (i >= 2 ? system->second[i - 2] * x[i - 2] : 0);
	for (size_t i = 0; i < count; i++)
		x[i] /= system->diagonal[i];
	for (size_t i = count - 1; i-- > 0;)
		x[i] -= system->first[i] * x[i + 1] + (i + 2 < count ? system->second[i] * x[i + 2] : 0);
}

static struct page_point in_disc(struct page_point centre, double room, struct page_point point)
{
	double off = page_point_distance(centre, point), share = off > room ? room / off : 1;
	return (struct page_point){centre.x + (point.x - centre.x) * share, centre.y + (point.y - centre.y) * share};
}

/* One step of the alternation; how far the curve is from its discs. */
static double step(struct rod *rod)
{
	double *x = rod->work, *y = rod->work + rod->count, off = 0;
	for (size_t i = 0; i < rod->count; i++) {
		x[i] = rod->pull[i] * rod->line[i].x + STEP_WEIGHT * (rod->held[i].x - rod->strain[i].x);
		y[i] = rod->pull[i] * rod->line[i].y + STEP_WEIGHT * (rod->held[i].y - rod->strain[i].y);
	}
	solve(&rod->system, x, rod->count);
	solve(&rod->system, y, rod->count);
	for (size_t i = 0; i < rod->count; i++) {
		struct page_point at = {x[i], y[i]}, *strain = &rod->strain[i];
		struct page_point aim = {at.x + strain->x, at.y + strain->y};
		rod->curve[i] = at;
		rod->held[i] = in_disc(rod->line[i], rod->room[i], aim);
		*strain = (struct page_point){aim.x - rod->held[i].x, aim.y - rod->held[i].y};
		off = fmax(off, page_point_distance(at, rod->held[i]));
	}
	return off;
}

/* Of the circle through three points; INFINITY when they are on one line. */
static double radius_at(struct page_point a, struct page_point b, struct page_point c)
{
	double cross = fabs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
	return cross > 0
	               ? page_point_distance(a, b) * page_point_distance(b, c) * page_point_distance(c, a) / (2 * cross)
	               : INFINITY;
}

/* Fades the pull near bends that are too narrow, and stiffens their joints; false when there is none. */
static bool ease_bends(struct arena *arena, struct rod *rod)
{
	size_t within = 3 * samples_a_radius, fade_until = 0;
	bool *is_narrow = ARENA_ARRAY(arena, rod->count + within, bool), any = false;
	for (size_t i = 1; i + 1 < rod->count; i++) {
		double radius = radius_at(rod->curve[i - 1], rod->curve[i], rod->curve[i + 1]);
		if (radius >= rod->radius)
			continue;
		double stiffer = fmin(rod->radius / radius, 2);
		rod->stiffness[i] =
		        fmin(rod->stiffness[i] * stiffer * stiffer, fmin(rod->softest[i] * STIFFENING, MOST_STIFFNESS));
		is_narrow[i] = any = true;
	}
	for (size_t i = 0; i < within && i < rod->count; i++)
		if (is_narrow[i])
			fade_until = i + within + 1;
	for (size_t i = 0; any && i < rod->count; i++) {
		if (is_narrow[i + within])
			fade_until = i + 2 * within + 1;
		if (i < fade_until)
			rod->pull[i] = fmax(rod->pull[i] * FADING, LEAST_PULL);
	}
	return any;
}

static void bend(struct arena *arena, struct rod *rod)
{
	size_t left = most_work / rod->count; /* steps: a line of many samples is drawn in less than a second */
	int round = 0;
	do {
		factorise(rod);
		for (int i = 0; i < most_steps && left > 0 && step(rod) > SETTLED; i++)
			left--;
	} while (++round < most_rounds && left > 0 && ease_bends(arena, rod));
	for (size_t i = 0; i < rod->count; i++) /* what had not settled */
		rod->curve[i] = in_disc(rod->line[i], rod->room[i], rod->curve[i]);
}

static struct polyline smooth_open(struct arena *arena, const struct page_point *points, size_t count,
                                   const struct smooth_limits *limits, size_t *places)
{
	struct rod rod = {.radius = limits->radius};
	size_t *corner_of = ARENA_ARRAY(arena, count + 1, size_t), *sample_of = ARENA_ARRAY(arena, count + 1, size_t);
	double length = polyline_length(points, count);
	double apart = fmax(limits->radius / samples_a_radius, isfinite(length) ? length / most_samples : 0);
	struct corners corners = find_corners(arena, points, count, limits, apart / 2, corner_of);
	struct polyline out = {corners.points, corners.count};
	if (corners.count > 2) {
		sample(arena, &rod, &corners, apart, sample_of);
		start(arena, &rod, apart);
		bend(arena, &rod);
		out = (struct polyline){rod.curve, rod.count};
	}
	for (size_t i = 0; i < count; i++)
		places[i] = corners.count > 2 ? sample_of[corner_of[i]] : corner_of[i];
	return out;
}

static bool is_ring(const struct page_point *points, size_t count)
{
	return count > 3 && points[0].x == points[count - 1].x && points[0].y == points[count - 1].y;
}

/* A ring goes round three times, and the lap in the middle is taken: it has no end where it would be held. */
static struct polyline smooth_ring(struct arena *arena, const struct page_point *points, size_t count,
                                   const struct smooth_limits *limits, size_t *places)
{
	size_t lap = count - 1, total = LAPS * lap + 1;
	struct page_point *laps = ARENA_ARRAY(arena, total, struct page_point);
	double *room = ARENA_ARRAY(arena, total, double);
	size_t *all = ARENA_ARRAY(arena, total, size_t);
	for (size_t i = 0; i < total; i++) {
		laps[i] = points[i % lap];
		room[i] = i % lap ? limits->room[i % lap] : fmin(limits->room[0], limits->room[lap]);
	}
	struct polyline line = smooth_open(arena, laps, total, &(struct smooth_limits){room, limits->radius}, all);
	const size_t *middle = &all[LAPS / 2 * lap];
	for (size_t i = 0; i < count; i++)
		places[i] = middle[i] - middle[0];
	struct polyline ring = {line.points + middle[0], places[lap] + 1};
	ring.points[ring.count - 1] = ring.points[0];
	return ring;
}

struct polyline geometry_smooth_line(struct arena *arena, const struct page_point *points, size_t count,
                                     const struct smooth_limits *limits, size_t *places)
{
	size_t *own = places ? places : ARENA_ARRAY(arena, count + 1, size_t);
	return (is_ring(points, count) ? smooth_ring : smooth_open)(arena, points, count, limits, own);
}

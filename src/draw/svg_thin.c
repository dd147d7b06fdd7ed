/* SVG thin: chooses the vertices of a line so that its path data is shortest.
 * In: page points. Out: points on a grid. Each vertex goes to the nearest point of the grid, and a chord may skip
 * vertices that lie within the tolerance of it, so that rounding and skipping together keep to one bound.
 * Among all such chains the one with the fewest bytes is taken: a shortest path over the vertices.
 * Source: Imai and Iri, Computer Vision, Graphics, and Image Processing 36 (1986), 31-41; with bytes for edges. */
#include "draw/svg_thin.h"

#include "geometry/polyline.h"

#include <math.h>
#include <stdlib.h>

#define LONGEST_SKIP  24 /* vertices: a longer one is rare, and the work grows with its square */
#define MOST_MISSES   4  /* chords in a row that fail before longer ones are not tried */
#define FEWEST_POINTS 6  /* fewer are a frame, a key, a symbol: kept as they are */
#define CURVE_STEPS   12
#define START_GRID    0.1  /* points: where a halo's contour begins */
#define FINE_GRID     0.01 /* points: the last decimal written */

struct chain {
	const struct spot *points; /* as asked */
	struct spot *snapped;      /* on the grid */
	size_t count;
	double tolerance;
};

/* Bytes of a number in path data, with the blank before it. */
static int number_bytes(double points)
{
	long long hundredths = llabs(llround(points / FINE_GRID));
	int bytes = 1; /* blank or sign */
	for (long long whole = hundredths / 10; whole > 0; whole /= 10)
		bytes++;
	bytes += hundredths % 10 ? 2 : 0;
	return hundredths == 0 ? 2 : bytes;
}

static int chord_bytes(struct spot from, struct spot to)
{
	double dx = to.x - from.x, dy = to.y - from.y;
	return fabs(dx) + fabs(dy) < FINE_GRID / 2 ? 0 : number_bytes(dx) + number_bytes(dy);
}

static bool chord_is_near(const struct chain *chain, size_t from, size_t to)
{
	for (size_t i = from + 1; i < to; i++) {
		if (segment_distance(chain->snapped[from], chain->snapped[to], chain->points[i]) > chain->tolerance)
			return false;
	}
	return true;
}

static void try_chords(const struct chain *chain, size_t from, int *best, size_t *before)
{
	int misses = 0;
	for (size_t to = from + 1; to < chain->count && to <= from + LONGEST_SKIP && misses < MOST_MISSES; to++) {
		if (!chord_is_near(chain, from, to)) {
			misses++;
			continue;
		}
		misses = 0;
		int bytes = best[from] + chord_bytes(chain->snapped[from], chain->snapped[to]);
		if (bytes < best[to]) {
			best[to] = bytes;
			before[to] = from;
		}
	}
}

/* Moves the points of the cheapest chain to the front of `snapped`; returns their number. */
static size_t choose(struct arena *arena, struct chain *chain)
{
	int *best = ARENA_ARRAY(arena, chain->count, int);
	size_t *before = ARENA_ARRAY(arena, chain->count, size_t);
	bool *chosen = ARENA_ARRAY(arena, chain->count, bool);
	for (size_t i = 0; i < chain->count; i++) {
		best[i] = i ? INT32_MAX / 2 : 0;
		chosen[i] = false;
	}
	for (size_t i = 0; i + 1 < chain->count; i++)
		try_chords(chain, i, best, before);
	for (size_t i = chain->count - 1; i > 0; i = before[i])
		chosen[i] = true;
	size_t kept = 1;
	for (size_t i = 1; i < chain->count; i++) {
		if (chosen[i])
			chain->snapped[kept++] = chain->snapped[i];
	}
	return kept;
}

static struct spot snap(struct spot point, double grid)
{
	return (struct spot){round(point.x / grid) * grid, round(point.y / grid) * grid};
}

/* One subpath's points; a ring's first is repeated at the end. False: nothing would be left of it. */
static bool add_thinned(struct path *out, const struct spot *points, size_t count, bool closed,
                        const struct svg_thinning *how)
{
	struct spot *moved = ARENA_ARRAY(out->arena, count, struct spot);
	struct chain chain = {.points = moved,
	                      .snapped = ARENA_ARRAY(out->arena, count, struct spot),
	                      .count = count,
	                      .tolerance = how->tolerance};
	/* A halo's form is seen from its own start, so that a letter has the same numbers wherever it stands. */
	struct spot start = how->flatten ? points[0] : (struct spot){0, 0};
	for (size_t i = 0; i < count; i++) {
		moved[i] = (struct spot){points[i].x - start.x, points[i].y - start.y};
		chain.snapped[i] = snap(moved[i], how->grid);
	}
	size_t kept = choose(out->arena, &chain);
	if (kept < (closed ? 4 : 2))
		return false;
	start = snap(start, START_GRID);
	for (size_t i = 0; i < kept; i++)
		chain.snapped[i] = (struct spot){chain.snapped[i].x + start.x, chain.snapped[i].y + start.y};
	path_polyline(out, chain.snapped, closed ? kept - 1 : kept, closed);
	return true;
}

struct subpath {
	size_t first_verb, verb_count, first_point, point_count;
	bool curved, closed;
};

static size_t points_of(uint8_t verb)
{
	return verb == PATH_CURVE ? 3 : verb == PATH_CLOSE ? 0 : 1;
}

/* The subpath that starts at the verb and point where `before` ended. */
static struct subpath next_subpath(const struct path *path, const struct subpath *before)
{
	struct subpath next = {.first_verb = before->first_verb + before->verb_count,
	                       .first_point = before->first_point + before->point_count};
	for (size_t i = next.first_verb; i < path->verb_count; i++) {
		if (path->verbs[i] == PATH_MOVE && i > next.first_verb)
			break;
		next.verb_count++;
		next.point_count += points_of(path->verbs[i]);
		next.curved |= path->verbs[i] == PATH_CURVE;
		next.closed |= path->verbs[i] == PATH_CLOSE;
	}
	return next;
}

static size_t add_curve(struct spot *out, struct spot start, const struct spot *control)
{
	for (int i = 1; i <= CURVE_STEPS; i++) {
		double t = (double)i / CURVE_STEPS, s = 1 - t;
		double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
		out[i - 1] = (struct spot){a * start.x + b * control[0].x + c * control[1].x + d * control[2].x,
		                           a * start.y + b * control[0].y + c * control[1].y + d * control[2].y};
	}
	return CURVE_STEPS;
}

/* Points of the subpath, curves as lines; a ring comes back to its start. */
static struct polyline flat_points(struct arena *arena, const struct path *path, const struct subpath *part)
{
	size_t most = part->point_count * CURVE_STEPS + 1;
	struct polyline flat = {ARENA_ARRAY(arena, most, struct spot), 0};
	const struct spot *point = path->points + part->first_point;
	for (size_t i = part->first_verb; i < part->first_verb + part->verb_count; i++) {
		if (path->verbs[i] == PATH_CURVE)
			flat.count += add_curve(flat.points + flat.count, point[-1], point);
		else if (path->verbs[i] != PATH_CLOSE)
			flat.points[flat.count++] = *point;
		point += points_of(path->verbs[i]);
	}
	if (part->closed)
		flat.points[flat.count++] = flat.points[0];
	return flat;
}

/* Only the plain form is thinned: a move, then lines or curves, then perhaps a close. */
static bool is_plain(const struct path *path, const struct subpath *part)
{
	for (size_t i = 0; i < part->verb_count; i++) {
		uint8_t verb = path->verbs[part->first_verb + i];
		if ((verb == PATH_MOVE) != (i == 0) || (verb == PATH_CLOSE && i + 1 < part->verb_count))
			return false;
	}
	return true;
}

static void add_as_it_is(struct path *out, const struct path *path, const struct subpath *part)
{
	struct path copy = {.verbs = path->verbs + part->first_verb,
	                    .points = path->points + part->first_point,
	                    .verb_count = part->verb_count,
	                    .point_count = part->point_count};
	path_append(out, &copy);
}

struct path svg_thin(struct arena *arena, const struct path *path, const struct svg_thinning *how)
{
	struct path out = path_new(arena);
	struct subpath part = {0};
	for (part = next_subpath(path, &part); part.verb_count > 0; part = next_subpath(path, &part)) {
		bool thinned =
		        is_plain(path, &part) && (part.curved ? how->flatten : part.point_count >= FEWEST_POINTS);
		if (thinned) {
			struct polyline flat = flat_points(arena, path, &part);
			thinned = add_thinned(&out, flat.points, flat.count, part.closed, how);
		}
		if (!thinned)
			add_as_it_is(&out, path, &part);
	}
	return out;
}

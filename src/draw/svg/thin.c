/* SVG thin: chooses the vertices of a line so that its path data is shortest.
 * In: page points. Out: points on a grid. Each vertex goes to the nearest point of the grid, and a chord may skip
 * vertices that lie within the tolerance of it, so that rounding and skipping together keep to one bound.
 * Among all such chains the one with the fewest bytes is taken: a shortest path over the vertices.
 * Source: Imai and Iri, Computer Vision, Graphics, and Image Processing 36 (1986), 31-41; with bytes for edges. */
#include "draw/svg/thin.h"

#include <math.h>
#include <stdlib.h>

#define LONGEST_SKIP  24   /* vertices: a longer one is rare, and the work grows with it */
#define MOST_MISSES   4    /* chords in a row that fail before longer ones are not tried */
#define FEWEST_POINTS 6    /* fewer are a frame, a key, a symbol: kept as they are */
#define CURVE_STEPS   12   /* at most */
#define CURVE_SHARE   0.05 /* of the tolerance: how far a step's chord may lie from the curve */
#define START_GRID    0.1  /* points: where a halo's contour begins */
#define FINE_GRID     0.01 /* points: the last decimal written */

/* A vertex of the chain. */
struct vertex {
	struct page_point asked, snapped; /* snapped: on the grid */
	long long x, y;                   /* snapped, in hundredths of a point */
	int bytes;                        /* of the cheapest chain that leads here */
	unsigned before;                  /* the vertex it comes from */
};

/* Room for one subpath after the other. */
struct workspace {
	struct vertex *vertices;
	struct page_point *points;
	size_t capacity;
};

static void workspace_reserve(struct workspace *workspace, struct arena *arena, size_t count)
{
	if (workspace->points && count <= workspace->capacity)
		return;
	workspace->capacity = count > workspace->capacity * 2 ? count : workspace->capacity * 2;
	workspace->vertices = ARENA_ARRAY(arena, workspace->capacity, struct vertex);
	workspace->points = ARENA_ARRAY(arena, workspace->capacity, struct page_point);
}

/* Bytes of a number in path data, with the blank or sign before it. */
static int number_bytes(long long hundredths)
{
	unsigned long long size = (unsigned long long)llabs(hundredths);
	int bytes = size % 10 ? 3 : 1;
	for (unsigned long long step = 10; step <= size; step *= 10)
		bytes++;
	return size == 0 ? 2 : bytes;
}

static int chord_bytes(const struct vertex *from, const struct vertex *to)
{
	long long dx = to->x - from->x, dy = to->y - from->y;
	return dx == 0 && dy == 0 ? 0 : number_bytes(dx) + number_bytes(dy);
}

/* A chord under trial: its start, its course, and the length's square. */
struct chord {
	struct page_point start;
	double dx, dy, square;
};

/* Whether the point lies within the distance, whose square is `limit`, of the chord. Without division or root: it is
 * asked often. */
static bool point_is_near(const struct chord *chord, struct page_point point, double limit)
{
	double x = point.x - chord->start.x, y = point.y - chord->start.y;
	double along = x * chord->dx + y * chord->dy;
	if (along > 0 && along < chord->square) {
		double across = x * chord->dy - y * chord->dx;
		return across * across <= limit * chord->square;
	}
	if (along > 0) {
		x -= chord->dx;
		y -= chord->dy;
	}
	return x * x + y * y <= limit;
}

static bool chord_is_near(const struct vertex *from, size_t length, double limit)
{
	double dx = from[length].snapped.x - from->snapped.x, dy = from[length].snapped.y - from->snapped.y;
	struct chord chord = {from->snapped, dx, dy, dx * dx + dy * dy};
	for (size_t i = 1; i < length; i++) {
		if (!point_is_near(&chord, from[i].asked, limit))
			return false;
	}
	return true;
}

/* From vertex `index` to those behind it, of which there are `count`. */
static void try_chords(struct vertex *from, unsigned index, size_t count, double tolerance)
{
	int misses = 0;
	for (size_t i = 1; i <= count && i <= LONGEST_SKIP && misses < MOST_MISSES; i++) {
		if (!chord_is_near(from, i, tolerance * tolerance)) {
			misses++;
			continue;
		}
		misses = 0;
		int bytes = from->bytes + chord_bytes(from, &from[i]);
		if (bytes < from[i].bytes) {
			from[i].bytes = bytes;
			from[i].before = index;
		}
	}
}

/* The points of the cheapest chain in workspace->points; returns their number. */
static size_t choose(struct workspace *workspace, size_t count, double tolerance)
{
	struct vertex *vertices = workspace->vertices;
	for (size_t i = 0; i < count; i++)
		vertices[i].bytes = i ? INT32_MAX / 2 : 0;
	for (size_t i = 0; i + 1 < count; i++)
		try_chords(&vertices[i], (unsigned)i, count - 1 - i, tolerance);
	size_t kept = 1;
	for (size_t i = count - 1; i > 0; i = vertices[i].before)
		kept++;
	size_t at = kept;
	for (size_t i = count - 1; at > 0; i = vertices[i].before)
		workspace->points[--at] = vertices[i].snapped;
	return kept;
}

static struct page_point snap(struct page_point point, double grid)
{
	return (struct page_point){round(point.x / grid) * grid, round(point.y / grid) * grid};
}

/* The last bits depend on where a letter stands; without them its numbers are the same everywhere. */
static double without_last_bits(double value)
{
	static const double fine = 1 << 20;
	return round(value * fine) / fine;
}

static void place_vertex(struct vertex *vertex, struct page_point point, double grid)
{
	double x = round(point.x / grid), y = round(point.y / grid), unit = grid / FINE_GRID;
	vertex->asked = point;
	vertex->snapped = (struct page_point){x * grid, y * grid};
	vertex->x = llround(x * unit);
	vertex->y = llround(y * unit);
}

/* One subpath's points, the first `count` of the workspace; a ring's first is repeated at the end. False: nothing would
 * be left of it. */
static bool add_simplified(struct path *out, struct workspace *workspace, size_t count, bool closed,
                           const struct svg_thinning *how)
{
	/* A halo's form is seen from its own start, so that a letter has the same numbers wherever it stands. */
	struct page_point start = how->flatten ? workspace->points[0] : (struct page_point){0, 0};
	for (size_t i = 0; i < count; i++) {
		struct page_point point = {without_last_bits(workspace->points[i].x - start.x),
		                           without_last_bits(workspace->points[i].y - start.y)};
		place_vertex(&workspace->vertices[i], point, how->grid);
	}
	size_t kept = choose(workspace, count, how->tolerance);
	if (kept < (closed ? 4 : 2))
		return false;
	start = snap(start, START_GRID);
	for (size_t i = 0; i < kept; i++)
		workspace->points[i] =
		        (struct page_point){workspace->points[i].x + start.x, workspace->points[i].y + start.y};
	path_polyline(out, workspace->points, closed ? kept - 1 : kept, closed);
	return true;
}

struct subpath {
	size_t first_verb, verb_count, first_point, point_count;
	bool curved, closed;
	bool plain; /* a move, then lines or curves, then perhaps a close: no other form is thinned */
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
		next.plain = i == next.first_verb ? path->verbs[i] == PATH_MOVE : next.plain && !next.closed;
		next.verb_count++;
		next.point_count += points_of(path->verbs[i]);
		next.curved |= path->verbs[i] == PATH_CURVE;
		next.closed |= path->verbs[i] == PATH_CLOSE;
	}
	return next;
}

/* As few steps as keep to the tolerance: a cubic's chord is off by at most an eighth of its second derivative, which
 * is largest at an end. */
static int curve_steps(struct page_point start, const struct page_point *control, double tolerance)
{
	double x0 = start.x - 2 * control[0].x + control[1].x, y0 = start.y - 2 * control[0].y + control[1].y;
	double x1 = control[0].x - 2 * control[1].x + control[2].x, y1 = control[0].y - 2 * control[1].y + control[2].y;
	double second = 6 * sqrt(fmax(x0 * x0 + y0 * y0, x1 * x1 + y1 * y1));
	double steps = ceil(sqrt(second / 8 / (CURVE_SHARE * tolerance)));
	return steps < 1 ? 1 : steps < CURVE_STEPS ? (int)steps : CURVE_STEPS;
}

static size_t add_curve(struct page_point *out, struct page_point start, const struct page_point *control,
                        double tolerance)
{
	int steps = curve_steps(start, control, tolerance);
	for (int i = 1; i <= steps; i++)
		out[i - 1] = path_curve_at(start, control, (double)i / steps);
	return (size_t)steps;
}

/* Points of the subpath into workspace->points, curves as lines; a ring comes back to its start. Returns their number.
 */
static size_t flatten(struct workspace *workspace, struct arena *arena, const struct path *path,
                      const struct subpath *part, double tolerance)
{
	workspace_reserve(workspace, arena, part->point_count * (part->curved ? CURVE_STEPS : 1) + 1);
	struct page_point *flat = workspace->points;
	size_t count = 0;
	const struct page_point *point = path->points + part->first_point;
	for (size_t i = part->first_verb; i < part->first_verb + part->verb_count; i++) {
		if (path->verbs[i] == PATH_CURVE)
			count += add_curve(flat + count, point[-1], point, tolerance);
		else if (path->verbs[i] != PATH_CLOSE)
			flat[count++] = *point;
		point += points_of(path->verbs[i]);
	}
	if (part->closed)
		flat[count++] = flat[0];
	return count;
}

struct path svg_thin(struct arena *arena, const struct path *path, const struct svg_thinning *how)
{
	struct path out = path_new(arena);
	struct workspace workspace = {0};
	struct subpath part = {0};
	for (part = next_subpath(path, &part); part.verb_count > 0; part = next_subpath(path, &part)) {
		bool thinned = part.plain && (part.curved ? how->flatten : part.point_count >= FEWEST_POINTS);
		if (thinned) {
			size_t count = flatten(&workspace, arena, path, &part, how->tolerance);
			thinned = add_simplified(&out, &workspace, count, part.closed, how);
		}
		struct path as_it_is = {.verbs = path->verbs + part.first_verb,
		                        .points = path->points + part.first_point,
		                        .verb_count = part.verb_count,
		                        .point_count = part.point_count};
		if (!thinned)
			path_append(&out, &as_it_is);
	}
	return out;
}

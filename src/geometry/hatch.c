/* Cuts hatch lines to an area. In/out: page points.
 * Why so: a pattern or a clip path of the output format looks different in every program that draws it, and cannot be
 * edited; lines that end where the area ends are plain marks. The plane is turned so that the hatch lines lie level,
 * every edge is met with the lines between its ends, and the crossings of a line are joined in pairs (even-odd). An
 * edge owns its lower end, not its upper one, so that a corner on a line counts once. */
#include "geometry/hatch.h"

#include <math.h>
#include <stdlib.h>

#define MOST_LINES 100000
#define FARTHEST   1e9  /* points */
#define SHORTEST   0.01 /* points: writers round to this */

struct hatch_crossing {
	long line; /* number from the anchor */
	double along;
};
struct crossings {
	struct hatch_crossing *items;
	size_t count, capacity;
};

struct turned_plane {
	struct page_point anchor;
	double cosine, sine;
};

/* x along the lines, y across them. */
static struct page_point turn(const struct turned_plane *plane, struct page_point point)
{
	double x = point.x - plane->anchor.x, y = point.y - plane->anchor.y;
	return (struct page_point){x * plane->cosine + y * plane->sine, y * plane->cosine - x * plane->sine};
}

static struct page_point turn_back(const struct turned_plane *plane, double x, double y)
{
	return (struct page_point){plane->anchor.x + x * plane->cosine - y * plane->sine,
	                           plane->anchor.y + x * plane->sine + y * plane->cosine};
}

static int compare_crossings(const void *first, const void *second)
{
	const struct hatch_crossing *a = first, *b = second;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->along > b->along) - (a->along < b->along);
}

/* Both ends in the same order whichever way the edge runs: areas that share it get the same crossings. */
static void cross_edge(struct arena *arena, struct page_point a, struct page_point b, double spacing,
                       struct crossings *out)
{
	if (a.y > b.y) {
		struct page_point upper = a;
		a = b;
		b = upper;
	}
	long end = (long)ceil(b.y / spacing);
	for (long line = (long)ceil(a.y / spacing); line < end; line++) {
		double share = ((double)line * spacing - a.y) / (b.y - a.y);
		out->items = arena_grow(arena, out->items, out->count, &out->capacity, sizeof *out->items);
		out->items[out->count++] = (struct hatch_crossing){line, a.x + (b.x - a.x) * share};
	}
}

static bool is_within_reason(const struct polyline *rings, size_t count, double spacing)
{
	struct box bounds = box_empty;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < rings[i].count; k++) {
			if (!(fabs(rings[i].points[k].x) < FARTHEST && fabs(rings[i].points[k].y) < FARTHEST))
				return false;
			box_add(&bounds, rings[i].points[k]);
		}
	return !box_is_empty(bounds) && spacing > 0 &&
	       hypot(box_width(bounds), box_height(bounds)) / spacing < MOST_LINES;
}

static struct crossings find_crossings(struct arena *arena, const struct turned_plane *plane,
                                       const struct polyline *rings, size_t count, double spacing)
{
	struct crossings crossings = {0};
	for (size_t i = 0; i < count; i++) {
		const struct polyline *ring = &rings[i];
		for (size_t k = 0; k < ring->count; k++)
			cross_edge(arena, turn(plane, ring->points[k]),
			           turn(plane, ring->points[(k + 1) % ring->count]), spacing, &crossings);
	}
	if (crossings.count)
		qsort(crossings.items, crossings.count, sizeof *crossings.items, compare_crossings);
	return crossings;
}

static void add_segment(struct arena *arena, struct hatch_segments *out, struct page_point from, struct page_point to)
{
	out->items = arena_grow(arena, out->items, out->count, &out->capacity, sizeof *out->items);
	out->items[out->count++] = (struct hatch_segment){from, to};
}

/* The part of one line from `from` to `to`: as it is, or the dots on it. */
static void add_part(struct arena *arena, const struct turned_plane *plane, double spacing, double radius, long line,
                     double from, double to, struct hatch_segments *out)
{
	double across = (double)line * spacing;
	if (radius <= 0) {
		if (to - from >= SHORTEST)
			add_segment(arena, out, turn_back(plane, from, across), turn_back(plane, to, across));
		return;
	}
	double shift = line % 2 != 0 ? spacing / 2 : 0;
	long last = (long)floor((to - radius - shift) / spacing);
	for (long i = (long)ceil((from + radius - shift) / spacing); i <= last; i++) {
		struct page_point dot = turn_back(plane, (double)i * spacing + shift, across);
		add_segment(arena, out, dot, dot);
	}
}

void geometry_hatch(struct arena *arena, const struct polyline *rings, size_t count, struct hatch_pattern pattern,
                    struct hatch_segments *out)
{
	if (!is_within_reason(rings, count, pattern.spacing))
		return;
	double radius = pattern.dots ? fmax(pattern.dot_radius, SHORTEST) : 0;
	struct turned_plane plane = {pattern.anchor, cos(pattern.angle), sin(pattern.angle)};
	struct crossings all = find_crossings(arena, &plane, rings, count, pattern.spacing);
	for (size_t i = 0; i + 1 < all.count; i += 2)
		add_part(arena, &plane, pattern.spacing, radius, all.items[i].line, all.items[i].along,
		         all.items[i + 1].along, out);
}

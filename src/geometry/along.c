/* Cutting a line where it runs along others. In: a line, an index of the others. Out: the parts that remain.
 * Why so: outlines that are the same in the data are simplified apart from each other, or come from two sources; equal
 * points do not tell. The line is sampled several times per tolerance, and a stretch ends where it meets the other
 * line, so that what remains does not stop short of it. */
#include "geometry/along.h"

#include <math.h>

#define SAMPLES_PER_TOLERANCE 4
#define LEAST_STRETCH         5    /* tolerances */
#define MEETING               0.25 /* tolerances: so near, two lines meet */

struct along_sample {
	struct page_point at;
	double distance; /* from the others; INFINITY: further than the tolerance */
	double before;   /* length of the line up to here */
	bool is_vertex;
};
struct along_samples {
	struct along_sample *items;
	size_t count, capacity;
};

struct ring_index *geometry_index_lines(struct arena *arena, const struct polylines *lines)
{
	/* There and back: a ring that encloses nothing, whose last edge is one of the line's. */
	struct polyline *rings = ARENA_ARRAY(arena, lines->count + 1, struct polyline);
	for (size_t i = 0; i < lines->count; i++) {
		struct polyline line = lines->items[i];
		size_t count = line.count > 1 ? 2 * line.count - 2 : line.count;
		rings[i] = (struct polyline){ARENA_ROOM(arena, count + 1, struct page_point), count};
		for (size_t k = 0; k < count; k++)
			rings[i].points[k] = line.points[k < line.count ? k : count - k];
	}
	return ring_index_build(arena, rings, lines->count);
}

struct along_probe {
	struct page_point at;
	double nearest;
};

static bool keep_nearest(const void *context, struct page_point a, struct page_point b)
{
	struct along_probe *probe = *(struct along_probe *const *)context;
	probe->nearest = fmin(probe->nearest, geometry_segment_distance(a, b, probe->at));
	return false;
}

static double distance_from(const struct ring_index *others, struct page_point at, double tolerance)
{
	struct along_probe probe = {at, INFINITY}, *shared = &probe;
	ring_index_any(others, box_grow((struct box){at.x, at.y, at.x, at.y}, tolerance), keep_nearest, &shared);
	return probe.nearest <= tolerance ? probe.nearest : INFINITY;
}

static void add_sample(struct arena *arena, struct along_samples *samples, struct along_sample sample)
{
	samples->items = arena_grow(arena, samples->items, samples->count, &samples->capacity, sizeof sample);
	samples->items[samples->count++] = sample;
}

static struct along_samples take_samples(struct arena *arena, struct polyline line, const struct ring_index *others,
                                         double tolerance)
{
	struct along_samples samples = {0};
	double before = 0;
	for (size_t i = 0; i < line.count; i++) {
		struct page_point from = line.points[i], to = line.points[i + 1 < line.count ? i + 1 : i];
		double length = hypot(to.x - from.x, to.y - from.y);
		size_t steps = (size_t)fmax(1, ceil(length * SAMPLES_PER_TOLERANCE / tolerance));
		for (size_t k = 0; k < (i + 1 < line.count ? steps : 1); k++) {
			double share = (double)k / (double)steps;
			struct page_point at = {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
			add_sample(arena, &samples,
			           (struct along_sample){at, distance_from(others, at, tolerance),
			                                 before + length * share, k == 0});
		}
		before += length;
	}
	return samples;
}

/* Adds the line from one sample to another. */
static void keep(struct arena *arena, const struct along_samples *samples, size_t first, size_t last,
                 struct polylines *out)
{
	struct polyline line = {ARENA_ROOM(arena, last - first + 2, struct page_point), 0};
	for (size_t i = first; i <= last; i++)
		if (samples->items[i].is_vertex || i == first || i == last)
			line.points[line.count++] = samples->items[i].at;
	if (line.count > 1)
		polylines_add(arena, out, line);
}

/* Whether the near samples first..last are a stretch along the others. *first and *last, where they are not the line's
 * own ends, move to where it meets these, or comes nearest to them. */
static bool is_along(const struct along_samples *samples, double tolerance, size_t *first, size_t *last)
{
	const struct along_sample *items = samples->items;
	double least = LEAST_STRETCH * tolerance, meeting = MEETING * tolerance;
	bool is_whole = *first == 0 && *last + 1 == samples->count;
	if (!is_whole && items[*last].before - items[*first].before < least)
		return false;
	while (*first > 0 && *first < *last && items[*first].distance > meeting &&
	       items[*first + 1].distance < items[*first].distance)
		++*first;
	while (*last + 1 < samples->count && *last > *first && items[*last].distance > meeting &&
	       items[*last - 1].distance < items[*last].distance)
		--*last;
	return true;
}

void geometry_leave_out_along(struct arena *arena, struct polyline line, const struct ring_index *others,
                              double tolerance, struct polylines *out)
{
	const struct along_samples samples = take_samples(arena, line, others, tolerance);
	size_t kept = 0; /* the part that is kept begins here */
	for (size_t i = 0; i < samples.count; i++) {
		size_t first = i;
		if (samples.items[i].distance > tolerance)
			continue;
		while (i + 1 < samples.count && samples.items[i + 1].distance <= tolerance)
			i++;
		size_t last = i;
		if (!is_along(&samples, tolerance, &first, &last))
			continue;
		if (first > kept)
			keep(arena, &samples, kept, first, out);
		kept = last;
	}
	if (samples.count && kept + 1 < samples.count)
		keep(arena, &samples, kept, samples.count - 1, out);
}

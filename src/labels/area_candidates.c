/* Area candidates: places for a name inside an area, letterspaced and turned along it if it may be.
 * In: an area request (even-odd rings, page points). Out: candidates whose whole block lies inside, dearer the
 * further from the area's widest place; where nothing fits inside, places at its edge. Bands of the block's
 * height are scanned: what no edge crosses between two edges is free, exactly. */
#include "geometry/ring_index.h"
#include "labels/candidate_queue.h"

#include <math.h>
#include <stdlib.h>

#define POLE_TOLERANCE  1.0 /* points */
#define MOST_ROWS       40
#define MOST_COLUMNS    8
#define MOST_CANDIDATES 48        /* per area, the cheapest */
#define ELONGATION      1.8       /* length to width, from where a name follows the area */
#define LEAST_SLOPE     0.14      /* radians: below, horizontal reads better */
#define MOST_SLOPE      0.7853982 /* radians: 45 degrees */
#define FLAT_COST       4.0       /* a horizontal name in a sloped area */
#define BESIDE_COST     8.0
#define ALIKE           2 /* candidates kept of those in nearly the same place */

/* The area in a frame turned by -angle about zero: names in it are horizontal. */
struct turned_area {
	struct polyline *rings;
	size_t count;
	struct box bounds;
	struct page_point pole;
	double deepest; /* no place of the area is further from its edge, points */
	double scale;   /* distance from the pole that costs AREA_AWAY_COST */
	double angle;
	double extra;
};

struct gap {
	double left, right;
};

static struct page_point turned(struct page_point point, double angle)
{
	double cosine = cos(angle), sine = sin(angle);
	return (struct page_point){point.x * cosine - point.y * sine, point.x * sine + point.y * cosine};
}

static struct turned_area turn_area(struct arena *arena, const struct label_request *request, struct page_point pole,
                                    double angle)
{
	struct turned_area area = {.count = request->part_count, .bounds = box_empty, .angle = angle};
	area.rings = ARENA_ARRAY(arena, request->part_count + 1, struct polyline);
	for (size_t r = 0; r < request->part_count; r++) {
		const struct polyline *from = &request->parts[r];
		area.rings[r] = (struct polyline){ARENA_ARRAY(arena, from->count + 1, struct page_point), from->count};
		for (size_t i = 0; i < from->count; i++) {
			area.rings[r].points[i] = angle == 0 ? from->points[i] : turned(from->points[i], -angle);
			box_add(&area.bounds, area.rings[r].points[i]);
		}
	}
	area.pole = angle == 0 ? pole : turned(pole, -angle);
	double size = hypot(area.bounds.right - area.bounds.left, area.bounds.bottom - area.bounds.top);
	area.scale = fmax(size / 2, 20);
	return area;
}

/* What lies of an edge a..b in a band, as a range of x. */
struct band_edge {
	struct gap range;
	bool crosses; /* the band's middle */
};

/* The part of a..b between top and bottom; false when there is none. */
static bool cut_edge(struct page_point a, struct page_point b, double top, double bottom, struct band_edge *edge)
{
	double start = 0, end = 1, rise = b.y - a.y, middle = (top + bottom) / 2;
	if ((a.y < top && b.y < top) || (a.y > bottom && b.y > bottom))
		return false;
	if (rise != 0) {
		double to_top = (top - a.y) / rise, to_bottom = (bottom - a.y) / rise;
		start = fmax(0, fmin(to_top, to_bottom));
		end = fmin(1, fmax(to_top, to_bottom));
	}
	double from = a.x + (b.x - a.x) * start, to = a.x + (b.x - a.x) * end;
	edge->range = (struct gap){fmin(from, to), fmax(from, to)};
	edge->crosses = (a.y > middle) != (b.y > middle);
	return true;
}

static int compare_edges(const void *first, const void *second)
{
	const struct gap *a = &((const struct band_edge *)first)->range,
	                 *b = &((const struct band_edge *)second)->range;
	if (a->left != b->left)
		return a->left < b->left ? -1 : 1;
	return (a->right > b->right) - (a->right < b->right);
}

static size_t cut_edges(struct arena *arena, const struct turned_area *area, double top, double bottom,
                        struct band_edge **out)
{
	struct band_edge edge;
	size_t count = 0, capacity = 0;
	for (size_t r = 0; r < area->count; r++) {
		const struct polyline *ring = &area->rings[r];
		for (size_t i = 0; i < ring->count; i++) {
			if (!cut_edge(ring->points[i], ring->points[i + 1 < ring->count ? i + 1 : 0], top, bottom,
			              &edge))
				continue;
			if (count == capacity)
				*out = arena_grow(arena, *out, count, &capacity, sizeof **out);
			(*out)[count++] = edge;
		}
	}
	return count;
}

/* Where a block from top to bottom is inside, as ranges of x: between two edges when an odd number of those on the left
 * cross the band's middle. */
static size_t find_gaps(struct arena *arena, const struct turned_area *area, double top, double bottom,
                        struct gap **out)
{
	struct band_edge *edges = NULL;
	size_t count = cut_edges(arena, area, top, bottom, &edges), gaps = 0;
	*out = ARENA_ARRAY(arena, count + 1, struct gap);
	if (count == 0)
		return 0;
	qsort(edges, count, sizeof *edges, compare_edges);
	double reached = edges[0].range.right;
	bool inside = edges[0].crosses;
	for (size_t i = 1; i < count; i++) {
		struct gap gap = {reached + AREA_CLEARANCE, edges[i].range.left - AREA_CLEARANCE};
		if (gap.left < gap.right && inside)
			(*out)[gaps++] = gap;
		reached = fmax(reached, edges[i].range.right);
		inside ^= edges[i].crosses;
	}
	return gaps;
}

/* One form, tried in an area row by row. */
struct offering {
	struct candidate_maker *maker;
	struct place_list *list;
	const struct label_request *request;
	const struct turned_area *area;
	const struct label_form *form;
};

static void offer_centre(const struct offering *offering, const struct setting *setting, struct page_point centre)
{
	const struct turned_area *area = offering->area;
	const struct label_form *form = offering->form;
	struct label_place place = {
	        .form = form, .alignment = 0.5, .where = "inside", .spacing = setting->spacing, .angle = area->angle};
	place.origin = (struct page_point){centre.x - setting->width / 2, centre.y - form->height / 2};
	if (area->angle != 0)
		place.origin = turned(place.origin, area->angle);
	double away = hypot(centre.x - area->pole.x, centre.y - area->pole.y) / area->scale;
	place.cost = form->cost + area->extra + setting->extra + AREA_AWAY_COST * away;
	place_list_add(offering->maker, offering->list, place);
}

/* Nearest to the pole, in the middle, and at even steps between the ends. */
static void offer_along(const struct offering *offering, const struct setting *setting, struct gap gap, double y)
{
	double width = setting->width, first = gap.left + width / 2, last = gap.right - width / 2;
	if (first > last)
		return;
	double near = fmin(fmax(offering->area->pole.x, first), last), middle = (first + last) / 2;
	offer_centre(offering, setting, (struct page_point){near, y});
	if (fabs(near - middle) > 2)
		offer_centre(offering, setting, (struct page_point){middle, y});
	double steps = fmin(floor((last - first) / fmax(width / 4, offering->form->height)), MOST_COLUMNS);
	for (int step = 0; step <= (int)steps && steps >= 1; step++)
		offer_centre(offering, setting, (struct page_point){first + (last - first) * step / steps, y});
}

static void offer_gap(const struct offering *offering, struct gap gap, double y)
{
	const struct label_form *form = offering->form;
	struct setting settings[MOST_SETTINGS];
	size_t count = labels_form_settings(form, offering->request->stretch, gap.right - gap.left, settings);
	for (size_t i = 0; i < count; i++)
		offer_along(offering, &settings[i], gap, y);
}

static void offer_row(const struct offering *offering, double y)
{
	struct gap *gaps;
	double reach = offering->form->height / 2 + AREA_CLEARANCE;
	size_t count = find_gaps(&offering->maker->brief, offering->area, y - reach, y + reach, &gaps);
	for (size_t i = 0; i < count; i++)
		offer_gap(offering, gaps[i], y);
}

static void offer_inside(struct candidate_maker *maker, const struct label_request *request, struct place_list *list,
                         const struct turned_area *area)
{
	for (size_t f = 0; f < request->form_count; f++) {
		if (labels_form_is_repeated(request, f))
			continue;
		const struct label_form *form = &request->forms[f];
		if (fmin(form->width, form->height) / 2 + AREA_CLEARANCE > area->deepest)
			continue;
		struct offering offering = {maker, list, request, area, form};
		double first = area->bounds.top + form->height / 2, last = area->bounds.bottom - form->height / 2;
		if (first > last)
			continue;
		offer_row(&offering, fmin(fmax(area->pole.y, first), last));
		double rows = fmin(fmax(ceil((last - first) / fmax(form->height / 2, 1)), 1), MOST_ROWS);
		for (int row = 0; row <= (int)rows; row++)
			offer_row(&offering, first + (last - first) * row / rows);
	}
}

static const struct polyline *largest_ring(const struct label_request *request)
{
	const struct polyline *largest = &request->parts[0];
	for (size_t i = 1; i < request->part_count; i++)
		if (fabs(geometry_ring_area(request->parts[i].points, request->parts[i].count)) >
		    fabs(geometry_ring_area(largest->points, largest->count)))
			largest = &request->parts[i];
	return largest;
}

/* Second moments of the ring's area about its centroid, by Green's theorem; fan triangles from `base`. */
static void ring_moments(const struct polyline *ring, double *xx, double *xy, double *yy)
{
	struct page_point base = ring->points[0];
	double area = 0, x = 0, y = 0;
	*xx = *xy = *yy = 0;
	for (size_t i = 1; i + 1 < ring->count; i++) {
		double ax = ring->points[i].x - base.x, ay = ring->points[i].y - base.y;
		double bx = ring->points[i + 1].x - base.x, by = ring->points[i + 1].y - base.y;
		double twice = ax * by - ay * bx;
		area += twice / 2;
		x += twice * (ax + bx) / 6;
		y += twice * (ay + by) / 6;
		*xx += twice * (ax * ax + ax * bx + bx * bx) / 12;
		*yy += twice * (ay * ay + ay * by + by * by) / 12;
		*xy += twice * (2 * ax * ay + ax * by + bx * ay + 2 * bx * by) / 24;
	}
	if (area == 0)
		return;
	*xx = *xx / area - x * x / (area * area);
	*yy = *yy / area - y * y / (area * area);
	*xy = *xy / area - x * y / (area * area);
}

/* The direction of a long, sloped area; 0 when horizontal serves as well. */
static double main_axis(const struct label_request *request)
{
	double xx, xy, yy;
	const struct polyline *ring = largest_ring(request);
	if (request->upright || ring->count < 3)
		return 0;
	ring_moments(ring, &xx, &xy, &yy);
	double mean = (xx + yy) / 2, spread = hypot((xx - yy) / 2, xy);
	double angle = atan2(2 * xy, xx - yy) / 2;
	bool is_long = mean - spread <= 0 || (mean + spread) / (mean - spread) > ELONGATION * ELONGATION;
	bool is_sloped = fabs(angle) > LEAST_SLOPE && fabs(angle) <= MOST_SLOPE;
	return spread > 0 && is_long && is_sloped ? angle : 0;
}

static struct page_point find_pole(const struct ring_index *index, double *deepest)
{
	struct box bounds = ring_index_bounds(index);
	struct page_point pole = {(bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2};
	*deepest = 0;
	ring_index_pole(index, POLE_TOLERANCE, &pole, deepest);
	return pole;
}

struct page_point labels_area_pole(struct arena *arena, const struct label_request *request)
{
	double deepest;
	return find_pole(ring_index_build(arena, request->parts, request->part_count), &deepest);
}

/* What to do with the places of an area, which last no longer than that. */
typedef void taking(struct candidate_maker *maker, struct slot *slot, const struct place_list *list);

static void take_cheapest(struct candidate_maker *maker, struct slot *slot, const struct place_list *list)
{
	candidate_queue_take(maker, slot, list, MOST_CANDIDATES, ALIKE);
}

static void offer_area(struct candidate_maker *maker, struct slot *slot, taking *take)
{
	const struct label_request *request = slot->source;
	struct place_list inside = {0}, beside = {0};
	double deepest;
	const struct ring_index *index = ring_index_build(&maker->brief, request->parts, request->part_count);
	struct page_point pole = find_pole(index, &deepest);
	double angle = main_axis(request);
	struct turned_area flat = turn_area(&maker->brief, request, pole, 0);
	if (angle != 0) {
		struct turned_area sloped = turn_area(&maker->brief, request, pole, angle);
		sloped.deepest = deepest;
		offer_inside(maker, request, &inside, &sloped);
		flat.extra = FLAT_COST;
	}
	flat.deepest = deepest;
	if (!request->upright)
		bent_candidates(maker, request, &inside, index, pole, deepest);
	offer_inside(maker, request, &inside, &flat);
	take(maker, slot, &inside);
	if (slot->count > 0 || !request->beside)
		return;
	beside_candidates(maker, request, &beside, pole, BESIDE_COST);
	take(maker, slot, &beside);
}

static void make_places(struct candidate_maker *maker, struct slot *slot, taking *take)
{
	if (!box_is_empty(labels_area_bounds(slot->source)))
		offer_area(maker, slot, take);
	arena_reset(&maker->brief);
}

void area_candidates(struct candidate_maker *maker, struct slot *slot)
{
	make_places(maker, slot, take_cheapest);
}

void labels_area_refusals(struct candidate_maker *maker, struct slot *slot)
{
	struct slot again = {
	        .request = slot->request, .source = slot->source, .weight = slot->weight, .home = slot->home};
	make_places(maker, &again, candidate_queue_rate_all);
	slot->refusals = again.refusals;
	slot->refusal_count = again.refusal_count;
	slot->refusal_capacity = again.refusal_capacity;
}

/* Beside candidates: places at the edge of an area that holds no name, as of a small, thin or branching lake.
 * In: an area request (even-odd rings, page points). Out: candidates whose block touches nothing of the area but stands
 * a small gap off its edge, so that nobody takes the name for another's: outwards from the widest place, and from
 * places all along the edge of a larger area, the block moves until it is clear. A place as near to another area of the
 * same layer is none, but for a land among others: its name is called out. */
#include "base/ranked.h"
#include "geometry/ring_index.h"
#include "labels/candidate_queue.h"

#include <math.h>
#include <string.h>

#define GAP         1.4 /* points between edge and name */
#define STEP        1.2 /* of the way outwards */
#define WAYS        24
#define FURTHEST    60.0 /* points that a block moves on from where it touches the place it starts from */
#define APART       40.0 /* points of edge between two places to start from */
#define MOST_STARTS 24   /* along the edge of one area */
#define OTHER_GAP   6.0  /* points by which other areas of the layer must be further off */
#define FAR_COST    0.12 /* per point between the widest place and the block */
#define FAR_SIZE    90.0 /* points: in an area longer than that a point counts as much less */
#define LEFT_COST   1.5
#define BELOW_COST  1.5
#define TOLERANCE   0.3 /* points, to which the edge is simplified */

/* A speck, of which simplifying leaves nothing, stays as it is. */
static struct ring_index *shore_of(struct arena *arena, const struct label_request *request)
{
	struct polyline *rings = ARENA_ARRAY(arena, request->part_count + 1, struct polyline);
	for (size_t r = 0; r < request->part_count; r++) {
		const struct polyline *ring = &request->parts[r];
		rings[r] = geometry_simplify_ring(arena, ring->points, ring->count, TOLERANCE);
		rings[r] = rings[r].count ? rings[r] : *ring;
	}
	return ring_index_build(arena, rings, request->part_count);
}

/* Whether the block keeps `gap` from the area: no edge nearer, and not inside. */
static bool is_clear(const struct ring_index *shore, const struct turned_box *block, double gap)
{
	return turned_box_keeps_off(block, shore, gap) && !ring_index_holds(shore, block->centre);
}

/* All areas that want names, by their left edges, and their shores, made when first asked for: each small lake asks
 * about all others. */
struct shores {
	struct ranked *order; /* of the areas */
	struct placed_area {
		struct box bounds;
		const struct label_request *request;
		struct ring_index *shore; /* NULL: not made yet */
	} * areas;
	size_t count;
	double widest;
};

static struct shores *find_areas(struct candidate_maker *maker)
{
	struct shores *shores = ARENA_NEW(maker->arena, struct shores);
	shores->areas = ARENA_ARRAY(maker->arena, maker->request_count + 1, struct placed_area);
	shores->order = ARENA_ARRAY(maker->arena, maker->request_count + 1, struct ranked);
	for (size_t i = 0; i < maker->request_count; i++) {
		const struct label_request *request = maker->requests[i];
		if (request->kind != LABEL_AREA || !request->class_name)
			continue;
		struct box bounds = labels_area_bounds(request);
		shores->order[shores->count] = (struct ranked){bounds.left, shores->count};
		shores->areas[shores->count++] = (struct placed_area){.bounds = bounds, .request = request};
		shores->widest = fmax(shores->widest, box_width(bounds));
	}
	ranked_sort(shores->order, shores->count);
	return shores;
}

/* Other areas of the same layer that a block may come near. */
struct others {
	const struct ring_index **shores;
	size_t count, capacity;
};

static void add_other(struct candidate_maker *maker, struct others *others, struct placed_area *area)
{
	if (!area->shore)
		area->shore = shore_of(maker->arena, area->request);
	others->shores =
	        arena_grow(maker->arena, others->shores, others->count, &others->capacity, sizeof *others->shores);
	others->shores[others->count++] = area->shore;
}

/* What blocks of the request, the furthest included, keep off. */
static struct box find_surroundings(const struct label_request *request)
{
	double longest = 0;
	for (size_t f = 0; f < request->form_count; f++)
		longest = fmax(longest, fmax(request->forms[f].width, request->forms[f].height));
	return box_grow(labels_area_bounds(request), longest + FURTHEST + GAP + OTHER_GAP + STEP);
}

static struct others find_others(struct candidate_maker *maker, const struct label_request *request)
{
	struct box around = find_surroundings(request);
	struct others others = {0};
	if (!maker->shores)
		maker->shores = find_areas(maker);
	const struct shores *shores = maker->shores;
	for (size_t k = ranked_first(shores->order, shores->count, around.left - shores->widest);
	     k < shores->count && shores->order[k].key < around.right; k++) {
		struct placed_area *area = &shores->areas[shores->order[k].index];
		if (box_overlaps(area->bounds, around) && area->request != request && request->class_name &&
		    !strcmp(area->request->class_name, request->class_name))
			add_other(maker, &others, area);
	}
	return others;
}

static bool is_plain(const struct others *others, const struct turned_box *block)
{
	for (size_t i = 0; i < others->count; i++)
		if (!is_clear(others->shores[i], block, GAP + OTHER_GAP))
			return false;
	return true;
}

/* What the places of an area have in common. */
struct beside {
	struct candidate_maker *maker;
	struct place_list *list;
	const struct ring_index *shore;
	struct others others;
	struct page_point pole;
	struct label_request at_pole; /* the request with its widest place as its dot, from which a leader goes */
	double far_cost, extra;
};

/* The first clear place on the way; where the block still covers the start, it is none. */
static void offer_way(const struct beside *beside, const struct label_form *form, struct page_point start, double x,
                      double y)
{
	double first = fmin(form->width / 2 / fmax(fabs(x), 1e-9), form->height / 2 / fmax(fabs(y), 1e-9));
	for (double reach = first; reach <= first + FURTHEST; reach += STEP) {
		struct page_point centre = {start.x + x * reach, start.y + y * reach};
		struct label_place place = {.form = form,
		                            .alignment = x > 0.5    ? 0
		                                         : x < -0.5 ? 1
		                                                    : 0.5,
		                            .where = "at its edge",
		                            .origin = {centre.x - form->width / 2, centre.y - form->height / 2}};
		struct turned_box block = turned_box_new(place.origin, form->width, form->height, 0);
		if (!is_clear(beside->shore, &block, GAP))
			continue;
		place.cost = form->cost + beside->extra + beside->far_cost * turned_box_distance(&block, beside->pole) +
		             LEFT_COST * (1 - x) / 2 + BELOW_COST * (1 + y) / 2;
		bool is_plain_place = is_plain(&beside->others, &block);
		bool is_called_out = !is_plain_place && beside->at_pole.home >= LAND_FIRST &&
		                     place_add_leader(&place, &beside->at_pole);
		place.cost += is_called_out ? LEADER_COST : 0;
		if (is_plain_place || is_called_out)
			place_list_add(beside->maker, beside->list, place);
		return;
	}
}

static void offer_round(const struct beside *beside, const struct label_request *request, struct page_point start)
{
	for (size_t f = 0; f < request->form_count; f++) {
		if (labels_form_is_repeated(request, f))
			continue;
		for (int way = 0; way < WAYS; way++) {
			double x = cos(2 * M_PI * way / WAYS), y = sin(2 * M_PI * way / WAYS);
			offer_way(beside, &request->forms[f], start, x, y);
		}
	}
}

void beside_candidates(struct candidate_maker *maker, const struct label_request *request, struct place_list *list,
                       struct page_point pole, double extra)
{
	struct beside beside = {maker, list, shore_of(maker->arena, request), find_others(maker, request), pole};
	struct box bounds = labels_area_bounds(request);
	double length = 0;
	beside.extra = extra;
	beside.at_pole = *request;
	beside.at_pole.anchor = pole;
	beside.far_cost = FAR_COST * fmin(1, FAR_SIZE / fmax(box_width(bounds), box_height(bounds)));
	offer_round(&beside, request, pole);
	for (size_t r = 0; r < request->part_count; r++)
		length += polyline_length(request->parts[r].points, request->parts[r].count);
	double apart = fmax(APART, length / MOST_STARTS), along = 0;
	for (size_t r = 0; r < request->part_count; r++) {
		const struct polyline *ring = &request->parts[r];
		for (size_t i = 0; i + 1 < ring->count; i++) {
			along += polyline_length(&ring->points[i], 2);
			if (along >= apart)
				offer_round(&beside, request, ring->points[i + 1]);
			along = along >= apart ? 0 : along;
		}
	}
}

/* Beside candidates: places at the edge of an area that holds no name, as of a small or branching lake.
 * In: an area request (even-odd rings, page points). Out: candidates whose block touches nothing of the area but stands
 * a small gap off its edge, so that nobody takes the name for another's: outwards from the widest place the block moves
 * until it is clear. A place as near to another area of the same layer is none. */
#include "base/ranked.h"
#include "labels/candidate_queue.h"

#include <math.h>
#include <string.h>

#define GAP        1.4 /* points between edge and name */
#define STEP       1.2 /* of the way outwards */
#define WAYS       24
#define FURTHEST   90.0 /* points from the widest place to the block's middle */
#define OTHER_GAP  6.0  /* points by which other areas of the layer must be further off */
#define FAR_COST   0.12 /* per point between the widest place and the block */
#define LEFT_COST  1.5
#define BELOW_COST 1.5
#define TOLERANCE  0.3 /* points, to which the edge is simplified */

struct shore {
	struct polyline *rings;
	size_t count;
	struct box bounds;
};

static struct shore shore_of(struct arena *arena, const struct label_request *request)
{
	struct shore shore = {ARENA_ARRAY(arena, request->part_count + 1, struct polyline), 0, box_empty};
	for (size_t r = 0; r < request->part_count; r++) {
		struct polyline ring =
		        geometry_simplify_ring(arena, request->parts[r].points, request->parts[r].count, TOLERANCE);
		for (size_t i = 0; i < ring.count; i++)
			box_add(&shore.bounds, ring.points[i]);
		if (ring.count)
			shore.rings[shore.count++] = ring;
	}
	return shore;
}

static bool shore_holds(const struct shore *shore, struct page_point point)
{
	bool inside = false;
	for (size_t r = 0; r < shore->count; r++)
		inside ^= geometry_ring_contains(shore->rings[r].points, shore->rings[r].count, point);
	return inside;
}

/* Whether the block keeps `gap` from the area: no edge nearer, and not inside. */
static bool is_clear(const struct shore *shore, const struct turned_box *block, double gap)
{
	struct box near = box_grow(block->bounds, gap);
	if (!box_overlaps(near, shore->bounds))
		return true;
	for (size_t r = 0; r < shore->count; r++) {
		const struct polyline *ring = &shore->rings[r];
		for (size_t i = 0; i < ring->count; i++) {
			struct page_point a = ring->points[i], b = ring->points[i + 1 < ring->count ? i + 1 : 0];
			if ((a.x < near.left && b.x < near.left) || (a.x > near.right && b.x > near.right) ||
			    (a.y < near.top && b.y < near.top) || (a.y > near.bottom && b.y > near.bottom))
				continue;
			if (turned_box_nears_segment(block, a, b, gap))
				return false;
		}
	}
	return !shore_holds(shore, block->centre);
}

/* All areas that want names, by their left edges, and their shores, made when first asked for: each small lake asks
 * about all others. */
struct shores {
	struct ranked *order; /* of the areas */
	struct placed_area {
		struct box bounds;
		const struct label_request *request;
		struct shore shore; /* no rings: not made yet */
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
	const struct shore **shores;
	size_t count, capacity;
};

static void add_other(struct candidate_maker *maker, struct others *others, struct placed_area *area)
{
	if (!area->shore.rings)
		area->shore = shore_of(maker->arena, area->request);
	others->shores =
	        arena_grow(maker->arena, others->shores, others->count, &others->capacity, sizeof *others->shores);
	others->shores[others->count++] = &area->shore;
}

/* What blocks of the request, the furthest included, keep off. */
static struct box find_surroundings(const struct label_request *request, struct page_point pole)
{
	double width = 0, height = 0, reach = 2 * (FURTHEST + GAP + OTHER_GAP + STEP);
	for (size_t f = 0; f < request->form_count; f++) {
		width = fmax(width, request->forms[f].width);
		height = fmax(height, request->forms[f].height);
	}
	return box_at(pole, width + reach, height + reach);
}

static struct others find_others(struct candidate_maker *maker, const struct label_request *request,
                                 struct page_point pole)
{
	struct box around = find_surroundings(request, pole);
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

static void offer_way(struct candidate_maker *maker, struct place_list *list, const struct label_form *form,
                      const struct shore *shore, const struct others *others, struct page_point pole, int way,
                      double extra)
{
	double angle = 2 * M_PI * way / WAYS, x = cos(angle), y = sin(angle);
	for (double reach = form->height / 2; reach <= FURTHEST; reach += STEP) {
		struct page_point centre = {pole.x + x * reach, pole.y + y * reach};
		struct label_place place = {.form = form,
		                            .where = "at its edge",
		                            .origin = {centre.x - form->width / 2, centre.y - form->height / 2}};
		struct turned_box block = turned_box_new(place.origin, form->width, form->height, 0);
		if (!is_clear(shore, &block, GAP))
			continue;
		place.cost = form->cost + extra + FAR_COST * turned_box_distance(&block, pole) +
		             LEFT_COST * (1 - x) / 2 + BELOW_COST * (1 + y) / 2;
		if (is_plain(others, &block))
			place_list_add(maker, list, place);
		return;
	}
}

void beside_candidates(struct candidate_maker *maker, const struct label_request *request, struct place_list *list,
                       struct page_point pole, double extra)
{
	struct shore shore = shore_of(maker->arena, request);
	struct others others = find_others(maker, request, pole);
	for (size_t f = 0; f < request->form_count; f++) {
		if (labels_form_is_repeated(request, f))
			continue;
		for (int way = 0; way < WAYS; way++) {
			double x = cos(2 * M_PI * way / WAYS);
			const struct label_form *form = labels_form_aligned(maker->arena, &request->forms[f],
			                                                    x > 0.5    ? 0
			                                                    : x < -0.5 ? 1
			                                                               : 0.5);
			offer_way(maker, list, form, &shore, &others, pole, way, extra);
		}
	}
}

/* Beside spots: places at the edge of an area that holds no name, as of a small or branching lake.
 * In: an area wish (even-odd rings, page points). Out: candidates whose block touches nothing of the area but stands
 * a small gap off its edge, so that nobody takes the name for another's: outwards from the widest place the block moves
 * until it is clear. A place as near to another area of the same layer is none. */
#include "labels/offers.h"

#include <math.h>
#include <stdlib.h>
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

static struct shore shore_of(struct arena *arena, const struct label_wish *wish)
{
	struct shore shore = {ARENA_ARRAY(arena, wish->part_count + 1, struct polyline), 0, box_empty};
	for (size_t r = 0; r < wish->part_count; r++) {
		struct polyline ring = simplify_ring(arena, wish->parts[r].points, wish->parts[r].count, TOLERANCE);
		for (size_t i = 0; i < ring.count; i++)
			box_add(&shore.bounds, ring.points[i]);
		if (ring.count)
			shore.rings[shore.count++] = ring;
	}
	return shore;
}

static bool shore_holds(const struct shore *shore, struct spot spot)
{
	bool inside = false;
	for (size_t r = 0; r < shore->count; r++)
		inside ^= ring_contains(shore->rings[r].points, shore->rings[r].count, spot);
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
			struct spot a = ring->points[i], b = ring->points[i + 1 < ring->count ? i + 1 : 0];
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
struct placed_area {
	struct box bounds;
	size_t wish;
	struct shore shore; /* no rings: not made yet */
};

struct shores {
	struct placed_area *areas;
	size_t count;
	double widest;
};

static int compare_areas(const void *first, const void *second)
{
	const struct placed_area *a = first, *b = second;
	if (a->bounds.left != b->bounds.left)
		return a->bounds.left < b->bounds.left ? -1 : 1;
	return (a->wish > b->wish) - (a->wish < b->wish);
}

static struct shores *find_areas(struct spot_maker *maker)
{
	struct shores *shores = ARENA_NEW(maker->arena, struct shores);
	shores->areas = ARENA_ARRAY(maker->arena, maker->wish_count + 1, struct placed_area);
	for (size_t i = 0; i < maker->wish_count; i++) {
		if (maker->wishes[i]->kind != LABEL_AREA || !maker->wishes[i]->class_name)
			continue;
		struct box bounds = area_bounds(maker->wishes[i]);
		shores->areas[shores->count++] = (struct placed_area){.bounds = bounds, .wish = i};
		shores->widest = fmax(shores->widest, box_width(bounds));
	}
	qsort(shores->areas, shores->count, sizeof *shores->areas, compare_areas);
	return shores;
}

/* Other areas of the same layer that a block may come near. */
struct others {
	const struct shore **shores;
	size_t count;
};

static void add_other(struct spot_maker *maker, struct others *others, size_t *capacity, struct placed_area *area)
{
	if (!area->shore.rings)
		area->shore = shore_of(maker->arena, maker->wishes[area->wish]);
	others->shores = arena_grow(maker->arena, others->shores, others->count, capacity, sizeof(struct shore *));
	others->shores[others->count++] = &area->shore;
}

/* What blocks of the wish, the furthest included, keep off. */
static struct box find_surroundings(const struct label_wish *wish, struct spot pole)
{
	double width = 0, height = 0, reach = 2 * (FURTHEST + GAP + OTHER_GAP + STEP);
	for (size_t f = 0; f < wish->form_count; f++) {
		width = fmax(width, wish->forms[f].width);
		height = fmax(height, wish->forms[f].height);
	}
	return box_at(pole, width + reach, height + reach);
}

static struct others find_others(struct spot_maker *maker, const struct label_wish *wish, struct spot pole)
{
	struct box around = find_surroundings(wish, pole);
	struct others others = {0};
	size_t capacity = 0, first = 0;
	if (!maker->shores)
		maker->shores = find_areas(maker);
	const struct shores *shores = maker->shores;
	for (size_t end = shores->count; first < end;) {
		size_t middle = first + (end - first) / 2;
		if (shores->areas[middle].bounds.left < around.left - shores->widest)
			first = middle + 1;
		else
			end = middle;
	}
	for (size_t k = first; k < shores->count && shores->areas[k].bounds.left < around.right; k++) {
		struct placed_area *area = &shores->areas[k];
		const struct label_wish *other = maker->wishes[area->wish];
		if (box_overlaps(area->bounds, around) && other != wish && wish->class_name &&
		    !strcmp(other->class_name, wish->class_name))
			add_other(maker, &others, &capacity, area);
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

static void offer_way(struct spot_maker *maker, struct offers *offers, const struct label_form *form,
                      const struct shore *shore, const struct others *others, struct spot pole, int way, double extra)
{
	double angle = 2 * M_PI * way / WAYS, x = cos(angle), y = sin(angle);
	for (double reach = form->height / 2; reach <= FURTHEST; reach += STEP) {
		struct spot centre = {pole.x + x * reach, pole.y + y * reach};
		struct offer offer = {.form = form,
		                      .where = "at its edge",
		                      .width = form->width,
		                      .origin = {centre.x - form->width / 2, centre.y - form->height / 2}};
		struct turned_box block = turned_box_new(offer.origin, form->width, form->height, 0);
		if (!is_clear(shore, &block, GAP))
			continue;
		offer.cost = form->cost + extra + FAR_COST * turned_box_spot_distance(&block, pole) +
		             LEFT_COST * (1 - x) / 2 + BELOW_COST * (1 + y) / 2;
		if (is_plain(others, &block))
			offers_add(maker, offers, offer);
		return;
	}
}

void beside_spots(struct spot_maker *maker, const struct label_wish *wish, struct offers *offers, struct spot pole,
                  double extra)
{
	struct shore shore = shore_of(maker->arena, wish);
	struct others others = find_others(maker, wish, pole);
	for (size_t f = 0; f < wish->form_count; f++) {
		if (form_is_repeated(wish, f))
			continue;
		for (int way = 0; way < WAYS; way++) {
			double x = cos(2 * M_PI * way / WAYS);
			const struct label_form *form = form_aligned(maker->arena, &wish->forms[f],
			                                             x > 0.5    ? 0
			                                             : x < -0.5 ? 1
			                                                        : 0.5);
			offer_way(maker, offers, form, &shore, &others, pole, way, extra);
		}
	}
}

/* Point candidates: places round a dot, and places further off with a leader line.
 * In: a point request. Out: candidates, in page points. Preference follows Imhof (Die Anordnung der Namen in
 * der Karte, 1962) and Yoeli (The Logic of Automated Map Lettering, 1972): right and above first, left
 * before straight above or below; names read from right to left the other way round. Lines of a block are set flush
 * with the side that faces the dot. */
#include "labels/candidate_queue.h"

#include <math.h>
#include <string.h>

#define GAP          1.2 /* points between dot and name */
#define WIDER_GAP    2.6 /* more, for the second ring */
#define WIDER_COST   8.0
#define DIAGONAL     0.72
#define MOVED        0.22 /* of half the block, by which names that keep to their land try more places */
#define MOVED_COST   0.1
#define LEADER_STEPS 6
#define LEADER_WAYS  32
#define MOST_LEADERS 32 /* kept of such a name, the cheapest, and how many of those in nearly the same place */
#define ALIKE        2
#define FEW_STEPS    4   /* of names that need not keep to their land */
#define STEEP        0.7 /* sine, from where on a leader ends above or below the block */
#define LEAN         0.6 /* of half the block, by which such a block moves aside */
#define LEADER_AIR   0.9 /* between leader and name */

/* x, y: where the dot's nearest point of the block lies, -1 left/top .. 1 right/bottom, as seen from the
 * dot: {1, -0.44} is right of the dot and rather above it. */
struct bearing {
	const char *name; /* by which an author may pin it */
	bool is_main;
	double x, y;
	double cost;
};

static const struct bearing bearings[] = {
        {"above-right", true, 1, -1, 0},
        {"right-high", false, 1, -0.44, 0.3},
        {"right", true, 1, 0, 0.6},
        {"right-low", false, 1, 0.44, 2},
        {"below-right", true, 1, 1, 2.5},
        {"above-left", true, -1, -1, 3},
        {"left-high", false, -1, -0.44, 3.2},
        {"left", true, -1, 0, 3.5},
        {"left-low", false, -1, 0.44, 4.5},
        {"above", true, 0, -1, 4},
        {"above-and-right", false, 0.5, -1, 4.2},
        {"above-and-left", false, -0.5, -1, 4.8},
        {"below-left", true, -1, 1, 5},
        {"below", true, 0, 1, 5.2},
        {"below-and-right", false, 0.5, 1, 5.5},
        {"below-and-left", false, -0.5, 1, 6},
};
#define BEARING_COUNT (sizeof bearings / sizeof *bearings)

/* The same height on the other side. */
static const struct bearing *mirrored(const struct bearing *bearing)
{
	for (size_t i = 0; i < BEARING_COUNT; i++)
		if (bearings[i].x == -bearing->x && bearings[i].y == bearing->y)
			return &bearings[i];
	return bearing;
}

/* Of the lines of a block on that side: flush with what faces the dot. */
static double facing(double x)
{
	return x > 0.75 ? 0 : x < -0.75 ? 1 : 0.5;
}

/* Top left of a block that stands at the bearing, reach_x and reach_y away from `centre`, at corners only
 * `corner_share` of it: what is round leaves room there. */
static struct page_point beside(const struct label_form *form, struct page_point centre, double reach_x, double reach_y,
                                double corner_share, const struct bearing *bearing)
{
	bool corner = fabs(bearing->x) == 1 && fabs(bearing->y) == 1;
	double share_x = corner ? corner_share : fabs(bearing->x) == 1;
	double share_y = corner ? corner_share : fabs(bearing->y) == 1;
	struct page_point middle = {centre.x + bearing->x * form->width / 2, centre.y + bearing->y * form->height / 2};
	middle.x += copysign(share_x * reach_x, bearing->x);
	middle.y += copysign(share_y * reach_y, bearing->y);
	return (struct page_point){middle.x - form->width / 2, middle.y - form->height / 2};
}

/* Places at the bearing, moved along the side of the dot by `moved` of half the block. */
static void offer_bearing(struct candidate_maker *maker, struct slot *slot, const struct label_form *form,
                          const struct bearing *bearing, double reach, double moved, double extra)
{
	const struct label_request *request = slot->source;
	struct bearing side = request->from_right ? *mirrored(bearing) : *bearing;
	*(fabs(side.x) == 1 ? &side.y : &side.x) += moved;
	struct label_place place = {.form = form, .alignment = facing(side.x), .where = side.name};
	place.origin = beside(place.form, request->anchor, reach, reach, DIAGONAL, &side);
	place.cost = place.form->cost + bearing->cost + extra;
	slot_offer(maker, slot, place);
}

static void offer_ring(struct candidate_maker *maker, struct slot *slot, double gap, double extra, bool main_only)
{
	const struct label_request *request = slot->source;
	double reach = request->radius + gap;
	for (size_t f = 0; f < request->form_count; f++) {
		if (labels_form_is_repeated(request, f))
			continue;
		for (size_t i = 0; i < BEARING_COUNT; i++) {
			if (main_only && !bearings[i].is_main)
				continue;
			offer_bearing(maker, slot, &request->forms[f], &bearings[i], reach, 0, extra);
			bool is_corner = fabs(bearings[i].x) == 1 && fabs(bearings[i].y) == 1;
			for (int way = -1; way <= 1 && slot->home.is_certain && !is_corner; way += 2)
				offer_bearing(maker, slot, &request->forms[f], &bearings[i], reach, way * MOVED,
				              extra + MOVED_COST);
		}
	}
}

bool labels_point_candidate_at(const struct label_request *request, const struct label_form *form, const char *position,
                               struct label_place *out)
{
	double reach = request->radius + GAP;
	for (size_t i = 0; i < BEARING_COUNT; i++) {
		if (strcmp(position, bearings[i].name) != 0)
			continue;
		out->form = form;
		out->alignment = facing(bearings[i].x);
		out->origin = beside(form, request->anchor, reach, reach, DIAGONAL, &bearings[i]);
		return true;
	}
	return false;
}

void point_candidates(struct candidate_maker *maker, struct slot *slot)
{
	offer_ring(maker, slot, GAP, 0, false);
	offer_ring(maker, slot, GAP + WIDER_GAP, WIDER_COST, true);
}

static const double leader_lengths[LEADER_STEPS] = {6, 11, 18, 28, 40, 55};

static double leader_cost(double length)
{
	return LEADER_COST + (length - leader_lengths[0]) * 0.6;
}

static double clamp(double value)
{
	return fmin(fmax(value, -1), 1);
}

/* On the page y grows downwards. */
static const char *leader_side(double x, double y)
{
	static const char *const sides[3][3] = {
	        {"above-left", "above", "above-right"}, {"left", "", "right"}, {"below-left", "below", "below-right"}};
	return sides[y < -0.39 ? 0 : y > 0.39 ? 2 : 1][x < -0.39 ? 0 : x > 0.39 ? 2 : 1];
}

bool place_add_leader(struct label_place *place, const struct label_request *request)
{
	/* It ends at the block's near side, but not at its very corner. */
	struct turned_box core =
	        turned_box_new((struct page_point){place->origin.x, place->origin.y + place->form->height * 0.2},
	                       place->form->width, place->form->height * 0.6, 0);
	struct page_point target = turned_box_nearest(&core, request->anchor);
	double full = hypot(target.x - request->anchor.x, target.y - request->anchor.y);
	double start = request->radius, end = full - LEADER_AIR;
	if (end - start < 2)
		return false;
	double to_x = (target.x - request->anchor.x) / full, to_y = (target.y - request->anchor.y) / full;
	place->has_leader = true;
	place->leader_from = (struct page_point){request->anchor.x + to_x * start, request->anchor.y + to_y * start};
	place->leader_to = (struct page_point){request->anchor.x + to_x * end, request->anchor.y + to_y * end};
	return true;
}

static void offer_leader(struct candidate_maker *maker, const struct label_request *request, struct place_list *list,
                         const struct label_form *form, double length, double x, double y, double lean)
{
	double side = clamp(x * 1.5 + lean);
	struct label_place place = {.form = form, .alignment = facing(side), .where = leader_side(x, y)};
	double reach = request->radius + length;
	struct page_point middle = {request->anchor.x + x * reach + side * place.form->width / 2,
	                            request->anchor.y + y * reach + clamp(y * 1.5) * place.form->height / 2};
	place.origin = (struct page_point){middle.x - place.form->width / 2, middle.y - place.form->height / 2};
	if (!place_add_leader(&place, request))
		return;
	/* Right before left, flat before steep, as with the places at the dot. */
	double backward = request->from_right ? 1 + x : 1 - x;
	place.cost = place.form->cost + leader_cost(length) + 1.5 * backward / 2 + fabs(y);
	place_list_add(maker, list, place);
}

/* In all directions; names that keep to their land try more of them, and above and below the dot the block moves aside.
 */
static void offer_leaders(struct candidate_maker *maker, const struct label_request *request, struct place_list *list,
                          const struct label_form *form, double length, bool more)
{
	for (int way = 0; way < LEADER_WAYS; way += more ? 1 : 2) {
		double angle = 2 * M_PI * way / LEADER_WAYS, x = cos(angle), y = sin(angle);
		int leans = more && fabs(y) > STEEP ? 1 : 0;
		for (int lean = -leans; lean <= leans; lean++)
			offer_leader(maker, request, list, form, length, x, y, lean * LEAN);
	}
}

void labels_point_leader_candidates(struct candidate_maker *maker, struct slot *slot)
{
	const struct label_request *request = slot->source;
	struct place_list list = {0};
	bool more = slot->home.is_certain;
	for (size_t f = 0; f < request->form_count; f++) {
		if (labels_form_is_repeated(request, f))
			continue;
		for (int step = 0; step < (more ? LEADER_STEPS : FEW_STEPS); step++)
			offer_leaders(maker, request, &list, &request->forms[f], leader_lengths[step], more);
	}
	if (more)
		candidate_queue_take(maker, slot, &list, MOST_LEADERS, ALIKE);
	else
		candidate_queue_rate_all(maker, slot, &list);
	arena_reset(&maker->brief);
}

double labels_point_leader_bound(const struct label_request *request)
{
	double least = INFINITY;
	for (size_t f = 0; f < request->form_count; f++)
		least = fmin(least, request->forms[f].cost);
	return least + LEADER_COST;
}

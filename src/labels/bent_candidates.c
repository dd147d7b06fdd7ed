/* Bent candidates: places for a name along the spine of a bent area, as a crescent-like lake or a winding sea.
 * In: an area request (even-odd rings, page points). Out: candidates on arcs, all of whose boxes lie inside, dearer
 * than straight ones as good. */
#include "geometry/ring_index.h"
#include "labels/candidate_queue.h"

#include <math.h>

#define MOST_SWEEP  1.047 /* radians: 60 degrees from the first letter to the last */
#define LEAST_SWEEP 0.14  /* below, a straight name does as well */
#define MOST_SLOPE  0.7853982
#define LEAST_UNITS 3   /* letters, without which a name cannot be seen to bend */
#define LEAST_WORDS 5   /* of joined letters, the blanks between them counted */
#define MOST_OFF    0.6 /* of the block's height: how far the spine may leave the arc */
#define PLACES      12  /* along the spine, of a name of one length */
#define BEND_COST   2.5

/* What the places along a spine have in common. */
struct bending {
	struct candidate_maker *maker;
	struct place_list *list;
	const struct ring_index *index;
	struct polyline spine;
	double length; /* of the spine */
};

/* No edge runs through the block, so that it is inside where its middle is. */
static bool lies_inside(const struct ring_index *index, const struct label_place *place, double width)
{
	struct turned_box block = candidate_new(*place, width).block;
	return ring_index_holds(index, block.centre) && turned_box_keeps_off(&block, index, AREA_CLEARANCE);
}

static void offer_from(const struct bending *bending, const struct label_form *form, const struct setting *setting,
                       double start)
{
	struct label_place place = {
	        .form = form, .alignment = 0.5, .where = "along its spine", .spacing = setting->spacing};
	struct line_arc arc = polyline_arc(bending->spine.points, bending->spine.count, start, setting->width);
	double sweep = fabs(arc.bend) * setting->width, cosine = cos(arc.angle), sine = sin(arc.angle);
	if (fabs(arc.angle) > MOST_SLOPE || sweep < LEAST_SWEEP || sweep > MOST_SWEEP ||
	    arc.off > form->height * MOST_OFF)
		return;
	double x = -setting->width / 2, y = -form->height / 2;
	place.origin = (struct page_point){arc.middle.x + x * cosine - y * sine, arc.middle.y + x * sine + y * cosine};
	place.angle = arc.angle;
	place.bend = arc.bend;
	double away = fabs(2 * start + setting->width - bending->length) / bending->length;
	place.cost = form->cost + BEND_COST + setting->extra + AREA_AWAY_COST * away;
	if (lies_inside(bending->index, &place, setting->width))
		place_list_add(bending->maker, bending->list, place);
}

/* Whether it is long enough to be seen to bend, and can: joined letters, as Arabic ones, stay together. */
static bool can_bend(const struct label_form *form)
{
	size_t units = 0;
	for (size_t i = 0; i < form->piece_count; i++) {
		const struct text_run *run = &form->pieces[i].run;
		if (run->joined && text_unit_count(run) < LEAST_WORDS)
			return false;
		units = text_unit_count(run) > units ? text_unit_count(run) : units;
	}
	return units >= LEAST_UNITS;
}

static void offer_form(const struct bending *bending, const struct label_form *form, bool stretch)
{
	struct setting settings[MOST_SETTINGS];
	double length = bending->length;
	for (size_t i = labels_form_settings(form, stretch, length, settings); i-- > 0;)
		for (int step = 0; step <= PLACES && settings[i].width <= length; step++)
			offer_from(bending, form, &settings[i], (length - settings[i].width) * step / PLACES);
}

void bent_candidates(struct candidate_maker *maker, const struct label_request *request, struct place_list *list,
                     const struct ring_index *index, struct page_point pole, double deepest)
{
	struct bending bending = {.maker = maker, .list = list, .index = index};
	double least = INFINITY;
	for (size_t f = 0; f < request->form_count; f++)
		least = fmin(least, request->forms[f].height / 2 + AREA_CLEARANCE);
	if (!(deepest > least))
		return;
	bending.spine = ring_index_spine(&maker->brief, index, pole, least);
	bending.length = polyline_length(bending.spine.points, bending.spine.count);
	for (size_t f = 0; f < request->form_count; f++)
		if (!labels_form_is_repeated(request, f) && can_bend(&request->forms[f]))
			offer_form(&bending, &request->forms[f], request->stretch);
}

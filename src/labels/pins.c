/* Pins: names that stand where the author wants them, whatever is there.
 * In: a request with a pin, page points. Out: its place, and what that collides with. Of several ways to set the name
 * the cheapest that collides with nothing is taken, or the cheapest. */
#include "labels/pins.h"

#include "labels/chosen.h"
#include "labels/conflicts.h"

#include <math.h>
#include <string.h>

#define LEADER_FROM 6.0 /* points between dot and name from which a leader is drawn unless the pin says otherwise */

bool pin_fixes(const struct label_request *request)
{
	const struct label_pin *pin = request->pin;
	if (!pin || pin->hide || !request->form_count)
		return pin && pin->hide;
	if (request->kind != LABEL_LINE)
		return pin->by_offset || pin->position;
	const char *word = pin->position ? pin->position : "above";
	return !pin->by_offset && (!strcmp(word, "above") || !strcmp(word, "below") || !strcmp(word, "centre"));
}

/* Of the block's near edge or, for 0, of its middle. */
static double offset_start(double anchor, double offset, double size)
{
	return offset > 0 ? anchor + offset : offset < 0 ? anchor + offset - size : anchor - size / 2;
}

static bool wants_leader(const struct label_request *request, const struct label_place *place)
{
	struct turned_box block = turned_box_new(place->origin, place->form->width, place->form->height, 0);
	double gap = turned_box_distance(&block, request->anchor) - request->radius;
	if (request->pin->leader == PIN_LEADER_AUTO)
		return request->kind == LABEL_POINT && gap > LEADER_FROM;
	return request->pin->leader == PIN_LEADER_YES;
}

static struct label_place pinned_place(struct arena *arena, const struct label_request *request,
                                       const struct label_form *form, bool below)
{
	const struct label_pin *pin = request->pin;
	if (request->kind == LABEL_LINE)
		return labels_line_pinned(arena, request, form, below);
	struct label_place place = {
	        .form = form, .alignment = 0.5, .where = pin->position ? pin->position : "by distances"};
	if (pin->by_offset) {
		place.alignment = pin->right > 0 ? 0 : pin->right < 0 ? 1 : 0.5;
		place.origin = (struct page_point){offset_start(request->anchor.x, pin->right, form->width),
		                                   offset_start(request->anchor.y, -pin->above, form->height)};
	} else if (!labels_point_candidate_at(request, form, pin->position, &place)) {
		place.origin =
		        (struct page_point){request->anchor.x - form->width / 2, request->anchor.y - form->height / 2};
	}
	if (wants_leader(request, &place))
		place_add_leader(&place, request);
	return place;
}

void pin_place(struct candidate_maker *maker, struct fixed *pin)
{
	struct label_request request = *pin->request;
	double least = INFINITY;
	if (request.pin->hide)
		return;
	if (request.kind == LABEL_AREA) {
		request.anchor = labels_area_pole(maker->arena, &request);
		request.radius = 0;
	}
	/* A line's name may stand on either side, unless the pin says which. */
	const char *word = request.pin->position;
	size_t sides = request.kind == LABEL_LINE && !word ? 2 : 1;
	for (size_t i = 0; i < request.form_count * sides; i++) {
		size_t f = i / sides;
		struct slot slot = {.source = &request, .weight = INFINITY};
		slot.home = ground_map_home(maker->ground, &request);
		bool below = sides == 2 ? i % 2 : word && !strcmp(word, "below");
		struct label_place place = pinned_place(maker->arena, &request, &request.forms[f], below);
		slot_offer(maker, &slot, place);
		double cost = request.forms[f].cost + (slot.count ? slot.candidates[0].place.cost : 1e6);
		if (labels_form_is_repeated(&request, f) || !(cost < least))
			continue;
		least = cost;
		pin->candidate = slot.count ? slot.candidates[0] : candidate_new(place, place.form->width);
		if (slot.count == 0)
			candidate_rate_backdrop(maker, &slot, &pin->candidate);
		pin->problem = slot.count ? NULL : labels_reason_refused(maker->arena, &slot);
	}
	/* The author knows best. */
	pin->candidate.place.cost = pin->candidate.place.crossing = pin->candidate.place.backdrop_cost = 0;
}

void pin_compare(struct arena *arena, struct fixed *pins, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < i && !pins[i].problem; k++)
			if (!pins[i].request->pin->hide && !pins[k].request->pin->hide &&
			    labels_candidates_conflict(&pins[i].candidate, &pins[k].candidate))
				pins[i].problem =
				        arena_printf(arena, "overlaps %s, pinned too", pins[k].request->title);
}

const struct obstacle *pin_obstacles(struct arena *arena, const struct label_input *input, const struct fixed *pins,
                                     size_t count, size_t *total)
{
	struct obstacle *all = ARENA_ARRAY(arena, input->obstacle_count + 2 * count + 1, struct obstacle);
	for (*total = 0; *total < input->obstacle_count; ++*total)
		all[*total] = input->obstacles[*total];
	for (size_t i = 0; i < count; i++) {
		const struct label_place *place = &pins[i].candidate.place;
		if (pins[i].request->pin->hide)
			continue;
		const char *name = arena_printf(arena, "%s, pinned", pins[i].request->title);
		const struct turned_box *block = &pins[i].candidate.block;
		struct page_point *ends = ARENA_ARRAY(arena, 4, struct page_point);
		double reach = fmax(block->half_width - block->half_height, 0);
		/* A fifth of a point more than an obstacle's clearance: names keep further from each other. */
		all[*total] =
		        (struct obstacle){.kind = OBSTACLE_BOX, .box = box_grow(block->bounds, 0.2), .name = name};
		/* A turned one as the line along its middle. */
		for (int k = 0; k < 2; k++)
			ends[2 + k] = (struct page_point){block->centre.x + (k ? reach : -reach) * block->cosine,
			                                  block->centre.y + (k ? reach : -reach) * block->sine};
		if (place->angle != 0)
			all[*total] = (struct obstacle){.kind = OBSTACLE_ROUTE,
			                                .points = ends + 2,
			                                .count = 2,
			                                .half_width = block->half_height + 0.2,
			                                .name = name};
		++*total;
		if (!place->has_leader)
			continue;
		ends[0] = place->leader_from, ends[1] = place->leader_to;
		all[(*total)++] = (struct obstacle){
		        .kind = OBSTACLE_ROUTE, .points = ends, .count = 2, .half_width = 0.2, .name = name};
	}
	return all;
}

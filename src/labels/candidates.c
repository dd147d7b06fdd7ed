/* Candidates: what all kinds of candidates share: testing one, and sorting them.
 * In: label places in page points. Out: candidates in the slot, those that cannot stand left out, costs
 * rounded to the lattice that makes sums of costs exact (so that ties are ties on every machine). */
#include "labels/candidates.h"

#include "base/ranked.h"
#include "labels/solver/solver.h"

#include <math.h>

#define FRAME_MARGIN 1.0 /* points between a name and the frame */
#define MOST_NOTED   48  /* refusals of one slot that are told apart */

struct candidate candidate_new(struct label_place place, double width)
{
	struct candidate candidate = {.place = place};
	candidate.block = turned_box_new(place.origin, width, place.form->height, place.angle);
	turned_box_bend(&candidate.block, place.bend);
	candidate.bounds = candidate.block.bounds;
	if (place.has_leader) {
		box_add(&candidate.bounds, place.leader_from);
		box_add(&candidate.bounds, place.leader_to);
	}
	return candidate;
}

struct box labels_area_bounds(const struct label_request *request)
{
	struct box bounds = box_empty;
	for (size_t r = 0; r < request->part_count; r++)
		for (size_t i = 0; i < request->parts[r].count; i++)
			box_add(&bounds, request->parts[r].points[i]);
	return bounds;
}

void slot_refuse(struct arena *arena, struct slot *slot, enum refusal_cause cause, struct blocker blocker, double cost)
{
	slot->is_obstructed |= cause != REFUSED_FRAME;
	if (slot->quiet)
		return;
	for (size_t i = 0; i < slot->refusal_count; i++) {
		struct refusal *known = &slot->refusals[i];
		if (known->cause != cause || known->blocker.kind != blocker.kind || known->blocker.name != blocker.name)
			continue;
		known->places++;
		known->least = fmin(known->least, cost);
		return;
	}
	if (slot->refusal_count == MOST_NOTED)
		return;
	slot->refusals =
	        arena_grow(arena, slot->refusals, slot->refusal_count, &slot->refusal_capacity, sizeof *slot->refusals);
	slot->refusals[slot->refusal_count++] = (struct refusal){cause, blocker, 1, cost};
}

bool candidate_fits(struct candidate_maker *maker, struct slot *slot, const struct candidate *candidate)
{
	if (box_holds(box_grow(maker->frame, -FRAME_MARGIN), candidate->block.bounds))
		return true;
	slot_refuse(maker->arena, slot, REFUSED_FRAME, (struct blocker){0}, 0);
	return false;
}

void candidate_rate_backdrop(struct candidate_maker *maker, const struct slot *slot, struct candidate *candidate)
{
	struct label_place *place = &candidate->place;
	place->backdrop_cost = ground_map_rate(maker->ground, &candidate->block, slot->home, slot->weight) +
	                       backdrop_map_rate(maker->backdrop, &candidate->block, slot->source, place);
	place->cost += place->backdrop_cost;
}

bool candidate_rate_obstacles(struct candidate_maker *maker, struct slot *slot, struct candidate *candidate)
{
	struct label_place *place = &candidate->place;
	const struct page_point *own = slot->source->kind == LABEL_POINT ? &slot->source->anchor : NULL;
	double before = place->cost;
	struct blocker blocker = {0}, *wanted = slot->quiet ? NULL : &blocker;
	if (before >= slot->weight) {
		slot_refuse(maker->arena, slot, REFUSED_COST, blocker, before);
		return false;
	}
	if (!wanted && own && place->has_leader &&
	    obstacle_index_leader_meets_dot(maker->obstacles, place->leader_from, place->leader_to, *own)) {
		slot_refuse(maker->arena, slot, REFUSED_LEADER, blocker, 0);
		return false;
	}
	if (!obstacle_index_rate_block(maker->obstacles, &candidate->block, own, slot->weight, &place->cost, wanted)) {
		slot_refuse(maker->arena, slot, REFUSED_BLOCK, blocker, 0);
		return false;
	}
	if (place->has_leader &&
	    !obstacle_index_rate_leader(maker->obstacles, place->leader_from, place->leader_to, slot->source->anchor,
	                                slot->weight, &place->cost, wanted)) {
		slot_refuse(maker->arena, slot, REFUSED_LEADER, blocker, 0);
		return false;
	}
	place->crossing = place->cost - before;
	place->cost = solver_round_cost(place->cost);
	if (place->cost < slot->weight)
		return true;
	slot_refuse(maker->arena, slot, REFUSED_COST, blocker, place->cost);
	return false;
}

void slot_offer(struct candidate_maker *maker, struct slot *slot, struct label_place place)
{
	struct candidate candidate = candidate_new(place, labels_form_width(place.form, place.spacing));
	if (!candidate_fits(maker, slot, &candidate))
		return;
	/* Most places at a dot are taken: what is quicker to find out comes first. */
	bool is_point = slot->source->kind == LABEL_POINT;
	if (!is_point)
		candidate_rate_backdrop(maker, slot, &candidate);
	if (!candidate_rate_obstacles(maker, slot, &candidate))
		return;
	if (is_point)
		candidate_rate_backdrop(maker, slot, &candidate);
	candidate.place.cost = solver_round_cost(candidate.place.cost);
	if (candidate.place.cost < slot->weight)
		slot_add(maker->arena, slot, &candidate);
	else
		slot_refuse(maker->arena, slot, REFUSED_COST, (struct blocker){0}, candidate.place.cost);
}

void slot_add(struct arena *arena, struct slot *slot, const struct candidate *candidate)
{
	slot->candidates = arena_grow(arena, slot->candidates, slot->count, &slot->capacity, sizeof *slot->candidates);
	slot->candidates[slot->count++] = *candidate;
}

void slot_sort(struct candidate_maker *maker, struct slot *slot)
{
	slot->reach = box_empty;
	if (slot->count == 0)
		return;
	struct ranked *order = ARENA_ARRAY(maker->arena, slot->count, struct ranked);
	struct candidate *sorted = ARENA_ARRAY(maker->arena, slot->count, struct candidate);
	for (size_t i = 0; i < slot->count; i++)
		order[i] = (struct ranked){slot->candidates[i].place.cost, i};
	ranked_sort(order, slot->count);
	for (size_t i = 0; i < slot->count; i++) {
		sorted[i] = slot->candidates[order[i].index];
		if (!sorted[i].is_promise)
			box_join(&slot->reach, sorted[i].bounds);
	}
	slot->candidates = sorted;
	slot->capacity = slot->count;
}

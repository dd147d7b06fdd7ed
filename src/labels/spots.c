/* Spots: what all kinds of candidates share: testing one, and sorting them.
 * In: label spots in page points. Out: candidates in the slot, those that cannot stand left out, costs
 * rounded to the lattice that makes sums of costs exact (so that ties are ties on every machine). */
#include "labels/spots.h"

#include "labels/choose.h"

#include <math.h>
#include <stdlib.h>

#define FRAME_MARGIN 1.0 /* points between a name and the frame */

static void leader_bounds(struct candidate *candidate)
{
	if (!candidate->spot.has_leader)
		return;
	box_add(&candidate->bounds, candidate->spot.leader_from);
	box_add(&candidate->bounds, candidate->spot.leader_to);
}

struct candidate candidate_new(struct label_spot spot)
{
	struct candidate candidate = {.spot = spot};
	double width = form_width(spot.form, spot.spacing);
	candidate.block = turned_box_new(spot.origin, width, spot.form->height, spot.angle);
	candidate.bounds = candidate.block.bounds;
	leader_bounds(&candidate);
	return candidate;
}

void slot_offer(struct spot_maker *maker, struct slot *slot, struct label_spot spot, const struct spot *own)
{
	struct candidate candidate = candidate_new(spot);
	struct blocker blocker = {0};
	if (!box_holds(box_grow(maker->frame, -FRAME_MARGIN), candidate.block.bounds)) {
		slot_refuse(maker->arena, slot, REFUSED_FRAME, blocker, 0);
		return;
	}
	if (spot.cost >= slot->weight) {
		slot_refuse(maker->arena, slot, REFUSED_COST, blocker, spot.cost);
		return;
	}
	if (!obstacle_index_rate_block(maker->obstacles, &candidate.block, own, &candidate.spot.cost, &blocker)) {
		slot_refuse(maker->arena, slot, REFUSED_BLOCK, blocker, 0);
		return;
	}
	if (spot.has_leader && !obstacle_index_rate_leader(maker->obstacles, spot.leader_from, spot.leader_to,
	                                                   slot->source->anchor, &candidate.spot.cost, &blocker)) {
		slot_refuse(maker->arena, slot, REFUSED_LEADER, blocker, 0);
		return;
	}
	candidate.spot.crossing = candidate.spot.cost - spot.cost;
	candidate.spot.cost = cost_on_lattice(candidate.spot.cost);
	if (!(candidate.spot.cost < slot->weight)) {
		slot_refuse(maker->arena, slot, REFUSED_COST, blocker, candidate.spot.cost);
		return;
	}
	slot->candidates =
	        arena_grow(maker->arena, slot->candidates, slot->count, &slot->capacity, sizeof *slot->candidates);
	slot->candidates[slot->count++] = candidate;
}

void slot_offer_on_ground(struct spot_maker *maker, struct slot *slot, struct label_spot spot)
{
	struct turned_box block =
	        turned_box_new(spot.origin, form_width(spot.form, spot.spacing), spot.form->height, spot.angle);
	spot.underlying = ground_map_rate(maker->ground, &block, slot->source, &spot);
	spot.cost += spot.underlying;
	slot_offer(maker, slot, spot, NULL);
}

struct ranked {
	double cost;
	size_t index;
};

static int compare_ranked(const void *first, const void *second)
{
	const struct ranked *a = first, *b = second;
	if (a->cost != b->cost)
		return a->cost < b->cost ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

void slot_sort(struct spot_maker *maker, struct slot *slot)
{
	slot->reach = box_empty;
	if (slot->count == 0)
		return;
	struct ranked *order = ARENA_ARRAY(maker->arena, slot->count, struct ranked);
	struct candidate *sorted = ARENA_ARRAY(maker->arena, slot->count, struct candidate);
	for (size_t i = 0; i < slot->count; i++)
		order[i] = (struct ranked){slot->candidates[i].spot.cost, i};
	qsort(order, slot->count, sizeof *order, compare_ranked);
	for (size_t i = 0; i < slot->count; i++) {
		sorted[i] = slot->candidates[order[i].index];
		if (!sorted[i].is_promise)
			box_join(&slot->reach, sorted[i].bounds);
	}
	slot->candidates = sorted;
	slot->capacity = slot->count;
}

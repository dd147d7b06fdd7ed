/* Chosen: the candidates that were taken, sorted by their left edges.
 * In: slots and their states, page points. Out: who stands in a candidate's way. Only those are looked at whose left
 * edge is at most the widest name's width away: of ten thousand names a few dozen. */
#include "labels/chosen.h"

#include "labels/conflicts.h"

#include <math.h>

#define NEAR 2.0 /* points: more than names keep from each other */

const struct candidate *chosen_candidate(const struct chosen *chosen, size_t slot)
{
	uint32_t state = chosen->states[slot];
	return state < chosen->slots[slot].count ? &chosen->slots[slot].candidates[state] : NULL;
}

struct chosen chosen_new(struct arena *arena, const struct slot *slots, size_t count, const uint32_t *states)
{
	struct chosen chosen = {
	        .slots = slots, .states = states, .order = ARENA_ARRAY(arena, count + 1, struct ranked)};
	for (size_t i = 0; i < count; i++) {
		const struct candidate *candidate = chosen_candidate(&chosen, i);
		if (!candidate)
			continue;
		chosen.order[chosen.count++] = (struct ranked){candidate->bounds.left, i};
		chosen.widest = fmax(chosen.widest, candidate->bounds.right - candidate->bounds.left);
	}
	ranked_sort(chosen.order, chosen.count);
	return chosen;
}

const struct slot *chosen_rival(const struct chosen *chosen, const struct slot *own, const struct candidate *candidate)
{
	const struct slot *rival = NULL;
	double right = candidate->bounds.right + NEAR;
	for (size_t k = ranked_first(chosen->order, chosen->count, candidate->bounds.left - chosen->widest - NEAR);
	     k < chosen->count && chosen->order[k].key <= right; k++) {
		const struct slot *other = &chosen->slots[chosen->order[k].index];
		if (other != own && (!rival || other < rival) &&
		    labels_candidates_conflict(candidate, chosen_candidate(chosen, chosen->order[k].index)))
			rival = other;
	}
	return rival;
}

size_t chosen_overlaps(const struct chosen *chosen)
{
	size_t overlaps = 0;
	for (size_t i = 0; i < chosen->count; i++) {
		const struct candidate *one = chosen_candidate(chosen, chosen->order[i].index);
		double right = one->bounds.right + NEAR;
		for (size_t k = i + 1; k < chosen->count && chosen->order[k].key <= right; k++)
			overlaps += labels_candidates_conflict(one, chosen_candidate(chosen, chosen->order[k].index));
	}
	return overlaps;
}

/* Conflicts: pairs of candidates that cannot both be kept, found by a sweep over the slots' reaches.
 * In: slots with candidates, in page points. Out: the model that choose.c solves. */
#include "labels/conflicts.h"

#include <stdlib.h>

#define MARGIN 0.8 /* points between two names */

bool candidates_conflict(const struct candidate *a, const struct candidate *b)
{
	if (a->is_promise || b->is_promise || !boxes_meet(&a->bounds, &b->bounds, MARGIN))
		return false;
	if (turned_box_overlaps(&a->block, &b->block, MARGIN))
		return true;
	const struct label_candidate *first = &a->spot, *second = &b->spot;
	if (first->has_leader && turned_box_nears_segment(&b->block, first->leader_from, first->leader_to, MARGIN))
		return true;
	if (second->has_leader && turned_box_nears_segment(&a->block, second->leader_from, second->leader_to, MARGIN))
		return true;
	return first->has_leader && second->has_leader &&
	       segment_segment_distance(first->leader_from, first->leader_to, second->leader_from, second->leader_to) <
	               MARGIN;
}

static void compare_slots(struct model *model, const struct slot *slots, uint32_t first, uint32_t second)
{
	bool started = false;
	const struct slot *one = &slots[first], *other = &slots[second];
	for (uint32_t a = 0; a < one->count; a++) {
		if (one->candidates[a].is_promise || !boxes_meet(&other->reach, &one->candidates[a].bounds, MARGIN))
			continue;
		for (uint32_t b = 0; b < other->count; b++) {
			if (!boxes_meet(&one->candidates[a].bounds, &other->candidates[b].bounds, MARGIN) ||
			    !candidates_conflict(&one->candidates[a], &other->candidates[b]))
				continue;
			if (!started)
				model_add_conflict_edge(model, first, second);
			started = true;
			model_set_conflict(model, a, b);
		}
	}
}

struct entry {
	double left;
	uint32_t slot;
};

static int compare_entries(const void *first, const void *second)
{
	const struct entry *a = first, *b = second;
	if (a->left != b->left)
		return a->left < b->left ? -1 : 1;
	return (a->slot > b->slot) - (a->slot < b->slot);
}

static void add_variables(struct arena *arena, const struct slot *slots, size_t count, struct model *model)
{
	for (size_t i = 0; i < count; i++) {
		double *costs = ARENA_ARRAY(arena, slots[i].count + 1, double);
		for (size_t a = 0; a < slots[i].count; a++)
			costs[a] = slots[i].candidates[a].spot.cost;
		costs[slots[i].count] = slots[i].weight;
		model->variables[i] = (struct variable){.costs = costs, .state_count = (uint32_t)slots[i].count + 1};
	}
}

void conflicts_build(struct arena *arena, const struct slot *slots, size_t count, struct model *model)
{
	struct entry *entries = ARENA_ARRAY(arena, count + 1, struct entry);
	model_init(model, arena, count);
	add_variables(arena, slots, count, model);
	for (uint32_t i = 0; i < count; i++)
		entries[i] = (struct entry){slots[i].reach.left, i};
	qsort(entries, count, sizeof *entries, compare_entries);
	for (size_t k = 0; k < count; k++) {
		const struct slot *slot = &slots[entries[k].slot];
		for (size_t n = k + 1; n < count && entries[n].left < slot->reach.right + MARGIN; n++) {
			const struct slot *other = &slots[entries[n].slot];
			if (!boxes_meet(&slot->reach, &other->reach, MARGIN))
				continue;
			uint32_t a = entries[k].slot, b = entries[n].slot;
			compare_slots(model, slots, a < b ? a : b, a < b ? b : a);
		}
	}
	model_link(model);
}

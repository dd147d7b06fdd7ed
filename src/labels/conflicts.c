/* Conflicts: pairs of candidates that cannot both be kept, found by a sweep over the slots' reaches.
 * In: slots with candidates, in page points. Out: the problem that the solver gets. */
#include "labels/conflicts.h"

#include "base/ranked.h"

#include <math.h>

#define MARGIN       0.8 /* points between two names */
#define ONE_BASELINE 1.0 /* points by which two baselines differ that the eye takes for one */

/* Whether the names, near each other, have lines that go on in each other's: "Datong Huainan" (Haunert and Wolff,
 * ISPRS IJGI 2017, 6(11) 342, on ambiguity between neighbouring names). */
static bool reads_as_one(const struct candidate *a, const struct candidate *b)
{
	const struct label_form *first = a->place.form, *second = b->place.form;
	if (a->block.sine != 0 || b->block.sine != 0)
		return false;
	for (size_t i = 0; i < first->piece_count; i++)
		for (size_t k = 0; k < second->piece_count; k++)
			if (fabs(a->place.origin.y + first->pieces[i].offset.y - b->place.origin.y -
			         second->pieces[k].offset.y) < ONE_BASELINE)
				return turned_box_overlaps(&a->block, &b->block, CONFLICT_REACH);
	return false;
}

bool labels_candidates_conflict(const struct candidate *a, const struct candidate *b)
{
	if (a->is_promise || b->is_promise || !boxes_meet(&a->bounds, &b->bounds, CONFLICT_REACH))
		return false;
	if (turned_box_overlaps(&a->block, &b->block, MARGIN) || reads_as_one(a, b))
		return true;
	const struct label_place *first = &a->place, *second = &b->place;
	if (first->has_leader && turned_box_nears_segment(&b->block, first->leader_from, first->leader_to, MARGIN))
		return true;
	if (second->has_leader && turned_box_nears_segment(&a->block, second->leader_from, second->leader_to, MARGIN))
		return true;
	return first->has_leader && second->has_leader &&
	       geometry_segments_distance(first->leader_from, first->leader_to, second->leader_from,
	                                  second->leader_to) < MARGIN;
}

static void compare_slots(struct problem *problem, const struct slot *const *slots, uint32_t first, uint32_t second)
{
	const struct slot *one = slots[first], *other = slots[second];
	for (uint32_t a = 0; a < one->count; a++) {
		if (one->candidates[a].is_promise ||
		    !boxes_meet(&other->reach, &one->candidates[a].bounds, CONFLICT_REACH))
			continue;
		for (uint32_t b = 0; b < other->count; b++)
			if (labels_candidates_conflict(&one->candidates[a], &other->candidates[b]))
				problem_exclude(problem, first, a, second, b);
	}
}

static void set_costs(struct arena *arena, struct problem *problem, uint32_t variable, const struct slot *slot)
{
	double *costs = ARENA_ARRAY(arena, slot->count + 1, double);
	for (size_t a = 0; a < slot->count; a++)
		costs[a] = slot->candidates[a].place.cost;
	costs[slot->count] = slot->weight;
	problem_set_costs(problem, variable, costs, (uint32_t)slot->count + 1);
}

struct problem *conflicts_build(struct arena *arena, const struct slot *const *slots, size_t count)
{
	struct ranked *order = ARENA_ARRAY(arena, count + 1, struct ranked);
	struct problem *problem = problem_new(arena, count);
	for (uint32_t i = 0; i < count; i++) {
		set_costs(arena, problem, i, slots[i]);
		order[i] = (struct ranked){slots[i]->reach.left, i};
	}
	ranked_sort(order, count);
	for (size_t k = 0; k < count; k++) {
		uint32_t a = (uint32_t)order[k].index;
		for (size_t n = k + 1; n < count && order[n].key < slots[a]->reach.right + CONFLICT_REACH; n++) {
			uint32_t b = (uint32_t)order[n].index;
			if (boxes_meet(&slots[a]->reach, &slots[b]->reach, CONFLICT_REACH))
				compare_slots(problem, slots, a < b ? a : b, a < b ? b : a);
		}
	}
	return problem;
}

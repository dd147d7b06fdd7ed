/* Chosen: the candidates that were taken, sorted by their left edges.
 * In: slots and their states, page points. Out: who stands in a candidate's way. Only those are looked at whose left
 * edge is at most the widest name's width away: with ten thousand names a few dozen. */
#include "labels/chosen.h"

#include "labels/conflicts.h"

#include <math.h>
#include <stdlib.h>

#define NEAR 2.0 /* points: more than names keep from each other */

struct taken {
	double left;
	size_t slot;
	const struct candidate *candidate;
};

struct chosen {
	const struct slot *slots;
	struct taken *taken;
	size_t count;
	double widest;
};

static int compare_taken(const void *first, const void *second)
{
	const struct taken *a = first, *b = second;
	if (a->left != b->left)
		return a->left < b->left ? -1 : 1;
	return (a->slot > b->slot) - (a->slot < b->slot);
}

struct chosen *chosen_new(struct arena *arena, const struct slot *slots, size_t count, const uint32_t *states)
{
	struct chosen *chosen = ARENA_NEW(arena, struct chosen);
	chosen->slots = slots;
	chosen->taken = ARENA_ARRAY(arena, count + 1, struct taken);
	for (size_t i = 0; i < count; i++) {
		if (states[i] >= slots[i].count)
			continue;
		const struct candidate *candidate = &slots[i].candidates[states[i]];
		chosen->taken[chosen->count++] = (struct taken){candidate->bounds.left, i, candidate};
		chosen->widest = fmax(chosen->widest, candidate->bounds.right - candidate->bounds.left);
	}
	qsort(chosen->taken, chosen->count, sizeof *chosen->taken, compare_taken);
	return chosen;
}

/* The first whose left edge is not left of `left`. */
static size_t first_from(const struct chosen *chosen, double left)
{
	size_t first = 0, end = chosen->count;
	while (first < end) {
		size_t middle = first + (end - first) / 2;
		if (chosen->taken[middle].left < left)
			first = middle + 1;
		else
			end = middle;
	}
	return first;
}

const struct slot *chosen_rival(const struct chosen *chosen, const struct slot *own, const struct candidate *candidate)
{
	const struct slot *rival = NULL;
	double right = candidate->bounds.right + NEAR;
	for (size_t k = first_from(chosen, candidate->bounds.left - chosen->widest - NEAR);
	     k < chosen->count && chosen->taken[k].left <= right; k++) {
		const struct slot *other = &chosen->slots[chosen->taken[k].slot];
		if (other != own && (!rival || other < rival) &&
		    candidates_conflict(candidate, chosen->taken[k].candidate))
			rival = other;
	}
	return rival;
}

size_t chosen_overlaps(const struct chosen *chosen)
{
	size_t overlaps = 0;
	for (size_t i = 0; i < chosen->count; i++) {
		const struct candidate *one = chosen->taken[i].candidate;
		for (size_t k = i + 1; k < chosen->count && chosen->taken[k].left <= one->bounds.right + NEAR; k++)
			overlaps += candidates_conflict(one, chosen->taken[k].candidate);
	}
	return overlaps;
}

/* Chosen: the candidates that the solver took, found by where they stand, and why names were dropped or do not stand
 * where they would rather stand (reasons.c). */
#pragma once

#include "base/ranked.h"
#include "labels/candidates.h"

#include <stdint.h>

struct chosen {
	const struct slot *slots;
	const uint32_t *states; /* per slot: the candidate taken; as many as there are candidates: none */
	struct ranked *order;   /* slots with a candidate taken, by its left edge */
	size_t count;
	double widest; /* of the candidates taken, points */
};

/* `slots` and `states` must outlive it. */
struct chosen chosen_new(struct arena *arena, const struct slot *slots, size_t count, const uint32_t *states);
/* NULL: none. */
const struct candidate *chosen_candidate(const struct chosen *chosen, size_t slot);
/* The first slot other than `own` whose candidate is in conflict with this one; NULL when none is. */
const struct slot *chosen_rival(const struct chosen *chosen, const struct slot *own, const struct candidate *candidate);
/* How many pairs are in conflict. */
size_t chosen_overlaps(const struct chosen *chosen);

/* Of the slots first..end, all dropped: what stood in the way, the most frequent first. */
const char *labels_reason_dropped(struct arena *arena, const struct chosen *chosen, size_t first, size_t end);
/* Of a slot: the first reason why a place was refused. */
const char *labels_reason_refused(struct arena *arena, const struct slot *slot);
/* Of a slot: its cheapest place, if it has another, and what took it; "" otherwise. */
const char *labels_reason_better(struct arena *arena, const struct chosen *chosen, size_t index);

/* Chosen: the candidates that the solver took, found by where they stand, and why names were dropped or do not stand
 * where they would rather stand (reasons.c). */
#pragma once

#include "geometry/page_grid.h"
#include "labels/candidates.h"

#include <stdint.h>

struct chosen_entry;

struct chosen {
	struct arena *arena;
	const struct slot *slots;
	uint32_t *states; /* per slot: the candidate taken; as many as there are candidates: none */
	size_t count;     /* of slots */
	struct page_grid grid;
	struct chosen_entry **cells; /* those that touch it, the last added first */
};

/* `slots` and `states` must outlive it. */
struct chosen chosen_new(struct arena *arena, struct box frame, const struct slot *slots, size_t count,
                         uint32_t *states);
/* Counts the slot in, which was dropped and now has a candidate. */
void chosen_add(struct chosen *chosen, size_t slot);
/* NULL: none. */
const struct candidate *chosen_candidate(const struct chosen *chosen, size_t slot);
/* The first slot other than `own` whose candidate is in conflict with this one; NULL when none is. */
const struct slot *chosen_rival(const struct chosen *chosen, const struct slot *own, const struct candidate *candidate);
/* How many of the candidates taken are in conflict with another. */
size_t chosen_overlaps(const struct chosen *chosen);

/* Of the slots first..end, all dropped: what stood in the way, the most frequent first. */
const char *labels_reason_dropped(struct arena *arena, const struct chosen *chosen, size_t first, size_t end);
/* Of a slot: the first reason why a place was refused. */
const char *labels_reason_refused(struct arena *arena, const struct slot *slot);
/* Of a slot: its cheapest place, if it has another, and what took it; "" otherwise. */
const char *labels_reason_better(struct arena *arena, const struct chosen *chosen, size_t index);

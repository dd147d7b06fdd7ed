/* Chosen: the candidates that were taken, found by where they stand. */
#ifndef CORRIDOR_LABELS_CHOSEN_H
#define CORRIDOR_LABELS_CHOSEN_H

#include "labels/candidates.h"

#include <stdint.h>

struct chosen;

/* `states` tells the candidate taken of every slot; as many as there are candidates, or more: none. */
struct chosen *chosen_new(struct arena *arena, const struct slot *slots, size_t count, const uint32_t *states);
/* The first slot other than `own` whose candidate is in conflict with this one; NULL when none is. */
const struct slot *chosen_rival(const struct chosen *chosen, const struct slot *own, const struct candidate *candidate);
/* Pairs in conflict. */
size_t chosen_overlaps(const struct chosen *chosen);

#endif

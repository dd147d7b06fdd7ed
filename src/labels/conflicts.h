/* Conflicts: which candidates of different slots cannot both be kept. */
#pragma once

#include "labels/candidates.h"
#include "labels/solver/solver.h"

#define CONFLICT_REACH 3.0 /* points: names further apart are never in conflict */
/* Blocks nearer than the margin, or on one baseline and so near that they read as one text; a leader through a block,
 * two leaders crossing. */
bool labels_candidates_conflict(const struct candidate *a, const struct candidate *b);
/* A variable per slot: its candidates' costs, then the slot's weight for "dropped". The slots are sorted. */
struct problem *conflicts_build(struct arena *arena, const struct slot *const *slots, size_t count);

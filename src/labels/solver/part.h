/* Part: a model made of some variables and states of another. For choose.c and windows.c. */
#ifndef CORRIDOR_LABELS_PART_H
#define CORRIDOR_LABELS_PART_H

#include "labels/solver/solver.h"

/* A model made of some variables and states of another. */
struct part {
	struct model model;
	uint32_t *members; /* variables of the whole */
	uint32_t **origin; /* per variable: states of the whole */
	uint32_t *states;  /* the solution */
};

/* `members` (rising; kept) in `model`, their states that are alive (NULL: all), and of the solution `states` what
 * concerns them: those must be alive. */
struct part part_take(struct arena *arena, const struct model *model, uint32_t *members, size_t count,
                      bool *const *alive, const uint32_t *states);
/* Writes the part's solution into the whole's. */
void part_give_back(const struct part *part, uint32_t *states);

#endif

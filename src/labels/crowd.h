/* Crowd: keeps names out of the choice that could hardly win there, because weightier names already want the same
 * ground several times over. Without it the pairs of candidates that exclude each other grow with the square of the
 * names at one place. */
#pragma once

#include "labels/candidates.h"
#include "labels/page_grid.h"

struct label_crowd {
	struct page_grid grid;
	float *wanted;    /* per cell: how often the names admitted could cover it, shared out over their candidates */
	size_t *stamps;   /* per cell: the last slot that was counted in it */
	size_t admitted;  /* slots counted */
	double slackness; /* how much the least cost may be below that of the candidates left */
};

struct label_crowd label_crowd_new(struct arena *arena, struct box frame);
/* Takes those of the slot's candidates away, from number `first` on, that stand where weightier names crowd; the others
 * are counted. Slots come by weight, the weightiest first. */
void label_crowd_admit(struct label_crowd *crowd, struct slot *slot, size_t first);

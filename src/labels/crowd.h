/* Crowd: keeps names out of the choice that could hardly win there, because weightier names already want the same
 * ground several times over. Without it the pairs of candidates that exclude each other grow with the square of the
 * names at one place. */
#pragma once

#include "geometry/page_grid.h"
#include "labels/candidates.h"

struct label_crowd {
	struct page_grid grid;
	float *wanted;   /* per cell: how often the names admitted could cover it, shared out over their candidates */
	size_t *stamps;  /* per cell: the last slot that was counted in it */
	size_t admitted; /* slots counted */
	const struct label_request **failed; /* per cell: one in it that found no room among the names placed; NULL */
	double slackness;                    /* how much the least cost may be below that of the candidates left */
};

struct label_crowd label_crowd_new(struct arena *arena, struct box frame);
/* Takes those of the slot's candidates away, from number `first` on, that stand where weightier names crowd; the others
 * are counted. Slots come by weight, the weightiest first. */
void label_crowd_admit(struct label_crowd *crowd, struct slot *slot, size_t first);
/* Whether a name at the very same dot, no wider, no higher and no lighter, was noted to have found no room: this one
 * need not try, for ground is only taken. */
bool label_crowd_has_failed(const struct label_crowd *crowd, const struct label_request *request);
void label_crowd_forget_failed(struct label_crowd *crowd);
void label_crowd_note_failed(struct label_crowd *crowd, const struct label_request *request);

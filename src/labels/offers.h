/* Offers: places for one name that are not yet rated. Rating costs a hundred times what offering does, and of a wide
 * area's thousand places only the cheapest few dozen are kept. */
#ifndef CORRIDOR_LABELS_OFFERS_H
#define CORRIDOR_LABELS_OFFERS_H

#include "labels/candidates.h"

struct offer {
	const struct label_form *form;
	const char *where;
	struct page_point origin;
	double width; /* of the form at this spacing */
	double angle, spacing;
	double cost; /* of the place alone: what it covers and its backdrop only add to it */
};

struct offers {
	struct offer *items;
	size_t count, capacity;
};

void offers_add(struct candidate_maker *maker, struct offers *offers, struct offer offer);
/* The offers that can stand become the slot's candidates, cheapest first: at most `most` of them and at most `alike` in
 * nearly the same place, since others are needed when a neighbour takes that. Equal costs keep the order of their
 * offering. */
void offers_take(struct candidate_maker *maker, struct slot *slot, const struct offers *offers, size_t most,
                 size_t alike);
/* All are rated, in the order of their offering, so that the slot knows why each was refused. */
void offers_rate_all(struct candidate_maker *maker, struct slot *slot, const struct offers *offers);

#endif

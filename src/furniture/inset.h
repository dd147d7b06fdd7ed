/* Where an inset stands on the map, and how large. Private to furniture/. */
#pragma once

#include "furniture/element.h"

#define INSET_MARGIN 8.0 /* of the plate from the map's edge */

/* What an inset is asked to be. */
struct inset_request {
	struct box frame;        /* the map */
	const struct box *shown; /* where the map shows what insets show: this one, then the others */
	size_t shown_count;
	double width, height;            /* of its map, at most */
	double border, caption;          /* round its map; above it */
	const struct obstacles *avoided; /* NULL: its corner is given */
};

struct inset_form {
	double width, height; /* of its map; 0: there is no room */
	bool right, bottom;   /* its corner, if that was not given */
};

/* Size and corner. On a small map the inset shrinks; where it may choose, it also shrinks to keep off members and
 * routes. */
struct inset_form inset_form_choose(const struct furniture_input *input, const struct inset_request *request);

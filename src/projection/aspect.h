/* Aspect: how a projection lies on the globe, and what it shows of it. Inside this room only. */
#pragma once

#include "geometry/cut.h"
#include "projection/transform.h"

enum { ASPECT_MOST_WINDOWS = 6 };

struct view_aspect {
	bool is_known; /* false: one disc round the middle of the view, as far as PROJ's answers hang together */
	bool is_exact; /* the seam is the date line itself, as data have it */
	struct sphere_frame frame;
	struct cut_window windows[ASPECT_MOST_WINDOWS]; /* several: of the north from west to east, then of the south;
	                                                   they meet at the equator */
	size_t window_count;
	/* Of projections that draw far places out without end: a map that is asked for more than its one window less
	 * `tolerated` degrees at each limit shows the window less `advised`. */
	bool draws_out;
	double tolerated, advised;
	bool is_limited; /* nothing is shown beyond the window, though the projection goes on */
};

/* Reads the aspect from the operation's own definition. Knots lie in `arena`. */
struct view_aspect view_aspect_of(struct arena *arena, const struct transform *transform);
/* Of an aspect that is not known the disc, round the middle of what the view shows. */
void view_aspect_find_disc(struct view_aspect *aspect, struct arena *arena, const struct transform *transform,
                           struct lonlat middle);
/* Whether the place lies beyond the limits of what the map shows. */
bool view_aspect_is_beyond(const struct view_aspect *aspect, struct lonlat place);

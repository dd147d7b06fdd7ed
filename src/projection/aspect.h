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
};

/* Reads the aspect from the operation's own definition; `middle` is the middle of what the view shows. Knots lie in
 * `arena`. */
struct view_aspect view_aspect_of(struct arena *arena, const struct transform *transform, struct lonlat middle);

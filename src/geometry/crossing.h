/* Crossing: rings of one area that overlap in part. Page points. */
#pragma once

#include "geometry/polyline.h"

/* Where a ring comes from. */
struct ring_origin {
	size_t part;      /* of the area; pieces of one part, one behind the other, are not compared */
	uint32_t polygon; /* that the part is a ring of, from 1; its rings are one behind the other. 0: not said */
};

/* Unites the rings from number `first` on that overlap, which filled even-odd would have a hole there: polygons that
 * reach into each other, where polygons are said; else rings that cross each other and run the same way round. Of
 * these, a ring that lies inside another, but for `tolerance` points, is a hole and stays one, and so does what runs
 * the other way round. `origins`: of each ring, from `first` on. False: none overlap. About n log n of all points. */
bool geometry_unite_crossing(struct arena *arena, struct polylines *rings, size_t first,
                             const struct ring_origin *origins, double tolerance);

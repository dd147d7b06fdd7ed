/* Crossing: rings of one area that overlap in part. Page points. */
#pragma once

#include "geometry/polyline.h"

/* Unites the rings from number `first` on that cross each other and run the same way round: parts of an area that
 * overlap, which filled even-odd would have a hole there. A ring that lies inside another, but for `tolerance` points,
 * is a hole and stays one; so does what runs the other way round. `parts`: the number of the part of each ring, from
 * `first` on; pieces of one part are not compared. About n log n of all points. */
void geometry_unite_crossing(struct arena *arena, struct polylines *rings, size_t first, const size_t *parts,
                             double tolerance);

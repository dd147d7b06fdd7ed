/* What we let GEOS do: buffers, unions, labels' inner points. The only GEOS user. Page points. */
#ifndef CORRIDOR_GEOMETRY_GEOS_OPS_H
#define CORRIDOR_GEOMETRY_GEOS_OPS_H

#include "geometry/polyline.h"

/* The pole of inaccessibility of a polygon (rings: first outer, rest holes): centre and radius of the
 * largest inscribed circle, to `tolerance` points. False when GEOS fails on invalid input. */
bool largest_inscribed_circle(const struct polyline *rings, size_t count, double tolerance, struct spot *centre,
                              double *radius);
/* Round-capped buffer of lines, united; rings appended to out. False on failure. */
bool buffer_lines(struct arena *arena, const struct polyline *lines, size_t count, double distance,
                  struct polylines *out);

#endif

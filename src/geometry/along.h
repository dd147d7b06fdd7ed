/* Along: the stretches of a line that run along other lines, as a border that data hold twice. Page points. */
#pragma once

#include "geometry/ring_index.h"

/* An index of open or closed lines, in which distances from them are looked up. Lives in `arena`. */
struct ring_index *geometry_index_lines(struct arena *arena, const struct polylines *lines);
/* The parts of `line` that do not run along the indexed lines, that is, within `tolerance` of them for at least five
 * times as long. What only crosses one or ends at one stays whole; a part that leaves one begins where it does. A line
 * that lies along them from end to end is left out, however short. Appends; the points are in `arena`. */
void geometry_leave_out_along(struct arena *arena, struct polyline line, const struct ring_index *others,
                              double tolerance, struct polylines *out);

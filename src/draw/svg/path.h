/* SVG path: the shortest path data for a path. */
#pragma once

#include "base/buffer.h"
#include "geometry/path.h"

/* Appends path data in units of 0.1 point, coordinates to 0.01 point. The path must be finite and within 1e12 points.
 */
void svg_path_data(const struct path *path, struct buffer *out);
/* Whether the path is one circle. */
bool path_is_circle(const struct path *path, struct page_point *centre, double *radius);

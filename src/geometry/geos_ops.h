/* What we let GEOS do: buffers, unions, differences. The only GEOS user. Page points. */
#pragma once

#include "geometry/polyline.h"

/* What of the rings' area (even-odd, in any order) is in none of the other areas; outer rings followed by their holes,
 * appended to out. Rings that cross themselves or run on each other, as along a frame, are put right first. False on
 * failure. */
bool geometry_subtract_areas(struct arena *arena, const struct polylines *from, const struct polylines *areas,
                             size_t count, struct polylines *out);
/* What is in one of the areas at least (each even-odd, in any order), put right in the same way; outer rings followed
 * by their holes, appended to out. False on failure. */
bool geometry_unite_areas(struct arena *arena, const struct polylines *areas, size_t count, struct polylines *out);
/* Round-capped buffer of lines, united; rings appended to out. False on failure. */
bool geometry_buffer_lines(struct arena *arena, const struct polyline *lines, size_t count, double distance,
                           struct polylines *out);

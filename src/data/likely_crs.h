/* Likely coordinate systems of numbers that are no degrees. Private to the data room. */
#pragma once

#include "base/arena.h"
#include "geometry/points.h"

/* "EPSG:2154 (France, Lambert-93) or UTM (…)", the likeliest first; NULL: no common system has such numbers. The box
 * is of x (west, east) and y (south, north). */
const char *data_likely_crs(struct arena *arena, struct lonlat_box box);

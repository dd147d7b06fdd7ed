/* Where Chinese datums are shifted. */
#pragma once

#include "geometry/points.h"

#include <stdbool.h>

/* Whether a place, in degrees on WGS 84, lies in mainland China or up to 35 km off its coast; within 5 km, at Hong Kong
 * and Macau within 1 km, of the boundary it may be told wrongly. A place that is no number lies outside. */
bool projection_in_mainland_china(struct lonlat place);

/* The ends of a route on the page. */
#pragma once

#include "scene/route_course.h"

/* Where the course ends on that side in the frame, or leaves it; the course is cut at the base of an arrow for a line
 * of that width. Not seen if it has no room for one. */
struct route_end route_end_cut(struct arena *arena, struct route_course *course, enum route_side side, struct box frame,
                               double width);

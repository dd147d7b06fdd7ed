/* Where a route runs between the members. */
#pragma once

#include "scene/route_course.h"

/* Vertices of a course: from `first` to `last` it lies between the members; none: first > last. */
struct members_stretch {
	size_t first, last;
};

/* From the first to the last place of the course that lies in the area of a member that has joined; vertices are put
 * into the course where it passes their outlines. All of it if the map has no areas of members. */
struct members_stretch route_members_cut(const struct layer_drawing *drawing, struct route_course *course);

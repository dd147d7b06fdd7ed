/* Hemispheres of a CSV: columns of their own that hold N, S, E or W beside the numbers. Private to csv/. */
#pragma once

#include "data/csv/coordinate.h"
#include "data/csv/layout.h"

/* Finds the columns of hemispheres that belong to the layout's pair, by their names ("lat_dir", "ns") or because they
 * stand behind it, and by what the first rows hold. */
struct csv_hemispheres csv_hemispheres_find(struct arena *scratch, const struct csv_layout *layout);
/* Gives a coordinate of the axis the sign that the field says, in either case; an empty field says nothing. False if
 * the field is no hemisphere of the axis, or contradicts the coordinate's own letter or sign. */
bool csv_hemisphere_apply(struct bytes field, enum csv_axis axis, struct csv_coordinate *coordinate);

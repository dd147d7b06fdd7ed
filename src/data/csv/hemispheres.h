/* Hemispheres of a CSV: columns of their own that hold N, S, E or W beside the numbers. Private to csv/. */
#pragma once

#include "data/csv/coordinate.h"
#include "data/csv/layout.h"

/* Finds the hemispheres of the layout's pair: the letter in the name of its columns ("Longitude (°W)"), and columns of
 * hemispheres by their names ("lat_dir", "ns") or because they stand beside it, and by what they hold. */
struct csv_hemispheres csv_hemispheres_find(struct arena *scratch, const struct csv_layout *layout);
/* Gives a coordinate of the axis the sign that the field says, in either case; where the field is empty, that of its
 * column's name unless the coordinate has a letter or a minus. False if the field is no hemisphere of the axis, or
 * contradicts the coordinate's own letter or sign. An O in a name is east. */
bool csv_hemisphere_apply(struct bytes field, char of_column, enum csv_axis axis, struct csv_coordinate *coordinate);

/* Mesh: areas whose common borders have the same points, as those of a choropleth. Page points. */
#pragma once

#include "geometry/polyline.h"

/* Simplifies the rings of several areas, as geometry_simplify_ring() does, but so that what neighbours share stays
 * shared to the last bit. Rings that are too small to be seen are taken out. The points are replaced, not changed. */
void geometry_simplify_mesh(struct arena *arena, struct polylines *areas, size_t count, double tolerance);
/* The rings round those of the areas that share a border with another, or a point of it, without that border: filled
 * even-odd they cover what lies in an odd number of areas. Appends. In time n of all points. */
void geometry_unite_mesh(struct arena *arena, const struct polylines *areas, size_t count, struct polylines *out);
/* The outlines of the areas as lines, each edge once, however many areas have it. Appends. */
void geometry_mesh_lines(struct arena *arena, const struct polylines *areas, size_t count, struct polylines *out);

/* Line arcs: outlines cut where they part from each other. What neighbours share becomes a piece of its own in each, so
 * that it can be told that it is there twice. Page points. */
#pragma once

#include "base/hash_table.h"
#include "geometry/polyline.h"

struct line_arcs {
	struct hash_table vertices;
};
void line_arcs_init(struct line_arcs *arcs, struct arena *arena);
/* All lines are added before the first is cut. A line whose last point is its first is closed. */
void line_arcs_add(struct line_arcs *arcs, struct polyline line);
/* Cuts a line at the points that have other neighbours in another line. A closed one that none cuts begins at its
 * leftmost point, wherever it began. Appends; the points are in the line or in `arena`. */
void line_arcs_cut(const struct line_arcs *arcs, struct arena *arena, struct polyline line, struct polylines *out);

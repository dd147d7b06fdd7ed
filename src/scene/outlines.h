/* Outlines: the edges of areas as they are drawn, and lines without what runs along them. One edge is one line, though
 * data hold it in an area's outline and in a border. */
#pragma once

#include "geometry/ring_index.h"
#include "scene/scene.h"

/* Whether a layer of the frame leaves out what runs along this one's edges. */
bool scene_outlines_are_wanted(const struct layer_drawing *drawing);
/* The edges that a layer draws. The points are not copied. */
void scene_outlines_add(const struct layer_drawing *drawing, const struct polylines *lines);

/* The outlines of the layers with the given ids, as far as the frame has them; NULL: there are none. An id of a layer
 * that has no edges, or is drawn later, is a warning. */
struct ring_index *scene_outlines_index(const struct layer_drawing *drawing, const struct texts *ids);
/* Leaves out of the lines what runs along the outlines, which may be NULL. */
void scene_outlines_leave_out(struct arena *arena, const struct ring_index *outlines, struct polylines *lines);

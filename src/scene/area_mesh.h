/* Area mesh: the areas of a layer, brought to the page together, so that neighbours keep their common borders. */
#pragma once

#include "scene/scene.h"

struct area_mesh {
	struct polylines
	        *areas; /* of each feature that visible_features_next() gives and the condition lets pass, in order */
	size_t count, next; /* `next` is the reader's */
	bool is_read;       /* false: no two areas share a point, or the layer has too many */
};

/* Reads the layer's features; the result lives in `arena`. What is wrong with them is not reported: the caller reads
 * them once more. `keeps_tiny` as in struct visible_features. */
void area_mesh_read(const struct layer_drawing *drawing, const struct expression *where, bool keeps_tiny,
                    struct arena *arena, struct area_mesh *out);
/* Whether an edge of its own colour hides the seam between two fills. */
bool area_mesh_is_covered(struct stroke edge);
/* A bed: one mark, at the end of the layer's group, in the place of all areas that share a border with another. Areas
 * of that fill that are drawn over it show no seams between them. */
void area_mesh_bed(const struct layer_drawing *drawing, const char *id, const struct polylines *areas, size_t count,
                   struct colour fill);

/* Spread: points that stand too near to each other on paper are thinned out. */
#pragma once

#include "scene/names.h"
#include "scene/scene.h"

/* A feature in the frame. */
struct found_point {
	bool is_found;
	struct feature feature;            /* of data read by view, what it holds beside its points */
	struct page_point centre, *others; /* of its first point in the frame, which has the name; of the others */
	size_t other_count, other_capacity;
	double weight;  /* of its name */
	double radius;  /* of its symbol, points */
	bool gives_way; /* context: to a symbol that touches it, not only to one of its name */
	bool stays;     /* however near it is to others */
	bool is_left_out;
};

/* Leaves out points of the layer nearer than that to weightier ones, or to those that layers below have kept; of
 * context also those whose symbol would touch a named one of a layer that is no context, or near one of the same name.
 * Of the base, also context of the author's is such a layer. Returns how many. */
size_t scene_spread(const struct layer_drawing *drawing, struct found_point *points, size_t count, double distance);
/* Whether the layer is context, and another that is none names an area of such a name round that place. */
bool scene_is_named_already(const struct layer_drawing *drawing, const struct names *names, struct lonlat at);

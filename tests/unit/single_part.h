/* Features that a test makes by hand. */
#pragma once

#include "data/formats.h"

/* The shape of a feature of one part. */
static inline struct feature_shape *single_part(struct arena *arena, struct part part, struct lonlat_box box)
{
	struct feature_shape *shape = feature_shape_new(arena, 1);
	shape->box = box;
	shape->parts[0] = part;
	return shape;
}

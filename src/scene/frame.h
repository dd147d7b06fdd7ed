/* Frames: a frame is one map on the sheet (the map itself, the locator): what it shows, with which layers, and where.
 * All are drawn by the pipeline, in the same steps. */
#pragma once

#include "page/page.h"
#include "projection/view.h"
#include "spec/map_spec.h"

struct frame {
	struct view_request request;            /* its rectangle, too */
	const struct layer_spec *const *layers; /* from the bottom */
	size_t layer_count;
	double detail;       /* simplification tolerance, points */
	struct group *group; /* for the marks, which are clipped to the rectangle */
};

struct frames {
	struct arena *arena;
	struct frame *items;
	size_t count, capacity;
};

/* Frames: a frame is one map on the sheet (the map itself, one of several, an inset, the locator): what it shows, with
 * which layers, and where. All are drawn by the pipeline, in the same steps. */
#pragma once

#include "page/page.h"
#include "projection/view.h"
#include "spec/map_spec.h"

struct frame {
	/* Says in messages which frame is meant, and begins the ids of what it draws; NULL: the map itself. */
	const char *name;
	struct view_request request;            /* its rectangle, too */
	size_t version;                         /* index */
	const struct layer_spec *const *layers; /* from the bottom */
	size_t layer_count;
	double detail; /* simplification tolerance, points */
	/* Groups that the frame fills, wherever they stand on the page: */
	struct group *group;  /* layers and shields, which are clipped to the rectangle */
	struct group *labels; /* NULL: no names are placed */
};

/* Frames that elements show. */
struct frames {
	struct arena *arena;
	struct frame *items;
	size_t count, capacity;
};

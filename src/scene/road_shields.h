/* What the shields of a layer of roads read: one number for all, or each road's own. */
#pragma once

#include "scene/route.h"

struct road_shields {
	const struct label *text; /* a number, a column, a text made of columns */
	const char *style;        /* a theme shield */
	double every;             /* points between shields of one road */
	const struct route_options *route;
	struct polylines lines; /* all that may bear shields */
};
/* Requests the shields. Returns what one of them reads; NULL: there is none. */
const char *scene_road_shields(const struct layer_drawing *drawing, const struct road_shields *shields);

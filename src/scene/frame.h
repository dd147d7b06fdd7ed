/* Frames: a frame is one map on the sheet (the map itself, one of several, an inset, the locator): what it shows, with
 * which layers, and where. All are drawn by the pipeline, in the same steps. */
#pragma once

#include "page/page.h"
#include "projection/view.h"
#include "spec/map_spec.h"

/* How the map shows where a frame lies that stands on it. */
enum frame_tie { FRAME_TIE_NONE, FRAME_TIE_RECTANGLE, FRAME_TIE_LINES };
enum frame_scale { FRAME_SCALE_NONE, FRAME_SCALE_BAR, FRAME_SCALE_RATIO };

struct frame {
	/* Says in messages which frame is meant, and begins the ids of what it draws; NULL: the map itself. */
	const char *name;
	bool is_version;             /* one of several maps that differ in the version, by which messages call it */
	struct view_request request; /* its rectangle, too */
	size_t version;              /* index */
	const struct layer_spec *const *layers; /* from the bottom */
	size_t layer_count;
	double detail;        /* simplification tolerance, points; 0: the map's */
	struct colour ground; /* below all layers, for the names on it; opacity 0: the theme's land */
	bool is_part;         /* as in struct scene_input */
	enum frame_tie tie;
	struct box plate; /* what the frame covers of the map, with its caption */
	enum frame_scale scale;
	double name_distance; /* least between two named points that are no members, points; 0: any */
	/* Groups that the frame fills, wherever they stand on the page: */
	struct group *group;     /* layers and shields, which are clipped to the rectangle */
	struct group *furniture; /* NULL: none stands on it, or the pipeline has other places for it */
	struct group *labels;    /* NULL: no names are placed */
};

/* Frames that elements show. */
struct frames {
	struct arena *arena;
	struct frame *items;
	size_t count, capacity;
};

/* Fetching: the points of a part as dense as the page can show them. */
#pragma once

#include "scene/scene.h"

struct fetched {
	const struct lonlat *points; /* a ring's first point is not repeated */
	size_t count;
	struct lonlat_box bounds; /* of all points of the part, those left out too */
};

/* Where fetched points lie. Begins zeroed; one for all parts of a page. */
struct fetch_room {
	struct lonlat *points;
	size_t capacity;
	/* The part whose points it holds: */
	const void *source; /* of the dataset; NULL: none */
	size_t first;
	bool closed;
	const struct scale_bounds *scale_bounds; /* of the view */
	struct fetched fetched;
};
/* To be called before another view is drawn: its bounds may come to lie at the same address. */
void fetch_room_forget(struct fetch_room *room);
void fetch_room_clear(struct fetch_room *room);

/* Fetches the points of a part. Those within input->detail of the last one kept, wherever they may come to lie on the
 * page, are left out; ends of lines stay. False if nothing can be drawn: the part is smaller than that on the page,
 * lies outside `view`, or a point is not on the globe, which is an error in input->diag that names record and file. The
 * points are in the dataset, in `arena`, or in input->room until the next call. */
bool scene_fetch_part(const struct scene_input *input, struct arena *arena, const struct dataset *dataset,
                      const struct feature *feature, struct part part, bool closed, struct lonlat_box view,
                      struct fetched *out);

/* True if nothing of what lies in that box can be set apart on the page. */
bool scene_fetch_box_is_too_small(const struct scene_input *input, struct lonlat_box bounds);
/* True if the bounding box alone shows that a polygon whose points are in a file is too small to draw. */
bool scene_fetch_is_too_small(const struct scene_input *input, const struct dataset *dataset,
                              const struct feature *feature);

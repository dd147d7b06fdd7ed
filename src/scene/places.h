/* Places: what a view must show, as points to which it is fitted. */
#pragma once

#include "data/dataset.h"
#include "geometry/points.h"
#include "projection/view.h"
#include "spec/map_spec.h"

struct places {
	struct arena *arena;
	struct lonlat *points;
	size_t count, capacity;
	bool by_boxes;    /* areas by the edges of their boxes: no points are read */
	bool one_will_do; /* asked is only whether there is any */
};

/* Whether a view, the context, shows the point. */
point_test scene_point_is_shown;
void scene_places_add_point(struct places *places, struct lonlat point);
/* Along the box's edges, since the edges bulge on the page; all over it where it goes once round the globe. */
void scene_places_add_box(struct places *places, struct lonlat_box box);
/* The member's area; without one, what lies within 10 km of its point, as a town is no dot. `datasets`: one per
 * spec->data entry. */
void scene_places_add_member(struct places *places, const struct map_spec *spec, const struct dataset *datasets,
                             const struct member_spec *member);

/* Land style: the plain land of a small frame, in one colour, without outlines or names; not for map files.
 * In: polygons. Out: a path for each. */
#include "scene/project.h"
#include "scene/styles.h"

static void build(const struct layer_drawing *drawing)
{
	const struct land_options *o = drawing->layer->options;
	struct arena *arena = drawing->scene->arena;
	struct visible_features visible;
	visible_features_begin(drawing->input, drawing->dataset, &visible);
	for (const struct feature *feature; (feature = visible_features_next(&visible));) {
		struct polylines rings = {0};
		scene_project_rings(drawing->input, arena, drawing->dataset, feature, &rings);
		if (!rings.count)
			continue;
		group_path(arena, drawing->group, polylines_path(arena, &rings, true))->fill = o->fill;
		scene_backdrop(drawing->scene, &rings, o->fill, LAND_AS_BELOW);
	}
	visible_features_end(&visible);
}

const struct layer_style land_style = {
        .kind = {"land", "plain land", NULL, 0, sizeof(struct land_options)},
        .geometry = GEOMETRY_POLYGONS,
        .needs_data = true,
        .within_view = true,
        .build = build,
};

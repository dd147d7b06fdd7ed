/* Land style: the plain land of a small frame, in one colour, without outlines or names; not for map files.
 * In: polygons. Out: a path for each, in the scene itself. */
#include "scene/project.h"
#include "scene/styles.h"

static void build(const struct scene_input *input, const struct layer_spec *layer, struct group *group,
                  struct scene *scene)
{
	(void)group;
	const struct land_options *o = layer->options;
	const struct dataset *dataset = scene_dataset(input, layer->data);
	struct visible_features visible;
	visible_features_begin(input, dataset, &visible);
	for (const struct feature *feature; (feature = visible_features_next(&visible));) {
		struct polylines rings = {0};
		scene_project_rings(input, scene->arena, dataset, feature, &rings);
		if (rings.count)
			group_path(scene->arena, scene->layers, polylines_path(scene->arena, &rings, true))->fill =
			        o->fill;
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

/* Land style: the plain land of a small frame, in one colour, without outlines or names; not for map files.
 * In: polygons. Out: a path for each, in the scene itself. */
#include "scene/project.h"
#include "scene/styles.h"
#include "scene/walk.h"

struct land {
	const struct scene_input *input;
	struct scene *scene;
	struct colour fill;
};

static void add_land(void *context, const struct dataset *dataset, const struct feature *feature)
{
	struct land *land = context;
	struct arena *arena = land->scene->arena;
	struct polylines rings = {0};
	scene_project_rings(land->input, arena, dataset, feature, &rings);
	if (rings.count)
		group_path(arena, land->scene->layers, polylines_path(arena, &rings, true))->fill = land->fill;
}

static bool build(const struct scene_input *input, const struct layer_spec *layer, struct group *group,
                  struct scene *scene, struct diag *diag)
{
	(void)diag;
	struct land land = {input, scene, ((const struct land_options *)layer->options)->fill};
	const struct walk walk = {.input = input, .group = group, .scene = scene, .context = &land, .visit = add_land};
	return scene_features_walk(&walk, scene_dataset(input, layer->data));
}

const struct layer_style land_style = {
        .kind = {"land", "plain land", NULL, 0, sizeof(struct land_options)},
        .geometry = GEOMETRY_POLYGONS,
        .needs_data = true,
        .within_view = true,
        .build = build,
};

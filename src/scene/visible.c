/* Visible features: walks through the data of a layer, and skips what is too small to be drawn before its points are
 * read. In: a dataset, a view. Out: features, whose points project.c asks for. */
#include "scene/visible.h"

#include "scene/fetch.h"
#include "scene/project.h"

void visible_features_begin(const struct scene_input *input, const struct dataset *dataset,
                            struct visible_features *out)
{
	out->input = input;
	out->before = profile_enter(input->profile, PROFILE_READ);
	dataset_walk(dataset, scene_project_bounds(input->view), input->diag, &out->walk);
}

const struct feature *visible_features_next(struct visible_features *visible)
{
	const struct scene_input *input = visible->input;
	const struct dataset *dataset = visible->walk.dataset;
	const struct feature *feature;
	profile_enter(input->profile, PROFILE_READ);
	do
		feature = feature_walk_next(&visible->walk);
	while (feature && dataset->type == GEOMETRY_POLYGONS && scene_fetch_is_too_small(input, dataset, feature));
	profile_enter(input->profile, PROFILE_SCENE);
	return feature;
}

bool visible_features_end(struct visible_features *visible)
{
	profile_enter(visible->input->profile, visible->before);
	return feature_walk_end(&visible->walk);
}

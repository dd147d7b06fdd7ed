/* Which features a view shows. In: a layer's data. Out: the features whose boxes meet what is looked at, one after the
 * other, without those that are too small to be drawn. */
#include "base/units.h"
#include "scene/fetch.h"
#include "scene/project.h"

#include <math.h>

#define METRES_PER_DEGREE 110000.0 /* of latitude; no less anywhere */

bool scene_project_sees_near(const struct scene_input *input, struct lonlat_box wanted, double margin)
{
	struct lonlat_box box = scene_project_bounds(input->view);
	double by = fmax(margin, 0) * view_scale(input->view) * METRES_PER_POINT / METRES_PER_DEGREE;
	double nearest_pole = fmin(fmax(fabs(box.south), fabs(box.north)) + by, 89.9);
	double wider = by / cos(nearest_pole * M_PI / 180);
	return lonlat_box_overlaps(
	        (struct lonlat_box){box.west - wider, box.south - by, box.east + wider, box.north + by}, wanted);
}

void visible_features_begin(const struct scene_input *input, const struct dataset *dataset,
                            struct visible_features *out)
{
	out->input = input;
	out->keeps_tiny = false;
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
	while (feature && !visible->keeps_tiny && feature->type == GEOMETRY_POLYGONS &&
	       scene_fetch_is_too_small(input, dataset, feature));
	profile_enter(input->profile, PROFILE_SCENE);
	return feature;
}

bool visible_features_end(struct visible_features *visible)
{
	profile_enter(visible->input->profile, visible->before);
	return feature_walk_end(&visible->walk);
}

/* Walking: shows a layer the features that meet the view, while a large file is read or from memory.
 *
 * In: a dataset, and what a layer does with a feature. Out: what the layer has made of them. A large file that is drawn
 * once is gone through once so, and nothing is held of it but what is drawn. When its index turns out to be wrong on
 * the way, all is made anew from the records themselves. */
#include "scene/walk.h"

#include "scene/fetch.h"
#include "scene/project.h"

struct walking {
	const struct walk *walk;
	size_t marks, requests, obstacles, backdrops; /* before the first feature */
};

static void begin(void *context)
{
	const struct walking *walking = context;
	const struct walk *walk = walking->walk;
	walk->group->mark_count = walking->marks;
	if (walk->scene) {
		walk->scene->request_count = walking->requests;
		walk->scene->obstacles.count = walking->obstacles;
		walk->scene->backdrop_count = walking->backdrops;
	}
	if (walk->begin)
		walk->begin(walk->context);
}

static bool is_needless(void *context, const struct dataset *dataset, const struct feature *feature)
{
	const struct walking *walking = context;
	return dataset->type == GEOMETRY_POLYGONS && scene_fetch_is_needless(walking->walk->input, dataset, feature);
}

static void visit(void *context, const struct dataset *dataset, const struct feature *feature)
{
	const struct walk *walk = ((const struct walking *)context)->walk;
	struct profile *profile = walk->input->profile;
	profile_enter(profile, PROFILE_SCENE);
	walk->visit(walk->context, dataset, feature);
	profile_enter(profile, PROFILE_READ);
}

bool scene_features_walk(const struct walk *walk, const struct dataset *dataset)
{
	const struct scene_input *input = walk->input;
	struct walking walking = {walk, walk->group->mark_count, 0, 0, 0};
	if (walk->scene) {
		walking.requests = walk->scene->request_count;
		walking.obstacles = walk->scene->obstacles.count;
		walking.backdrops = walk->scene->backdrop_count;
	}
	const struct feature_visitor visitor = {
	        .box = scene_project_bounds(input->view),
	        .context = &walking,
	        .begin = begin,
	        .is_needless = is_needless,
	        .visit = visit,
	};
	enum profile_stage before = profile_enter(input->profile, PROFILE_READ);
	bool good = dataset_walk(dataset, &visitor, input->diag);
	profile_enter(input->profile, before);
	return good;
}

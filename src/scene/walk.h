/* Walking: a layer's features one after the other, those that the view shows. */
#ifndef CORRIDOR_SCENE_WALK_H
#define CORRIDOR_SCENE_WALK_H

#include "scene/scene.h"

struct walk {
	const struct scene_input *input;
	struct group *group; /* what is drawn goes here */
	struct scene *scene; /* and here; NULL: only into the group */
	void *context;       /* handed to the functions */
	/* Forgets what visit() has kept in the context: before the first feature, and when all begins anew; NULL:
	 * nothing is kept. What has come into group and scene is forgotten too. */
	void (*begin)(void *context);
	/* Dataset and feature are valid until it returns. */
	void (*visit)(void *context, const struct dataset *dataset, const struct feature *feature);
};
/* Visits the features in the order of their file, which is read meanwhile where it is read by view. False with errors
 * in input->diag. */
bool scene_features_walk(const struct walk *walk, const struct dataset *dataset);

#endif

/* Visible features: those of a layer's data that the view shows, one after the other in the order of their file. */
#pragma once

#include "scene/scene.h"

struct visible_features {
	const struct scene_input *input;
	struct feature_walk walk;
	enum profile_stage before;
};
void visible_features_begin(const struct scene_input *input, const struct dataset *dataset,
                            struct visible_features *out);
/* The next feature, valid until the next call; NULL at the end. */
const struct feature *visible_features_next(struct visible_features *visible);
/* False with errors in input->diag. */
bool visible_features_end(struct visible_features *visible);

/* Crowds: so many points of a layer that nobody looks for one of them. */
#pragma once

#include "scene/scene.h"

typedef bool feature_test(const struct layer_drawing *drawing, const struct feature *feature);

/* Draws the layer's points that pass the test as one mark, without groups of their own; false if they are too few, or
 * may have to be moved: nothing is drawn. `form`: their symbol, at the origin; `across`: its width, points. */
bool scene_crowd_draw(const struct layer_drawing *drawing, feature_test *is_wanted, const struct group *form,
                      double across);

/* Layers that lie wholly below others. Private to the render room. */
#pragma once

#include "scene/scene.h"

/* Gives each layer of the input that one of the layers above covers wholly the highest of these, and NULL to the
 * others: to layers that draw nothing, and those with names or shields, which stand above all. `covers`: one per layer.
 */
void layer_covers_find(const struct scene_input *input, const struct scene *scene, const struct layer_spec **covers);

/* Classes of a layer: each is drawn and told of in the legend like a layer, below the layer's own text. */
#pragma once

#include "scene/scene.h"

/* The drawing of class number `number`, from 1, in the same group; one of a range has its numbers as its legend text.
 */
struct layer_drawing scene_class_drawing(const struct layer_drawing *whole, size_t number);

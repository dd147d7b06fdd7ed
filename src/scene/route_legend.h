/* Words about the status of lines and stops. */
#pragma once

#include "scene/scene.h"

/* "not yet open in 2018" in every language shown; named: of the layer's stops. */
struct localized scene_route_unopened_texts(const struct layer_drawing *drawing, bool named);

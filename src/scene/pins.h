/* Pins: which requests the author puts in their place. */
#pragma once

#include "scene/scene.h"

/* Sets request->pin where the map file's `labels:` name it for this version. */
void scene_pins_apply(const struct scene_input *input, struct scene *scene);

/* Hatching: a theme's hatch drawn into an area, between its fill and its edge. */
#pragma once

#include "scene/scene.h"

/* Adds one mark with the hatch's lines inside the rings; nothing for NULL, or where no line fits. The lines of all
 * areas hang at the page's corner, so that they run on from one area into the next. */
void scene_hatching_draw(const struct scene_input *input, struct scene *scene, const struct theme_hatch *hatch,
                         const struct polylines *rings, struct group *group);
/* The same in a legend key, centred in its box. */
void scene_hatching_key(const struct scene_input *input, struct arena *arena, const struct theme_hatch *hatch,
                        struct box box, struct group *group);

/* Hatching: a theme's hatch drawn into an area, between its fill and its edge. */
#ifndef CORRIDOR_SCENE_HATCHING_H
#define CORRIDOR_SCENE_HATCHING_H

#include "scene/scene.h"

/* Every area of a map hangs its hatch here, so that lines run on from one into the next. */
extern const struct spot page_corner;

/* Adds one mark with the hatch's lines inside the rings; nothing for NULL, or where no line fits. */
void hatching_draw(const struct scene_input *input, struct arena *arena, const struct theme_hatch *hatch,
                   const struct polylines *rings, struct spot anchor, struct group *group);
/* The same in a legend key, centred in its box. */
void hatching_key(const struct scene_input *input, struct arena *arena, const struct theme_hatch *hatch, struct box box,
                  struct group *group);

#endif

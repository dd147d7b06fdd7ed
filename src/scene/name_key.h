/* The legend's key of a layer that draws names alone. */
#pragma once

#include "scene/scene.h"

/* Letters in the style of the layer's names, in the middle of the box; smaller where they are wider than the box, but
 * not below the least size of the page. */
void scene_name_key(struct arena *arena, struct group *parent, const struct legend_entry *entry, struct box box);

/* What the frames that were drawn have shown of each layer of a map. Private to the render room. */
#pragma once

#include "render/render.h"
#include "scene/scene.h"

/* Of one layer, over all frames since the map was opened: how many of them have looked for it, show something of it,
 * lie beside its data, are of a scale that it is not drawn at, or find nothing that its condition lets pass. */
struct layer_use {
	unsigned long long versions; /* bits of those in which it was looked for; the last for all from the 64th on */
	size_t frames, shown, outside, out_of_scale, empty;
	bool is_swapped;    /* the data would lie in a frame if longitude and latitude were swapped */
	double denominator; /* of the largest such scale */
	size_t covered;     /* of the frames that show it: it lies wholly below `cover` there */
	const struct layer_spec *cover;
};

/* Whether the layer may be drawn on a map of the scale 1:denominator (0: not known) or in an inset of it. */
bool layer_may_show_at(const struct map_spec *spec, const struct layer_spec *layer, double denominator);
/* One for each layer. */
struct layer_use *layer_uses_new(struct arena *arena, const struct map_spec *spec);
/* Looks what a frame would show of the layers, by their features' boxes and the scale. */
void layer_uses_look(const struct loaded_map *map, size_t version, struct lonlat_box bounds, double denominator,
                     struct diag *diag);
/* The same of a frame that is drawn. */
void layer_uses_look_at_scene(const struct loaded_map *map, const struct scene_input *input, const struct scene *scene);

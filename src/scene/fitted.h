/* What `extent: fit` frames: the places of what layers draw. */
#pragma once

#include "scene/places.h"

/* Whether a version's extent is fitted to what its layers draw, and not to members. */
bool scene_fits_layers(const struct map_spec *spec);
/* Whether the extent is fitted to what this layer draws, in some version. */
bool scene_fits_layer(const struct map_spec *spec, const struct layer_spec *layer);
/* Whether the layer draws the feature: its type, and what its conditions say. */
bool scene_draws_feature(const struct layer_spec *layer, const struct dataset *dataset, const struct feature *feature);
/* Adds what the fitted layers of the version draw, of `fit: {largest_part: yes}` only the largest group of parts. A
 * single place gets some 10 km round it. Nothing is added where the layers draw nothing. `datasets`: one per spec->data
 * entry. */
void scene_places_add_layers(struct places *places, const struct map_spec *spec, const struct dataset *datasets,
                             size_t version);

/* Checks of a map file against its data, when this is read. */
#pragma once

#include "render/render.h"

/* The columns that a data entry names, and the links in one of them. */
void map_check_entry(const struct data_spec *data, const struct dataset *dataset, struct diag *diag);
/* What a layer asks of its data, which are open: their geometry, the columns that its options name, its conditions. */
void map_check_layer(const struct loaded_map *map, const struct layer_spec *layer, struct diag *diag);
/* Everything else: members have their features, layers data of their geometry, with the columns that their options
 * name, and labels: names that are there. */
void map_check_data(const struct loaded_map *map, struct diag *diag);
/* Warns of a filter that nothing in the box passes, and of classes to which nothing comes, and counts what is in no
 * class.
 */
void map_check_conditions(const struct layer_spec *layer, const struct dataset *dataset, struct lonlat_box box,
                          struct diag *diag);
/* check_fit.c: warns of a map that is fitted to nothing, and notes one that is fitted to what lies far apart. */
void map_check_fit(const struct loaded_map *map, struct diag *diag);
/* check_pins.c: an error per name of `labels:` that nothing in the data has. */
void map_check_pins(const struct loaded_map *map, struct diag *diag);
/* unshift.c: brings what was read on a Chinese datum to WGS 84, and says how many points it does not hold for. */
void map_unshift(const struct data_spec *data, struct dataset *dataset, struct diag *diag);
/* Notes what a file of several types holds and no layer, element or member draws, lines without length, and warns of
 * polygons without area. */
void map_note_undrawn(const struct loaded_map *map, struct diag *diag);

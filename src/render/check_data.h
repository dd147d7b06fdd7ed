/* Checks of a map file against its data, when this is read. */
#pragma once

#include "render/render.h"

/* The columns that a data entry names, and the links in one of them. */
void map_check_entry(const struct data_spec *data, const struct dataset *dataset, struct diag *diag);
/* Everything else: members have their features, layers data of their geometry, with the columns that their options
 * name, and labels: names that are there. */
void map_check_data(const struct loaded_map *map, struct diag *diag);

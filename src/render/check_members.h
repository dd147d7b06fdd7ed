/* Checks of the members against their data, a part of map_check_data(). */
#pragma once

#include "render/render.h"

/* Errors: a member has no record in the data of areas or points. Warnings: records that are one member overlap, so that
 * their areas count twice; the point of a member lies far outside its area. */
void map_check_members(const struct loaded_map *map, struct diag *diag);

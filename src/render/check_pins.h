/* Checks of the map file's `labels:` that need the data. */
#pragma once

#include "render/render.h"

/* An error per name that nothing has. */
void check_pins(const struct loaded_map *map, struct diag *diag);

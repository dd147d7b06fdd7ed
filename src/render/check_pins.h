/* Checks of the map file's `labels:` that need the data. */
#ifndef CORRIDOR_RENDER_CHECK_PINS_H
#define CORRIDOR_RENDER_CHECK_PINS_H

#include "render/render.h"

/* An error per name that nothing has. */
void check_pins(const struct loaded_map *map, struct diag *diag);

#endif

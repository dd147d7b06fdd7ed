/* Grid: page positions by interpolation between places that PROJ was asked for, for views that project many points.
 * Inside this room only. */
#ifndef CORRIDOR_PROJECTION_GRID_H
#define CORRIDOR_PROJECTION_GRID_H

#include "geometry/points.h"

#include <stddef.h>

struct grid;
struct view;

struct grid *grid_new(void);
void grid_free(struct grid *grid);
/* As view_forward_many(), whose work it does. */
void grid_forward(struct grid *grid, const struct view *view, const struct lonlat *in, struct page_point *out,
                  size_t count);

#endif

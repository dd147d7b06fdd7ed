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
/* The grid need not wait for GRID_WAIT points. */
void grid_expect_many(struct grid *grid);
/* As view_forward(), whose work it does. */
void grid_forward(struct grid *grid, const struct view *view, const struct lonlat *in, struct spot *out, size_t count);

#endif

/* Raster: square cells over a part of the page, and which of them an area covers. Page points. */
#pragma once

#include "geometry/polyline.h"

#include <stdint.h>

struct cell_raster {
	struct page_point start; /* top left corner of the first cell */
	double cell;             /* side of a cell, points */
	size_t columns, rows;
};

/* Number row * columns + column of the cell that holds the point, or of the nearest; here, because a map asks it ten
 * million times. */
static inline size_t cell_raster_at(const struct cell_raster *raster, struct page_point point)
{
	double x = (point.x - raster->start.x) / raster->cell, y = (point.y - raster->start.y) / raster->cell;
	size_t column = x > 0 ? x < (double)raster->columns ? (size_t)x : raster->columns - 1 : 0;
	size_t row = y > 0 ? y < (double)raster->rows ? (size_t)y : raster->rows - 1 : 0;
	return row * raster->columns + column;
}
struct page_point cell_raster_middle(const struct cell_raster *raster, size_t column, size_t row);
/* The cells whose middles lie in the box: first..end. */
struct cell_range {
	size_t left, top, right, bottom; /* right and bottom: one past the last */
};
struct cell_range cell_raster_range(const struct cell_raster *raster, struct box box);
/* Per cell of the range, row by row: 1 if its middle is inside the rings (even-odd, closed if they are not), else 0. */
uint8_t *cell_raster_cover(struct arena *arena, const struct cell_raster *raster, struct cell_range range,
                           const struct polyline *rings, size_t count);

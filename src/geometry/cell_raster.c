/* Raster: an area's cells by parity.
 * In: rings, page points. Out: a byte per cell. Every crossing of an edge with a row of middles flips all cells right
 * of it: that is noted at the first of them and summed up at the end, so that nothing is sorted and a ring that crosses
 * itself a million times costs no more than its crossings. */
#include "geometry/cell_raster.h"

#include <math.h>

struct page_point cell_raster_middle(const struct cell_raster *raster, size_t column, size_t row)
{
	return (struct page_point){raster->start.x + ((double)column + 0.5) * raster->cell,
	                           raster->start.y + ((double)row + 0.5) * raster->cell};
}

/* The first of `count` cells whose middle is at `distance` from the start or beyond it. */
static size_t first_beyond(double distance, double cell, size_t count)
{
	double first = ceil(distance / cell - 0.5);
	return first > 0 ? (size_t)fmin(first, (double)count) : 0;
}

struct cell_range cell_raster_range(const struct cell_raster *raster, struct box box)
{
	if (box_is_empty(box))
		return (struct cell_range){0};
	struct page_point start = raster->start;
	return (struct cell_range){first_beyond(box.left - start.x, raster->cell, raster->columns),
	                           first_beyond(box.top - start.y, raster->cell, raster->rows),
	                           first_beyond(box.right - start.x, raster->cell, raster->columns),
	                           first_beyond(box.bottom - start.y, raster->cell, raster->rows)};
}

static void flip_right_of(const struct cell_raster *raster, struct cell_range range, struct page_point a,
                          struct page_point b, uint8_t *cells)
{
	size_t row = first_beyond(fmin(a.y, b.y) - raster->start.y, raster->cell, raster->rows);
	size_t end = first_beyond(fmax(a.y, b.y) - raster->start.y, raster->cell, raster->rows);
	size_t width = range.right - range.left;
	for (row = row > range.top ? row : range.top; row < end && row < range.bottom; row++) {
		double y = cell_raster_middle(raster, 0, row).y, x = a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
		size_t column = first_beyond(x - raster->start.x, raster->cell, raster->columns);
		column = column > range.left ? column - range.left : 0;
		if (column < width)
			cells[(row - range.top) * width + column] ^= 1;
	}
}

uint8_t *cell_raster_cover(struct arena *arena, const struct cell_raster *raster, struct cell_range range,
                           const struct polyline *rings, size_t count)
{
	size_t width = range.right - range.left, height = range.bottom - range.top;
	uint8_t *cells = ARENA_ARRAY(arena, width * height + 1, uint8_t);
	for (size_t r = 0; r < count; r++)
		for (size_t i = 0; i < rings[r].count; i++)
			flip_right_of(raster, range, rings[r].points[i],
			              rings[r].points[i + 1 < rings[r].count ? i + 1 : 0], cells);
	for (size_t row = 0; row < height; row++)
		for (size_t column = 1; column < width; column++)
			cells[row * width + column] ^= cells[row * width + column - 1];
	return cells;
}

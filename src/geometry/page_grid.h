/* Page grid: the frame in square cells, for all that is looked up by where it lies. */
#pragma once

#include "geometry/points.h"

#include <math.h>

#define PAGE_GRID_MOST 4096 /* cells a side: those of an endless frame are longer */

struct page_grid {
	struct box frame;
	double cell; /* points */
	size_t columns, rows;
};

/* A range of cells, all four inclusive. */
struct cells {
	size_t left, top, right, bottom;
};

static inline size_t page_grid_along(double distance, double cell, size_t count)
{
	double at = floor(distance / cell);
	if (!(at > 0))
		return 0;
	return at < (double)count ? (size_t)at : count - 1;
}

static inline struct page_grid page_grid_new(struct box frame, double cell)
{
	double columns = ceil((frame.right - frame.left) / cell), rows = ceil((frame.bottom - frame.top) / cell);
	return (struct page_grid){frame, cell, (size_t)fmin(fmax(columns, 1), PAGE_GRID_MOST),
	                          (size_t)fmin(fmax(rows, 1), PAGE_GRID_MOST)};
}

/* The cells that a box touches; what lies outside the frame belongs to the cells at its edge. */
static inline struct cells page_grid_cells(const struct page_grid *grid, const struct box *box)
{
	return (struct cells){page_grid_along(box->left - grid->frame.left, grid->cell, grid->columns),
	                      page_grid_along(box->top - grid->frame.top, grid->cell, grid->rows),
	                      page_grid_along(box->right - grid->frame.left, grid->cell, grid->columns),
	                      page_grid_along(box->bottom - grid->frame.top, grid->cell, grid->rows)};
}

/* The spatial index beside a shapefile (.qix), as shapelib, GDAL and MapServer write it: a quadtree of boxes. Private
 * to the data room. */
#pragma once

#include "data/dataset.h"
#include "data/file.h"

#include <stdint.h>

struct shape_tree {
	struct bytes nodes; /* checked */
	size_t shapes;      /* of the shapefile */
};

/* Checks every count, offset, box and number of the index of a shapefile with so many shapes in `bounds`. The bytes
 * must outlive the tree. Returns what is wrong with it, or NULL. */
const char *shape_tree_open(struct bytes qix, size_t shapes, struct lonlat_box bounds, struct shape_tree *out);
/* The records (from 0, ascending) that may meet the box: those of every node whose box does. */
uint32_t *shape_tree_find(const struct shape_tree *tree, struct arena *arena, struct lonlat_box box, size_t *count);

/* SVG thin: paths with fewer vertices and shorter numbers, within a bound that no reader sees. */
#pragma once

#include "geometry/path.h"

/* How far, in points, what is written may lie from what was asked: 0.1 CSS pixel. */
#define SVG_TOLERANCE 0.075
/* For the form of a halo, which is there to be overlooked; where it begins may be off by SVG_TOLERANCE more. */
#define SVG_HALO_TOLERANCE 0.2

struct svg_thinning {
	double grid;      /* points, at most 0.1 */
	double tolerance; /* points, at least grid * 0.71 */
	bool flatten;     /* curves as lines; steps count from where a contour begins */
};

/* The path in `arena`, its runs of lines on whole steps of the grid: every vertex of the one
 * within the tolerance of the other, both ways. Subpaths of a few points stay as they are; those with
 * curves too, unless they are flattened. The path must be finite. */
struct path svg_thin(struct arena *arena, const struct path *path, const struct svg_thinning *how);

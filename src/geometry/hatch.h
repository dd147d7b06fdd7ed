/* Hatching: parallel lines or a grid of dots cut to an area. Page points. */
#pragma once

#include "geometry/polyline.h"

struct hatch_pattern {
	double angle;   /* radians, clockwise from the x axis on the page */
	double spacing; /* between neighbouring lines, points; above 0 */
	/* One of the lines passes through it: areas with the same anchor have lines that join. */
	struct page_point anchor;
	bool dots; /* on the lines, `spacing` apart and staggered from line to line */
	double dot_radius;
};

struct hatch_segment {
	struct page_point from, to;
};
struct hatch_segments {
	struct hatch_segment *items;
	size_t count, capacity;
};

/* The parts of the pattern's lines inside the rings (even-odd: holes stay free), line by line; or its dots, each a
 * segment of no length, whose discs do not leave the rings along the line. Appends. No line is shorter than a hundredth
 * of a point. Nothing where a coordinate is not finite or beyond 1e9, or where there would be more than 100,000 lines.
 */
void geometry_hatch(struct arena *arena, const struct polyline *rings, size_t count, struct hatch_pattern pattern,
                    struct hatch_segments *out);

/* Ring index: the edges of an area (even-odd) in a grid, so that an area of many vertices is asked about near a place
 * only. Rings may cross themselves, touch or end where they do not begin. Page points. */
#pragma once

#include "geometry/cell_raster.h"

struct ring_index;

/* Points that are not finite are left out. Lives in `arena`; the rings may go. */
struct ring_index *ring_index_build(struct arena *arena, const struct polyline *rings, size_t count);
/* Of all rings; empty: there is no edge. */
struct box ring_index_bounds(const struct ring_index *index);
bool ring_index_holds(const struct ring_index *index, struct page_point point);
/* From the point to the nearest edge, negative outside the area; without edges minus infinity. */
double ring_index_depth(const struct ring_index *index, struct page_point point);
/* Whether an edge that lies, at least in part, in the box passes the test. An edge may be tested more than once. */
typedef bool ring_index_test(const void *context, struct page_point a, struct page_point b);
bool ring_index_any(const struct ring_index *index, struct box box, ring_index_test *test, const void *context);
/* The pole of inaccessibility: the place deepest inside the area, to `tolerance` points, of several as good rather one
 * towards the middle. No place is deeper than *most. False if the area is nowhere wide enough for one to be found;
 * *pole is then the place nearest to it, if there are edges at all. */
bool ring_index_pole(const struct ring_index *index, double tolerance, struct page_point *pole, double *most);
/* The spine: a line along the area's middle through `start`, its ends and all between at least `least` points inside. A
 * single point where the area is as wide as long. */
struct polyline ring_index_spine(struct arena *arena, const struct ring_index *index, struct page_point start,
                                 double least);

/* The three kinds of point, never mixed: mixing them does not compile. */
#pragma once

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>

struct lonlat {
	double lon; ///< degrees east, WGS 84
	double lat; ///< degrees north, WGS 84
};
struct ground {
	double east;  ///< metres in the view's projection
	double north; ///< metres in the view's projection
};
struct page_point {
	double x; ///< points on the page, rightwards
	double y; ///< points on the page, downwards
};

struct lonlat_box {
	double west, south, east, north; ///< degrees; empty when west > east
};
struct box {
	double left, top, right, bottom; ///< points; empty when left > right
};

extern const struct lonlat_box lonlat_box_empty;
extern const struct box box_empty;

void lonlat_box_add(struct lonlat_box *box, struct lonlat point);
/* What lies in both. */
struct lonlat_box lonlat_box_common(struct lonlat_box a, struct lonlat_box b);
bool lonlat_box_overlaps(struct lonlat_box a, struct lonlat_box b);
bool lonlat_box_holds(struct lonlat_box outer, struct lonlat_box inner);
/* Of equal points the same; 0 and -0 are equal. */
struct hash page_point_hash(struct page_point point);
void box_add(struct box *box, struct page_point point);
void box_join(struct box *box, struct box other);
bool box_is_empty(struct box box);
bool box_overlaps(struct box a, struct box b); /* touching edges do not overlap */
bool box_contains(struct box box, struct page_point point);
bool box_holds(struct box outer, struct box inner);
struct box box_grow(struct box box, double by);
struct box box_moved(struct box box, double x, double y);
struct box box_at(struct page_point centre, double width, double height);
struct page_point box_middle(struct box box);
double box_width(struct box box);
double box_height(struct box box);

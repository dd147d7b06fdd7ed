/* Boxes of page points and of degrees. In/out: points (1/72 inch, y down) or degrees.
 * Why so: an empty box is one whose edges are infinitely far the wrong way round, so adding to it needs no
 * special case; a point with a NaN in it (a place the projection cannot show) never enlarges a box. */
#include "geometry/points.h"

#include <math.h>

const struct lonlat_box lonlat_box_empty = {INFINITY, INFINITY, -INFINITY, -INFINITY};
const struct box box_empty = {INFINITY, INFINITY, -INFINITY, -INFINITY};

void lonlat_box_add(struct lonlat_box *box, struct lonlat point)
{
	if (isnan(point.lon) || isnan(point.lat))
		return;
	/* Compared by hand: at a million points the calls of fmin() and fmax() show. */
	box->west = point.lon < box->west ? point.lon : box->west;
	box->south = point.lat < box->south ? point.lat : box->south;
	box->east = point.lon > box->east ? point.lon : box->east;
	box->north = point.lat > box->north ? point.lat : box->north;
}

struct lonlat_box lonlat_box_common(struct lonlat_box a, struct lonlat_box b)
{
	return (struct lonlat_box){fmax(a.west, b.west), fmax(a.south, b.south), fmin(a.east, b.east),
	                           fmin(a.north, b.north)};
}

bool lonlat_box_overlaps(struct lonlat_box a, struct lonlat_box b)
{
	return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
}

bool lonlat_box_holds(struct lonlat_box outer, struct lonlat_box inner)
{
	return inner.west >= outer.west && inner.east <= outer.east && inner.south >= outer.south &&
	       inner.north <= outer.north;
}

void box_add(struct box *box, struct page_point point)
{
	if (isnan(point.x) || isnan(point.y))
		return;
	box->left = point.x < box->left ? point.x : box->left;
	box->top = point.y < box->top ? point.y : box->top;
	box->right = point.x > box->right ? point.x : box->right;
	box->bottom = point.y > box->bottom ? point.y : box->bottom;
}

void box_join(struct box *box, struct box other)
{
	if (box_is_empty(other))
		return;
	box_add(box, (struct page_point){other.left, other.top});
	box_add(box, (struct page_point){other.right, other.bottom});
}

bool box_is_empty(struct box box)
{
	return !(box.left <= box.right && box.top <= box.bottom);
}

bool box_overlaps(struct box a, struct box b)
{
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

bool box_contains(struct box box, struct page_point point)
{
	return point.x >= box.left && point.x <= box.right && point.y >= box.top && point.y <= box.bottom;
}

bool box_holds(struct box outer, struct box inner)
{
	return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top &&
	       inner.bottom <= outer.bottom;
}

struct box box_grow(struct box box, double by)
{
	return (struct box){box.left - by, box.top - by, box.right + by, box.bottom + by};
}

struct box box_moved(struct box box, double x, double y)
{
	return (struct box){box.left + x, box.top + y, box.right + x, box.bottom + y};
}

struct box box_at(struct page_point centre, double width, double height)
{
	return (struct box){centre.x - width / 2, centre.y - height / 2, centre.x + width / 2, centre.y + height / 2};
}

struct page_point box_middle(struct box box)
{
	return (struct page_point){(box.left + box.right) / 2, (box.top + box.bottom) / 2};
}

double box_width(struct box box)
{
	return box_is_empty(box) ? 0 : box.right - box.left;
}

double box_height(struct box box)
{
	return box_is_empty(box) ? 0 : box.bottom - box.top;
}

struct hash page_point_hash(struct page_point point)
{
	const double numbers[] = {point.x + 0.0, point.y + 0.0};
	return hash_bytes(numbers, sizeof numbers);
}

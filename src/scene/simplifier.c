/* Simplifier: the loop over all points of a file, which takes most of a large map's time.
 *
 * In: points as they are read, degrees. Out: those that stay. The length of a degree on the page is looked up again
 * only where the latitude leaves the band that it holds for. */
#include "scene/simplifier.h"

#include <math.h>

#define BAND_EDGE 1e-6 /* share of a band in which rounding decides to which one a latitude belongs */

enum side { SIDE_WEST = 1, SIDE_EAST = 2, SIDE_SOUTH = 4, SIDE_NORTH = 8 };

static inline unsigned sides(struct lonlat point, struct lonlat_box box)
{
	return (point.lon < box.west ? SIDE_WEST : 0u) | (point.lon > box.east ? SIDE_EAST : 0u) |
	       (point.lat < box.south ? SIDE_SOUTH : 0u) | (point.lat > box.north ? SIDE_NORTH : 0u);
}

/* Whether the step to the previous point and the one from it are one, which leads the same way round the globe. */
static inline bool stays_one_step(const struct simplifier *simplifier, struct lonlat point)
{
	if (simplifier->count < 2)
		return false;
	const struct lonlat *last = &simplifier->kept[simplifier->count - 1];
	return fabs(point.lon - last->lon) <= 180 && fabs(last->lon - last[-1].lon) <= 180 &&
	       fabs(point.lon - last[-1].lon) <= 180;
}

/* Drops the previous point if it and the new one are outside the same edge of the view. */
static inline void drop_outside(struct simplifier *simplifier, struct lonlat point)
{
	unsigned outside = sides(point, simplifier->view), last = simplifier->last_sides;
	simplifier->last_sides = outside;
	if (simplifier->run_sides & outside) {
		if (simplifier->pending && stays_one_step(simplifier, point))
			simplifier->count--;
		simplifier->run_sides &= outside;
		simplifier->pending = true;
		return;
	}
	/* A new run begins with the last point kept. */
	simplifier->pending = last & outside;
	simplifier->run_sides = simplifier->pending ? last & outside : outside;
}

/* Looks up the scale at a latitude, and the latitudes between which it holds. */
static void find_scale(struct simplifier *simplifier, double lat)
{
	const struct scale_bounds *bounds = simplifier->scale_bounds;
	simplifier->scale = (struct scale_bound){INFINITY, INFINITY};
	simplifier->band_south = -INFINITY;
	simplifier->band_north = INFINITY;
	if (!bounds)
		return;
	const struct scale_bound *band = scale_bounds_at(bounds, lat);
	size_t index = (size_t)(band - bounds->bands);
	simplifier->scale = *band;
	if (index > 0)
		simplifier->band_south = bounds->south + bounds->step * ((double)index + BAND_EDGE);
	if (index + 1 < SCALE_BANDS)
		simplifier->band_north = bounds->south + bounds->step * ((double)(index + 1) - BAND_EDGE);
}

static inline bool is_in_range(struct lonlat point)
{
	/* NaN fails it too. */
	return fabs(point.lon) <= 180 + RANGE_TOLERANCE && fabs(point.lat) <= 90 + RANGE_TOLERANCE;
}

static inline bool is_near(struct stored_point point, struct lonlat last, struct scale_bound scale, double square)
{
	double x = (point.lon - last.lon) * scale.lon, y = (point.lat - last.lat) * scale.lat;
	return x * x + y * y <= square;
}

/* Whether the point is the first of a stretch along the date line or over a pole to its other side: an edge that led
 * past it would no longer be one of those along which data are cut, and have an outline. */
static inline bool meets_date_line(double lon, double last)
{
	static const double date_line = 179.999999;
	return fabs(lon) >= date_line && fabs(lon - last) > 180 - date_line;
}

/* Counts the points at the beginning that lie within the tolerance of the last one kept: most points of a file. Such a
 * point is on the globe, because that one is. */
static inline size_t skip_near(const struct simplifier *simplifier, const struct stored_point *points, size_t count)
{
	struct lonlat last = simplifier->kept[simplifier->count - 1];
	double square = simplifier->tolerance * simplifier->tolerance;
	size_t i = 0;
	while (i < count && is_near(points[i], last, simplifier->scale, square) &&
	       !meets_date_line(points[i].lon, last.lon))
		i++;
	return i;
}

static void gather(struct simplifier *simplifier, const struct stored_point *points, size_t count)
{
	for (size_t i = 0; i < count; i++)
		lonlat_box_add(&simplifier->bounds, (struct lonlat){points[i].lon, points[i].lat});
}

static inline void keep(struct simplifier *simplifier, struct lonlat point)
{
	simplifier->kept[simplifier->count++] = point;
	if (!(point.lat > simplifier->band_south && point.lat < simplifier->band_north))
		find_scale(simplifier, point.lat);
}

bool simplifier_take(struct simplifier *simplifier, const struct stored_point *points, size_t count)
{
	bool cuts = simplifier->view.west <= simplifier->view.east;
	if (!count)
		return true;
	for (size_t i = 0; i < count; i++) {
		size_t from = i;
		if (simplifier->count)
			i += skip_near(simplifier, points + i, count - i);
		else
			find_scale(simplifier, points[i].lat);
		if (simplifier->gather)
			gather(simplifier, points + from, i - from + (i < count));
		if (i == count)
			break;
		struct lonlat point = {points[i].lon, points[i].lat};
		if (!is_in_range(point)) {
			simplifier->last = point;
			return false;
		}
		if (cuts)
			drop_outside(simplifier, point);
		keep(simplifier, point);
	}
	simplifier->last = (struct lonlat){points[count - 1].lon, points[count - 1].lat};
	return true;
}

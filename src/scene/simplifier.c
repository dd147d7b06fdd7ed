/* Simplifier: the loop over all points of a file, which takes most of a large map's time.
 * In: points as they are read, degrees. Out: those that stay. The length of a degree on the page is looked up again
 * only where the latitude leaves the band that it holds for. */
#include "scene/simplifier.h"

#include <math.h>

#define BAND_EDGE 1e-6 /* of a band: nearer to its edge, rounding decides which one it is */

enum side { SIDE_WEST = 1, SIDE_EAST = 2, SIDE_SOUTH = 4, SIDE_NORTH = 8 };

static inline unsigned sides(struct lonlat point, struct lonlat_box box)
{
	return (point.lon < box.west ? SIDE_WEST : 0u) | (point.lon > box.east ? SIDE_EAST : 0u) |
	       (point.lat < box.south ? SIDE_SOUTH : 0u) | (point.lat > box.north ? SIDE_NORTH : 0u);
}

/* Gives the last point kept up when it and the new one lie beyond the same side as those before. */
static inline void give_up(struct simplifier *simplifier, struct lonlat point)
{
	unsigned beyond = sides(point, simplifier->view), last = simplifier->sides;
	simplifier->sides = beyond;
	if (simplifier->beyond & beyond) {
		if (simplifier->pending)
			simplifier->count--;
		simplifier->beyond &= beyond;
		simplifier->pending = true;
		return;
	}
	/* A new run begins with the last point kept. */
	simplifier->pending = last & beyond;
	simplifier->beyond = simplifier->pending ? last & beyond : beyond;
}

/* Where nothing is known, nothing is left out. */
static void find_reach(struct simplifier *simplifier, double lat)
{
	const struct view_reach *reach = simplifier->reach;
	simplifier->around = (struct lonlat){INFINITY, INFINITY};
	simplifier->band_south = -INFINITY;
	simplifier->band_north = INFINITY;
	if (!reach)
		return;
	const struct reach_band *band = view_reach_at(reach, lat);
	size_t index = (size_t)(band - reach->bands);
	simplifier->around = (struct lonlat){band->lon, band->lat};
	if (index > 0)
		simplifier->band_south = reach->south + reach->step * ((double)index + BAND_EDGE);
	if (index + 1 < REACH_BANDS)
		simplifier->band_north = reach->south + reach->step * ((double)(index + 1) - BAND_EDGE);
}

static inline bool is_in_range(struct lonlat point)
{
	/* NaN fails it too. */
	return fabs(point.lon) <= 180.000001 && fabs(point.lat) <= 90.000001;
}

static inline bool is_near(struct stored_point point, struct lonlat last, struct lonlat reach, double square)
{
	double x = (point.lon - last.lon) * reach.lon, y = (point.lat - last.lat) * reach.lat;
	return x * x + y * y <= square;
}

/* How many points from the first on lie within the tolerance of the last one kept: most of a file ends here. One that
 * does is in range, as that one is. */
static inline size_t skip_near(const struct simplifier *simplifier, const struct stored_point *points, size_t count)
{
	struct lonlat last = simplifier->kept[simplifier->count - 1];
	double square = simplifier->tolerance * simplifier->tolerance;
	size_t i = 0;
	while (i < count && is_near(points[i], last, simplifier->around, square))
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
		find_reach(simplifier, point.lat);
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
			find_reach(simplifier, points[i].lat);
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
			give_up(simplifier, point);
		keep(simplifier, point);
	}
	simplifier->last = (struct lonlat){points[count - 1].lon, points[count - 1].lat};
	return true;
}

/* Thinner: the loop over all points of a file, which the time of a large map goes into.
 *
 * In: points as they are read, degrees. Out: those that stay. Two points are looked at together.
 * How far a degree reaches is asked anew only where the latitude leaves the band it was asked for. */
#include "scene/thinner.h"

#include "geometry/pair.h"

#include <math.h>

#define BAND_EDGE 1e-6 /* of a band: nearer to its edge, rounding decides which one it is */

enum side { SIDE_WEST = 1, SIDE_EAST = 2, SIDE_SOUTH = 4, SIDE_NORTH = 8 };

static inline unsigned sides(struct lonlat point, struct lonlat_box box)
{
	return (point.lon < box.west ? SIDE_WEST : 0u) | (point.lon > box.east ? SIDE_EAST : 0u) |
	       (point.lat < box.south ? SIDE_SOUTH : 0u) | (point.lat > box.north ? SIDE_NORTH : 0u);
}

/* Gives the last point kept up when it and the new one lie beyond the same side as those before. */
static inline void give_up(struct thinner *thinner, struct lonlat point)
{
	unsigned beyond = sides(point, thinner->view), last = thinner->sides;
	thinner->sides = beyond;
	if (thinner->beyond & beyond) {
		if (thinner->pending)
			thinner->count--;
		thinner->beyond &= beyond;
		thinner->pending = true;
		return;
	}
	/* A new run begins with the last point kept. */
	thinner->pending = last & beyond;
	thinner->beyond = thinner->pending ? last & beyond : beyond;
}

/* Where nothing is known, nothing is left out. */
static void find_reach(struct thinner *thinner, double lat)
{
	const struct view_reach *reach = thinner->reach;
	thinner->around = (struct lonlat){INFINITY, INFINITY};
	thinner->band_south = -INFINITY;
	thinner->band_north = INFINITY;
	if (!reach)
		return;
	const struct reach_band *band = view_reach_at(reach, lat);
	size_t index = (size_t)(band - reach->bands);
	thinner->around = (struct lonlat){band->lon, band->lat};
	if (index > 0)
		thinner->band_south = reach->south + reach->step * ((double)index + BAND_EDGE);
	if (index + 1 < REACH_BANDS)
		thinner->band_north = reach->south + reach->step * ((double)(index + 1) - BAND_EDGE);
}

static inline bool is_in_range(struct lonlat point)
{
	/* NaN fails it too. */
	return fabs(point.lon) <= 180.000001 && fabs(point.lat) <= 90.000001;
}

/* Which of two points lie within the tolerance of `before`, as pair_lanes() tells it. NaN does not. */
static inline unsigned near_of_two(const struct stored_point *points, pair before, pair reach, pair square)
{
	pair first = (*(const stored_pair *)&points[0] - before) * reach;
	pair second = (*(const stored_pair *)&points[1] - before) * reach;
	pair lons = pair_firsts(first, second), lats = pair_seconds(first, second);
	return pair_lanes(lons * lons + lats * lats <= square);
}

static inline bool is_near(struct stored_point point, struct lonlat last, struct lonlat reach, double square)
{
	double x = (point.lon - last.lon) * reach.lon, y = (point.lat - last.lat) * reach.lat;
	return x * x + y * y <= square;
}

/* How many points from the first on lie within the tolerance of the last one kept: most of a file ends here. One that
 * does is in range, as that one is. */
static inline size_t skip_near(const struct thinner *thinner, const struct stored_point *points, size_t count)
{
	struct lonlat last = thinner->kept[thinner->count - 1];
	pair before = {last.lon, last.lat}, reach = {thinner->around.lon, thinner->around.lat};
	double square = thinner->tolerance * thinner->tolerance;
	pair squares = {square, square};
	size_t i = 0;
	for (; i + 2 <= count; i += 2) {
		unsigned near = near_of_two(points + i, before, reach, squares);
		if (near != 3)
			return i + (near & 1);
	}
	if (i < count && is_near(points[i], last, thinner->around, square))
		i++;
	return i;
}

static void gather(struct thinner *thinner, const struct stored_point *points, size_t count)
{
	for (size_t i = 0; i < count; i++)
		lonlat_box_add(&thinner->bounds, (struct lonlat){points[i].lon, points[i].lat});
}

static inline void keep(struct thinner *thinner, struct lonlat point)
{
	thinner->kept[thinner->count++] = point;
	if (!(point.lat > thinner->band_south && point.lat < thinner->band_north))
		find_reach(thinner, point.lat);
}

bool thinner_take(struct thinner *thinner, const struct stored_point *points, size_t count)
{
	bool cuts = thinner->view.west <= thinner->view.east;
	if (!count)
		return true;
	for (size_t i = 0; i < count; i++) {
		size_t from = i;
		if (thinner->count)
			i += skip_near(thinner, points + i, count - i);
		else
			find_reach(thinner, points[i].lat);
		if (thinner->gather)
			gather(thinner, points + from, i - from + (i < count));
		if (i == count)
			break;
		struct lonlat point = {points[i].lon, points[i].lat};
		if (!is_in_range(point)) {
			thinner->last = point;
			return false;
		}
		if (cuts)
			give_up(thinner, point);
		keep(thinner, point);
	}
	thinner->last = (struct lonlat){points[count - 1].lon, points[count - 1].lat};
	return true;
}

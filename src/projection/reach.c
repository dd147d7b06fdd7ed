/* How far a degree reaches on the page: what tells, before anything is projected, that two places fall together.
 * In: a view. Out: points per degree of longitude and of latitude, by bands of latitude, never too small.
 * Why so: data is often a hundred times denser than the page, and projecting is what costs. A rule of thumb such as the
 * cosine of the latitude fails where a projection stretches the poles, so the projection itself is asked: largest of
 * samples in each band, with a margin for what lies between two samples. */
#include "projection/view_parts.h"

#include <math.h>

enum { samples_lon = 13, samples_lat = 3 };

#define MARGIN          1.3
#define LONGEST_STEP    1e-3 /* degrees */
#define METRES_PER_TURN 40075017.0

static void add_sample(const struct view *view, struct lonlat place, struct reach_band *band)
{
	struct spot here = view_forward_one(view, place);
	struct spot east = view_forward_one(view, (struct lonlat){place.lon + LONGEST_STEP, place.lat});
	double north_step = place.lat + LONGEST_STEP > 90 ? -LONGEST_STEP : LONGEST_STEP;
	struct spot north = view_forward_one(view, (struct lonlat){place.lon, place.lat + north_step});
	if (!isfinite(here.x))
		return;
	/* On both sides of a cut of the projection the same place lies far apart: no measure of reach. */
	double most = METRES_PER_TURN / 360 * 1e3 / view->ground_per_point;
	double by_lon = hypot(east.x - here.x, east.y - here.y) / LONGEST_STEP;
	double by_lat = hypot(north.x - here.x, north.y - here.y) / LONGEST_STEP;
	if (isfinite(by_lon) && by_lon < most)
		band->lon = fmax(band->lon, by_lon * MARGIN);
	if (isfinite(by_lat) && by_lat < most)
		band->lat = fmax(band->lat, by_lat * MARGIN);
}

static struct reach_band find_band(const struct view *view, struct lonlat_box box, double south, double north)
{
	struct reach_band band = {0, 0};
	for (int i = 0; i < samples_lat; i++)
		for (int j = 0; j < samples_lon; j++)
			add_sample(view,
			           (struct lonlat){box.west + (box.east - box.west) * j / (samples_lon - 1),
			                           south + (north - south) * i / (samples_lat - 1)},
			           &band);
	/* Nothing known here: nothing may be left out. */
	if (!(band.lon > 0))
		band.lon = INFINITY;
	if (!(band.lat > 0))
		band.lat = INFINITY;
	return band;
}

void view_find_reach(const struct view *view, struct view_reach *out)
{
	struct lonlat_box box = view->bounds;
	out->south = box.south;
	out->step = (box.north - box.south) / REACH_BANDS;
	for (size_t i = 0; i < REACH_BANDS; i++)
		out->bands[i] = find_band(view, box, out->south + out->step * (double)i,
		                          out->south + out->step * (double)(i + 1));
}

const struct reach_band *view_reach_at(const struct view_reach *reach, double lat)
{
	double index = (lat - reach->south) / reach->step;
	return &reach->bands[index > 0 ? (size_t)fmin(index, REACH_BANDS - 1) : 0];
}

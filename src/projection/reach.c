/* How far a degree reaches on the page: what tells, before anything is projected, that two places fall together.
 * In: a view. Out: points per degree of longitude and of latitude, by bands of latitude, never too small.
 * Why so: data is often a hundred times denser than the page, and projecting is what costs. A rule of thumb such as the
 * cosine of the latitude fails where a projection stretches the poles, so the projection itself is asked: largest of
 * samples in each band, with a margin for what lies between two samples. */
#include "projection/view_parts.h"

#include <math.h>

enum { samples_lon = 13, rows_per_band = 3 }; /* with both edges, which the neighbours share */

#define MARGIN          1.3
#define LONGEST_STEP    1e-3 /* degrees */
#define METRES_PER_TURN 40075017.0

static void add_sample(const struct view *view, struct lonlat place, struct reach_band *row)
{
	struct page_point here = view_forward_one(view, place);
	if (!isfinite(here.x))
		return;
	double north_step = place.lat + LONGEST_STEP > 90 ? -LONGEST_STEP : LONGEST_STEP;
	struct page_point east = view_forward_one(view, (struct lonlat){place.lon + LONGEST_STEP, place.lat});
	struct page_point north = view_forward_one(view, (struct lonlat){place.lon, place.lat + north_step});
	/* On both sides of a cut of the projection the same place lies far apart: no measure of reach. */
	double most = METRES_PER_TURN / 360 * 1e3 / view->ground_per_point;
	double by_lon = hypot(east.x - here.x, east.y - here.y) / LONGEST_STEP;
	double by_lat = hypot(north.x - here.x, north.y - here.y) / LONGEST_STEP;
	if (isfinite(by_lon) && by_lon < most)
		row->lon = fmax(row->lon, by_lon * MARGIN);
	if (isfinite(by_lat) && by_lat < most)
		row->lat = fmax(row->lat, by_lat * MARGIN);
}

static struct reach_band sample_row(const struct view *view, double lat)
{
	struct lonlat_box box = view->bounds;
	struct reach_band row = {0, 0};
	for (int j = 0; j < samples_lon; j++)
		add_sample(view, (struct lonlat){box.west + (box.east - box.west) * j / (samples_lon - 1), lat}, &row);
	return row;
}

static void widen(struct reach_band *band, struct reach_band row)
{
	band->lon = fmax(band->lon, row.lon);
	band->lat = fmax(band->lat, row.lat);
}

void view_find_reach(const struct view *view, struct view_reach *out)
{
	struct lonlat_box box = view->bounds;
	out->south = box.south;
	out->step = (box.north - box.south) / REACH_BANDS;
	struct reach_band edge = sample_row(view, out->south);
	for (size_t i = 0; i < REACH_BANDS; i++) {
		struct reach_band *band = &out->bands[i];
		*band = edge;
		for (int k = 1; k < rows_per_band; k++) {
			edge = sample_row(view, out->south + out->step * ((double)i + (double)k / (rows_per_band - 1)));
			widen(band, edge);
		}
		/* Nothing known here: nothing may be left out. */
		if (!(band->lon > 0))
			band->lon = INFINITY;
		if (!(band->lat > 0))
			band->lat = INFINITY;
	}
}

const struct reach_band *view_reach_at(const struct view_reach *reach, double lat)
{
	double index = (lat - reach->south) / reach->step;
	return &reach->bands[index > 0 ? (size_t)fmin(index, REACH_BANDS - 1) : 0];
}

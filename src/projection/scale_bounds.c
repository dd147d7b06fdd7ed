/* Bounds of the local scale: they say, before anything is projected, which places fall together on the page.
 *
 * In: a view. Out: page points per degree of longitude and of latitude, by bands of latitude, never too small.
 * Why so: data is often a hundred times denser than the page, and projecting is what costs. A rule of thumb such as the
 * cosine of the latitude fails where a projection stretches the poles, so the projection itself is asked: the largest
 * of samples in each band, with a margin for what lies between two samples. */
#include "projection/view_parts.h"

#include <math.h>

enum { samples_lon = 13, rows_per_band = 3 }; /* with both edges, which the neighbours share */

#define MARGIN          1.3
#define SAMPLE_STEP     1e-3 /* degrees */
#define METRES_PER_TURN 40075017.0

static void add_sample(const struct view *view, struct lonlat place, struct scale_bound *row)
{
	struct page_point here = view_forward_one(view, place);
	if (!isfinite(here.x))
		return;
	double north_step = place.lat + SAMPLE_STEP > 90 ? -SAMPLE_STEP : SAMPLE_STEP;
	struct page_point east = view_forward_one(view, (struct lonlat){place.lon + SAMPLE_STEP, place.lat});
	struct page_point north = view_forward_one(view, (struct lonlat){place.lon, place.lat + north_step});
	/* On both sides of a cut of the projection the same place lies far apart: no measure of scale. */
	double most = METRES_PER_TURN / 360 * 1e3 / view->ground_per_point;
	double by_lon = hypot(east.x - here.x, east.y - here.y) / SAMPLE_STEP;
	double by_lat = hypot(north.x - here.x, north.y - here.y) / SAMPLE_STEP;
	if (isfinite(by_lon) && by_lon < most)
		row->lon = fmax(row->lon, by_lon * MARGIN);
	if (isfinite(by_lat) && by_lat < most)
		row->lat = fmax(row->lat, by_lat * MARGIN);
}

static struct scale_bound sample_row(const struct view *view, double lat)
{
	struct lonlat_box box = view->bounds;
	struct scale_bound row = {0, 0};
	for (int j = 0; j < samples_lon; j++)
		add_sample(view, (struct lonlat){box.west + (box.east - box.west) * j / (samples_lon - 1), lat}, &row);
	return row;
}

static void widen(struct scale_bound *band, struct scale_bound row)
{
	band->lon = fmax(band->lon, row.lon);
	band->lat = fmax(band->lat, row.lat);
}

void view_find_scale_bounds(const struct view *view, struct scale_bounds *out)
{
	struct lonlat_box box = view->bounds;
	out->south = box.south;
	out->step = (box.north - box.south) / SCALE_BANDS;
	struct scale_bound edge = sample_row(view, out->south);
	for (size_t i = 0; i < SCALE_BANDS; i++) {
		struct scale_bound *band = &out->bands[i];
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

const struct scale_bound *scale_bounds_at(const struct scale_bounds *bounds, double lat)
{
	double index = (lat - bounds->south) / bounds->step;
	return &bounds->bands[index > 0 ? (size_t)fmin(index, SCALE_BANDS - 1) : 0];
}

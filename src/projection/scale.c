/* Scale and north at a place, from finite differences along the parallel and the meridian on WGS 84.
 * In: a view or transform and a place; out: plane units per true metre, scale denominators, radians.
 * Why so: differences work alike for every projection and pipeline, where PROJ's own factors want a bare projection.
 * With steps of 1e-4 radian their error is below 1e-8 of the scale. At a pole, where no parallel is left, the
 * meridian gives the scale. Source of the largest and smallest scale: Snyder 1987, USGS PP 1395, p. 24. */
#include "projection/view_parts.h"

#include <math.h>

static const double step = 1e-4; /* radians */
static const double semi_major = 6378137.0, flattening = 1 / 298.257223563;

struct radii {
	double meridian; /* metres per radian of latitude */
	double parallel; /* metres per radian of longitude */
};

static struct radii radii_at(double lat)
{
	double e2 = flattening * (2 - flattening), sine = sin(lat * RADIANS_PER_DEGREE);
	double w2 = 1 - e2 * sine * sine;
	return (struct radii){semi_major * (1 - e2) / (w2 * sqrt(w2)),
	                      semi_major / sqrt(w2) * cos(lat * RADIANS_PER_DEGREE)};
}

static double length_of(struct ground vector)
{
	return hypot(vector.east, vector.north);
}

/* Change of the plane position per radian in the direction (dlon, dlat), one of which is 1, the other 0. Beside a cut
 * of the projection or the end of the globe, the side that is whole counts. */
static bool derivative(const struct transform *transform, struct lonlat at, double dlon, double dlat,
                       struct ground *out)
{
	double h = step / RADIANS_PER_DEGREE;
	struct ground before = {0}, here, after = {0};
	if (!transform_forward(transform, at, &here))
		return false;
	bool has_before = at.lat - h * dlat >= -90 &&
	                  transform_forward(transform, (struct lonlat){at.lon - h * dlon, at.lat - h * dlat}, &before);
	bool has_after = at.lat + h * dlat <= 90 &&
	                 transform_forward(transform, (struct lonlat){at.lon + h * dlon, at.lat + h * dlat}, &after);
	if (!has_before && !has_after)
		return false;
	struct ground down = {here.east - before.east, here.north - before.north};
	struct ground up = {after.east - here.east, after.north - here.north};
	if (has_before && has_after) {
		if (length_of(down) > 2 * length_of(up))
			has_before = false;
		else if (length_of(up) > 2 * length_of(down))
			has_after = false;
	}
	if (!has_before)
		down = up;
	if (!has_after)
		up = down;
	*out = (struct ground){(down.east + up.east) / (2 * step), (down.north + up.north) / (2 * step)};
	return true;
}

bool projection_stretch_at(const struct transform *transform, struct lonlat place, struct stretch *out)
{
	struct ground by_lon, by_lat;
	if (!derivative(transform, place, 0, 1, &by_lat))
		return false;
	struct radii radii = radii_at(place.lat);
	double h = length_of(by_lat) / radii.meridian;
	*out = (struct stretch){h, h, h, h, by_lat.east, by_lat.north, false};
	if (fabs(place.lat) > 89.99)
		return h > 0;
	if (!derivative(transform, place, 1, 0, &by_lon))
		return false;
	double k = length_of(by_lon) / radii.parallel;
	double turn = by_lon.east * by_lat.north - by_lon.north * by_lat.east;
	double area = fabs(turn) / (radii.parallel * radii.meridian);
	double sum = sqrt(fmax(h * h + k * k + 2 * area, 0)), difference = sqrt(fmax(h * h + k * k - 2 * area, 0));
	out->is_mirrored = turn < 0;
	out->along_parallel = k;
	out->largest = (sum + difference) / 2;
	out->smallest = (sum - difference) / 2;
	return k > 0;
}

static bool stretch_on_page(const struct view *view, struct page_point spot, struct stretch *out)
{
	struct lonlat place;
	return view_inverse(view, spot, &place) && projection_stretch_at(&view->transform, place, out);
}

double view_scale(const struct view *view)
{
	return view->scale;
}

double view_scale_at(const struct view *view, struct page_point spot)
{
	struct stretch stretch;
	if (!stretch_on_page(view, spot, &stretch))
		return view->scale;
	return view->ground_per_point / stretch.along_parallel / METRES_PER_POINT;
}

void view_scale_range(const struct view *view, double *smallest, double *largest)
{
	enum { steps = 16 };
	double nominal = view->ground_per_point / METRES_PER_POINT / view->scale;
	*smallest = *largest = 1;
	for (int i = 0; i <= steps; i++) {
		for (int j = 0; j <= steps; j++) {
			struct page_point spot = {view->frame.left + box_width(view->frame) * i / steps,
			                          view->frame.top + box_height(view->frame) * j / steps};
			struct stretch stretch;
			if (!stretch_on_page(view, spot, &stretch))
				continue;
			*smallest = fmin(*smallest, stretch.smallest / nominal);
			*largest = fmax(*largest, stretch.largest / nominal);
		}
	}
}

double view_north(const struct view *view, struct page_point spot)
{
	struct stretch stretch;
	if (!stretch_on_page(view, spot, &stretch))
		return 0;
	return atan2(stretch.north_east, stretch.north_north);
}

double view_width_of(const struct view *view, struct page_point middle, double metres)
{
	double width = metres / (view_scale_at(view, middle) * METRES_PER_POINT);
	for (int i = 0; i < 60; i++) {
		struct lonlat west, east;
		if (!view_inverse(view, (struct page_point){middle.x - width / 2, middle.y}, &west) ||
		    !view_inverse(view, (struct page_point){middle.x + width / 2, middle.y}, &east))
			return 0;
		double found = geodesic_distance(west, east);
		if (fabs(found - metres) <= 1e-7 * metres)
			return width;
		width *= metres / found;
	}
	return 0;
}

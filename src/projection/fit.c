/* Fits projection and scale to the points that must be seen. In: lon/lat degrees, a frame in points.
 * `auto` chooses, in this order, rounded to 0.1 degree, with the middle of the points' extent as centre:
 *   the points span more than 180 degrees of longitude                       Equal Earth
 *     - but all lie beyond 40 degrees on one side                            polar stereographic
 *   their middle lies beyond 70 degrees                                      polar stereographic
 *   they span more than 80 degrees of latitude, or 50 across the equator     Lambert azimuthal equal-area
 *     - a hemisphere, and no more, where they reach 80 degrees from the middle (view_open.c)
 *   their middle lies within 5 degrees of the equator                        Mercator, true at the conic's parallels
 *   else: Lambert conformal conic, standard parallels 1/6 of the latitude span from either end.
 * Why so: the conic is the usual choice for a region in middle latitudes, and degenerates into exactly these two
 * neighbours at equator and pole. Source of the 1/6: Snyder 1987, USGS PP 1395, p. 105. */
#include "base/buffer.h"
#include "projection/view_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double smallest_extent = 2000; /* metres */
static const double whole_world_gap = 30;   /* degrees without a point */

struct extent {
	double west, east; /* as the points have them */
	double middle_lon, span_lon;
	double south, north;
};

static bool is_on_globe(struct lonlat point)
{
	return isfinite(point.lon) && isfinite(point.lat) && fabs(point.lat) <= 90 && fabs(point.lon) <= 1e6;
}

/* Of the ways round the globe, the one that leaves out the widest gap between neighbouring longitudes. */
static void find_arc(double *lons, size_t count, struct extent *extent)
{
	qsort(lons, count, sizeof *lons, base_number_compare);
	double start = lons[0], widest = lons[0] + 360 - lons[count - 1];
	for (size_t i = 1; i < count; i++) {
		if (lons[i] - lons[i - 1] > widest) {
			widest = lons[i] - lons[i - 1];
			start = lons[i];
		}
	}
	extent->span_lon = 360 - widest;
	extent->middle_lon = remainder(start + extent->span_lon / 2, 360);
}

static bool find_extent(const struct lonlat *points, size_t count, struct extent *extent)
{
	double *lons = calloc(count > 0 ? count : 1, sizeof *lons);
	if (lons == NULL)
		BUG("out of memory");
	size_t valid = 0;
	*extent = (struct extent){.west = INFINITY, .east = -INFINITY, .south = INFINITY, .north = -INFINITY};
	for (size_t i = 0; i < count; i++) {
		if (!is_on_globe(points[i]))
			continue;
		double lon = fmod(points[i].lon, 360);
		lons[valid++] = lon < 0 ? lon + 360 : lon;
		extent->west = fmin(extent->west, points[i].lon);
		extent->east = fmax(extent->east, points[i].lon);
		extent->south = fmin(extent->south, points[i].lat);
		extent->north = fmax(extent->north, points[i].lat);
	}
	if (valid > 0)
		find_arc(lons, valid, extent);
	/* All round without a wide gap is a whole world; so are -180 and 180 and nothing else, its corners. */
	if (extent->east - extent->west > 359 &&
	    (extent->span_lon < 1e-9 || extent->span_lon > 360 - whole_world_gap)) {
		extent->span_lon = 360;
		extent->middle_lon = remainder((extent->west + extent->east) / 2, 360);
	}
	free(lons);
	return valid > 0;
}

double projection_middle_of_degrees(const struct lonlat *points, size_t count)
{
	struct extent extent;
	if (!find_extent(points, count, &extent))
		return 0;
	if (extent.west < -180 || extent.east > 180)
		return remainder((extent.west + extent.east) / 2, 360);
	if (extent.span_lon > 180)
		return 0;
	/* A frame may be far wider than what it is fitted to. */
	double reach = extent.span_lon / 2 + 2 * fmax(extent.span_lon, extent.north - extent.south);
	return fabs(extent.middle_lon) + reach < 180 ? 0 : extent.middle_lon;
}

double projection_middle_beside(const struct lonlat *points, size_t count, double meridian)
{
	static const double whole = 300, side = 0.5; /* degrees */
	struct extent extent;
	if (!find_extent(points, count, &extent))
		return NAN;
	if (extent.west < -180 || extent.east > 180) {
		extent.middle_lon = remainder((extent.west + extent.east) / 2, 360);
		extent.span_lon = extent.east - extent.west;
	}
	bool is_divided = extent.span_lon < whole &&
	                  fabs(remainder(meridian - extent.middle_lon, 360)) < extent.span_lon / 2 - side;
	return is_divided ? extent.middle_lon : NAN;
}

struct parameter {
	const char *key;
	double degrees;
};

/* Writes a PROJ string with the parameters in tenths of a degree; a key that is NULL ends them. */
static void write_projection(char *out, size_t size, const char *name, const struct parameter *parameters)
{
	char number[48];
	size_t used = (size_t)snprintf(out, size, "+proj=%s", name);
	for (; parameters->key; parameters++)
		used += (size_t)snprintf(out + used, size - used, " +%s=%s", parameters->key,
		                         base_number_text(number, round(parameters->degrees * 10) / 10, 1));
	snprintf(out + used, size - used, " +datum=WGS84 +units=m +no_defs");
}

bool projection_fit(const struct lonlat *points, size_t count, char *out, size_t size)
{
	struct extent extent;
	if (!find_extent(points, count, &extent))
		return false;
	double span = extent.north - extent.south, middle = (extent.south + extent.north) / 2;
	double first = extent.south + span / 6, second = extent.north - span / 6;
	bool beyond_40 = extent.south > 40 || extent.north < -40;
	bool across_equator = extent.south < 0 && extent.north > 0;
	const struct parameter lon_0 = {"lon_0", extent.middle_lon}, end = {0};
	if (fabs(middle) > 70 || (extent.span_lon > 180 && beyond_40))
		write_projection(
		        out, size, "stere",
		        (struct parameter[]){{"lat_0", middle > 0 ? 90 : -90}, {"lat_ts", middle}, lon_0, end});
	else if (extent.span_lon > 180)
		write_projection(out, size, "eqearth", (struct parameter[]){lon_0, end});
	else if (span > 80 || (span > 50 && across_equator))
		write_projection(out, size, "laea", (struct parameter[]){{"lat_0", middle}, lon_0, end});
	else if (fabs(middle) < 5)
		write_projection(out, size, "merc",
		                 (struct parameter[]){{"lat_ts", (fabs(first) + fabs(second)) / 2}, lon_0, end});
	else
		write_projection(
		        out, size, "lcc",
		        (struct parameter[]){{"lat_1", first}, {"lat_2", second}, {"lat_0", middle}, lon_0, end});
	return true;
}

/* Some projections put a pole at a finite place of no use, many times further out than all else. Asked for, it would
 * shrink that to a dot. */
static bool can_be_seen(const struct transform *transform, struct lonlat point, struct ground *ground)
{
	static const double most_growth = 100;
	struct stretch here, lower;
	if (!transform_forward(transform, point, ground))
		return false;
	/* Mercator has grown fivefold there, a stereographic view of the other pole fiftyfold. */
	if (fabs(point.lat) < 88)
		return true;
	return projection_stretch_at(transform, point, &here) &&
	       projection_stretch_at(transform, (struct lonlat){point.lon, copysign(80, point.lat)}, &lower) &&
	       here.along_meridian < most_growth * lower.along_meridian;
}

struct ground_extent projection_ground_extent(const struct view_aspect *aspect, const struct transform *transform,
                                              const struct view_request *request)
{
	struct ground_extent extent = {{INFINITY, INFINITY}, {-INFINITY, -INFINITY}, 0};
	for (size_t i = 0; i < request->point_count; i++) {
		struct ground ground;
		if (view_aspect_is_beyond(aspect, request->points[i]) ||
		    !can_be_seen(transform, request->points[i], &ground))
			continue;
		extent.count++;
		extent.low.east = fmin(extent.low.east, ground.east);
		extent.low.north = fmin(extent.low.north, ground.north);
		extent.high.east = fmax(extent.high.east, ground.east);
		extent.high.north = fmax(extent.high.north, ground.north);
	}
	return extent;
}

/* Plane units per metre at the centre, or, where that lies off the globe, at the point seen nearest to it; not at a
 * pole, which many projections draw as a line, without any scale. */
static double unit_at_centre(const struct view *view, const struct view_request *request)
{
	struct lonlat place;
	struct ground again;
	struct stretch stretch;
	const struct transform *transform = &view->transform;
	if (transform_inverse(transform, view->centre, &place) && transform_forward(transform, place, &again) &&
	    projection_stretch_at(transform, place, &stretch) &&
	    hypot(again.east - view->centre.east, again.north - view->centre.north) < stretch.along_parallel)
		return stretch.along_parallel;
	double nearest = INFINITY, unit = 1;
	for (size_t i = 0; i < request->point_count; i++) {
		struct ground ground;
		if (fabs(request->points[i].lat) > 89 || !transform_forward(transform, request->points[i], &ground))
			continue;
		double distance = hypot(ground.east - view->centre.east, ground.north - view->centre.north);
		if (distance < nearest && projection_stretch_at(transform, request->points[i], &stretch)) {
			nearest = distance;
			unit = stretch.along_parallel;
		}
	}
	return unit;
}

/* False where the operation does not lead to a plane. */
static bool some_point_returns(const struct view *view, const struct view_request *request)
{
	for (size_t i = 0; i < request->point_count; i++) {
		struct lonlat place;
		if (view_inverse(view, view_forward_one(view, request->points[i]), &place))
			return true;
	}
	return false;
}

bool projection_fit_frame(struct view *view, const struct view_request *request, struct diag *diag)
{
	double padding = request->padding > 0 ? request->padding : 0;
	double width = box_width(view->frame) - 2 * padding, height = box_height(view->frame) - 2 * padding;
	struct ground_extent extent = projection_ground_extent(&view->aspect, &view->transform, request);
	if (extent.count == 0) {
		diag_error(diag, BAD_PROJECTION, request->place,
		           "choose a projection for this part of the globe, or auto",
		           "the projection cannot show any of the %zu points asked for", request->point_count);
		return false;
	}
	if (!(width > 0 && height > 0 && isfinite(width) && isfinite(height))) {
		diag_error(diag, BAD_PROJECTION, request->place, "make the map larger or its padding smaller",
		           "the frame leaves no room for the map");
		return false;
	}
	view->centre = (struct ground){extent.low.east + (extent.high.east - extent.low.east) / 2,
	                               extent.low.north + (extent.high.north - extent.low.north) / 2};
	double unit = unit_at_centre(view, request);
	double wide = fmax(extent.high.east - extent.low.east, smallest_extent * unit);
	double tall = fmax(extent.high.north - extent.low.north, smallest_extent * unit);
	view->ground_per_point =
	        request->scale > 0 ? request->scale * METRES_PER_POINT * unit : fmax(wide / width, tall / height);
	view->scale = view->ground_per_point / unit / METRES_PER_POINT;
	if (isfinite(view->scale) && view->scale > 0 && some_point_returns(view, request))
		return true;
	diag_error(diag, BAD_PROJECTION, request->place, NULL, "the projection gives no usable scale");
	return false;
}

/* Takes the shifts of Chinese maps, GCJ-02 and Baidu's BD-09, out of coordinates. In and out: lon/lat degrees.
 * Why so: the shift is given only from WGS 84 to GCJ-02, and its inverse has no closed form; it changes by less than a
 * hundredth of a degree per degree, so feeding the answer back gains two digits and more in each round.
 * GCJ-02: sums of sines around (105 E, 35 N), in metres on the Krasovsky 1940 ellipsoid, as published by many. What is
 * published with them shifts a rectangle that holds Seoul and Taipei; maps are shifted in mainland China alone. BD-09:
 * the GCJ-02 place turned and stretched a little about 0, 0 and moved. What is widely published as the way back is the
 * way there with its signs changed, off by up to 0.22 m. */
#include "projection/mainland.h"
#include "projection/view.h"

#include <math.h>

static const double krasovsky_semi_major = 6378245.0, krasovsky_eccentricity_squared = 0.00669342162296594323;
static const double residual_limit = 1e-10; /* degrees */

/* The rectangle that the formulas are published with: whatever is shifted lies in it. */
static bool may_be_shifted(struct lonlat point)
{
	return point.lon >= 72.004 && point.lon <= 137.8347 && point.lat >= 0.8293 && point.lat <= 55.8271;
}

/* Ripples that shift both coordinates alike, metres. */
static double common_ripple(double x)
{
	return (20 * sin(6 * M_PI * x) + 20 * sin(2 * M_PI * x)) * 2 / 3;
}

static double north_shift(double x, double y)
{
	double shift = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(fabs(x)) + common_ripple(x);
	shift += (20 * sin(M_PI * y) + 40 * sin(M_PI / 3 * y)) * 2 / 3;
	return shift + (160 * sin(M_PI / 12 * y) + 320 * sin(M_PI / 30 * y)) * 2 / 3;
}

static double east_shift(double x, double y)
{
	double shift = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x)) + common_ripple(x);
	shift += (20 * sin(M_PI * x) + 40 * sin(M_PI / 3 * x)) * 2 / 3;
	return shift + (150 * sin(M_PI / 12 * x) + 300 * sin(M_PI / 30 * x)) * 2 / 3;
}

/* The shift at a WGS 84 place, degrees. */
static struct lonlat shift_at(struct lonlat place)
{
	double x = place.lon - 105, y = place.lat - 35, lat = place.lat * M_PI / 180;
	double w2 = 1 - krasovsky_eccentricity_squared * sin(lat) * sin(lat), w = sqrt(w2);
	double metres_per_lat = krasovsky_semi_major * (1 - krasovsky_eccentricity_squared) / (w2 * w) * M_PI / 180;
	double metres_per_lon = krasovsky_semi_major / w * cos(lat) * M_PI / 180;
	return (struct lonlat){east_shift(x, y) / metres_per_lon, north_shift(x, y) / metres_per_lat};
}

/* A GCJ-02 place in BD-09. */
static struct lonlat to_bd09(struct lonlat place)
{
	static const double waves = M_PI * 3000 / 180;
	double radius = hypot(place.lon, place.lat) + 0.00002 * sin(place.lat * waves);
	double angle = atan2(place.lat, place.lon) + 0.000003 * cos(place.lon * waves);
	return (struct lonlat){radius * cos(angle) + 0.0065, radius * sin(angle) + 0.006};
}

static struct lonlat to_gcj02(struct lonlat place)
{
	struct lonlat shift = shift_at(place);
	return (struct lonlat){place.lon + shift.lon, place.lat + shift.lat};
}

/* The place that `forward` brings to `shifted`. */
static struct lonlat unshift(struct lonlat shifted, struct lonlat (*forward)(struct lonlat))
{
	struct lonlat place = shifted;
	for (int round = 0; round < 50; round++) {
		struct lonlat there = forward(place);
		struct lonlat residual = {shifted.lon - there.lon, shifted.lat - there.lat};
		place.lon += residual.lon;
		place.lat += residual.lat;
		if (fabs(residual.lon) < residual_limit && fabs(residual.lat) < residual_limit)
			break;
	}
	return place;
}

static struct lonlat from_gcj02(struct lonlat place)
{
	return unshift(place, to_gcj02);
}

static struct lonlat from_bd09(struct lonlat place)
{
	return unshift(unshift(place, to_bd09), to_gcj02);
}

/* Which side of the border a point lies on is asked of the place that it has if it is shifted, so that all that is
 * shifted is found; what lies across the border by less than the shift is taken for it. */
static size_t unshift_all(struct lonlat *points, size_t count, struct lonlat (*back)(struct lonlat))
{
	size_t outside = 0;
	for (size_t i = 0; i < count; i++) {
		struct lonlat place = may_be_shifted(points[i]) ? back(points[i]) : points[i];
		if (may_be_shifted(points[i]) && projection_in_mainland_china(place))
			points[i] = place;
		else
			outside += !isnan(points[i].lon);
	}
	return outside;
}

size_t projection_gcj02_to_wgs84(struct lonlat *points, size_t count)
{
	return unshift_all(points, count, from_gcj02);
}

size_t projection_bd09_to_wgs84(struct lonlat *points, size_t count)
{
	return unshift_all(points, count, from_bd09);
}

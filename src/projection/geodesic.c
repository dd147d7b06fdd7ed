/* Lengths and areas on the WGS 84 ellipsoid. In: lon/lat degrees; out: metres, square metres.
 * Why so: a length measured on the page would carry the projection's distortion. A point that is not finite is left
 * out, as if the line went from its neighbour to its neighbour.
 * Source: C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013), 43-55; the code is PROJ's geodesic.h. */
#include "projection/view.h"

#include <geodesic.h>
#include <math.h>

static void init_wgs84(struct geod_geodesic *ellipsoid)
{
	geod_init(ellipsoid, 6378137, 1 / 298.257223563);
}

static bool is_finite(struct lonlat point)
{
	return isfinite(point.lon) && isfinite(point.lat);
}

double geodesic_distance(struct lonlat a, struct lonlat b)
{
	struct geod_geodesic ellipsoid;
	double metres = 0;
	init_wgs84(&ellipsoid);
	geod_inverse(&ellipsoid, a.lat, a.lon, b.lat, b.lon, &metres, NULL, NULL);
	return metres;
}

static void add_points(const struct geod_geodesic *ellipsoid, struct geod_polygon *polygon, const struct lonlat *points,
                       size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_finite(points[i]))
			geod_polygon_addpoint(ellipsoid, polygon, points[i].lat, points[i].lon);
}

double geodesic_length(const struct lonlat *points, size_t count)
{
	struct geod_geodesic ellipsoid;
	struct geod_polygon line;
	double metres = 0;
	init_wgs84(&ellipsoid);
	geod_polygon_init(&line, 1);
	add_points(&ellipsoid, &line, points, count);
	if (line.num > 1)
		geod_polygon_compute(&ellipsoid, &line, 0, 1, NULL, &metres);
	return metres;
}

double geodesic_ring_area(const struct lonlat *points, size_t count)
{
	struct geod_geodesic ellipsoid;
	struct geod_polygon ring;
	double area = 0;
	init_wgs84(&ellipsoid);
	geod_polygon_init(&ring, 0);
	add_points(&ellipsoid, &ring, points, count);
	if (ring.num > 2)
		geod_polygon_compute(&ellipsoid, &ring, 0, 1, &area, NULL);
	return fabs(area);
}

struct lonlat geodesic_direct(struct lonlat a, double azimuth, double metres)
{
	struct geod_geodesic ellipsoid;
	struct lonlat end = {NAN, NAN};
	init_wgs84(&ellipsoid);
	geod_direct(&ellipsoid, a.lat, a.lon, azimuth, metres, &end.lat, &end.lon, NULL);
	return end;
}

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

double geodesic_distance(struct lonlat a, struct lonlat b)
{
	struct geod_geodesic ellipsoid;
	double metres = 0;
	init_wgs84(&ellipsoid);
	geod_inverse(&ellipsoid, a.lat, a.lon, b.lat, b.lon, &metres, NULL, NULL);
	return metres;
}

/* The length of a line or the area of a ring. */
static double measure(const struct lonlat *points, size_t count, bool ring)
{
	struct geod_geodesic ellipsoid;
	struct geod_polygon polygon;
	double area = 0, length = 0;
	init_wgs84(&ellipsoid);
	geod_polygon_init(&polygon, !ring);
	for (size_t i = 0; i < count; i++)
		if (isfinite(points[i].lon) && isfinite(points[i].lat))
			geod_polygon_addpoint(&ellipsoid, &polygon, points[i].lat, points[i].lon);
	if (polygon.num > (ring ? 2 : 1))
		geod_polygon_compute(&ellipsoid, &polygon, 0, 1, &area, &length);
	return ring ? fabs(area) : length;
}

double geodesic_length(const struct lonlat *points, size_t count)
{
	return measure(points, count, false);
}

double geodesic_ring_area(const struct lonlat *points, size_t count)
{
	return measure(points, count, true);
}

struct lonlat geodesic_direct(struct lonlat a, double azimuth, double metres)
{
	struct geod_geodesic ellipsoid;
	struct lonlat end = {NAN, NAN};
	init_wgs84(&ellipsoid);
	geod_direct(&ellipsoid, a.lat, a.lon, azimuth, metres, &end.lat, &end.lon, NULL);
	return end;
}

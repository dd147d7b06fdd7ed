/* Projections for the tests of the globe, as PROJ has them, and what each shows of it: worked out here from what is known
 * of it, not asked of the program. Angles in degrees. */
#ifndef CORRIDOR_TESTS_GLOBE_PROJECTIONS_H
#define CORRIDOR_TESTS_GLOBE_PROJECTIONS_H

#include "geometry/points.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>

#define DEGREE (M_PI / 180)

enum domain_kind {
	DOMAIN_BAND,  /* latitudes south..north */
	DOMAIN_DISC,  /* round the centre, `limit` wide */
	DOMAIN_SIDES, /* both sides of the great circle of the central meridian, `limit` wide */
};

struct globe_projection {
	const char *text; /* without lon_0, and lat_0 where it is varied */
	enum domain_kind kind;
	double limit; /* of a band: the latitude at which the projection is cut; 0: the poles. Negative: in the south only */
	const double *origins; /* latitudes of origin, up to NAN; NULL: it has none */
};

static const double azimuthal_origins[] = {-90, -37.5, 0, 60, 90, NAN};
static const double conic_origins[] = {0, 40, NAN};

/* The horizons of satellites, degrees: acos(radius / (radius + height)), worked out, since clang takes no call here. */
#define NEAR_HORIZON 47.167029784747925
#define GEOS_HORIZON 81.3078051727013

static const struct globe_projection globe_projections[] = {
        {"+proj=eqc", DOMAIN_BAND, 0, NULL},
        {"+proj=cea +lat_ts=30", DOMAIN_BAND, 0, NULL},
        {"+proj=merc", DOMAIN_BAND, 89, NULL},
        {"+proj=mill", DOMAIN_BAND, 0, NULL},
        {"+proj=gall", DOMAIN_BAND, 0, NULL},
        {"+proj=patterson", DOMAIN_BAND, 0, NULL},
        {"+proj=comill", DOMAIN_BAND, 0, NULL},
        {"+proj=robin", DOMAIN_BAND, 0, NULL},
        {"+proj=eqearth", DOMAIN_BAND, 0, NULL},
        {"+proj=moll", DOMAIN_BAND, 0, NULL},
        {"+proj=sinu", DOMAIN_BAND, 0, NULL},
        {"+proj=natearth", DOMAIN_BAND, 0, NULL},
        {"+proj=natearth2", DOMAIN_BAND, 0, NULL},
        {"+proj=eck1", DOMAIN_BAND, 0, NULL},
        {"+proj=eck4", DOMAIN_BAND, 0, NULL},
        {"+proj=eck6", DOMAIN_BAND, 0, NULL},
        {"+proj=wag4", DOMAIN_BAND, 0, NULL},
        {"+proj=wag1", DOMAIN_BAND, 0, NULL},
        {"+proj=kav7", DOMAIN_BAND, 0, NULL},
        {"+proj=putp2", DOMAIN_BAND, 0, NULL},
        {"+proj=wink1", DOMAIN_BAND, 0, NULL},
        {"+proj=wintri", DOMAIN_BAND, 0, NULL},
        {"+proj=aitoff", DOMAIN_BAND, 0, NULL},
        {"+proj=hammer", DOMAIN_BAND, 0, NULL},
        {"+proj=vandg", DOMAIN_BAND, 0, NULL},
        {"+proj=collg", DOMAIN_BAND, 0, NULL},
        {"+proj=crast", DOMAIN_BAND, 0, NULL},
        {"+proj=fahey", DOMAIN_BAND, 0, NULL},
        {"+proj=goode", DOMAIN_BAND, 0, NULL},
        {"+proj=hatano", DOMAIN_BAND, 0, NULL},
        {"+proj=qua_aut", DOMAIN_BAND, 0, NULL},
        {"+proj=loxim +lat_1=30", DOMAIN_BAND, 0, NULL},
        {"+proj=mbtfps", DOMAIN_BAND, 0, NULL},
        {"+proj=nell_h", DOMAIN_BAND, 0, NULL},
        {"+proj=times", DOMAIN_BAND, 0, NULL},
        {"+proj=bonne +lat_1=45", DOMAIN_BAND, 0, NULL},
        {"+proj=poly", DOMAIN_BAND, 0, conic_origins},
        {"+proj=aea +lat_1=20 +lat_2=60", DOMAIN_BAND, 0, conic_origins},
        {"+proj=eqdc +lat_1=20 +lat_2=60", DOMAIN_BAND, 0, conic_origins},
        {"+proj=lcc +lat_1=20 +lat_2=60", DOMAIN_BAND, -75, conic_origins},
        {"+proj=lcc +lat_1=-10 +lat_2=-50", DOMAIN_BAND, 75, conic_origins},
        {"+proj=igh", DOMAIN_BAND, 0, NULL},
        {"+proj=imoll", DOMAIN_BAND, 0, NULL},
        {"+proj=igh_o", DOMAIN_BAND, 0, NULL},
        {"+proj=imoll_o", DOMAIN_BAND, 0, NULL},
        {"+proj=laea", DOMAIN_DISC, 179, azimuthal_origins},
        {"+proj=aeqd", DOMAIN_DISC, 179, azimuthal_origins},
        {"+proj=stere", DOMAIN_DISC, 150, azimuthal_origins},
        {"+proj=ortho +R=6371000", DOMAIN_DISC, 90, azimuthal_origins},
        {"+proj=gnom +R=6371000", DOMAIN_DISC, 75, azimuthal_origins},
        {"+proj=nsper +h=3000000 +R=6371000", DOMAIN_DISC, NEAR_HORIZON, azimuthal_origins},
        {"+proj=geos +h=35785831 +R=6371000", DOMAIN_DISC, GEOS_HORIZON - 0.3, NULL},
        {"+proj=tmerc", DOMAIN_SIDES, 80, conic_origins},
        {"+proj=tcea +R=6371000", DOMAIN_SIDES, 90, conic_origins},
        {"+proj=cass +R=6371000", DOMAIN_SIDES, 90, conic_origins},
        {"+proj=ob_tran +o_proj=moll +o_lat_p=40 +o_lon_p=0 +R=6371000", DOMAIN_BAND, 0, NULL},
        {"+proj=ob_tran +o_proj=robin +o_lat_p=-20 +o_lon_p=70 +R=6371000", DOMAIN_BAND, 0, NULL},
        {"+proj=ob_tran +o_proj=eqc +o_lat_p=90 +o_lon_p=-30 +R=6371000", DOMAIN_BAND, 0, NULL},
        {"+proj=ob_tran +o_proj=eqc +o_lat_p=-90 +o_lon_p=15 +R=6371000", DOMAIN_BAND, 0, NULL},
};
enum { GLOBE_PROJECTIONS = sizeof globe_projections / sizeof *globe_projections, GLOBE_MERIDIANS = 24 };

/* One of them at a central meridian and a latitude of origin. */
struct globe_aspect {
	const struct globe_projection *projection;
	struct lonlat centre;
	char text[200];
};

/* The central meridian number 0 to 23: half of them on the edges of the 10-degree boxes, half anywhere. */
static inline double globe_meridian(int number)
{
	return -180 + 15 * number + (number % 2 ? 3.37 : 0);
}

/* NAN: the projection has no latitude of origin. */
static inline struct globe_aspect globe_aspect_of(const struct globe_projection *projection, double lon, double lat)
{
	struct globe_aspect aspect = {projection, {lon, isnan(lat) ? 0 : lat}, ""};
	int length = snprintf(aspect.text, sizeof aspect.text, "%s +lon_0=%.10g", projection->text, lon);
	if (!isnan(lat))
		snprintf(aspect.text + length, sizeof aspect.text - (size_t)length, " +lat_0=%.10g", lat);
	return aspect;
}

/* Runs of longitude, relative to the central meridian, that the projection shows of a parallel. */
struct lon_runs {
	double from[2], to[2];
	int count;
};

static inline struct lon_runs globe_visible_runs(const struct globe_aspect *aspect, double lat)
{
	const struct globe_projection *projection = aspect->projection;
	double limit = projection->limit * DEGREE, phi = lat * DEGREE, origin = aspect->centre.lat * DEGREE;
	struct lon_runs all = {{-180}, {180}, 1}, none = {.count = 0};
	if (projection->kind == DOMAIN_BAND) {
		bool is_cut = (limit > 0 && lat > projection->limit) || (limit < 0 && lat < projection->limit) ||
		              (projection->limit == 89 && lat < -89);
		return is_cut ? none : all;
	}
	if (projection->kind == DOMAIN_DISC) {
		double along = cos(origin) * cos(phi), rest = cos(limit) - sin(origin) * sin(phi);
		if (along < 1e-12)
			return rest <= 0 ? all : none;
		if (rest / along <= -1 || rest / along >= 1)
			return rest < 0 ? all : none;
		double half = acos(rest / along) / DEGREE;
		return (struct lon_runs){{-half}, {half}, 1};
	}
	if (cos(phi) <= sin(limit))
		return all;
	double half = asin(sin(limit) / cos(phi)) / DEGREE;
	return (struct lon_runs){{-half, 180 - half}, {half, 180 + half}, 2};
}

/* The latitudes that the projection shows something of. */
static inline void globe_visible_lats(const struct globe_aspect *aspect, double *south, double *north)
{
	const struct globe_projection *projection = aspect->projection;
	*south = -90;
	*north = 90;
	if (projection->kind == DOMAIN_BAND) {
		*south = projection->limit < 0 ? projection->limit : projection->limit == 89 ? -89 : -90;
		*north = projection->limit > 0 ? projection->limit : 90;
	} else if (projection->kind == DOMAIN_DISC) {
		double low = aspect->centre.lat - projection->limit, high = aspect->centre.lat + projection->limit;
		*south = fmax(low, -90);
		*north = fmin(high, 90);
	}
}

/* How far inside of what is shown a place lies, degrees; negative outside. */
static inline double globe_depth(const struct globe_aspect *aspect, struct lonlat place)
{
	const struct globe_projection *projection = aspect->projection;
	double phi = place.lat * DEGREE, lambda = (place.lon - aspect->centre.lon) * DEGREE, origin = aspect->centre.lat * DEGREE;
	if (projection->kind == DOMAIN_DISC) {
		double cosine = sin(origin) * sin(phi) + cos(origin) * cos(phi) * cos(lambda);
		return projection->limit - acos(fmin(fmax(cosine, -1), 1)) / DEGREE;
	}
	if (projection->kind == DOMAIN_SIDES)
		return projection->limit - fabs(asin(fmin(fmax(cos(phi) * sin(lambda), -1), 1))) / DEGREE;
	double south, north;
	globe_visible_lats(aspect, &south, &north);
	south = south == -90 ? -91 : south;
	north = north == 90 ? 91 : north;
	return fmin(place.lat - south, north - place.lat);
}

#endif

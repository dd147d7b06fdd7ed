/* What is right about rings on the globe, found without the program: inside and outside by a ray along the meridian, areas
 * by integrating how PROJ stretches the plane over the ring's inside in longitude and latitude. Degrees and metres. */
#ifndef CORRIDOR_TESTS_GLOBE_REFERENCE_H
#define CORRIDOR_TESTS_GLOBE_REFERENCE_H

#include "geometry/polyline.h"
#include "globe_projections.h"

#include <proj.h>
#include <stdlib.h>
#include <string.h>

/* PROJ itself. */
struct oracle {
	PJ_CONTEXT *context;
	PJ *operation;
};

static inline bool oracle_open(struct oracle *oracle, const char *text)
{
	oracle->context = proj_context_create();
	proj_log_level(oracle->context, PJ_LOG_NONE);
	oracle->operation = proj_create(oracle->context, text);
	return oracle->operation != NULL;
}

static inline void oracle_close(struct oracle *oracle)
{
	proj_destroy(oracle->operation);
	proj_context_destroy(oracle->context);
}

/* NaN where PROJ has no answer. */
static inline struct ground oracle_forward(const struct oracle *oracle, double lon, double lat)
{
	proj_errno_reset(oracle->operation);
	PJ_COORD at = proj_trans(oracle->operation, PJ_FWD, proj_coord(remainder(lon, 360) * DEGREE, lat * DEGREE, 0, 0));
	bool good = isfinite(at.xy.x) && isfinite(at.xy.y) && fabs(at.xy.x) < 1e30;
	return good ? (struct ground){at.xy.x, at.xy.y} : (struct ground){NAN, NAN};
}

/* Change of the plane per degree along (dlon, dlat). At a seam one side jumps: the smaller step is the true one. */
static inline struct ground oracle_derivative(const struct oracle *oracle, double lon, double lat, double dlon, double dlat)
{
	const double h = 1e-4;
	struct ground at = oracle_forward(oracle, lon, lat);
	struct ground before = oracle_forward(oracle, lon - h * dlon, fmax(lat - h * dlat, -90));
	struct ground after = oracle_forward(oracle, lon + h * dlon, fmin(lat + h * dlat, 90));
	struct ground down = {(at.east - before.east) / h, (at.north - before.north) / h};
	struct ground up = {(after.east - at.east) / h, (after.north - at.north) / h};
	double below = hypot(down.east, down.north), above = hypot(up.east, up.north);
	if (isnan(below) || below > 3 * above)
		return up;
	if (isnan(above) || above > 3 * below)
		return down;
	return (struct ground){(down.east + up.east) / 2, (down.north + up.north) / 2};
}

/* Square metres of the plane per square degree; 0 where PROJ has no answer. */
static inline double oracle_stretch(const struct oracle *oracle, double lon, double lat)
{
	struct ground e = oracle_derivative(oracle, lon, lat, 1, 0), n = oracle_derivative(oracle, lon, lat, 0, 1);
	double area = fabs(e.east * n.north - e.north * n.east);
	return isfinite(area) ? area : 0;
}

/* Longitude step from a to b as rings are meant: the short way, but along a pole as written, and once round where the ring
 * is written out (see below). */
static inline double lon_step(struct lonlat a, struct lonlat b, bool written_out)
{
	bool along_pole = fabs(a.lat) > 90 - 1e-9 && fabs(b.lat) > 90 - 1e-9;
	double step = b.lon - a.lon;
	bool is_short = along_pole || fabs(step) <= 180 || (written_out && fabs(fabs(step) - 360) < 1e-9);
	return is_short ? step : remainder(step, 360);
}

/* Whether the ring means the plane of longitude and latitude: no step is long but those from -180 to 180 exactly. */
static inline bool ring_is_written_out(struct lonlats ring)
{
	for (size_t i = 0; i < ring.count; i++) {
		double step = fabs(ring.points[(i + 1) % ring.count].lon - ring.points[i].lon);
		if (step > 180 && fabs(step - 360) > 1e-9)
			return false;
	}
	return true;
}

/* How often the ring goes round the globe. */
static inline int ring_turns(struct lonlats ring)
{
	bool written_out = ring_is_written_out(ring);
	double sum = 0;
	for (size_t i = 0; i < ring.count; i++)
		sum += lon_step(ring.points[i], ring.points[(i + 1) % ring.count], written_out);
	return (int)lround(sum / 360);
}

static inline double ring_mean_lat(struct lonlats ring)
{
	double sum = 0;
	for (size_t i = 0; i < ring.count; i++)
		sum += ring.points[i].lat;
	return sum / (double)ring.count;
}

/* Crossings of the edge with the meridian of the place, north of it. */
static inline int crossings_north(struct lonlat a, struct lonlat b, struct lonlat place, bool written_out)
{
	double step = lon_step(a, b, written_out), west = fmin(a.lon, a.lon + step), east = west + fabs(step);
	int count = 0;
	for (double lon = west + fmod(fmod(place.lon - west, 360) + 360, 360); lon < east; lon += 360) {
		double lat = a.lat + (b.lat - a.lat) * (lon - a.lon) / step;
		count += lat > place.lat;
	}
	return count;
}

/* Whether the place lies inside the ring: even-odd on the plane of longitude and latitude; a ring that goes round the
 * globe is closed along the pole on the side of its mean latitude. */
static inline bool ring_contains(struct lonlats ring, struct lonlat place)
{
	bool written_out = ring_is_written_out(ring);
	int count = 0;
	for (size_t i = 0; i < ring.count; i++)
		count += crossings_north(ring.points[i], ring.points[(i + 1) % ring.count], place, written_out);
	bool closed_north = ring_turns(ring) % 2 != 0 && ring_mean_lat(ring) > 0;
	return (count + closed_north) % 2 != 0;
}

static inline int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* Gauss and Legendre's nodes for five points on -1..1. */
static const double gauss_node[5] = {-0.9061798459386640, -0.5384693101056831, 0, 0.5384693101056831, 0.9061798459386640};
static const double gauss_weight[5] = {0.2369268850561891, 0.4786286704993665, 0.5688888888888889, 0.4786286704993665,
                                       0.2369268850561891};

/* The integral of the stretch along a parallel, in pieces of so many degrees. */
static inline double integrate_run(const struct oracle *oracle, double lat, double from, double to, double piece)
{
	int pieces = (int)ceil((to - from) / piece);
	double sum = 0, wide = (to - from) / pieces;
	for (int i = 0; i < pieces; i++)
		for (int k = 0; k < 5; k++)
			sum += gauss_weight[k] / 2 * wide *
			       oracle_stretch(oracle, from + wide * (i + 0.5 + gauss_node[k] / 2), lat);
	return sum;
}

/* The same over what the projection shows of from..to, from <= to. */
static inline double integrate_visible(const struct oracle *oracle, const struct globe_aspect *aspect, double lat,
                                       double from, double to, double piece)
{
	struct lon_runs runs = globe_visible_runs(aspect, lat);
	double sum = 0;
	for (int i = 0; i < runs.count; i++)
		for (int turn = -3; turn <= 3; turn++) {
			double west = fmax(from, runs.from[i] + aspect->centre.lon + 360 * turn);
			double east = fmin(to, runs.to[i] + aspect->centre.lon + 360 * turn);
			if (west < east)
				sum += integrate_run(oracle, lat, west, east, piece);
		}
	return sum;
}

/* Along one parallel, over the ring's inside. `lons` has room for the ring's crossings. */
static inline double integrate_parallel(const struct oracle *oracle, const struct globe_aspect *aspect, struct lonlats ring,
                                        double lat, double piece, double *lons)
{
	bool written_out = ring_is_written_out(ring);
	size_t count = 0;
	for (size_t i = 0; i < ring.count; i++) {
		struct lonlat a = ring.points[i], b = ring.points[(i + 1) % ring.count];
		if ((a.lat > lat) != (b.lat > lat)) {
			double lon = a.lon + lon_step(a, b, written_out) * (lat - a.lat) / (b.lat - a.lat);
			lons[count++] = lon - 360 * floor((lon + 180) / 360);
		}
	}
	if (count == 0)
		return ring_contains(ring, (struct lonlat){0, lat}) ? integrate_visible(oracle, aspect, lat, -180, 180, piece) : 0;
	qsort(lons, count, sizeof *lons, compare_doubles);
	lons[count] = lons[0] + 360;
	size_t widest = 0;
	for (size_t i = 0; i < count; i++)
		widest = lons[i + 1] - lons[i] > lons[widest + 1] - lons[widest] ? i : widest;
	bool inside = ring_contains(ring, (struct lonlat){(lons[widest] + lons[widest + 1]) / 2, lat});
	double sum = 0;
	for (size_t i = 0; i < count; i++)
		if (inside == ((i + widest) % 2 == 0))
			sum += integrate_visible(oracle, aspect, lat, lons[i], lons[i + 1], piece);
	return sum;
}

/* What the projection's plane has of the ring, square metres from `strips` strips of latitude. */
static inline double ring_area(const struct oracle *oracle, const struct globe_aspect *aspect, struct lonlats ring, int strips,
                               double piece)
{
	double south = 90, north = -90, sum = 0;
	double *lons = malloc((ring.count + 2) * sizeof *lons);
	for (size_t i = 0; i < ring.count; i++) {
		south = fmin(south, ring.points[i].lat);
		north = fmax(north, ring.points[i].lat);
	}
	if (ring_turns(ring) % 2 != 0) {
		south = ring_mean_lat(ring) > 0 ? south : -90;
		north = ring_mean_lat(ring) > 0 ? 90 : north;
	}
	double first, last;
	globe_visible_lats(aspect, &first, &last);
	south = fmax(south, first);
	north = fmin(north, last);
	for (int i = 0; i < strips && south < north; i++)
		for (int k = 0; k < 2; k++) { /* two nodes: exact for what is linear, and nearly for much more */
			double lat = south + (north - south) * (i + 0.5 + (k ? 0.5 : -0.5) * 0.5773502691896258) / strips;
			sum += integrate_parallel(oracle, aspect, ring, lat, piece, lons) / 2;
		}
	free(lons);
	return sum * fmax(north - south, 0) / strips;
}

/* The same for a small ring: finer until it no longer changes. */
static inline double ring_area_settled(const struct oracle *oracle, const struct globe_aspect *aspect, struct lonlats ring)
{
	double piece = 10, area = ring_area(oracle, aspect, ring, 2, piece);
	for (int strips = 4; strips <= 4096; strips *= 2) {
		double finer = ring_area(oracle, aspect, ring, strips, piece = fmax(piece / 2, 0.2));
		/* A corner may reach over the horizon between two of the first strips. */
		bool settled = finer > 0 ? fabs(finer - area) <= 2e-4 * finer : strips >= 256;
		area = finer;
		if (settled)
			break;
	}
	return area;
}

#endif

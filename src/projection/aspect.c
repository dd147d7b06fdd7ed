/* The aspect of a projection: where its seam or its horizon lies.
 * In: an open transform. Out: a frame and windows, degrees. Why so: for nearly all of PROJ's projections the seam
 * follows from the parameters; looked for with numbers alone it would be missed at the rims of azimuthal projections,
 * and found where the scale is infinite. Of what the tables do not name, which a later PROJ may bring, the
 * seam is not known. */
#include "projection/aspect.h"

#include "base/buffer.h"
#include "projection/definition.h"
#include "projection/view_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How far the seam itself is kept away from, degrees: PROJ sends places on it to either side. */
static const double inset = 1e-8, tilted_inset = 1e-5, pole_inset = 1e-9;
/* Limits are moved by this, so that no edge of data, which lie on whole degrees, runs along one. */
static const double limit_inset = 1.37e-5;
/* A change of datum moves places by up to 0.0028 degrees of a great circle, and so beside a pole by more of longitude.
 */
static const double datum_inset = 0.01, shifted_limit = 89.5;

enum aspect_class {
	MERIDIAN,  /* one seam, opposite to lon_0; limit: of latitude */
	CONFORMAL, /* the same of a conformal conic, whose other pole is infinitely far; limit: of latitude there */
	TANGENT,   /* a conic that grows as the tangent of latitude; limit: distance from the middle of its parallels */
	DISC,      /* azimuthal; limit: its radius */
	SATELLITE, /* azimuthal, from a height; limit: how much nearer the horizon is than it would be on a sphere */
	TRANSVERSE, /* seam along the equator on the other side of the globe; limit: distance from the great circle of
	               lon_0 */
	KROVAK, /* a conic round a pole in Finland, folded where it has gone a quarter round; limit: of latitude there
	         */
	LOBES,  /* interrupted; limit: 1 for oceans */
	TILTED, /* ob_tran */
	UNSOLVED,
};

static const struct class_row {
	const char *id;
	enum aspect_class class;
	double limit;
	double tolerated, advised; /* the same, of maps: see struct view_aspect */
} classes[] = {
        {"merc", MERIDIAN, 89},
        {"webmerc", MERIDIAN, 89},
        {"tobmerc", MERIDIAN, 89},
        {"cc", MERIDIAN, 89, 80, 60},
        {"lcc", CONFORMAL, 75, 60, 45},
        {"pconic", TANGENT, 75, 70, 60},
        {"murd2", TANGENT, 75, 70, 60},
        {"laea", DISC, 179},
        {"aeqd", DISC, 179},
        {"stere", DISC, 150, 120, 90},
        {"sterea", DISC, 150, 120, 90},
        {"ups", DISC, 150, 120, 90},
        {"ortho", DISC, 90 - 1e-4},
        {"gnom", DISC, 75, 70, 60},
        {"nsper", SATELLITE, 1e-4},
        {"tpers", SATELLITE, 1e-4},
        {"geos", SATELLITE, 0.3},
        {"tmerc", TRANSVERSE, 80},
        {"etmerc", TRANSVERSE, 80},
        {"utm", TRANSVERSE, 80},
        {"tcea", TRANSVERSE, 90},
        {"cass", TRANSVERSE, 90},
        {"igh", LOBES, 0},
        {"imoll", LOBES, 0},
        {"igh_o", LOBES, 1},
        {"imoll_o", LOBES, 1},
        {"krovak", KROVAK, 45, 20, 0},
        {"mod_krovak", KROVAK, 45, 20, 0},
        {"ob_tran", TILTED, 0},
};
/* One seam, opposite to lon_0, as far as the poles. */
static const char *const upright[] = {
        "adams_hemi", "adams_ws1", "adams_ws2", "aea",       "airy",   "aitoff",    "apian",    "august",    "bacon",
        "boggs",      "bonne",     "ccon",      "cea",       "chamb",  "col_urban", "collg",    "comill",    "crast",
        "denoy",      "eck1",      "eck2",      "eck3",      "eck4",   "eck5",      "eck6",     "eqc",       "eqdc",
        "eqearth",    "euler",     "fahey",     "fouc",      "fouc_s", "gall",      "gins8",    "gn_sinu",   "goode",
        "guyou",      "hammer",    "hatano",    "kav5",      "kav7",   "lagrng",    "larr",     "lask",      "latlon",
        "latlong",    "lcca",      "leac",      "longlat",   "lonlat", "loxim",     "mbt_fps",  "mbt_s",     "mbtfpp",
        "mbtfpq",     "mbtfps",    "mill",      "moll",      "murd1",  "murd3",     "natearth", "natearth2", "nell",
        "nell_h",     "nicol",     "ortel",     "patterson", "poly",   "putp1",     "putp2",    "putp3",     "putp3p",
        "putp4p",     "putp5",     "putp5p",    "putp6",     "putp6p", "qua_aut",   "robin",    "rpoly",     "sinu",
        "tcc",        "times",     "tissot",    "urm5",      "urmfps", "vandg",     "vandg2",   "vandg3",    "vandg4",
        "vitk1",      "wag1",      "wag2",      "wag3",      "wag4",   "wag5",      "wag6",     "wag7",      "weren",
        "wink1",      "wink2",     "wintri"};

static struct class_row class_of(const char *id)
{
	for (size_t i = 0; i < sizeof upright / sizeof *upright; i++)
		if (strcmp(upright[i], id) == 0)
			return (struct class_row){.id = id, .class = MERIDIAN, .limit = 90};
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		struct class_row row = classes[i];
		if (strcmp(row.id, id) != 0)
			continue;
		row.limit -= row.limit > 1 && row.limit != 90 ? limit_inset : 0;
		return row;
	}
	return (struct class_row){.id = id, .class = UNSOLVED};
}

static void add_window(struct view_aspect *aspect, double west, double south, double east, double north)
{
	aspect->windows[aspect->window_count++] =
	        (struct cut_window){.west = west, .south = south, .east = east, .north = north};
}

static void set_disc(struct view_aspect *aspect, double lon, double lat, double radius)
{
	aspect->frame = sphere_frame_tilted(lon, 180 - lat, 0);
	aspect->windows[0] = (struct cut_window){.is_disc = true, .south = 90 - radius};
	aspect->window_count = 1;
}

/* The lobes of the north, then those of the south, between the longitudes of their slits. */
static void add_lobes(struct view_aspect *aspect, bool of_oceans, double edge, double pole)
{
	/* Places on the equator itself belong to the north. */
	static const double equator = -1e-8;
	const double lands[] = {-180, -40, 180, -180, -100, -20, 80, 180},
	             oceans[] = {-180, -90, 60, 180, -180, -60, 90, 180};
	const double *slits = of_oceans ? oceans : lands;
	bool is_north = true;
	for (int i = 0; i < 7; i++) {
		if (slits[i] == 180) {
			is_north = false;
			continue;
		}
		add_window(aspect, slits[i] + edge, is_north ? equator : -pole, slits[i + 1] - edge,
		           is_north ? pole : equator);
	}
}

static void set_upright(struct view_aspect *aspect, const struct projection_definition *definition,
                        struct class_row row, double edge, double pole)
{
	double south = fmax(-row.limit, -pole), north = fmin(row.limit, pole);
	aspect->is_limited = row.class == MERIDIAN && row.limit < shifted_limit;
	if (row.class == LOBES) {
		add_lobes(aspect, row.limit > 0, edge, pole);
		return;
	}
	if (row.class == CONFORMAL) {
		double lat_1 = projection_definition_angle(definition, "lat_1",
		                                           projection_definition_angle(definition, "lat_0", 0));
		bool is_southern = lat_1 + projection_definition_angle(definition, "lat_2", lat_1) < 0;
		south = is_southern ? -pole : -row.limit;
		north = is_southern ? row.limit : pole;
	}
	if (row.class == TANGENT) {
		double middle = (projection_definition_angle(definition, "lat_1", 0) +
		                 projection_definition_angle(definition, "lat_2", 0)) /
		                2;
		south = fmax(middle - row.limit, -pole);
		north = fmin(middle + row.limit, pole);
	}
	add_window(aspect, edge - 180, south, 180 - edge, north);
}

/* False for what is not known of ob_tran: other ways to name its pole, azimuthal projections inside, another datum. */
static bool set_tilted(struct view_aspect *aspect, const struct projection_definition *definition)
{
	const char *inner = projection_definition_text(definition, "o_proj");
	struct class_row row = class_of(inner ? inner : "");
	if (!projection_definition_text(definition, "o_lat_p") || row.class > CONFORMAL ||
	    projection_definition_text(definition, "towgs84"))
		return false;
	double middle = projection_definition_middle(definition),
	       turn = projection_definition_angle(definition, "o_lon_p", 0);
	double pole = projection_definition_angle(definition, "o_lat_p", 90);
	aspect->frame = pole == 90    ? sphere_frame_upright(middle - turn)
	                : pole == -90 ? sphere_frame_upright(middle + turn + 180)
	                              : sphere_frame_tilted(middle, pole, turn);
	set_upright(aspect, definition, row, aspect->frame.is_tilted ? tilted_inset : inset, 90 - pole_inset);
	return true;
}

static double satellite_radius(const struct projection_definition *definition, double less)
{
	double height = projection_definition_number(definition, "h", 0);
	return height > 0
	               ? acos(1 / (1 + height / projection_definition_radius(definition))) / RADIANS_PER_DEGREE - less
	               : 0;
}

/* Whether all of the horizon lies well before a tilted camera: what lies beside it or behind is drawn out without end,
 * or upside down. */
static bool sees_horizon(const struct projection_definition *definition, double radius)
{
	static const double widest = 80; /* degrees from the middle of the picture */
	return 90 - radius + fabs(projection_definition_angle(definition, "tilt", 0)) <= widest;
}

/* A change of datum moves places beside the frame's poles by more of the frame's degrees. */
static void set_transverse(struct view_aspect *aspect, double middle, double limit, double shift)
{
	limit = fmin(limit, shift > 0 ? shifted_limit : 90 - pole_inset);
	double edge = fmax(tilted_inset, shift / cos(limit * RADIANS_PER_DEGREE));
	aspect->frame = sphere_frame_tilted(middle + 90, 180, 90);
	add_window(aspect, edge - 180, -limit, 180 - edge, limit);
}

/* The frame's pole is PROJ's to a twentieth of a degree, since PROJ turns a sphere that is not quite the ellipsoid. */
static void set_krovak(struct view_aspect *aspect, const struct projection_definition *definition, double limit)
{
	static const double pole = 59.7576, quarter = 88, usual = 24 + 50 / 60.0;
	double middle =
	        projection_definition_text(definition, "lon_0") ? projection_definition_middle(definition) : usual;
	aspect->frame = sphere_frame_tilted(middle + 180, pole, 180);
	add_window(aspect, -quarter, -limit, quarter, 90 - pole_inset);
}

/* Whether the seam is found from the definition. */
static bool set_known(struct view_aspect *aspect, const struct projection_definition *definition,
                      const struct transform *transform)
{
	/* Guam's formula holds near its middle; with a W of their own hammer and lagrng fold. */
	if (projection_definition_text(definition, "guam") || projection_definition_text(definition, "W"))
		return false;
	struct class_row row = class_of(definition->id);
	double middle = transform->turn > 0 ? transform->middle : projection_definition_middle(definition),
	       lat = projection_definition_angle(definition, "lat_0", 0), limit = row.limit;
	double more = definition->has_datum_step ? datum_inset : 0, edge = inset;
	switch (row.class) {
	case DISC:
		if (strcmp(row.id, "ups") == 0)
			lat = projection_definition_text(definition, "south") ? -90 : 90;
		set_disc(aspect, middle, lat, limit - more);
		return true;
	case SATELLITE:
		limit = satellite_radius(definition, row.limit) - more;
		set_disc(aspect, middle, strcmp(row.id, "geos") == 0 ? 0 : lat, fmax(limit, 0));
		return limit > 0 && (strcmp(row.id, "tpers") != 0 || sees_horizon(definition, limit));
	case TRANSVERSE:
		if (projection_definition_text(definition, "approx") ||
		    (strcmp(row.id, "cass") == 0 && !projection_definition_is_sphere(definition)))
			return false;
		set_transverse(aspect, middle, limit, more);
		return true;
	case KROVAK:
		set_krovak(aspect, definition, limit);
		return true;
	case TILTED:
		return set_tilted(aspect, definition);
	case UNSOLVED:
		return false;
	default:
		aspect->frame = sphere_frame_upright(middle);
		/* PROJ brings longitudes about 360 back, and so rounds 180. */
		aspect->is_exact = middle == 0 && projection_definition_angle(definition, "lon_0", 0) == 0 && more == 0;
		if (more > 0 && transform->turn == 0) /* where it turns, the seam stays */
			edge = more / cos(shifted_limit * RADIANS_PER_DEGREE);
		set_upright(aspect, definition, row, edge, more > 0 ? shifted_limit : 90 - pole_inset);
		return true;
	}
}

/* Rings of places round a middle, on the plane. */
enum { spokes = 96, ring_step = 2, most_degrees = 84 };
static const double most_growth = 2.5; /* of a step beside the one before it, or beside the middle one of its ring */

/* Whether the plane leads back to the place. Where it is folded, it leads to another place that lies on the same spot.
 */
static bool comes_back(const struct transform *transform, struct lonlat place, struct ground ground)
{
	static const double nearly = 0.01; /* degrees */
	struct lonlat back;
	return transform_inverse(transform, ground, &back) && fabs(back.lat - place.lat) < nearly &&
	       fabs(remainder(back.lon - place.lon, 360)) * cos(place.lat * RADIANS_PER_DEGREE) < nearly;
}

static bool project_spokes(const struct transform *transform, const struct sphere_frame *frame, double degrees,
                           struct ground ring[spokes])
{
	for (int i = 0; i < spokes; i++) {
		struct lonlat place =
		        sphere_frame_inverse(frame, (struct frame_point){i * 360.0 / spokes, 90 - degrees});
		if (!transform_forward(transform, place, &ring[i]) || !comes_back(transform, place, ring[i]))
			return false;
	}
	return true;
}

static double step_between(struct ground a, struct ground b)
{
	return hypot(b.east - a.east, b.north - a.north);
}

static bool ring_hangs_together(const struct ground ring[spokes])
{
	double steps[spokes], sorted[spokes];
	for (int i = 0; i < spokes; i++)
		sorted[i] = steps[i] = step_between(ring[i], ring[(i + 1) % spokes]);
	qsort(sorted, spokes, sizeof *sorted, base_number_compare);
	return sorted[spokes - 1] <= most_growth * sorted[spokes / 2];
}

/* Which way the plane turns from a step outwards to one along the ring: 1 or -1, or 0 where it does not turn one way
 * all round, since it is folded. */
static int ring_orientation(const struct ground inner[spokes], const struct ground outer[spokes])
{
	int lefts = 0;
	for (int i = 0; i < spokes; i++) {
		struct ground from = inner[i], to = outer[i], beside = outer[(i + 1) % spokes];
		lefts += (to.east - from.east) * (beside.north - to.north) >
		         (to.north - from.north) * (beside.east - to.east);
	}
	return lefts == spokes ? 1 : lefts == 0 ? -1 : 0;
}

/* How far round a place PROJ's answers hang together, degrees. */
static double radius_that_hangs_together(const struct transform *transform, struct lonlat middle)
{
	struct sphere_frame frame = sphere_frame_tilted(middle.lon, 180 - middle.lat, 0);
	struct ground before[spokes], ring[spokes];
	double steps[spokes];
	int orientation = 0;
	if (!project_spokes(transform, &frame, 0, before))
		return 0;
	for (int degrees = ring_step; degrees <= most_degrees; degrees += ring_step) {
		if (!project_spokes(transform, &frame, degrees, ring) || !ring_hangs_together(ring))
			return degrees - ring_step;
		int here = ring_orientation(before, ring);
		if (here == 0 || here + orientation == 0)
			return degrees - ring_step;
		orientation = here;
		for (int i = 0; i < spokes; i++) {
			double step = step_between(before[i], ring[i]);
			if (degrees > ring_step && step > most_growth * steps[i])
				return degrees - ring_step;
			steps[i] = step;
			before[i] = ring[i];
		}
	}
	return most_degrees;
}

struct view_aspect view_aspect_of(struct arena *arena, const struct transform *transform)
{
	struct view_aspect aspect = {0};
	struct projection_definition *definition = ARENA_NEW(arena, struct projection_definition);
	projection_definition_read(definition, transform);
	aspect.is_known = set_known(&aspect, definition, transform);
	struct class_row row = class_of(definition->id);
	aspect.draws_out = aspect.is_known && row.tolerated > 0;
	aspect.tolerated = row.limit - row.tolerated;
	aspect.advised = row.limit - row.advised;
	for (size_t i = 0; i < aspect.window_count; i++)
		cut_window_outline(arena, &aspect.windows[i]);
	return aspect;
}

void view_aspect_find_disc(struct view_aspect *aspect, struct arena *arena, const struct transform *transform,
                           struct lonlat middle)
{
	set_disc(aspect, middle.lon, middle.lat, radius_that_hangs_together(transform, middle));
	cut_window_outline(arena, &aspect->windows[0]);
}

bool view_aspect_is_beyond(const struct view_aspect *aspect, struct lonlat place)
{
	static const double edge = 1e-6; /* degrees */
	const struct cut_window *window = &aspect->windows[0];
	if (!aspect->is_limited)
		return false;
	double lat = sphere_frame_forward(&aspect->frame, place).y;
	return lat < window->south - edge || (!window->is_disc && lat > window->north + edge);
}

/* The sphere as shapes and projections mean it: rings whose edges are straight in longitude and latitude, and frames,
 * which are the globe turned as a projection turns it. Degrees throughout. */
#pragma once

#include "geometry/polyline.h"

/* A place in a frame: x is its longitude there (-180 to 180), y its latitude. */
struct frame_point {
	double x, y;
};
struct sphere_frame {
	bool is_tilted; /* false: x is counted from another meridian, and what stands below `middle` is not set */
	double middle;  /* longitude that x is counted from before the pole is moved */
	double sin_pole, cos_pole;
	double turn; /* added to x */
};

/* x = longitude - middle. */
struct sphere_frame sphere_frame_upright(double middle);
/* The globe with its pole moved to latitude `pole_lat` as PROJ's ob_tran does: x = atan2(cos p sin l, sin o cos p cos l
 * + cos o sin p) + turn, where l = longitude - middle and o = pole_lat. Source: Snyder 1987, USGS PP 1395, p. 31. */
struct sphere_frame sphere_frame_tilted(double middle, double pole_lat, double turn);
struct frame_point sphere_frame_forward(const struct sphere_frame *frame, struct lonlat place);
struct lonlat sphere_frame_inverse(const struct sphere_frame *frame, struct frame_point point);

/* Whether a step between neighbouring points is longer than half the globe: the short way then leads over the date
 * line. Steps of exactly once round are the edges of what reaches all round, and stay. */
bool geometry_steps_over_date_line(const struct lonlat *points, size_t count, bool closed);
/* Whether the shape means the plane of longitude and latitude as it is written: no step is longer than half the globe,
 * and it is no ring round a pole that one edge from 180 to -180 closes. */
bool geometry_is_planar(const struct lonlat *points, size_t count, bool closed);
/* Whether the edge runs along the date line or a pole: data are cut there, and no border is. */
bool geometry_is_date_line(struct lonlat a, struct lonlat b);
/* The outline of a ring without its edges along the date line: *count lines, in `arena`. NULL if it has none. */
const struct lonlats *geometry_without_date_line(struct arena *arena, struct lonlats ring, size_t *count);

/* The same planar ring with points added in steps so long that they would be taken for jumps. */
struct lonlats geometry_with_short_steps(struct arena *arena, struct lonlats ring);

/* A ring or a line whose steps go the short way. */
struct sphere_path {
	struct lonlat *points; /* longitudes go on beyond 180; count + 1 of a ring, whose last is its first again */
	size_t count;          /* of the points that it was made of */
	int turns;             /* how often a ring goes round the globe eastwards */
	bool holds_south;      /* a ring that goes round is closed along the south pole, not the north pole */
};
/* In `arena`. Of a ring with one edge that goes exactly once round between a polar circle and its pole, that edge only
 * closes it. */
struct sphere_path sphere_path_of(struct arena *arena, struct lonlats points, bool closed);
/* Whether a place lies inside the ring: even-odd on the plane of longitude and latitude, which goes on east and west.
 */
bool sphere_path_contains(const struct sphere_path *ring, struct lonlat place);

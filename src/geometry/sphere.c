/* Shapes and frames on the sphere.
 * In/Out: degrees. Why so: edges of files are straight in longitude and latitude, so a ring is a planar set once its
 * steps are unrolled; and after the turn that belongs to a projection, its seam and its horizon are straight too. */
#include "geometry/sphere.h"

#include <math.h>

#define DEGREE 0.017453292519943295 /* radians */

/* Rounding of a step that goes round exactly once. */
static const double exactly = 1e-9;
/* The date line, as data that are cut there have it. */
static const double date_line = 179.999999;
/* No coast that is closed by one step round the pole crosses the date line further from it: Antarctica's does at 78. */
static const double last_coast = 75;

struct sphere_frame sphere_frame_upright(double middle)
{
	return (struct sphere_frame){.middle = middle};
}

struct sphere_frame sphere_frame_tilted(double middle, double pole_lat, double turn)
{
	return (struct sphere_frame){true, middle, sin(remainder(pole_lat, 360) * DEGREE),
	                             cos(remainder(pole_lat, 360) * DEGREE), turn};
}

struct frame_point sphere_frame_forward(const struct sphere_frame *frame, struct lonlat place)
{
	if (!frame->is_tilted)
		return (struct frame_point){remainder(place.lon - frame->middle, 360), place.lat};
	double lon = (place.lon - frame->middle) * DEGREE, lat = place.lat * DEGREE;
	double cos_lat = cos(lat), sin_lat = sin(lat), ahead = cos_lat * cos(lon), aside = cos_lat * sin(lon);
	double forth = frame->sin_pole * ahead + frame->cos_pole * sin_lat;
	double up = frame->sin_pole * sin_lat - frame->cos_pole * ahead;
	return (struct frame_point){remainder(atan2(aside, forth) / DEGREE + frame->turn, 360),
	                            atan2(up, hypot(aside, forth)) / DEGREE};
}

struct lonlat sphere_frame_inverse(const struct sphere_frame *frame, struct frame_point point)
{
	if (!frame->is_tilted)
		return (struct lonlat){frame->middle + point.x, point.y};
	double x = (point.x - frame->turn) * DEGREE, y = point.y * DEGREE;
	double cos_y = cos(y), sin_y = sin(y), ahead = cos_y * cos(x), aside = cos_y * sin(x);
	double forth = frame->sin_pole * ahead - frame->cos_pole * sin_y;
	double up = frame->sin_pole * sin_y + frame->cos_pole * ahead;
	return (struct lonlat){remainder(atan2(aside, forth) / DEGREE + frame->middle, 360),
	                       atan2(up, hypot(aside, forth)) / DEGREE};
}

static bool goes_once_round(struct lonlat a, struct lonlat b)
{
	return fabs(fabs(b.lon - a.lon) - 360) <= exactly;
}

static bool is_jump(struct lonlat a, struct lonlat b)
{
	return fabs(b.lon - a.lon) > 180 && !goes_once_round(a, b);
}

bool geometry_steps_over_date_line(const struct lonlat *points, size_t count, bool closed)
{
	for (size_t i = 1; i < count; i++)
		if (is_jump(points[i - 1], points[i]))
			return true;
	return closed && count > 1 && is_jump(points[count - 1], points[0]);
}

bool geometry_is_date_line(struct lonlat a, struct lonlat b)
{
	bool is_pole = fabs(a.lat) >= 90 && a.lat == b.lat;
	return is_pole || (fabs(a.lon) >= date_line && fabs(b.lon) >= date_line && (a.lon > 0) == (b.lon > 0));
}

/* Steps that go round exactly once, from 180 to -180 or back. */
struct round_steps {
	size_t count;
	double south, north;  /* latitudes of their ends */
	bool is_all_there_is; /* all vertices lie on the date line */
	bool is_level;        /* all vertices lie on one parallel: in the plane there is nothing inside */
};

static struct round_steps find_round_steps(const struct lonlat *points, size_t count, bool closed)
{
	struct round_steps found = {0, INFINITY, -INFINITY, true, true};
	for (size_t i = 0; i < count; i++) {
		struct lonlat a = points[i], b = points[i + 1 < count ? i + 1 : 0];
		found.is_all_there_is &= fabs(remainder(a.lon - 180, 360)) <= exactly;
		found.is_level &= a.lat == points[0].lat;
		if ((i + 1 == count && !closed) || !goes_once_round(a, b))
			continue;
		found.count++;
		found.south = fmin(found.south, fmin(a.lat, b.lat));
		found.north = fmax(found.north, fmax(a.lat, b.lat));
	}
	return found;
}

/* Beside other jumps, steps that go round exactly once run along the date line: from 180 to -180 is no way. Without
 * jumps they bound what reaches all round, such as a box or an ocean. But a single one before a pole closes a ring
 * round it (along the pole itself it says so in the plane too), wherever the ring is a parallel, and several on one
 * side of the equator are an island's that lies over the date line. */
bool geometry_is_planar(const struct lonlat *points, size_t count, bool closed)
{
	if (geometry_steps_over_date_line(points, count, closed))
		return false;
	struct round_steps steps = find_round_steps(points, count, closed);
	if (steps.count == 0 || steps.is_all_there_is)
		return true;
	if (!closed)
		return false;
	double nearest = fmin(fabs(steps.south), fabs(steps.north)),
	       furthest = fmax(fabs(steps.south), fabs(steps.north));
	bool is_one_sided = (steps.south > 0) == (steps.north > 0);
	if (steps.is_level && nearest > 0 && furthest < 90)
		return false;
	return !is_one_sided || (steps.count == 1 && (nearest < last_coast || furthest >= 90));
}

const struct lonlats *geometry_without_date_line(struct arena *arena, struct lonlats ring, size_t *count)
{
	const struct lonlat *points = ring.points;
	size_t first = 0, from = 0;
	*count = 0;
	while (first < ring.count && !geometry_is_date_line(points[first], points[(first + 1) % ring.count]))
		first++;
	if (first == ring.count)
		return NULL;
	struct lonlat *turned = ARENA_ROOM(arena, ring.count, struct lonlat);
	struct lonlats *lines = ARENA_ROOM(arena, ring.count, struct lonlats);
	for (size_t i = 0; i < ring.count; i++)
		turned[i] = points[(first + 1 + i) % ring.count];
	for (size_t i = 0; i < ring.count; i++) {
		bool ends = i + 1 == ring.count || geometry_is_date_line(turned[i], turned[i + 1]);
		if (ends && i > from)
			lines[(*count)++] = (struct lonlats){turned + from, i + 1 - from};
		from = ends ? i + 1 : from;
	}
	return lines;
}

struct lonlats geometry_with_short_steps(struct arena *arena, struct lonlats ring)
{
	static const double longest = 90;
	struct lonlat *points = NULL;
	size_t count = 0, capacity = 0;
	for (size_t i = 0; i < ring.count; i++) {
		struct lonlat a = ring.points[i], b = ring.points[i + 1 < ring.count ? i + 1 : 0];
		double steps = fmax(ceil(fabs(b.lon - a.lon) / longest), 1);
		for (double step = 0; step < steps; step++) {
			points = arena_grow(arena, points, count, &capacity, sizeof *points);
			points[count++] = step == 0 ? a
			                            : (struct lonlat){a.lon + (b.lon - a.lon) * step / steps,
			                                              a.lat + (b.lat - a.lat) * step / steps};
		}
	}
	return (struct lonlats){points, count};
}

static double short_step(double step)
{
	return fabs(step) > 180 ? step - 360 * round(step / 360) : step;
}

struct sphere_path sphere_path_of(struct arena *arena, struct lonlats from, bool closed)
{
	struct sphere_path path = {ARENA_ROOM(arena, from.count + 1, struct lonlat), from.count, 0, false};
	double turn = 0, lats = 0;
	if (!from.count)
		return path;
	bool keeps_round = geometry_is_planar(from.points, from.count, closed);
	struct lonlat last = path.points[0] = from.points[0];
	for (size_t i = 1; i <= from.count; i++) {
		struct lonlat point = from.points[i < from.count ? i : 0];
		double step = point.lon - last.lon;
		if (!keeps_round || !goes_once_round(last, point))
			turn += short_step(step) - step;
		path.points[i] = (struct lonlat){point.lon + 360 * round(turn / 360), point.lat};
		lats += point.lat;
		last = point;
	}
	path.turns = closed ? (int)lround(turn / 360) : 0;
	path.holds_south = lats < 0;
	return path;
}

bool sphere_path_contains(const struct sphere_path *ring, struct lonlat place)
{
	/* Edges below the place are counted, and what closes the ring along the south pole. */
	bool inside = ring->turns % 2 != 0 && ring->holds_south;
	for (size_t i = 0; i < ring->count; i++) {
		struct lonlat a = ring->points[i], b = ring->points[i + 1];
		double west = fmin(a.lon, b.lon), east = fmax(a.lon, b.lon);
		if (fmin(a.lat, b.lat) >= place.lat)
			continue;
		for (double turn = floor((west - place.lon) / 360); place.lon + 360 * turn < east; turn++) {
			double lon = place.lon + 360 * turn, share = (lon - a.lon) / (b.lon - a.lon);
			inside ^= lon >= west && a.lat + (b.lat - a.lat) * share < place.lat;
		}
	}
	return inside;
}

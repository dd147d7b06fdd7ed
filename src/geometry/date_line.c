/* The date line: shapes are unrolled, so that every step goes the short way, then cut where longitude is 180.
 *
 * In: lon/lat degrees, longitudes within a turn or two of -180..180. Out: pieces within -180..180.
 * Why so: edges are straight in lon/lat, so an unrolled shape is a planar one, and cutting it is clipping to the strips
 * between -180 + 360 k and 180 + 360 k. */
#include "geometry/date_line.h"

#include <math.h>
#include <string.h>

/* Rounding of a step that goes round exactly once, degrees. */
static const double exactly = 1e-9;

static bool is_jump(struct lonlat a, struct lonlat b)
{
	double step = fabs(b.lon - a.lon);
	return step > 180 && fabs(step - 360) > exactly;
}

bool geometry_steps_over_date_line(const struct lonlat *points, size_t count, bool closed)
{
	for (size_t i = 1; i < count; i++)
		if (is_jump(points[i - 1], points[i]))
			return true;
	return closed && count > 1 && is_jump(points[count - 1], points[0]);
}

int geometry_unroll(struct lonlat *points, size_t count)
{
	/* Beside other steps, one that goes round exactly once runs along the date line: from 180 to -180 is no way. */
	bool steps = geometry_steps_over_date_line(points, count, true);
	double turn = 0;
	if (count == 0)
		return 0;
	struct lonlat first = points[0], last = first;
	for (size_t i = 1; i < count; i++) {
		struct lonlat point = points[i];
		if (steps && fabs(point.lon - last.lon) > 180)
			turn -= 360 * round((point.lon - last.lon) / 360);
		last = point;
		points[i].lon += turn;
	}
	if (steps && fabs(first.lon - last.lon) > 180)
		turn -= 360 * round((first.lon - last.lon) / 360);
	return (int)lround(turn / 360);
}

/* The number of the strip that a longitude lies in; its west edge belongs to it. */
static double strip_of(double lon)
{
	return floor((lon + 180) / 360);
}

static struct lonlat *copy_of(struct arena *arena, struct lonlats from, size_t room)
{
	struct lonlat *copy = ARENA_ARRAY(arena, from.count + room, struct lonlat);
	memcpy(copy, from.points, from.count * sizeof *copy);
	return copy;
}

struct pieces {
	struct arena *arena;
	struct lonlats *items;
	size_t count, capacity;
	struct lonlat *points; /* of the last one */
	size_t point_capacity;
};

static void begin_piece(struct pieces *pieces)
{
	pieces->items =
	        arena_grow(pieces->arena, pieces->items, pieces->count, &pieces->capacity, sizeof *pieces->items);
	pieces->items[pieces->count++] = (struct lonlats){0};
	pieces->points = NULL;
	pieces->point_capacity = 0;
}

static void add_point(struct pieces *pieces, double lon, double lat, double strip)
{
	struct lonlats *piece = &pieces->items[pieces->count - 1];
	pieces->points = arena_grow(pieces->arena, pieces->points, piece->count, &pieces->point_capacity,
	                            sizeof *pieces->points);
	pieces->points[piece->count++] = (struct lonlat){lon - 360 * strip, lat};
	piece->points = pieces->points;
}

/* Adds the step from a to b, whose first point is in the last piece already; *strip is that of the piece. */
static void add_step(struct pieces *pieces, struct lonlat a, struct lonlat b, double *strip)
{
	for (double next; b.lon > 180 + 360 * *strip || b.lon < -180 + 360 * *strip; *strip = next) {
		bool eastwards = b.lon > 180 + 360 * *strip;
		double edge = (eastwards ? 180 : -180) + 360 * *strip;
		double lat = a.lat + (b.lat - a.lat) * (edge - a.lon) / (b.lon - a.lon);
		next = *strip + (eastwards ? 1 : -1);
		add_point(pieces, edge, lat, *strip);
		begin_piece(pieces);
		add_point(pieces, edge, lat, next);
	}
	add_point(pieces, b.lon, b.lat, *strip);
}

const struct lonlats *geometry_cut_line_at_date_line(struct arena *arena, struct lonlats line, bool closed,
                                                     size_t *count)
{
	struct pieces pieces = {.arena = arena};
	struct lonlat *unrolled = copy_of(arena, line, 1);
	if (line.count > 0) {
		int turns = geometry_unroll(unrolled, line.count);
		size_t points = line.count + closed;
		unrolled[line.count] = (struct lonlat){line.points[0].lon + 360.0 * turns, line.points[0].lat};
		double strip = strip_of(unrolled[0].lon);
		begin_piece(&pieces);
		add_point(&pieces, unrolled[0].lon, unrolled[0].lat, strip);
		for (size_t i = 1; i < points; i++)
			add_step(&pieces, unrolled[i - 1], unrolled[i], &strip);
	}
	*count = pieces.count;
	return pieces.items;
}

/* Closes a ring that goes round the globe along the pole on its side. Returns how many points it then has. */
static size_t close_at_pole(struct lonlat *points, size_t count, int turns)
{
	double sum = 0;
	for (size_t i = 0; i < count; i++)
		sum += points[i].lat;
	struct lonlat first = points[0], end = {first.lon + 360.0 * turns, first.lat};
	double pole = sum < 0 ? -90 : 90;
	points[count++] = end;
	points[count++] = (struct lonlat){end.lon, pole};
	points[count++] = (struct lonlat){first.lon, pole};
	return count;
}

/* The part of a ring that lies in a strip, moved to -180..180. */
static struct lonlats ring_in_strip(struct arena *arena, struct lonlats ring, double strip)
{
	struct lonlat_box box = {-180 + 360 * strip, -90, 180 + 360 * strip, 90};
	struct lonlats piece = geometry_clip_lonlat_ring(arena, ring, box);
	struct lonlat *moved = copy_of(arena, piece, 0);
	for (size_t i = 0; i < piece.count; i++)
		moved[i].lon -= 360 * strip;
	return (struct lonlats){moved, piece.count};
}

const struct lonlats *geometry_cut_ring_at_date_line(struct arena *arena, struct lonlats ring, size_t *count)
{
	enum { most_strips = 8 };
	struct lonlats *pieces = ARENA_ARRAY(arena, most_strips, struct lonlats);
	struct lonlat *unrolled = copy_of(arena, ring, 3);
	double west = INFINITY, east = -INFINITY;
	*count = 0;
	if (ring.count == 0)
		return pieces;
	int turns = geometry_unroll(unrolled, ring.count);
	const struct lonlats whole = {unrolled, turns ? close_at_pole(unrolled, ring.count, turns) : ring.count};
	for (size_t i = 0; i < whole.count; i++) {
		west = fmin(west, unrolled[i].lon);
		east = fmax(east, unrolled[i].lon);
	}
	double first = strip_of(west), last = fmax(first, ceil((east + 180) / 360) - 1);
	for (double strip = first; strip <= last && *count < most_strips; strip++) {
		struct lonlats piece = ring_in_strip(arena, whole, strip);
		if (piece.count >= 3)
			pieces[(*count)++] = piece;
	}
	return pieces;
}

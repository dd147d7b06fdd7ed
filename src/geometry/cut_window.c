/* The outline of a window: its knots, and distances along it.
 * In: a window of a frame, degrees. Why so: shapes that are closed along the same stretch of an outline have the same
 * points there, whole degrees, so that they leave no gaps between them. */
#include "geometry/cut.h"

#include <math.h>

static const double nearest = 1e-6; /* of a whole degree to a corner */

double cut_window_length(const struct cut_window *window)
{
	return window->is_disc ? 360 : 2 * (window->east - window->west + window->north - window->south);
}

double cut_window_along(const struct cut_window *window, struct frame_point at)
{
	double wide = window->east - window->west, high = window->north - window->south;
	if (window->is_disc)
		return at.x + 180;
	if (at.y <= window->south)
		return at.x - window->west;
	if (at.x >= window->east)
		return wide + at.y - window->south;
	if (at.y >= window->north)
		return wide + high + window->east - at.x;
	return 2 * wide + high + window->north - at.y;
}

struct frame_point cut_window_at(const struct cut_window *window, double along)
{
	double wide = window->east - window->west, high = window->north - window->south;
	if (window->is_disc)
		return (struct frame_point){along - 180, window->south};
	if (along <= wide)
		return (struct frame_point){window->west + along, window->south};
	if (along <= wide + high)
		return (struct frame_point){window->east, window->south + along - wide};
	if (along <= 2 * wide + high)
		return (struct frame_point){window->east - (along - wide - high), window->north};
	return (struct frame_point){window->west, window->north - (along - 2 * wide - high)};
}

static void add_knot(struct cut_window *window, double along, struct frame_point at)
{
	window->knots[window->knot_count++] = (struct outline_knot){along, at};
}

/* A corner and the whole degrees of the side that begins there; `step` is 1 or -1, along x or y. */
static void add_side(struct cut_window *window, struct frame_point from, struct frame_point to, double *along)
{
	bool is_level = from.y == to.y;
	double a = is_level ? from.x : from.y, b = is_level ? to.x : to.y, way = b < a ? -1 : 1;
	add_knot(window, *along, from);
	for (double at = way * (floor(way * a) + 1); way * (b - at) > nearest; at += way)
		if (way * (at - a) > nearest)
			add_knot(window, *along + way * (at - a),
			         is_level ? (struct frame_point){at, from.y} : (struct frame_point){from.x, at});
	*along += fabs(b - a);
}

void cut_window_outline(struct arena *arena, struct cut_window *window)
{
	double along = 0;
	window->knots = ARENA_ARRAY(arena, (size_t)cut_window_length(window) + 8, struct outline_knot);
	window->knot_count = 0;
	if (window->is_disc) {
		add_side(window, (struct frame_point){-180, window->south}, (struct frame_point){180, window->south},
		         &along);
		return;
	}
	struct frame_point corners[] = {{window->west, window->south},
	                                {window->east, window->south},
	                                {window->east, window->north},
	                                {window->west, window->north}};
	for (int i = 0; i < 4; i++)
		add_side(window, corners[i], corners[(i + 1) % 4], &along);
}

void cut_piece_add(struct arena *arena, struct cut_piece *piece, struct cut_vertex vertex)
{
	if (piece->count == piece->capacity)
		piece->vertices =
		        arena_grow(arena, piece->vertices, piece->count, &piece->capacity, sizeof *piece->vertices);
	piece->vertices[piece->count++] = vertex;
}

void cut_window_add_knots(struct arena *arena, const struct sphere_frame *frame, const struct cut_window *window,
                          double from, double to, bool backwards, struct cut_piece *out)
{
	size_t first = 0, end = window->knot_count;
	while (first < window->knot_count && window->knots[first].along <= from)
		first++;
	while (end > 0 && window->knots[end - 1].along >= to)
		end--;
	for (size_t i = first; i < end; i++) {
		struct frame_point at = window->knots[backwards ? first + end - 1 - i : i].at;
		cut_piece_add(arena, out, (struct cut_vertex){sphere_frame_inverse(frame, at), 0, at, true, false});
	}
}

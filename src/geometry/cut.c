/* Cutting shapes to a window of a frame.
 * In: places in degrees, a frame, a window. Out: chains of vertices, rings closed along the window's outline.
 * Why so: every edge is followed in the frame, finely enough where the outline is near, and what lies inside the window
 * becomes chains. Where they cross the outline, inside and outside of the ring take turns along it, so the inside of
 * one place of the outline tells that of all, and the chains are joined along what is inside. That place is asked of
 * the plane of longitude and latitude, which is what the file means; neither poles nor turns of the frame need care. */
#include "geometry/cut.h"

#include <math.h>
#include <stdlib.h>

#define DEGREE 0.017453292519943295 /* radians */

static const double fine = 0.01, finest = 1e-9;      /* lengths of steps near the outline, degrees */
static const double longest_turn = 60;               /* of x, of a step that is taken as straight */
static const double seam = 3e-8, tilted_seam = 3e-5; /* width of what lies on one, degrees */
static const double stub_length = 1e-6;
static const double longest_step = 90; /* of longitude, where the frame is not tilted */

/* One end of a step. */
struct step_end {
	struct lonlat place; /* longitudes go on beyond 180 */
	struct frame_point at;
	struct lonlat own; /* the same of a vertex, as the shape has it */
	bool is_vertex;
	bool is_date_line; /* the edge that leaves the vertex is */
};

struct crossing {
	double along;
	size_t piece;
	bool is_end; /* of the piece; else its beginning */
};

struct cutter {
	struct arena *arena;
	const struct sphere_frame *frame;
	const struct cut_window *window;
	bool keeps_seam; /* what runs along the window's east side is drawn */
	struct cut_pieces pieces;
	bool is_open;    /* the last piece goes on */
	double last_lon; /* of its last vertex, as step_end has it */
	struct crossing *crossings;
	size_t crossing_count, crossing_capacity;
};

static bool holds(const struct cut_window *window, struct frame_point at)
{
	if (window->is_disc)
		return at.y >= window->south;
	return at.x >= window->west && at.x <= window->east && at.y >= window->south && at.y <= window->north;
}

static struct cut_piece *last_piece(struct cutter *cutter)
{
	return &cutter->pieces.items[cutter->pieces.count - 1];
}

static void begin_piece(struct cutter *cutter)
{
	struct cut_pieces *pieces = &cutter->pieces;
	pieces->items =
	        arena_grow(cutter->arena, pieces->items, pieces->count, &pieces->capacity, sizeof *pieces->items);
	pieces->items[pieces->count++] = (struct cut_piece){0};
	cutter->is_open = true;
}

/* Adds a vertex to the open piece. */
static void add_vertex(struct cutter *cutter, struct cut_vertex vertex, double lon)
{
	struct cut_piece *piece = last_piece(cutter);
	if (piece->count)
		piece->vertices[piece->count - 1].east = lon - cutter->last_lon;
	cutter->last_lon = lon;
	cut_piece_add(cutter->arena, piece, vertex);
}

static void add_own(struct cutter *cutter, const struct step_end *end)
{
	add_vertex(cutter, (struct cut_vertex){.place = end->own, .is_date_line = end->is_date_line}, end->place.lon);
}

/* Ends or begins a piece where a step crosses the outline. */
static void add_crossing(struct cutter *cutter, const struct step_end *a, const struct step_end *b, double t,
                         struct frame_point at, bool is_end)
{
	struct lonlat place = {a->place.lon + (b->place.lon - a->place.lon) * t,
	                       a->place.lat + (b->place.lat - a->place.lat) * t};
	double lon = place.lon;
	if (cutter->frame->is_tilted) {
		place = sphere_frame_inverse(cutter->frame, at);
		lon = place.lon + 360 * round((lon - place.lon) / 360);
	}
	if (!is_end)
		begin_piece(cutter);
	cutter->crossings = arena_grow(cutter->arena, cutter->crossings, cutter->crossing_count,
	                               &cutter->crossing_capacity, sizeof *cutter->crossings);
	cutter->crossings[cutter->crossing_count++] =
	        (struct crossing){cut_window_along(cutter->window, at), cutter->pieces.count - 1, is_end};
	add_vertex(cutter, (struct cut_vertex){.place = place, .at = at, .is_date_line = a->is_date_line && !is_end},
	           lon);
	if (is_end)
		cutter->is_open = false;
}

/* The share of a step that lies inside the window, and on which of its sides the ends of that share lie. */
struct share {
	double from, to;
	int from_side, to_side; /* -1: the step's own end */
};

/* Takes away what lies beyond a side, of which the ends lie `a` and `b` inwards. */
static bool narrow(struct share *share, double a, double b, int side)
{
	if (a < 0 && b < 0)
		return false;
	if (a < 0 && (share->from_side < 0 || a / (a - b) > share->from)) {
		share->from = a / (a - b);
		share->from_side = side;
	}
	if (b < 0 && (share->to_side < 0 || a / (a - b) < share->to)) {
		share->to = a / (a - b);
		share->to_side = side;
	}
	return true;
}

static bool find_share(const struct cut_window *window, struct frame_point a, struct frame_point b, struct share *share)
{
	*share = (struct share){0, 1, -1, -1};
	if (window->is_disc)
		return narrow(share, a.y - window->south, b.y - window->south, 0);
	return narrow(share, a.y - window->south, b.y - window->south, 0) &&
	       narrow(share, window->east - a.x, window->east - b.x, 1) &&
	       narrow(share, window->north - a.y, window->north - b.y, 2) &&
	       narrow(share, a.x - window->west, b.x - window->west, 3) &&
	       (share->from_side < 0 || share->to_side < 0 || share->from < share->to);
}

/* The point of the outline where a step crosses a side: on it, and between its ends, to the last bit. */
static struct frame_point on_side(const struct cut_window *window, struct frame_point a, struct frame_point b, double t,
                                  int side)
{
	struct frame_point at = {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
	if (window->is_disc)
		return (struct frame_point){remainder(at.x, 360), window->south};
	if (side % 2 == 0)
		return (struct frame_point){fmin(fmax(at.x, window->west), window->east),
		                            side == 0 ? window->south : window->north};
	return (struct frame_point){side == 1 ? window->east : window->west,
	                            fmin(fmax(at.y, window->south), window->north)};
}

/* Takes a step that is straight in the frame; it may lead over the frame's own seam into the next turn. */
static void take_step(struct cutter *cutter, const struct step_end *a, const struct step_end *b)
{
	const struct cut_window *window = cutter->window;
	double over = b->at.x - a->at.x > 180 ? -1 : b->at.x - a->at.x < -180 ? 1 : 0;
	for (int pass = 0; pass <= (over != 0 && !window->is_disc); pass++) {
		double turn = pass ? over : 0;
		struct frame_point from = {a->at.x - 360 * turn, a->at.y},
		                   to = {b->at.x + 360 * (over - turn), b->at.y};
		struct share share;
		if (!find_share(window, from, to, &share))
			continue;
		if (share.from_side >= 0)
			add_crossing(cutter, a, b, share.from, on_side(window, from, to, share.from, share.from_side),
			             false);
		if (share.to_side >= 0)
			add_crossing(cutter, a, b, share.to, on_side(window, from, to, share.to, share.to_side), true);
		else if (b->is_vertex)
			add_own(cutter, b);
	}
}

/* Of a point to a meridian of the frame. */
static double meridian_distance(struct frame_point at, double x)
{
	double turn = fabs(remainder(at.x - x, 360));
	return turn >= 90 ? 90 - fabs(at.y) : asin(cos(at.y * DEGREE) * sin(turn * DEGREE)) / DEGREE;
}

static double outline_distance(const struct cut_window *window, struct frame_point at)
{
	double south = fabs(at.y - window->south);
	if (window->is_disc)
		return south;
	return fmin(fmin(south, fabs(at.y - window->north)),
	            fmin(meridian_distance(at, window->west), meridian_distance(at, window->east)));
}

/* No less than the length of the way on the globe. */
static double step_length(struct lonlat a, struct lonlat b)
{
	double lat = a.lat * b.lat <= 0 ? 0 : fmin(fabs(a.lat), fabs(b.lat));
	return fabs(b.lon - a.lon) * cos(lat * DEGREE) + fabs(b.lat - a.lat);
}

static bool is_straight_step(const struct cutter *cutter, const struct step_end *a, const struct step_end *b)
{
	if (!cutter->frame->is_tilted)
		return fabs(b->place.lon - a->place.lon) <= longest_step;
	double length = step_length(a->place, b->place), turn = fabs(remainder(b->at.x - a->at.x, 360));
	return length < outline_distance(cutter->window, a->at) || length < finest ||
	       (length < fine && (turn < longest_turn || cutter->window->is_disc));
}

/* A place of a line on the window's east side, or so near that it may be on the next window's west side, is taken to
 * it: what runs along the seam would be lost on both sides. */
static void take_to_side(const struct cutter *cutter, struct step_end *end)
{
	const struct cut_window *window = cutter->window;
	double near = cutter->frame->is_tilted ? tilted_seam : seam;
	if (!cutter->keeps_seam || window->is_disc || fabs(remainder(end->at.x - window->east, 360)) > near)
		return;
	end->at.x = window->east;
	end->own = sphere_frame_inverse(cutter->frame, end->at);
	end->place.lon = end->own.lon + 360 * round((end->place.lon - end->own.lon) / 360);
}

/* Follows an edge, in steps that are as good as straight in the frame. */
static void follow(struct cutter *cutter, const struct step_end *a, const struct step_end *b, int depth)
{
	enum { deepest = 48 };
	if (depth == deepest || is_straight_step(cutter, a, b)) {
		take_step(cutter, a, b);
		return;
	}
	struct step_end middle = {.place = {(a->place.lon + b->place.lon) / 2, (a->place.lat + b->place.lat) / 2},
	                          .is_date_line = a->is_date_line};
	middle.at = sphere_frame_forward(cutter->frame, middle.place);
	take_to_side(cutter, &middle);
	follow(cutter, a, &middle, depth + 1);
	follow(cutter, &middle, b, depth + 1);
}

/* A ring that begins inside was cut open there: its last piece leads into its first. */
static void join_ends(struct cutter *cutter)
{
	struct cut_pieces *pieces = &cutter->pieces;
	struct cut_piece *last = last_piece(cutter), *first = &pieces->items[0];
	cutter->is_open = false;
	if (pieces->count == 1) {
		last->count--;
		last->closed = true;
		return;
	}
	last->count--;
	for (size_t i = 0; i < first->count; i++)
		cut_piece_add(cutter->arena, last, first->vertices[i]);
	*first = *last;
	pieces->count--;
	for (size_t i = 0; i < cutter->crossing_count; i++)
		if (cutter->crossings[i].piece == pieces->count)
			cutter->crossings[i].piece = 0;
}

static void follow_all(struct cutter *cutter, struct lonlats shape, const struct sphere_path *path, bool closed)
{
	size_t edges = closed ? shape.count : shape.count - 1;
	bool begins_inside = false;
	struct step_end a = {0}, b;
	for (size_t i = 0; i <= edges; i++, a = b) {
		struct lonlat own = shape.points[i < shape.count ? i : 0], next = shape.points[(i + 1) % shape.count];
		b = (struct step_end){path->points[i], sphere_frame_forward(cutter->frame, own), own, true,
		                      (closed || i < edges) && geometry_is_date_line(own, next)};
		take_to_side(cutter, &b);
		if (i > 0) {
			follow(cutter, &a, &b, 0);
		} else if (holds(cutter->window, b.at)) {
			begins_inside = true;
			begin_piece(cutter);
			add_own(cutter, &b);
		}
	}
	if (closed && begins_inside && cutter->is_open)
		join_ends(cutter);
}

static int compare_crossings(const void *left, const void *right)
{
	const struct crossing *a = left, *b = right;
	if (a->along != b->along)
		return a->along < b->along ? -1 : 1;
	if (a->piece != b->piece)
		return a->piece < b->piece ? -1 : 1;
	return (int)a->is_end - (int)b->is_end;
}

/* Which of the stretches between crossings is the longest; stretch i ends at crossing i. */
static size_t longest_stretch(const struct cutter *cutter, double *middle)
{
	const struct crossing *crossings = cutter->crossings;
	size_t count = cutter->crossing_count, longest = 0;
	double length = cut_window_length(cutter->window), most = -1;
	for (size_t i = 0; i < count; i++) {
		double from = i ? crossings[i - 1].along : crossings[count - 1].along - length;
		if (crossings[i].along - from > most) {
			most = crossings[i].along - from;
			*middle = (crossings[i].along + from) / 2;
			longest = i;
		}
	}
	if (*middle < 0)
		*middle += length;
	return longest;
}

static void add_knots(struct cutter *cutter, double from, double to, bool backwards, struct cut_piece *out)
{
	cut_window_add_knots(cutter->arena, cutter->frame, cutter->window, from, to, backwards, out);
}

/* Adds the outline from one crossing to another, over its beginning where `wraps`. */
static void add_outline(struct cutter *cutter, double from, double to, bool backwards, bool wraps,
                        struct cut_piece *out)
{
	double length = cut_window_length(cutter->window);
	if (!wraps) {
		add_knots(cutter, fmin(from, to), fmax(from, to), backwards, out);
		return;
	}
	if (backwards) {
		add_knots(cutter, -1, from, true, out);
		add_knots(cutter, to, length + 1, true, out);
	} else {
		add_knots(cutter, from, length + 1, false, out);
		add_knots(cutter, -1, to, false, out);
	}
}

static void add_piece(struct cutter *cutter, const struct cut_piece *piece, bool backwards, struct cut_piece *out)
{
	for (size_t i = 0; i < piece->count; i++) {
		struct cut_vertex vertex = piece->vertices[backwards ? piece->count - 1 - i : i];
		if (backwards) { /* what is said of the next edge is said of the one before */
			const struct cut_vertex *before =
			        i + 1 < piece->count ? &piece->vertices[piece->count - 2 - i] : NULL;
			vertex.east = before ? -before->east : 0;
			vertex.is_date_line = before && before->is_date_line;
		}
		vertex.on_outline = i + 1 == piece->count;
		cut_piece_add(cutter->arena, out, vertex);
	}
}

static void add_ring(struct cutter *cutter, struct cut_pieces *out, struct cut_piece ring)
{
	out->items = arena_grow(cutter->arena, out->items, out->count, &out->capacity, sizeof *out->items);
	ring.closed = true;
	out->items[out->count++] = ring;
}

/* Joins pieces along the outline: crossing `i` goes with the other end of the inside stretch that it borders on, which
 * is the next one if i and `parity` are both even or both odd. */
static void join_pieces(struct cutter *cutter, size_t parity, struct cut_pieces *out)
{
	struct arena *arena = cutter->arena;
	size_t count = cutter->crossing_count;
	size_t *ends = ARENA_ARRAY(arena, 2 * cutter->pieces.count, size_t);
	bool *done = ARENA_ARRAY(arena, count, bool);
	for (size_t i = 0; i < count; i++)
		ends[2 * cutter->crossings[i].piece + cutter->crossings[i].is_end] = i;
	for (size_t start = 0; start < count; start++) {
		struct cut_piece ring = {0};
		for (size_t at = start; !done[at];) {
			const struct crossing *enter = &cutter->crossings[at];
			size_t leave = ends[2 * enter->piece + !enter->is_end];
			done[at] = done[leave] = true;
			add_piece(cutter, &cutter->pieces.items[enter->piece], enter->is_end, &ring);
			bool forth = leave % 2 == parity;
			at = (leave + (forth ? 1 : count - 1)) % count;
			add_outline(cutter, cutter->crossings[leave].along, cutter->crossings[at].along, !forth,
			            forth ? at < leave : at > leave, &ring);
		}
		if (ring.count)
			add_ring(cutter, out, ring);
	}
}

void geometry_cut_ring(struct arena *arena, const struct sphere_frame *frame, const struct cut_window *window,
                       struct lonlats ring, const struct sphere_path *path, struct cut_pieces *out)
{
	struct cutter cutter = {.arena = arena, .frame = frame, .window = window};
	double middle = cut_window_length(window) / 3;
	size_t stretch = 0;
	if (ring.count < 3)
		return;
	follow_all(&cutter, ring, path, true);
	if (cutter.crossing_count) {
		qsort(cutter.crossings, cutter.crossing_count, sizeof *cutter.crossings, compare_crossings);
		stretch = longest_stretch(&cutter, &middle);
	}
	struct lonlat place = sphere_frame_inverse(frame, cut_window_at(window, middle));
	bool inside = sphere_path_contains(path, place);
	for (size_t i = 0; i < cutter.pieces.count; i++)
		if (cutter.pieces.items[i].closed)
			add_ring(&cutter, out, cutter.pieces.items[i]);
	if (cutter.crossing_count)
		join_pieces(&cutter, (stretch + inside) % 2, out);
	else if (inside) {
		struct cut_piece whole = {0};
		add_knots(&cutter, -1, cut_window_length(window) + 1, false, &whole);
		add_ring(&cutter, out, whole);
	}
}

/* Left where a line touches the seam. */
static bool is_stub(const struct cut_piece *piece)
{
	struct lonlat a = piece->vertices[0].place, b = piece->vertices[1].place;
	return piece->count == 2 && fabs(remainder(b.lon - a.lon, 360)) + fabs(b.lat - a.lat) < stub_length;
}

void geometry_cut_line(struct arena *arena, const struct sphere_frame *frame, const struct cut_window *window,
                       struct lonlats line, const struct sphere_path *path, bool closed, struct cut_pieces *out)
{
	struct cutter cutter = {.arena = arena, .frame = frame, .window = window, .keeps_seam = true};
	if (line.count < 2)
		return;
	follow_all(&cutter, line, path, closed);
	for (size_t i = 0; i < cutter.pieces.count; i++) {
		struct cut_piece piece = cutter.pieces.items[i];
		if (piece.count < 2 || is_stub(&piece))
			continue;
		out->items = arena_grow(arena, out->items, out->count, &out->capacity, sizeof *out->items);
		out->items[out->count++] = piece;
	}
}

/* Path: lines, curves and closed rings in page points, as verbs and points. */
#pragma once

#include "base/arena.h"
#include "geometry/points.h"

#include <stdint.h>

enum path_verb {
	PATH_MOVE,  /* 1 point */
	PATH_LINE,  /* 1 point */
	PATH_CURVE, /* 3 points: two controls, end (cubic Bézier) */
	PATH_CLOSE, /* 0 points */
};

/* Grows in `arena`; zero-initialise and set arena. */
struct path {
	struct arena *arena;
	uint8_t *verbs;
	struct page_point *points;
	size_t verb_count, point_count;
	size_t verb_capacity, point_capacity;
};

struct path path_new(struct arena *arena);
void path_move(struct path *path, double x, double y);
void path_line(struct path *path, double x, double y);
void path_curve(struct path *path, double x1, double y1, double x2, double y2, double x3, double y3);
void path_close(struct path *path);
void path_rect(struct path *path, struct box box);
void path_round_rect(struct path *path, struct box box, double radius);
void path_circle(struct path *path, struct page_point centre, double radius);
void path_ellipse(struct path *path, struct page_point centre, double radius_x, double radius_y);
/* Appends a polyline (closed: as a ring). */
void path_polyline(struct path *path, const struct page_point *points, size_t count, bool closed);
/* Makes room for so many more, so that a path whose size is known grows once. */
void path_reserve(struct path *path, size_t verbs, size_t points);
void path_append(struct path *path, const struct path *other);
/* Each point p becomes origin + rotate(p * scale, angle); angle in radians, clockwise on the page. */
void path_transform(struct path *path, struct page_point origin, double scale, double angle);
bool path_is_empty(const struct path *path);
/* The place at `t`, 0 to 1, of the cubic Bézier curve with these two controls and end. */
struct page_point path_curve_at(struct page_point start, const struct page_point control[3], double t);
/* Bounds of all points, controls included. */
struct box path_bounds(const struct path *path);

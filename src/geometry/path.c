/* Path: verbs and points in two growing arrays. In/out: page points.
 * Why so: this is the shape in which cairo, SVG and PDF all take outlines, so writing it out is one loop.
 * Circles and round corners are four cubic curves with the usual constant, off by at most 0.03 % of the radius. */
#include "geometry/path.h"

#include <math.h>
#include <string.h>

/* Control length of a quarter circle of radius 1: 4/3 (sqrt 2 - 1). */
static const double quarter_control = 0.5522847498307936;

struct path path_new(struct arena *arena)
{
	return (struct path){.arena = arena};
}

static void add_verb(struct path *path, enum path_verb verb)
{
	path->verbs = arena_grow(path->arena, path->verbs, path->verb_count, &path->verb_capacity, sizeof *path->verbs);
	path->verbs[path->verb_count++] = (uint8_t)verb;
}

static void add_point(struct path *path, double x, double y)
{
	path->points =
	        arena_grow(path->arena, path->points, path->point_count, &path->point_capacity, sizeof *path->points);
	path->points[path->point_count++] = (struct page_point){x, y};
}

void path_move(struct path *path, double x, double y)
{
	add_verb(path, PATH_MOVE);
	add_point(path, x, y);
}

void path_line(struct path *path, double x, double y)
{
	add_verb(path, PATH_LINE);
	add_point(path, x, y);
}

void path_curve(struct path *path, double x1, double y1, double x2, double y2, double x3, double y3)
{
	add_verb(path, PATH_CURVE);
	add_point(path, x1, y1);
	add_point(path, x2, y2);
	add_point(path, x3, y3);
}

void path_close(struct path *path)
{
	add_verb(path, PATH_CLOSE);
}

void path_rect(struct path *path, struct box box)
{
	path_move(path, box.left, box.top);
	path_line(path, box.right, box.top);
	path_line(path, box.right, box.bottom);
	path_line(path, box.left, box.bottom);
	path_close(path);
}

void path_round_rect(struct path *path, struct box box, double radius)
{
	double r = fmin(radius, fmin(box_width(box), box_height(box)) / 2);
	if (!(r > 0)) {
		path_rect(path, box);
		return;
	}
	double inset = r * (1 - quarter_control);
	path_move(path, box.left + r, box.top);
	path_line(path, box.right - r, box.top);
	path_curve(path, box.right - inset, box.top, box.right, box.top + inset, box.right, box.top + r);
	path_line(path, box.right, box.bottom - r);
	path_curve(path, box.right, box.bottom - inset, box.right - inset, box.bottom, box.right - r, box.bottom);
	path_line(path, box.left + r, box.bottom);
	path_curve(path, box.left + inset, box.bottom, box.left, box.bottom - inset, box.left, box.bottom - r);
	path_line(path, box.left, box.top + r);
	path_curve(path, box.left, box.top + inset, box.left + inset, box.top, box.left + r, box.top);
	path_close(path);
}

void path_ellipse(struct path *path, struct page_point centre, double radius_x, double radius_y)
{
	double x = centre.x, y = centre.y, rx = radius_x, ry = radius_y;
	double cx = rx * quarter_control, cy = ry * quarter_control;
	if (!path->point_capacity) { /* as many as it has: a map may show 100,000 dots */
		path->point_capacity = 13;
		path->points = ARENA_ROOM(path->arena, path->point_capacity, struct page_point);
	}
	path_move(path, x + rx, y);
	path_curve(path, x + rx, y + cy, x + cx, y + ry, x, y + ry);
	path_curve(path, x - cx, y + ry, x - rx, y + cy, x - rx, y);
	path_curve(path, x - rx, y - cy, x - cx, y - ry, x, y - ry);
	path_curve(path, x + cx, y - ry, x + rx, y - cy, x + rx, y);
	path_close(path);
}

void path_circle(struct path *path, struct page_point centre, double radius)
{
	path_ellipse(path, centre, radius, radius);
}

static void *larger(struct arena *arena, const void *items, size_t count, size_t *capacity, size_t more, size_t size)
{
	size_t wanted = count + more > *capacity * 2 ? count + more : *capacity * 2;
	void *copy = arena_room(arena, wanted, size);
	if (count)
		memcpy(copy, items, count * size);
	*capacity = wanted;
	return copy;
}

void path_reserve(struct path *path, size_t verbs, size_t points)
{
	if (path->verb_capacity - path->verb_count < verbs)
		path->verbs = larger(path->arena, path->verbs, path->verb_count, &path->verb_capacity, verbs,
		                     sizeof *path->verbs);
	if (path->point_capacity - path->point_count < points)
		path->points = larger(path->arena, path->points, path->point_count, &path->point_capacity, points,
		                      sizeof *path->points);
}

void path_polyline(struct path *path, const struct page_point *points, size_t count, bool closed)
{
	if (count == 0)
		return;
	path_reserve(path, count + closed, count);
	memset(path->verbs + path->verb_count, PATH_LINE, count);
	path->verbs[path->verb_count] = PATH_MOVE;
	memcpy(path->points + path->point_count, points, count * sizeof *points);
	path->verb_count += count;
	path->point_count += count;
	if (closed)
		path_close(path);
}

void path_append(struct path *path, const struct path *other)
{
	/* Counts first: `other` may be `path` itself. */
	size_t verb_count = other->verb_count, point_count = other->point_count;
	path_reserve(path, verb_count, point_count);
	if (verb_count)
		memcpy(path->verbs + path->verb_count, other->verbs, verb_count * sizeof *path->verbs);
	if (point_count)
		memcpy(path->points + path->point_count, other->points, point_count * sizeof *path->points);
	path->verb_count += verb_count;
	path->point_count += point_count;
}

void path_transform(struct path *path, struct page_point origin, double scale, double angle)
{
	double cosine = cos(angle) * scale, sine = sin(angle) * scale;
	for (size_t i = 0; i < path->point_count; i++) {
		struct page_point p = path->points[i];
		path->points[i].x = origin.x + p.x * cosine - p.y * sine;
		path->points[i].y = origin.y + p.x * sine + p.y * cosine;
	}
}

bool path_is_empty(const struct path *path)
{
	return path->verb_count == 0;
}

struct box path_bounds(const struct path *path)
{
	struct box bounds = box_empty;
	for (size_t i = 0; i < path->point_count; i++)
		box_add(&bounds, path->points[i]);
	return bounds;
}

struct page_point path_curve_at(struct page_point start, const struct page_point control[3], double t)
{
	double s = 1 - t, a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
	return (struct page_point){a * start.x + b * control[0].x + c * control[1].x + d * control[2].x,
	                           a * start.y + b * control[0].y + c * control[1].y + d * control[2].y};
}

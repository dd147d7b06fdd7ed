/* Cuts rings and lines to a box. In/out: page points, or degrees as the plane that files mean.
 * Why so: cairo drops a whole path over one wild coordinate, so nothing far outside may reach it. What comes out lies
 * in the box to the last bit. A NaN point (a place off the projection) breaks a line and is left out of a ring. Source:
 * Sutherland and Hodgman, Comm. ACM 17 (1974), 32-42; Liang and Barsky, ACM Trans. Graphics 3 (1984), 1-22. */
#include "geometry/polyline.h"

#include <math.h>
#include <string.h>

/* A point of either plane: page points and degrees are stored alike. */
struct xy {
	double x, y;
} __attribute__((may_alias));

struct point_list {
	struct xy *points;
	size_t count, capacity;
};

struct point_lists {
	struct point_list *items;
	size_t count, capacity;
};

static void add_point(struct arena *arena, struct point_list *list, struct xy point)
{
	if (list->count == list->capacity)
		list->points = arena_grow(arena, list->points, list->count, &list->capacity, sizeof *list->points);
	list->points[list->count++] = point;
}

static double clamp(double value, double low, double high)
{
	return value < low ? low : value > high ? high : value;
}

/* 350 km of paper: beyond that, cutting at the box would lose the digits that matter, or overflow. */
static struct xy tame(struct xy point)
{
	return (struct xy){clamp(point.x, -1e9, 1e9), clamp(point.y, -1e9, 1e9)};
}

static bool is_nan(struct xy point)
{
	return isnan(point.x) || isnan(point.y);
}

enum box_side { EDGE_LEFT, EDGE_RIGHT, EDGE_TOP, EDGE_BOTTOM, EDGE_COUNT };

static bool is_inside(struct xy point, enum box_side edge, struct box box)
{
	switch (edge) {
	case EDGE_LEFT:
		return point.x >= box.left;
	case EDGE_RIGHT:
		return point.x <= box.right;
	case EDGE_TOP:
		return point.y >= box.top;
	default:
		return point.y <= box.bottom;
	}
}

/* The coordinate that crosses at `at`, and the other one, kept between its ends in spite of rounding. */
static double cross(double at, double a, double b, double other_a, double other_b)
{
	double other = other_a + (other_b - other_a) * ((at - a) / (b - a));
	return clamp(other, fmin(other_a, other_b), fmax(other_a, other_b));
}

static struct xy meet_edge(struct xy a, struct xy b, enum box_side edge, struct box box)
{
	if (edge == EDGE_LEFT || edge == EDGE_RIGHT) {
		double x = edge == EDGE_LEFT ? box.left : box.right;
		return (struct xy){x, cross(x, a.x, b.x, a.y, b.y)};
	}
	double y = edge == EDGE_TOP ? box.top : box.bottom;
	return (struct xy){cross(y, a.y, b.y, a.x, b.x), y};
}

static struct point_list clip_to_edge(struct arena *arena, const struct point_list *in, enum box_side edge,
                                      struct box box)
{
	/* Seldom more than come in: a list of its own length spares growing. */
	struct point_list out = {.points = ARENA_ROOM(arena, in->count + 8, struct xy), .capacity = in->count + 8};
	for (size_t i = 0; i < in->count; i++) {
		struct xy a = in->points[i == 0 ? in->count - 1 : i - 1], b = in->points[i];
		bool a_inside = is_inside(a, edge, box), b_inside = is_inside(b, edge, box);
		if (a_inside != b_inside)
			add_point(arena, &out, meet_edge(a, b, edge, box));
		if (b_inside)
			add_point(arena, &out, b);
	}
	return out;
}

/* Whether all that lies in `bounds` lies on the inner side of the edge. */
static bool is_all_inside(struct box bounds, enum box_side edge, struct box box)
{
	return is_inside((struct xy){bounds.left, bounds.top}, edge, box) &&
	       is_inside((struct xy){bounds.right, bounds.bottom}, edge, box);
}

void polylines_add(struct arena *arena, struct polylines *list, struct polyline line)
{
	list->items = arena_grow(arena, list->items, list->count, &list->capacity, sizeof *list->items);
	list->items[list->count++] = line;
}

void polylines_add_copy(struct arena *arena, struct polylines *list, struct polyline line)
{
	struct page_point *points = ARENA_ROOM(arena, line.count, struct page_point);
	memcpy(points, line.points, line.count * sizeof *points);
	polylines_add(arena, list, (struct polyline){points, line.count});
}

bool geometry_points_lie_within(const struct page_point *points, size_t count, struct box box)
{
	for (size_t i = 0; i < count; i++)
		if (!(points[i].x >= box.left && points[i].x <= box.right && points[i].y >= box.top &&
		      points[i].y <= box.bottom))
			return false;
	return true;
}

static struct box box_of(struct xy point)
{
	return (struct box){point.x, point.y, point.x, point.y};
}

static struct point_list clip_ring(struct arena *arena, const struct xy *points, size_t count, struct box box)
{
	struct box bounds = box_empty;
	for (size_t i = 0; i < count; i++)
		box_join(&bounds, box_of(points[i]));
	if (box_is_empty(box) || box_is_empty(bounds) || bounds.right < box.left || bounds.left > box.right ||
	    bounds.bottom < box.top || bounds.top > box.bottom)
		return (struct point_list){0};
	struct point_list list = {.points = ARENA_ROOM(arena, count, struct xy), .capacity = count};
	for (size_t i = 0; i < count; i++)
		if (!is_nan(points[i]))
			add_point(arena, &list, tame(points[i]));
	for (int edge = 0; edge < EDGE_COUNT; edge++)
		if (!is_all_inside(bounds, (enum box_side)edge, box))
			list = clip_to_edge(arena, &list, (enum box_side)edge, box);
	return list.count < 3 ? (struct point_list){0} : list;
}

/* Narrows [*enter, *leave] to the part of the segment on the inner side of one edge. */
static bool narrow(double speed, double room, double *enter, double *leave)
{
	if (speed == 0)
		return room >= 0;
	double t = room / speed;
	if (speed < 0)
		*enter = fmax(*enter, t);
	else
		*leave = fmin(*leave, t);
	return *enter <= *leave;
}

static struct xy along(struct xy a, struct xy b, double t, struct box box)
{
	return (struct xy){clamp(a.x + (b.x - a.x) * t, box.left, box.right),
	                   clamp(a.y + (b.y - a.y) * t, box.top, box.bottom)};
}

static bool clip_segment(struct xy *a, struct xy *b, struct box box)
{
	if (is_nan(*a) || is_nan(*b) || box_is_empty(box))
		return false;
	struct xy from = tame(*a), to = tame(*b);
	double dx = to.x - from.x, dy = to.y - from.y, enter = 0, leave = 1;
	if (!narrow(-dx, from.x - box.left, &enter, &leave) || !narrow(dx, box.right - from.x, &enter, &leave) ||
	    !narrow(-dy, from.y - box.top, &enter, &leave) || !narrow(dy, box.bottom - from.y, &enter, &leave))
		return false;
	if (enter > 0)
		*a = along(from, to, enter, box);
	if (leave < 1)
		*b = along(from, to, leave, box);
	return true;
}

static bool is_same(struct xy a, struct xy b)
{
	return a.x == b.x && a.y == b.y;
}

static void finish_part(struct arena *arena, struct point_list *list, struct point_lists *out)
{
	if (list->count > 1) {
		out->items = arena_grow(arena, out->items, out->count, &out->capacity, sizeof *out->items);
		out->items[out->count++] = *list;
	}
	*list = (struct point_list){0};
}

/* A ring that begins inside the box was cut open there: its last part leads into its first. */
static void join_ends(struct arena *arena, struct point_lists *out)
{
	if (out->count < 2)
		return;
	struct point_list head = out->items[0], *tail = &out->items[out->count - 1];
	if (!is_same(tail->points[tail->count - 1], head.points[0]))
		return;
	for (size_t i = 1; i < head.count; i++)
		add_point(arena, tail, head.points[i]);
	out->items[0] = *tail;
	out->count--;
}

static struct point_lists clip_line(struct arena *arena, const struct xy *points, size_t count, bool closed,
                                    struct box box)
{
	size_t segments = count < 2 ? 0 : closed ? count : count - 1;
	struct point_list list = {0};
	struct point_lists out = {0};
	for (size_t i = 0; i < segments; i++) {
		struct xy a = points[i], b = points[(i + 1) % count];
		if (!clip_segment(&a, &b, box)) {
			finish_part(arena, &list, &out);
			continue;
		}
		if (list.count > 0 && !is_same(list.points[list.count - 1], a))
			finish_part(arena, &list, &out);
		if (list.count == 0)
			add_point(arena, &list, a);
		if (!is_same(list.points[list.count - 1], b))
			add_point(arena, &list, b);
	}
	finish_part(arena, &list, &out);
	if (closed && count > 0 && box_holds(box, box_of(points[0])))
		join_ends(arena, &out);
	return out;
}

struct polyline geometry_clip_ring(struct arena *arena, const struct page_point *points, size_t count, struct box box)
{
	struct point_list list = clip_ring(arena, (const struct xy *)points, count, box);
	return (struct polyline){(struct page_point *)list.points, list.count};
}

void geometry_clip_line(struct arena *arena, const struct page_point *points, size_t count, bool closed, struct box box,
                        struct polylines *out)
{
	struct point_lists lists = clip_line(arena, (const struct xy *)points, count, closed, box);
	for (size_t i = 0; i < lists.count; i++)
		polylines_add(arena, out,
		              (struct polyline){(struct page_point *)lists.items[i].points, lists.items[i].count});
}

bool geometry_segment_hits_box(struct page_point a, struct page_point b, struct box box)
{
	struct xy from = {a.x, a.y}, to = {b.x, b.y};
	return clip_segment(&from, &to, box);
}

static struct box plane_box(struct lonlat_box box)
{
	return (struct box){box.west, box.south, box.east, box.north};
}

struct lonlats geometry_clip_lonlat_ring(struct arena *arena, struct lonlats ring, struct lonlat_box box)
{
	struct point_list list = clip_ring(arena, (const struct xy *)ring.points, ring.count, plane_box(box));
	return (struct lonlats){(struct lonlat *)list.points, list.count};
}

struct lonlats *geometry_clip_lonlat_line(struct arena *arena, struct lonlats line, bool closed, struct lonlat_box box,
                                          size_t *count)
{
	struct point_lists lists = clip_line(arena, (const struct xy *)line.points, line.count, closed, plane_box(box));
	struct lonlats *parts = ARENA_ARRAY(arena, lists.count + 1, struct lonlats);
	for (size_t i = 0; i < lists.count; i++)
		parts[i] = (struct lonlats){(struct lonlat *)lists.items[i].points, lists.items[i].count};
	*count = lists.count;
	return parts;
}

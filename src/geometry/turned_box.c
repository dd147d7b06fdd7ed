/* Turned box: overlap by separating axes, distances and lengths in the box's own frame.
 * In and out: page points, angles in radians clockwise. In the box's frame every question becomes
 * one about an upright box round zero, which Liang–Barsky clipping answers. */
#include "geometry/turned_box.h"

#include "geometry/polyline.h"

#include <math.h>

#define BENT_PARTS 6 /* straight boxes that cover a bent one */
#define ACROSS     3 /* samples */
#define ALONG      (BLOCK_SAMPLES / ACROSS)

struct turned_box turned_box_new(struct page_point origin, double width, double height, double angle)
{
	struct turned_box box = {.half_width = width / 2, .half_height = height / 2, .cosine = 1, .sine = 0};
	if (angle != 0) {
		box.cosine = cos(angle);
		box.sine = sin(angle);
	}
	box.centre.x = origin.x + box.half_width * box.cosine - box.half_height * box.sine;
	box.centre.y = origin.y + box.half_width * box.sine + box.half_height * box.cosine;
	double reach_x = box.half_width * fabs(box.cosine) + box.half_height * fabs(box.sine);
	double reach_y = box.half_width * fabs(box.sine) + box.half_height * fabs(box.cosine);
	box.bounds = (struct box){box.centre.x - reach_x, box.centre.y - reach_y, box.centre.x + reach_x,
	                          box.centre.y + reach_y};
	return box;
}

struct page_point turned_box_point(const struct turned_box *box, double along, double below)
{
	double turn = box->bend * along;
	double x = box->bend != 0 ? sin(turn) / box->bend : along, y = box->bend != 0 ? (1 - cos(turn)) / box->bend : 0;
	x -= below * sin(turn);
	y += below * cos(turn);
	return (struct page_point){box->centre.x + x * box->cosine - y * box->sine,
	                           box->centre.y + x * box->sine + y * box->cosine};
}

/* One of the straight boxes that cover a bent one: as wide as its part of the outer edge, and higher by what the bend
 * leaves its chord. */
static struct turned_box part_of(const struct turned_box *box, int part)
{
	double width = 2 * box->half_width / BENT_PARTS, along = (part + 0.5) * width - box->half_width;
	double height = 2 * box->half_height + fabs(box->bend) * width * width / 8;
	double outer = width * (1 + fabs(box->bend) * height / 2);
	double angle = atan2(box->sine, box->cosine) + box->bend * along;
	struct page_point middle = turned_box_point(box, along, 0);
	middle.x -= (outer * cos(angle) - height * sin(angle)) / 2;
	middle.y -= (outer * sin(angle) + height * cos(angle)) / 2;
	return turned_box_new(middle, outer, height, angle);
}

void turned_box_bend(struct turned_box *box, double bend)
{
	box->bend = bend;
	for (int i = 0; bend != 0 && i < BENT_PARTS; i++)
		box_join(&box->bounds, part_of(box, i).bounds);
}

/* Half the extent of `box` along a unit axis. */
static double extent_along(const struct turned_box *box, double axis_x, double axis_y)
{
	return box->half_width * fabs(box->cosine * axis_x + box->sine * axis_y) +
	       box->half_height * fabs(-box->sine * axis_x + box->cosine * axis_y);
}

static bool axis_separates(const struct turned_box *a, const struct turned_box *b, double axis_x, double axis_y,
                           double margin)
{
	double apart = fabs((b->centre.x - a->centre.x) * axis_x + (b->centre.y - a->centre.y) * axis_y);
	return apart >= extent_along(a, axis_x, axis_y) + extent_along(b, axis_x, axis_y) + margin;
}

static bool bent_overlaps(const struct turned_box *bent, const struct turned_box *other, double margin)
{
	for (int i = 0; i < BENT_PARTS; i++) {
		struct turned_box part = part_of(bent, i);
		if (turned_box_overlaps(other, &part, margin))
			return true;
	}
	return false;
}

bool turned_box_overlaps(const struct turned_box *a, const struct turned_box *b, double margin)
{
	if (a->bounds.left - margin >= b->bounds.right || b->bounds.left - margin >= a->bounds.right ||
	    a->bounds.top - margin >= b->bounds.bottom || b->bounds.top - margin >= a->bounds.bottom)
		return false;
	if (b->bend != 0)
		return bent_overlaps(b, a, margin);
	if (a->bend != 0)
		return bent_overlaps(a, b, margin);
	if (a->sine == 0 && b->sine == 0)
		return true;
	return !axis_separates(a, b, a->cosine, a->sine, margin) &&
	       !axis_separates(a, b, -a->sine, a->cosine, margin) &&
	       !axis_separates(a, b, b->cosine, b->sine, margin) && !axis_separates(a, b, -b->sine, b->cosine, margin);
}

static inline struct page_point to_local(const struct turned_box *box, struct page_point point)
{
	double x = point.x - box->centre.x, y = point.y - box->centre.y;
	if (box->sine == 0 && box->cosine == 1)
		return (struct page_point){x, y};
	return (struct page_point){x * box->cosine + y * box->sine, -x * box->sine + y * box->cosine};
}

static double local_distance(const struct turned_box *box, struct page_point local)
{
	double x = fmax(fabs(local.x) - box->half_width, 0), y = fmax(fabs(local.y) - box->half_height, 0);
	return sqrt(x * x + y * y);
}

double turned_box_distance(const struct turned_box *box, struct page_point point)
{
	double least = INFINITY;
	if (box->bend == 0)
		return local_distance(box, to_local(box, point));
	for (int i = 0; i < BENT_PARTS; i++) {
		struct turned_box part = part_of(box, i);
		least = fmin(least, turned_box_distance(&part, point));
	}
	return least;
}

/* One side of the Liang–Barsky clip: keeps start..end of the parameter where `way * t <= room`. */
static inline bool clip_side(double way, double room, double *start, double *end)
{
	if (way == 0)
		return room >= 0;
	double t = room / way;
	if (way < 0)
		*start = t > *start ? t : *start;
	else
		*end = t < *end ? t : *end;
	return *start <= *end;
}

/* The share of the segment (local) inside the box; negative when it misses it. */
static double inside_share(const struct turned_box *box, struct page_point a, struct page_point b)
{
	double start = 0, end = 1, x = b.x - a.x, y = b.y - a.y;
	if (!clip_side(-x, a.x + box->half_width, &start, &end) || !clip_side(x, box->half_width - a.x, &start, &end) ||
	    !clip_side(-y, a.y + box->half_height, &start, &end) || !clip_side(y, box->half_height - a.y, &start, &end))
		return -1;
	return end - start;
}

/* Whether both ends (local) lie off the same side by more than `gap`: most segments asked about do. */
static bool is_aside(const struct turned_box *box, struct page_point a, struct page_point b, double gap)
{
	double width = box->half_width + gap, height = box->half_height + gap;
	return (a.x < -width && b.x < -width) || (a.x > width && b.x > width) || (a.y < -height && b.y < -height) ||
	       (a.y > height && b.y > height);
}

/* From the box to a segment whose ends are local. */
static double box_segment_distance(const struct turned_box *box, struct page_point from, struct page_point to)
{
	if (inside_share(box, from, to) >= 0)
		return 0;
	double nearest = fmin(local_distance(box, from), local_distance(box, to));
	for (int corner = 0; corner < 4; corner++) {
		struct page_point at = {corner & 1 ? box->half_width : -box->half_width,
		                        corner & 2 ? box->half_height : -box->half_height};
		nearest = fmin(nearest, geometry_segment_distance(from, to, at));
	}
	return nearest;
}

bool turned_box_nears_segment(const struct turned_box *box, struct page_point a, struct page_point b, double gap)
{
	for (int i = 0; box->bend != 0 && i < BENT_PARTS; i++) {
		struct turned_box part = part_of(box, i);
		if (turned_box_nears_segment(&part, a, b, gap))
			return true;
	}
	if (box->bend != 0)
		return false;
	struct page_point from = to_local(box, a), to = to_local(box, b);
	return !is_aside(box, from, to, gap) && box_segment_distance(box, from, to) < gap;
}

struct gap_kept {
	const struct turned_box *box;
	double gap;
};

static bool is_too_near(const void *context, struct page_point a, struct page_point b)
{
	const struct gap_kept *kept = context;
	return turned_box_nears_segment(kept->box, a, b, kept->gap);
}

bool turned_box_keeps_off(const struct turned_box *box, const struct ring_index *area, double gap)
{
	struct gap_kept kept = {box, gap};
	return !ring_index_any(area, box_grow(box->bounds, gap), is_too_near, &kept);
}

double turned_box_segment_length(const struct turned_box *box, struct page_point a, struct page_point b)
{
	double length = 0;
	for (int i = 0; box->bend != 0 && i < BENT_PARTS; i++) {
		struct turned_box part = part_of(box, i);
		length += turned_box_segment_length(&part, a, b);
	}
	if (box->bend != 0)
		return length;
	struct page_point from = to_local(box, a), to = to_local(box, b);
	double share = is_aside(box, from, to, 0) ? 0 : inside_share(box, from, to);
	return share <= 0 ? 0 : share * hypot(b.x - a.x, b.y - a.y);
}

struct page_point turned_box_nearest(const struct turned_box *box, struct page_point point)
{
	struct page_point local = to_local(box, point);
	double x = fmin(fmax(local.x, -box->half_width), box->half_width);
	double y = fmin(fmax(local.y, -box->half_height), box->half_height);
	return (struct page_point){box->centre.x + x * box->cosine - y * box->sine,
	                           box->centre.y + x * box->sine + y * box->cosine};
}

void turned_box_cells(const struct turned_box *box, const struct cell_raster *raster, size_t cells[BLOCK_SAMPLES])
{
	bool is_upright = box->sine == 0 && box->cosine == 1 && box->bend == 0;
	size_t rows[ACROSS] = {0}; /* the first cell of each */
	struct page_point start = raster->start;
	for (int j = 0; j < ACROSS && is_upright; j++)
		rows[j] = cell_raster_at(
		        raster, (struct page_point){start.x, box->centre.y + box->half_height * 0.8 * (j - 1)});
	for (int i = 0; i < ALONG; i++) {
		double x = box->half_width * (2.0 / (ALONG - 1) * i - 1);
		size_t column = cell_raster_at(raster, (struct page_point){box->centre.x + x, start.y});
		for (int j = 0; j < ACROSS; j++) {
			size_t *cell = &cells[i * ACROSS + j];
			if (is_upright)
				*cell = rows[j] + column;
			else
				*cell = cell_raster_at(raster,
				                       turned_box_point(box, x, box->half_height * 0.8 * (j - 1)));
		}
	}
}

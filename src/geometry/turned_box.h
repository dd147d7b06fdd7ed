/* Turned box: a rectangle at any angle, which may be bent along an arc, and what touches it. Page points, angles in
 * radians clockwise. Label blocks are boxes of this kind; the upright ones take a short way through. */
#pragma once

#include "geometry/cell_raster.h"
#include "geometry/ring_index.h"

struct turned_box {
	struct page_point centre;
	double half_width, half_height;
	double cosine, sine; /* of its angle at the middle */
	double bend;         /* of the middle line, radians a point, clockwise; 0: straight */
	struct box bounds;
};

/* The point `along` the middle line from the centre and `below` it. */
struct page_point turned_box_point(const struct turned_box *box, double along, double below);
/* Whether `a`, grown by `margin`, overlaps `b`; here, because a map asks it a million times. */
static inline bool boxes_meet(const struct box *a, const struct box *b, double margin)
{
	return a->left - margin < b->right && b->left < a->right + margin && a->top - margin < b->bottom &&
	       b->top < a->bottom + margin;
}
#define BLOCK_SAMPLES 36
/* The cells under points spread evenly over the box, twelve along it, three across. */
void turned_box_cells(const struct turned_box *box, const struct cell_raster *raster, size_t cells[BLOCK_SAMPLES]);
/* `origin` is the top left corner, about which the box is turned. */
struct turned_box turned_box_new(struct page_point origin, double width, double height, double angle);
/* Bends a straight one. */
void turned_box_bend(struct turned_box *box, double bend);
/* Whether they come nearer than `margin` (exact for upright boxes, a little early at corners of turned ones). */
bool turned_box_overlaps(const struct turned_box *a, const struct turned_box *b, double margin);
/* 0 when the point is inside. */
double turned_box_distance(const struct turned_box *box, struct page_point point);
/* Whether the box and the segment overlap or are less than `gap` apart. */
bool turned_box_nears_segment(const struct turned_box *box, struct page_point a, struct page_point b, double gap);
/* Whether no edge of the area is less than `gap` away. */
bool turned_box_keeps_off(const struct turned_box *box, const struct ring_index *area, double gap);
/* Length of the part of a..b inside the box. */
double turned_box_segment_length(const struct turned_box *box, struct page_point a, struct page_point b);
/* The point of a straight box nearest to `point`. */
struct page_point turned_box_nearest(const struct turned_box *box, struct page_point point);

/* Turned box: a rectangle at any angle, and what touches it. Page points, angles in radians clockwise.
 * Label blocks are boxes of this kind; the upright ones take a short way through. */
#pragma once

#include "geometry/points.h"

struct turned_box {
	struct page_point centre;
	double half_width, half_height;
	double cosine, sine;
	struct box bounds;
};

/* Whether `a`, grown by `margin`, overlaps `b`; here, because a map asks it a million times. */
static inline bool boxes_meet(const struct box *a, const struct box *b, double margin)
{
	return a->left - margin < b->right && b->left < a->right + margin && a->top - margin < b->bottom &&
	       b->top < a->bottom + margin;
}
#define BLOCK_SAMPLES 36
/* Point 0..BLOCK_SAMPLES - 1 of those spread evenly over the box, twelve along it, three across; here, because a map
 * asks it a million times. */
static inline struct page_point turned_box_sample(const struct turned_box *box, int index)
{
	double x = box->half_width * (2.0 / 11 * (index / 3) - 1), y = box->half_height * 0.8 * (index % 3 - 1);
	return (struct page_point){box->centre.x + x * box->cosine - y * box->sine,
	                           box->centre.y + x * box->sine + y * box->cosine};
}
/* `origin` is the top left corner, about which the box is turned. */
struct turned_box turned_box_new(struct page_point origin, double width, double height, double angle);
/* Whether they come nearer than `margin` (exact for upright boxes, a little early at corners of turned ones). */
bool turned_box_overlaps(const struct turned_box *a, const struct turned_box *b, double margin);
/* 0 when the point is inside. */
double turned_box_distance(const struct turned_box *box, struct page_point point);
/* Whether the box and the segment overlap or are less than `gap` apart. */
bool turned_box_nears_segment(const struct turned_box *box, struct page_point a, struct page_point b, double gap);
/* Length of the part of a..b inside the box. */
double turned_box_segment_length(const struct turned_box *box, struct page_point a, struct page_point b);
/* The point of the box nearest to `point`. */
struct page_point turned_box_nearest(const struct turned_box *box, struct page_point point);
/* 0 when they cross. */
double labels_segment_distance(struct page_point a, struct page_point b, struct page_point c, struct page_point d);

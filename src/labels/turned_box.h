/* Turned box: a rectangle at any angle, and what touches it. Page points, angles in radians clockwise.
 * Label blocks are boxes of this kind; the upright ones take a short way through. */
#ifndef CORRIDOR_LABELS_TURNED_BOX_H
#define CORRIDOR_LABELS_TURNED_BOX_H

#include "geometry/points.h"

struct turned_box {
	struct spot centre;
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
/* `origin` is the top left corner, about which the box is turned. */
struct turned_box turned_box_new(struct spot origin, double width, double height, double angle);
/* Whether they come nearer than `margin` (exact for upright boxes, a little early at corners of turned ones). */
bool turned_box_overlaps(const struct turned_box *a, const struct turned_box *b, double margin);
/* 0 when the spot is inside. */
double turned_box_spot_distance(const struct turned_box *box, struct spot spot);
/* Whether the box and the segment overlap or are less than `gap` apart. */
bool turned_box_nears_segment(const struct turned_box *box, struct spot a, struct spot b, double gap);
/* Length of the part of a..b inside the box. */
double turned_box_segment_length(const struct turned_box *box, struct spot a, struct spot b);
/* The point of the box nearest to `spot`. */
struct spot turned_box_nearest(const struct turned_box *box, struct spot spot);
double segment_spot_distance(struct spot a, struct spot b, struct spot spot);
/* 0 when they cross. */
double segment_segment_distance(struct spot a, struct spot b, struct spot c, struct spot d);

#endif

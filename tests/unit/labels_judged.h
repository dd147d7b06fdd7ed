/* Labels judged: the corners of a placed name, and what they must not touch, in plain geometry that is not the room's
 * own; and single names to place. In: placements in page points. For the tests of labels/ alone. */
#ifndef CORRIDOR_TESTS_LABELS_JUDGED_H
#define CORRIDOR_TESTS_LABELS_JUDGED_H

#include "labels/labels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#define FRAME ((struct box){0, 0, 575, 546})

struct quad {
	struct page_point corners[4];
};

static inline double spot_width(const struct label_place *spot)
{
	double width = spot->form->width;
	for (size_t i = 0; i < spot->form->piece_count && spot->spacing > 0; i++) {
		const struct text_run *run = &spot->form->pieces[i].run;
		width = fmax(width, run->width + spot->spacing * (double)(strlen(run->text) - 1));
	}
	return width;
}

static inline struct quad quad_of(const struct label_place *spot)
{
	struct quad quad;
	double width = spot_width(spot), height = spot->form->height, c = cos(spot->angle), s = sin(spot->angle);
	double xs[] = {0, width, width, 0}, ys[] = {0, 0, height, height};
	for (int i = 0; i < 4; i++)
		quad.corners[i] =
		        (struct page_point){spot->origin.x + xs[i] * c - ys[i] * s, spot->origin.y + xs[i] * s + ys[i] * c};
	return quad;
}

static inline double cross(struct page_point a, struct page_point b, struct page_point c)
{
	return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static inline bool quad_holds(const struct quad *quad, struct page_point spot)
{
	for (int i = 0; i < 4; i++)
		if (cross(quad->corners[i], quad->corners[(i + 1) % 4], spot) <= 1e-9)
			return false;
	return true;
}

static inline bool segments_cross(struct page_point a, struct page_point b, struct page_point c, struct page_point d)
{
	return cross(a, b, c) * cross(a, b, d) < -1e-12 && cross(c, d, a) * cross(c, d, b) < -1e-12;
}

static inline bool quad_meets_segment(const struct quad *quad, struct page_point a, struct page_point b)
{
	if (quad_holds(quad, a) || quad_holds(quad, b))
		return true;
	for (int i = 0; i < 4; i++)
		if (segments_cross(quad->corners[i], quad->corners[(i + 1) % 4], a, b))
			return true;
	return false;
}

static inline bool quads_meet(const struct quad *a, const struct quad *b)
{
	for (int i = 0; i < 4; i++)
		if (quad_meets_segment(a, b->corners[i], b->corners[(i + 1) % 4]) || quad_holds(b, a->corners[i]))
			return true;
	return false;
}

static inline void check_pair(const struct label_place *a, const struct label_place *b, const char *one,
                              const char *other)
{
	struct quad first = quad_of(a), second = quad_of(b);
	if (quads_meet(&first, &second))
		fail_msg("%s and %s overlap", one, other);
	if (a->has_leader && quad_meets_segment(&second, a->leader_from, a->leader_to))
		fail_msg("the leader of %s crosses %s", one, other);
	if (b->has_leader && quad_meets_segment(&first, b->leader_from, b->leader_to))
		fail_msg("the leader of %s crosses %s", other, one);
	if (a->has_leader && b->has_leader &&
	    segments_cross(a->leader_from, a->leader_to, b->leader_from, b->leader_to))
		fail_msg("the leaders of %s and %s cross", one, other);
}

/* One point request without obstacles, for the single cases below. */
static inline struct label_request plain_request(struct label_form *form, struct label_piece *piece, const char *id, double x,
                                           double y)
{
	*piece = (struct label_piece){.offset = {0, 7}, .fill = {0, 0, 0, 1}};
	piece->run = (struct text_run){.text = "Suzhou", .size = 8, .width = 30, .ascent = 7, .descent = 2};
	*form = (struct label_form){piece, 1, 30, 9, 0};
	return (struct label_request){.id = id,
	                           .title = id,
	                           .class_name = "city",
	                           .forms = form,
	                           .form_count = 1,
	                           .weight = 50,
	                           .anchor = {x, y},
	                           .radius = 2};
}

static inline struct placement *place(struct arena *arena, struct label_request *requests, size_t count,
                                      struct obstacle *obstacles, size_t obstacle_count, struct box frame)
{
	struct placement *placements;
	struct label_report report;
	struct label_input input = {.requests = requests,
	                            .request_count = count,
	                            .obstacles = obstacles,
	                            .obstacle_count = obstacle_count,
	                            .frame = frame};
	labels_place(arena, &input, &placements, &report);
	return placements;
}

#endif

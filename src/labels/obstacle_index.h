/* Obstacle index: the obstacles cut into segments and boxes, in a grid over the frame, so that a
 * label's place is judged against its surroundings only. Page points. */
#pragma once

#include "base/arena.h"
#include "geometry/turned_box.h"
#include "scene/label_request.h"

struct obstacle_index;

/* The obstacles are put into an order of their own first: results do not depend on the order given. */
struct obstacle_index *obstacle_index_build(struct arena *arena, const struct obstacle *obstacles, size_t count,
                                            struct box frame);
/* What a block or leader cannot cover. */
struct blocker {
	enum obstacle_kind kind;
	const char *name; /* NULL: not known */
};

/* Adds the cost of what the block covers to *cost. False if it covers something that must stay free, which goes into
 * *blocker (may be NULL). `own` (may be NULL) is the dot that the label names: dots that are nearer to the block than
 * this one make it ambiguous, and cost. Nothing more is looked at once *cost has reached `most`. */
bool obstacle_index_rate_block(struct obstacle_index *index, const struct turned_box *block,
                               const struct page_point *own, double most, double *cost, struct blocker *blocker);
/* The same for a leader line from..to, which starts at the dot `own`. */
bool obstacle_index_rate_leader(struct obstacle_index *index, struct page_point from, struct page_point to,
                                struct page_point own, double most, double *cost, struct blocker *blocker);
/* Whether it meets another dot, if that can be told without looking which: false tells nothing. Most leaders in a crowd
 * end here. */
bool obstacle_index_leader_meets_dot(const struct obstacle_index *index, struct page_point from, struct page_point to,
                                     struct page_point own);

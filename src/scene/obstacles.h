/* Obstacles: what names, shields and the scale bar keep off. The list is a value: the scene makes the first one, and
 * each step that adds to its own copy (furniture, then shields) hands the longer list on; the scene's stays as it is.
 */
#pragma once

#include "geometry/polyline.h"

enum obstacle_kind {
	OBSTACLE_DOT,   /* no label may cover a dot, not even its own label */
	OBSTACLE_ROUTE, /* polyline with half width: not covered; costs dearly to cross with a leader */
	OBSTACLE_BOX,   /* furniture, shields: never covered */
	OBSTACLE_EDGE,  /* boundary or shore: covering it costs */
	OBSTACLE_LINE,  /* river and the like: covering it costs a little */
};

struct obstacle {
	enum obstacle_kind kind;
	struct box box;                  /* DOT and BOX: the area; lines: their bounds grown by half_width */
	const struct page_point *points; /* lines */
	size_t count;
	double half_width;
	double cost;      /* EDGE and LINE: per 10 points of length covered */
	bool is_named;    /* DOT: a name is wanted for it, which no other must seem to be */
	bool is_context;  /* DOT: nobody misses it */
	bool is_required; /* DOT: the name is missed where it finds no place */
	const char *name; /* of the thing, for reports; NULL: the kind's own word */
};

struct obstacles {
	struct arena *arena;
	struct obstacle *items;
	size_t count, capacity;
};

/* A dot or a box; name as in struct obstacle. */
void obstacles_add_box(struct obstacles *obstacles, enum obstacle_kind kind, struct box box, const char *name);
/* One obstacle for each line; the points are not copied. */
void obstacles_add_lines(struct obstacles *obstacles, enum obstacle_kind kind, const struct polylines *lines,
                         double half_width, double cost);
/* Those of another list, in its order; the points are not copied. */
void obstacles_add_all(struct obstacles *obstacles, const struct obstacles *others);

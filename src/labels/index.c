/* Obstacle index: a grid whose cells list the segments, boxes and dots that touch them.
 * In: obstacles in page points. Out: whether a block or leader is free there, and what covering costs.
 * The obstacles are sorted by what they are, so that sums of costs are added in the same order, to the
 * last bit, whatever order the caller has them in. */
#include "labels/obstacle_index.h"

#include "geometry/page_grid.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CELL           14.0 /* points: about a label's height */
#define CLEARANCE      0.6  /* kept between a block and a hard obstacle */
#define NEAR_DOT       4.0  /* another dot within this much more than the own dot's distance confuses */
#define NEAR_DOT_COST  6.0
#define FAR_DOT        8.0 /* within this of another dot, and further from its own, a name seems to be the other's */
#define FAR_DOT_COST   9.0
#define FAR_WEIGHT     1000 /* names that weigh less rather stand there than nowhere */
#define ROUTE_CROSSING 20.0 /* a leader across a route */
#define LEADER_LENGTH  1.5  /* points of a soft line that a leader is taken to cover: crossing is short, but seen */

struct thing {
	enum obstacle_kind kind;
	struct box bounds;      /* grown by half_width and by how far its kind is felt */
	struct page_point a, b; /* segment; dot: centre twice */
	double half_width;      /* dot: radius */
	double cost;            /* per point of length */
	bool is_named;          /* dot */
	const char *name;
};

/* A thing in a cell, with its bounds at hand: most are only asked whether they are near. */
struct member {
	float left, top, right, bottom;
	uint32_t thing;
};

struct obstacle_index {
	struct thing *things;
	size_t thing_count, thing_capacity;
	struct page_grid grid;
	uint32_t *starts; /* per cell, and one more */
	struct member *members;
	uint32_t *stamps; /* per thing: the last question that met it */
	uint32_t question;
	struct page_grid dots; /* a bit per square point: whether a dot's centre lies in it, rows of whole words */
	uint64_t *centres;
	double dot_reach; /* no name comes nearer to any dot's centre */
};

static int compare_numbers(double a, double b)
{
	return (a > b) - (a < b);
}

static int compare_boxes(struct box a, struct box b)
{
	int order = compare_numbers(a.left, b.left);
	order = order ? order : compare_numbers(a.top, b.top);
	order = order ? order : compare_numbers(a.right, b.right);
	return order ? order : compare_numbers(a.bottom, b.bottom);
}

static int compare_shapes(const struct thing *a, const struct thing *b)
{
	int order = (a->kind > b->kind) - (a->kind < b->kind);
	order = order ? order : compare_boxes(a->bounds, b->bounds);
	order = order ? order : compare_numbers(a->a.x, b->a.x);
	order = order ? order : compare_numbers(a->a.y, b->a.y);
	order = order ? order : compare_numbers(a->b.x, b->b.x);
	order = order ? order : compare_numbers(a->b.y, b->b.y);
	order = order ? order : compare_numbers(a->half_width, b->half_width);
	order = order ? order : a->is_named - b->is_named;
	return order ? order : compare_numbers(a->cost, b->cost);
}

static int compare_things(const void *first, const void *second)
{
	const struct thing *a = first, *b = second;
	int order = compare_shapes(a, b);
	return order ? order : strcmp(a->name ? a->name : "", b->name ? b->name : "");
}

/* In their order. Of several at the very same place, as dots of one town from five files, one stands for all. */
static void sort_things(struct obstacle_index *index)
{
	size_t kept = 0;
	if (index->thing_count)
		qsort(index->things, index->thing_count, sizeof *index->things, compare_things);
	for (size_t i = 0; i < index->thing_count; i++)
		if (kept == 0 || compare_shapes(&index->things[kept - 1], &index->things[i]) != 0)
			index->things[kept++] = index->things[i];
	index->thing_count = kept;
}

static void add_thing(struct arena *arena, struct obstacle_index *index, struct thing thing)
{
	if (!box_overlaps(thing.bounds, index->grid.frame))
		return;
	index->things =
	        arena_grow(arena, index->things, index->thing_count, &index->thing_capacity, sizeof *index->things);
	index->things[index->thing_count++] = thing;
}

static void add_box(struct arena *arena, struct obstacle_index *index, const struct obstacle *obstacle)
{
	struct box box = obstacle->box;
	double width = box.right - box.left, height = box.bottom - box.top;
	struct thing thing = {
	        .kind = OBSTACLE_BOX, .bounds = box, .name = obstacle->name, .is_named = obstacle->is_named};
	/* A dot is round: that lets a name sit nearer at its corners. */
	if (obstacle->kind == OBSTACLE_DOT && fabs(width - height) < 0.01) {
		thing.kind = OBSTACLE_DOT;
		thing.half_width = width / 2;
		thing.a = thing.b = (struct page_point){(box.left + box.right) / 2, (box.top + box.bottom) / 2};
		thing.bounds = box_grow(box, NEAR_DOT);
	} else {
		thing.bounds = box_grow(box, CLEARANCE);
		thing.a = (struct page_point){box.left, box.top};
		thing.b = (struct page_point){box.right, box.bottom};
	}
	add_thing(arena, index, thing);
}

static void add_segments(struct arena *arena, struct obstacle_index *index, const struct obstacle *obstacle)
{
	double reach = obstacle->kind == OBSTACLE_ROUTE ? obstacle->half_width + CLEARANCE : 0.01;
	for (size_t i = 0; i + 1 < obstacle->count; i++) {
		struct page_point a = obstacle->points[i], b = obstacle->points[i + 1];
		struct thing thing = {.kind = obstacle->kind, .a = a, .b = b, .half_width = obstacle->half_width};
		thing.cost = obstacle->cost / 10;
		thing.name = obstacle->name;
		thing.bounds = (struct box){fmin(a.x, b.x) - reach, fmin(a.y, b.y) - reach, fmax(a.x, b.x) + reach,
		                            fmax(a.y, b.y) + reach};
		add_thing(arena, index, thing);
	}
}

/* Whether the thing, not only its bounds, comes near the cell: long slanted segments miss most cells. */
static bool touches_cell(const struct obstacle_index *index, const struct thing *thing, size_t column, size_t row)
{
	if (thing->kind == OBSTACLE_DOT || thing->kind == OBSTACLE_BOX)
		return true;
	struct page_point corner = {index->grid.frame.left + (double)column * CELL,
	                            index->grid.frame.top + (double)row * CELL};
	struct turned_box cell = turned_box_new(corner, CELL, CELL, 0);
	double reach = thing->kind == OBSTACLE_ROUTE ? thing->half_width + CLEARANCE : 0;
	/* Blocks may stick out of the frame by nothing, so border cells need not reach beyond it. */
	return turned_box_nears_segment(&cell, thing->a, thing->b, reach + 0.01);
}

/* Floats are less exact than the bounds: a little more room makes up for it. */
static struct member member_of(const struct thing *thing, uint32_t number)
{
	struct box bounds = box_grow(thing->bounds, 0.01);
	return (struct member){(float)bounds.left, (float)bounds.top, (float)bounds.right, (float)bounds.bottom,
	                       number};
}

static bool member_meets(const struct member *member, const struct box *box)
{
	return member->left < box->right && box->left < member->right && member->top < box->bottom &&
	       box->top < member->bottom;
}

/* Counts (members NULL) or fills the cells; starts[] moves along as it fills. */
static void visit_cells(struct obstacle_index *index, uint32_t *counts, struct member *members)
{
	for (size_t i = 0; i < index->thing_count; i++) {
		const struct thing *thing = &index->things[i];
		struct cells range = page_grid_cells(&index->grid, &thing->bounds);
		bool small = range.left + 1 >= range.right && range.top + 1 >= range.bottom;
		for (size_t row = range.top; row <= range.bottom; row++)
			for (size_t column = range.left; column <= range.right; column++) {
				if (!small && !touches_cell(index, thing, column, row))
					continue;
				size_t cell = row * index->grid.columns + column;
				if (members)
					members[counts[cell]] = member_of(thing, (uint32_t)i);
				counts[cell]++;
			}
	}
}

static void fill_obstacle_grid(struct arena *arena, struct obstacle_index *index)
{
	size_t cells = index->grid.columns * index->grid.rows;
	uint32_t *counts = ARENA_ARRAY(arena, cells, uint32_t);
	index->starts = ARENA_ARRAY(arena, cells + 1, uint32_t);
	visit_cells(index, counts, NULL);
	for (size_t i = 0; i < cells; i++) {
		index->starts[i + 1] = index->starts[i] + counts[i];
		counts[i] = index->starts[i];
	}
	index->members = ARENA_ARRAY(arena, index->starts[cells] + 1, struct member);
	visit_cells(index, counts, index->members);
	index->stamps = ARENA_ARRAY(arena, index->thing_count + 1, uint32_t);
}

static size_t words_of(const struct page_grid *dots)
{
	return (dots->columns + 63) / 64;
}

static void mark_centres(struct arena *arena, struct obstacle_index *index)
{
	const struct page_grid *dots = &index->dots;
	index->dots = page_grid_new(index->grid.frame, 1);
	index->centres = ARENA_ARRAY(arena, words_of(dots) * dots->rows, uint64_t);
	index->dot_reach = INFINITY;
	for (size_t i = 0; i < index->thing_count && index->things[i].kind == OBSTACLE_DOT; i++) {
		index->dot_reach = fmin(index->dot_reach, index->things[i].half_width + CLEARANCE - 0.001);
		double x = floor(index->things[i].a.x - dots->frame.left);
		double y = floor(index->things[i].a.y - dots->frame.top);
		if (x >= 0 && y >= 0 && x < (double)dots->columns && y < (double)dots->rows)
			index->centres[(size_t)y * words_of(dots) + (size_t)x / 64] |= 1ULL << ((size_t)x % 64);
	}
}

/* Whether a dot's centre lies in a bit wholly under the upright box. Where dots are many, most places end here, at a
 * tenth of what the grid takes; but it cannot tell whose dot it is. */
static bool covers_centre(const struct obstacle_index *index, const struct box *box)
{
	double left = fmax(ceil(box->left - index->dots.frame.left), 0);
	double right = fmin(floor(box->right - index->dots.frame.left), (double)index->dots.columns);
	double top = fmax(ceil(box->top - index->dots.frame.top), 0);
	double bottom = fmin(floor(box->bottom - index->dots.frame.top), (double)index->dots.rows);
	for (size_t row = (size_t)top; left < right && (double)row < bottom; row++)
		for (size_t word = (size_t)left / 64; word <= ((size_t)right - 1) / 64; word++) {
			uint64_t bits = index->centres[row * words_of(&index->dots) + word];
			if (word == (size_t)left / 64)
				bits &= UINT64_MAX << ((size_t)left % 64);
			if (word == ((size_t)right - 1) / 64)
				bits &= UINT64_MAX >> (63 - ((size_t)right - 1) % 64);
			if (bits)
				return true;
		}
	return false;
}

/* The same as far round the box as no dot may come. */
static bool is_near_centre(const struct obstacle_index *index, struct box box)
{
	struct box wider = box, higher = box;
	if (!isfinite(index->dot_reach))
		return false;
	wider.left -= index->dot_reach, wider.right += index->dot_reach;
	higher.top -= index->dot_reach, higher.bottom += index->dot_reach;
	return covers_centre(index, &wider) || covers_centre(index, &higher);
}

bool obstacle_index_leader_meets_dot(const struct obstacle_index *index, struct page_point from, struct page_point to,
                                     struct page_point own)
{
	if (!isfinite(index->dot_reach))
		return false;
	double half = index->dot_reach / sqrt(2), full = hypot(to.x - own.x, to.y - own.y);
	double start = fmax(hypot(from.x - own.x, from.y - own.y), index->dot_reach); /* the own dot is in no square */
	for (double along = start; along <= full; along += half) {
		struct page_point at = {own.x + (to.x - own.x) * along / full, own.y + (to.y - own.y) * along / full};
		if (covers_centre(index, &(struct box){at.x - half, at.y - half, at.x + half, at.y + half}))
			return true;
	}
	return false;
}

struct obstacle_index *obstacle_index_build(struct arena *arena, const struct obstacle *obstacles, size_t count,
                                            struct box frame)
{
	struct obstacle_index *index = ARENA_NEW(arena, struct obstacle_index);
	index->grid = page_grid_new(frame, CELL);
	index->thing_capacity = count + 1; /* more only for lines */
	index->things = ARENA_ROOM(arena, index->thing_capacity, struct thing);
	for (size_t i = 0; i < count; i++) {
		if (obstacles[i].kind == OBSTACLE_DOT || obstacles[i].kind == OBSTACLE_BOX)
			add_box(arena, index, &obstacles[i]);
		else
			add_segments(arena, index, &obstacles[i]);
	}
	sort_things(index);
	fill_obstacle_grid(arena, index);
	mark_centres(arena, index);
	return index;
}

/* Whether a block or a leader can stand, and what it costs. */
struct question {
	const struct turned_box *block; /* NULL: the leader from..to */
	struct page_point from, to;
	const struct page_point *own;
	double own_distance;
	double cost, most;           /* once it costs `most`, nothing more is asked */
	const struct thing *crossed; /* the last segment of a route that the leader crosses; NULL: none yet */
	struct blocker *blocker;     /* NULL: not asked for */
};

static double leader_distance(const struct thing *thing, const struct question *question)
{
	return geometry_segments_distance(question->from, question->to, thing->a, thing->b);
}

static bool rate_dot(const struct thing *dot, struct question *question)
{
	bool is_own =
	        question->own && fabs(dot->a.x - question->own->x) < 0.05 && fabs(dot->a.y - question->own->y) < 0.05;
	if (!question->block)
		return is_own ||
		       geometry_segment_distance(question->from, question->to, dot->a) > dot->half_width + CLEARANCE;
	double distance = turned_box_distance(question->block, dot->a) - dot->half_width;
	if (distance < CLEARANCE)
		return false;
	double surplus = distance - question->own_distance;
	if (!question->own || is_own || surplus >= NEAR_DOT)
		return true;
	if (distance < NEAR_DOT)
		question->cost += NEAR_DOT_COST * fmin(1, (NEAR_DOT - surplus) / NEAR_DOT);
	if (dot->is_named && distance < FAR_DOT && surplus < 0)
		question->cost += FAR_DOT_COST * (1 - distance / FAR_DOT) * fmin(1, question->most / FAR_WEIGHT);
	return true;
}

/* Adds to the cost of the question; false where the thing must stay free. */
static bool rate_thing(const struct thing *thing, struct question *question)
{
	const struct turned_box *block = question->block;
	switch (thing->kind) {
	case OBSTACLE_DOT:
		return rate_dot(thing, question);
	case OBSTACLE_BOX: {
		struct turned_box box = turned_box_new(thing->a, thing->b.x - thing->a.x, thing->b.y - thing->a.y, 0);
		return block ? !turned_box_overlaps(block, &box, CLEARANCE)
		             : !turned_box_nears_segment(&box, question->from, question->to, CLEARANCE);
	}
	case OBSTACLE_ROUTE:
		if (block)
			return !turned_box_nears_segment(block, thing->a, thing->b, thing->half_width + CLEARANCE);
		if (leader_distance(thing, question) >= thing->half_width)
			return true;
		if (!question->crossed || question->crossed->name != thing->name)
			question->cost += ROUTE_CROSSING;
		question->crossed = thing;
		return true;
	case OBSTACLE_EDGE:
	case OBSTACLE_LINE:
		if (block)
			question->cost += thing->cost * turned_box_segment_length(block, thing->a, thing->b);
		else if (leader_distance(thing, question) <= 0)
			question->cost += thing->cost * LEADER_LENGTH;
		return true;
	}
	return true;
}

static bool ask(struct obstacle_index *index, struct box bounds, struct question *question)
{
	struct cells range = page_grid_cells(&index->grid, &bounds);
	index->question++;
	for (size_t row = range.top; row <= range.bottom; row++)
		for (size_t column = range.left; column <= range.right; column++) {
			size_t cell = row * index->grid.columns + column;
			for (uint32_t k = index->starts[cell]; k < index->starts[cell + 1]; k++) {
				uint32_t number = index->members[k].thing;
				if (!member_meets(&index->members[k], &bounds) ||
				    index->stamps[number] == index->question)
					continue;
				const struct thing *thing = &index->things[number];
				index->stamps[number] = index->question;
				if (rate_thing(thing, question)) {
					if (question->cost >= question->most)
						return true;
					continue;
				}
				if (question->blocker)
					*question->blocker = (struct blocker){thing->kind, thing->name};
				return false;
			}
		}
	return true;
}

bool obstacle_index_rate_block(struct obstacle_index *index, const struct turned_box *block,
                               const struct page_point *own, double most, double *cost, struct blocker *blocker)
{
	struct question question = {.block = block, .own = own, .most = most - *cost, .blocker = blocker};
	if (!blocker && block->sine == 0 && is_near_centre(index, block->bounds))
		return false;
	if (own)
		question.own_distance = turned_box_distance(block, *own);
	/* Things are felt as far as their bounds reach, dots with names a little further from where names are far. */
	double further = own && question.own_distance > NEAR_DOT ? FAR_DOT - NEAR_DOT : 0.01;
	bool free = ask(index, box_grow(block->bounds, further), &question);
	*cost += question.cost;
	return free;
}

bool obstacle_index_rate_leader(struct obstacle_index *index, struct page_point from, struct page_point to,
                                struct page_point own, double most, double *cost, struct blocker *blocker)
{
	struct question question = {.from = from, .to = to, .own = &own, .most = most - *cost, .blocker = blocker};
	struct box bounds = {fmin(from.x, to.x) - 1, fmin(from.y, to.y) - 1, fmax(from.x, to.x) + 1,
	                     fmax(from.y, to.y) + 1};
	bool free = ask(index, bounds, &question);
	*cost += question.cost;
	return free;
}

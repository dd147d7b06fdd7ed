/* Random label instances that look like a region's towns: clusters along corridors, a few large names, most
 * small. In: a seed. Out: requests and obstacles in page points. For the tests of labels/ alone. */
#ifndef CORRIDOR_TESTS_LABELS_RANDOM_H
#define CORRIDOR_TESTS_LABELS_RANDOM_H

#include "labels/labels.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

struct instance {
	struct label_input input;
	struct label_request *requests;
	struct obstacle *obstacles;
};

static inline uint64_t random_next(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	uint64_t mixed = (*state ^ (*state >> 29)) * 0xbf58476d1ce4e5b9u;
	return mixed ^ (mixed >> 32);
}

static inline double random_share(uint64_t *state)
{
	return (double)(random_next(state) >> 11) / 9007199254740992.0;
}

static struct label_piece piece(double x, double y, double width, double size)
{
	struct label_piece made = {.offset = {x, y}, .fill = {0, 0, 0, 1}};
	made.run = (struct text_run){
	        .text = "Abcdefg", .size = size, .width = width, .ascent = size * 0.75, .descent = size * 0.22};
	return made;
}

/* Stacked (preferred) and on one line, as the scene sets bilingual names. */
static void add_forms(struct arena *arena, struct label_request *request, double width, double size)
{
	double second = width * 0.6, small = size * 0.8;
	request->forms = ARENA_ARRAY(arena, 2, struct label_form);
	request->form_count = 2;
	request->forms[0] = (struct label_form){ARENA_ARRAY(arena, 2, struct label_piece), 2, width, size * 2, 0};
	request->forms[0].pieces[0] = piece(0, size * 0.75, width, size);
	request->forms[0].pieces[1] = piece(0, size * 1.75, second, small);
	request->forms[1] = (struct label_form){ARENA_ARRAY(arena, 2, struct label_piece), 2, width + second + 3, size, 6};
	request->forms[1].pieces[0] = piece(0, size * 0.75, width, size);
	request->forms[1].pieces[1] = piece(width + 3, size * 0.75, second, small);
}

static struct page_point town(uint64_t *seed, const struct page_point *centres, size_t count, struct box frame)
{
	double width = frame.right - frame.left, height = frame.bottom - frame.top;
	if (random_share(seed) < 0.45)
		return (struct page_point){frame.left + random_share(seed) * width, frame.top + random_share(seed) * height};
	struct page_point centre = centres[random_next(seed) % count];
	double away = random_share(seed) * random_share(seed) * width * 0.2, angle = random_share(seed) * 6.2831853;
	return (struct page_point){fmin(fmax(centre.x + away * cos(angle), frame.left + 3), frame.right - 3),
	                     fmin(fmax(centre.y + away * sin(angle), frame.top + 3), frame.bottom - 3)};
}

/* Towns keep a distance from each other, even in a conurbation. */
static struct page_point town_apart(uint64_t *seed, const struct page_point *centres, struct box frame,
                              const struct label_request *requests, size_t count)
{
	struct page_point spot = town(seed, centres, 6, frame);
	double apart = 0.4 * sqrt((frame.right - frame.left) * (frame.bottom - frame.top) / 200);
	for (int attempt = 0; attempt < 40; attempt++) {
		bool is_free = true;
		for (size_t i = 0; i < count && is_free; i++)
			is_free = requests[i].kind != LABEL_POINT ||
			          hypot(requests[i].anchor.x - spot.x, requests[i].anchor.y - spot.y) > apart;
		if (is_free)
			break;
		spot = town(seed, centres, 6, frame);
	}
	return spot;
}

static void add_line_obstacle(struct arena *arena, uint64_t *seed, struct obstacle *obstacle, struct box frame,
                              enum obstacle_kind kind)
{
	struct page_point *points = ARENA_ARRAY(arena, 60, struct page_point);
	double y = frame.top + random_share(seed) * (frame.bottom - frame.top), slope = random_share(seed) - 0.5;
	*obstacle = (struct obstacle){.kind = kind, .points = points, .count = 60, .box = box_empty};
	obstacle->half_width = kind == OBSTACLE_ROUTE ? 1.4 : 0.3;
	obstacle->cost = kind == OBSTACLE_EDGE ? 3 : kind == OBSTACLE_LINE ? 1 : 0;
	for (int i = 0; i < 60; i++) {
		y += (slope + random_share(seed) - 0.5) * (frame.right - frame.left) / 60;
		points[i] = (struct page_point){frame.left + (frame.right - frame.left) * i / 59, y};
		box_add(&obstacle->box, points[i]);
	}
	obstacle->box = box_grow(obstacle->box, obstacle->half_width);
}

static void make_area(struct arena *arena, uint64_t *seed, struct label_request *request, struct box frame)
{
	struct page_point centre = {frame.left + (0.15 + 0.7 * random_share(seed)) * (frame.right - frame.left),
	                      frame.top + (0.15 + 0.7 * random_share(seed)) * (frame.bottom - frame.top)};
	double size = 15 + random_share(seed) * 90, flat = 0.3 + random_share(seed) * 0.7;
	double slope = random_share(seed) * 3;
	request->parts = ARENA_ARRAY(arena, 1, struct polyline);
	request->part_count = 1;
	request->parts[0] = (struct polyline){ARENA_ARRAY(arena, 40, struct page_point), 40};
	for (int i = 0; i < 40; i++) {
		double angle = 6.2831853 * i / 40, reach = size * (0.8 + 0.4 * random_share(seed));
		double x = reach * cos(angle), y = reach * flat * sin(angle);
		double left = centre.x + x * cos(slope) - y * sin(slope),
		       top = centre.y + x * sin(slope) + y * cos(slope);
		request->parts[0].points[i] = (struct page_point){fmin(fmax(left, frame.left), frame.right),
		                                         fmin(fmax(top, frame.top), frame.bottom)};
	}
	request->kind = LABEL_AREA;
	request->stretch = random_share(seed) < 0.5;
	request->upright = random_share(seed) < 0.5;
}

static void make_line(const struct obstacle *obstacle, struct arena *arena, struct label_request *request)
{
	request->kind = LABEL_LINE;
	request->parts = ARENA_ARRAY(arena, 1, struct polyline);
	request->part_count = 1;
	request->parts[0] = (struct polyline){ARENA_ARRAY(arena, obstacle->count, struct page_point), obstacle->count};
	memcpy(request->parts[0].points, obstacle->points, obstacle->count * sizeof *obstacle->points);
	request->repeat = 180;
	request->form_count = 1;
}

/* `mixed`: with areas, lines and pins among the points. */
static inline struct instance instance_make(struct arena *arena, uint64_t *seed, size_t points, struct box frame,
                                            bool mixed)
{
	struct instance made = {.requests = ARENA_ARRAY(arena, points, struct label_request),
	                        .obstacles = ARENA_ARRAY(arena, points + 8, struct obstacle)};
	static const char *const pins[] = {"right", "above-right", "above", "above-left",
	                                   "left",  "below-left",  "below", "below-right"};
	static const enum obstacle_kind kinds[] = {OBSTACLE_ROUTE, OBSTACLE_ROUTE, OBSTACLE_EDGE, OBSTACLE_EDGE,
	                                           OBSTACLE_EDGE,  OBSTACLE_LINE,  OBSTACLE_LINE};
	struct page_point centres[6];
	size_t obstacles = 0;
	for (int i = 0; i < 6; i++)
		centres[i] = (struct page_point){frame.left + random_share(seed) * (frame.right - frame.left),
		                           frame.top + random_share(seed) * (frame.bottom - frame.top)};
	for (int i = 0; i < 7; i++)
		add_line_obstacle(arena, seed, &made.obstacles[obstacles++], frame, kinds[i]);
	made.obstacles[obstacles++] = (struct obstacle){
	        .kind = OBSTACLE_BOX, .box = {frame.left + 4, frame.top + 4, frame.left + 60, frame.top + 30}};
	for (size_t i = 0; i < points; i++) {
		struct label_request *request = &made.requests[i];
		double rank = random_share(seed);
		*request = (struct label_request){.id = arena_printf(arena, "label-%zu", i), .class_name = "city"};
		request->title = arena_printf(arena, "Town %zu", i);
		request->weight = 20 + 60 * rank * rank;
		request->radius = 1.2 + rank;
		add_forms(arena, request, 16 + 26 * random_share(seed), 6 + 2.5 * rank * rank);
		if (mixed && i % 9 == 3) {
			make_area(arena, seed, request, frame);
			continue;
		}
		if (mixed && i % 23 == 5) {
			make_line(&made.obstacles[random_next(seed) % 7], arena, request);
			continue;
		}
		request->anchor = town_apart(seed, centres, frame, made.requests, i);
		if (mixed && i % 17 == 1) {
			struct label_pin *pin = ARENA_NEW(arena, struct label_pin);
			pin->position = pins[random_next(seed) % 8];
			request->pin = pin;
		}
		made.obstacles[obstacles++] = (struct obstacle){
		        .kind = OBSTACLE_DOT, .box = box_at(request->anchor, 2 * request->radius, 2 * request->radius)};
	}
	made.input = (struct label_input){.requests = made.requests,
	                                   .request_count = points,
	                                   .obstacles = made.obstacles,
	                                   .obstacle_count = obstacles,
	                                   .frame = frame};
	return made;
}

static inline void instance_shuffle(struct instance *instance, uint64_t *seed)
{
	for (size_t i = instance->input.request_count; i-- > 1;) {
		size_t other = random_next(seed) % (i + 1);
		struct label_request swap = instance->requests[i];
		instance->requests[i] = instance->requests[other];
		instance->requests[other] = swap;
	}
	for (size_t i = instance->input.obstacle_count; i-- > 1;) {
		size_t other = random_next(seed) % (i + 1);
		struct obstacle swap = instance->obstacles[i];
		instance->obstacles[i] = instance->obstacles[other];
		instance->obstacles[other] = swap;
	}
}

#endif

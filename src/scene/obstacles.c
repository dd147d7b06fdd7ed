/* Obstacles: a list that grows in its arena. */
#include "scene/obstacles.h"

static void add(struct obstacles *obstacles, struct obstacle obstacle)
{
	obstacles->items = arena_grow(obstacles->arena, obstacles->items, obstacles->count, &obstacles->capacity,
	                              sizeof *obstacles->items);
	obstacles->items[obstacles->count++] = obstacle;
}

void obstacles_add_box(struct obstacles *obstacles, enum obstacle_kind kind, struct box box, const char *name)
{
	add(obstacles, (struct obstacle){.kind = kind, .box = box, .name = name});
}

void obstacles_add_all(struct obstacles *obstacles, const struct obstacles *others)
{
	for (size_t i = 0; i < others->count; i++)
		add(obstacles, others->items[i]);
}

void obstacles_add_lines(struct obstacles *obstacles, enum obstacle_kind kind, const struct polylines *lines,
                         double half_width, double cost)
{
	for (size_t i = 0; i < lines->count; i++) {
		struct polyline line = lines->items[i];
		struct box box = box_empty;
		for (size_t k = 0; k < line.count; k++)
			box_add(&box, line.points[k]);
		add(obstacles, (struct obstacle){.kind = kind,
		                                 .box = box_grow(box, half_width),
		                                 .points = line.points,
		                                 .count = line.count,
		                                 .half_width = half_width,
		                                 .cost = cost});
	}
}

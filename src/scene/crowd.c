/* Crowds of points. In: features of a layer, the form of their symbol. Out: one mark, obstacles.
 * Why so: a million dots as groups and paths of their own take ten times the memory of their places. */
#include "scene/crowd.h"

#include <math.h>

/* More points than this are a crowd. */
#define CROWD 10000

/* The places of all points in the frame, as they are drawn. */
struct crowd {
	struct page_point *places;
	size_t count, capacity;
};

/* Adds those of a part's points that lie in the box. */
static void add_places(const struct layer_drawing *drawing, struct part part, struct box inside, struct crowd *crowd)
{
	enum { piece = 512 };
	struct page_point at[piece];
	const struct lonlat *points = drawing->dataset->points + part.first;
	for (size_t done = 0, here; done < part.count; done += here) {
		here = part.count - done < piece ? part.count - done : piece;
		view_forward_many(drawing->input->view, points + done, at, here);
		for (size_t i = 0; i < here; i++) {
			if (!box_contains(inside, at[i]))
				continue;
			crowd->places = arena_grow(drawing->scene->arena, crowd->places, crowd->count, &crowd->capacity,
			                           sizeof *crowd->places);
			crowd->places[crowd->count++] = at[i];
		}
	}
}

static struct crowd find_crowd(const struct layer_drawing *drawing, feature_test *is_wanted)
{
	const struct dataset *dataset = drawing->dataset;
	struct box inside = view_point_frame(drawing->input->view);
	struct crowd crowd = {NULL, 0, 0};
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const struct feature *feature = &dataset->features[i];
		for (size_t k = 0; k < feature->part_count && (k > 0 || is_wanted(drawing, feature)); k++)
			add_places(drawing, feature_part(feature, k), inside, &crowd);
	}
	return crowd;
}

/* One obstacle for all dots in a cell half as wide as they are: what keeps off one keeps off the others. */
static void add_crowd_obstacles(struct scene *scene, const struct crowd *crowd, struct box frame, double across)
{
	double step = fmax(across / 2, 1), left = floor(frame.left / step), top = floor(frame.top / step);
	size_t columns = (size_t)(box_width(frame) / step) + 2, rows = (size_t)(box_height(frame) / step) + 2;
	struct arena arena;
	arena_init(&arena);
	bool *has_dot = ARENA_ARRAY(&arena, columns * rows, bool);
	for (size_t i = 0; i < crowd->count; i++) {
		struct page_point place = crowd->places[i];
		size_t column = (size_t)(floor(place.x / step) - left), row = (size_t)(floor(place.y / step) - top);
		if (has_dot[row * columns + column])
			continue;
		has_dot[row * columns + column] = true;
		obstacles_add_box(&scene->obstacles, OBSTACLE_DOT, box_at(place, across, across), NULL);
	}
	arena_clear(&arena);
}

bool scene_crowd_draw(const struct layer_drawing *drawing, feature_test *is_wanted, const struct group *form,
                      double across)
{
	struct scene *scene = drawing->scene;
	if (drawing->dataset->point_count <= CROWD || drawing->dataset->source || scene->stops.count)
		return false;
	struct crowd crowd = find_crowd(drawing, is_wanted);
	if (crowd.count <= CROWD)
		return false;
	struct symbols_mark *symbols = group_symbols(scene->arena, drawing->group, form, crowd.places, crowd.count);
	if (drawing->input->names[drawing->layer->data - drawing->input->spec->data].count)
		symbols->named_layer = drawing->layer->id;
	add_crowd_obstacles(scene, &crowd, view_point_frame(drawing->input->view), across);
	return true;
}

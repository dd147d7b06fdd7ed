/* Places of the elements on the map: how much of the map lies under a box, and boxes that labels keep off.
 * In: the scene's obstacles, page points. Why so: a scale bar moves out of the way of a road; a name moves out of the
 * way of the scale bar. */
#include "furniture/furniture.h"

struct place furniture_place(const struct furniture_input *input, const struct element *element)
{
	const struct map_spec *spec = input->scene->spec;
	for (size_t i = 0; i < spec->element_count; i++)
		if (spec->elements[i].kind == &element->kind)
			return spec->elements[i].place;
	return no_place;
}

size_t furniture_crowding(const struct obstacles *obstacles, struct box box)
{
	size_t count = 0;
	for (size_t i = 0; i < obstacles->count; i++) {
		const struct obstacle *obstacle = &obstacles->items[i];
		if (obstacle->kind == OBSTACLE_DOT || obstacle->kind == OBSTACLE_BOX)
			count += box_overlaps(obstacle->box, box);
		for (size_t k = 1; obstacle->kind == OBSTACLE_ROUTE && k < obstacle->count; k++)
			count += geometry_segment_hits_box(obstacle->points[k - 1], obstacle->points[k], box);
	}
	return count;
}

/* Data that wait for a frame that shows them. In: the map file. Out: which they are. */
#include "render/deferred.h"
#include "scene/fitted.h"
#include "scene/scene.h"

bool map_data_can_wait(const struct map_spec *spec, const struct data_spec *data)
{
	bool is_drawn = false;
	if (data == spec->member_areas || data == spec->member_points)
		return false;
	for (size_t i = 0; i < spec->layer_count; i++) {
		const struct layer_spec *layer = &spec->layers[i];
		bool draws = layer->data == data;
		if (map_spec_options_name(layer->kind, layer->options, NULL, data) ||
		    (draws && (!layer->is_context || layer->is_route || scene_fits_layer(spec, layer))))
			return false;
		is_drawn |= draws;
	}
	for (size_t i = 0; i < spec->element_count; i++) { /* a locator asks where it lies before it is drawn */
		const struct element_spec *element = &spec->elements[i];
		if (element->shown && (map_spec_options_name(element->kind, element->options, "points", data) ||
		                       map_spec_options_name(element->kind, element->options, "polygons", data)))
			return false;
	}
	return is_drawn;
}

struct deferred_data *map_deferred_new(struct arena *arena, const struct map_spec *spec)
{
	struct deferred_data *deferred = ARENA_NEW(arena, struct deferred_data);
	arena_init(&deferred->arena);
	deferred->waits = ARENA_ARRAY(arena, spec->data_count + 1, bool);
	for (size_t i = 0; i < spec->data_count; i++)
		deferred->waits[i] = map_data_can_wait(spec, &spec->data[i]);
	return deferred;
}

bool map_data_waits(const struct deferred_data *deferred, size_t index)
{
	return deferred && deferred->waits[index];
}

void map_deferred_close(struct deferred_data *deferred)
{
	if (deferred)
		arena_clear(&deferred->arena);
}

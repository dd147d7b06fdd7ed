/* Files of several types: what of them nothing draws. In: a loaded map. Out: notes at the data entries. */
#include "render/check_data.h"

#include "scene/scene.h"

#include <string.h>

/* Takes away the types for which an option of the kind names the data. */
static unsigned without_named(unsigned types, const struct kind *kind, const void *options,
                              const struct data_spec *data)
{
	static const char *const names[] = {
	        [GEOMETRY_POINTS] = "points", [GEOMETRY_LINES] = "lines", [GEOMETRY_POLYGONS] = "polygons"};
	for (size_t i = 0; options && i < kind->option_count; i++) {
		const struct option *option = &kind->options[i];
		const struct texts *ids = option->type == OPTION_DATA ? option_field(option, options) : NULL;
		for (size_t k = 0; ids && k < ids->count; k++)
			for (int type = GEOMETRY_POINTS; type <= GEOMETRY_POLYGONS; type++)
				if (strcmp(ids->items[k], data->id) == 0 && strcmp(option->choices, names[type]) == 0)
					types &= ~(1u << type);
	}
	return types;
}

/* What a file of several types holds and nothing draws is no fault, but said. */
static void note_undrawn(const struct loaded_map *map, const struct data_spec *data, struct diag *diag)
{
	const struct map_spec *spec = &map->spec;
	struct dataset undrawn = map->datasets[data - spec->data];
	if (!undrawn.by_type)
		return;
	if (data == spec->member_areas)
		undrawn.types &= ~(1u << GEOMETRY_POLYGONS);
	if (data == spec->member_points)
		undrawn.types &= ~(1u << GEOMETRY_POINTS);
	for (size_t i = 0; i < spec->layer_count; i++) {
		const struct layer_spec *layer = &spec->layers[i];
		if (layer->data == data)
			undrawn.types &= ~(1u << scene_layer_dataset(spec, map->datasets, layer)->type);
		undrawn.types = without_named(undrawn.types, layer->kind, layer->options, data);
	}
	for (size_t i = 0; i < spec->element_count; i++)
		undrawn.types = without_named(undrawn.types, spec->elements[i].kind, spec->elements[i].options, data);
	if (undrawn.types)
		diag_note(diag, WRONG_GEOMETRY, data->place, NULL, "%s also holds %s, which no layer draws",
		          data->shown, dataset_type_names(&undrawn, &diag->arena));
}

void map_note_undrawn(const struct loaded_map *map, struct diag *diag)
{
	for (size_t i = 0; i < map->spec.data_count; i++)
		note_undrawn(map, &map->spec.data[i], diag);
}

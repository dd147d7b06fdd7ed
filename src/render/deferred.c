/* Deferred data. In: the layers of a frame, its scale. Out: their datasets, open.
 * Why so: a base for all scales names twenty layers of a file, of which a frame shows seven. They are read by view, and
 * what is checked by reading all rows is checked of the author's data alone. */
#include "render/deferred.h"

#include "render/check_data.h"
#include "render/read_join.h"
#include "scene/names.h"
#include "scene/scene.h"

static bool open_data(const struct loaded_map *map, size_t index, struct diag *diag)
{
	const struct map_spec *spec = &map->spec;
	const struct data_spec *data = &spec->data[index];
	struct arena *arena = &map->deferred->arena;
	struct dataset *dataset = &map->datasets[index];
	size_t errors = diag->errors;
	map->deferred->waits[index] = false;
	if (!map_read_joined(data, READ_BY_VIEW, arena, diag, dataset))
		return false;
	map->names[index] = scene_name_columns(arena, spec, data, dataset);
	map_check_entry(data, dataset, diag);
	for (size_t i = 0; i < spec->layer_count; i++)
		if (spec->layers[i].data == data)
			map_check_layer(map, &spec->layers[i], diag);
	return diag->errors == errors;
}

bool map_open_shown(const struct loaded_map *map, const struct layer_spec *const *layers, size_t count,
                    double denominator, struct diag *diag)
{
	size_t errors = diag->errors;
	for (size_t i = 0; i < count; i++) {
		const struct data_spec *data = layers[i]->data;
		size_t index = data ? (size_t)(data - map->spec.data) : 0;
		if (data && map_data_waits(map->deferred, index) && scene_layer_shows_at(layers[i], denominator))
			open_data(map, index, diag);
	}
	return diag->errors == errors;
}

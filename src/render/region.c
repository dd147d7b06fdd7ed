/* The region behind a map: its members' names and places, the lengths of its routes. In: a loaded map. Out: metres on
 * the ellipsoid. */
#include "render/region.h"

#include "projection/view.h"
#include "scene/member_records.h"
#include "scene/names.h"
#include "scene/route.h"

const struct dataset *region_dataset(const struct loaded_map *map, const struct data_spec *data)
{
	return &map->datasets[data - map->spec.data];
}

const struct localized *region_names(const struct loaded_map *map, const struct data_spec *data)
{
	return &map->names[data - map->spec.data];
}

const char *region_member_name(const struct loaded_map *map, const struct member_spec *member)
{
	const struct scene_input input = {.spec = &map->spec, .datasets = map->datasets, .names = map->names};
	return scene_member_name(&input, member, map->spec.languages[0]);
}

bool region_layer_shows(const struct layer_spec *layer, const struct dataset *dataset, const struct feature *feature)
{
	size_t count;
	const struct layer_spec *looks = map_spec_looks(layer, &count);
	for (size_t i = 0; i < count; i++)
		if (feature_matches(dataset, feature, map_spec_filter(&looks[i])))
			return true;
	return false;
}

double region_layer_length(const struct loaded_map *map, const struct layer_spec *layer)
{
	const struct dataset *dataset = scene_layer_dataset(&map->spec, map->datasets, layer);
	const struct expression *where = map_spec_filter(layer);
	struct arena scratch;
	arena_init(&scratch);
	double length = 0;
	struct dataset alike = *dataset;
	dataset_find_twins(&scratch, &alike);
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const struct feature *feature = &dataset->features[i];
		if (!region_layer_shows(layer, dataset, feature) ||
		    feature_is_repeated(dataset, alike.twins, feature, where))
			continue;
		for (size_t p = 0; p < feature->part_count; p++) {
			size_t count;
			const struct lonlat *points = dataset_part(dataset, feature_part(feature, p), &scratch, &count);
			length += geodesic_length(points, count);
		}
	}
	arena_clear(&scratch);
	return length;
}

const char *region_feature_name(const struct loaded_map *map, const struct data_spec *data,
                                const struct feature *feature)
{
	const struct dataset *dataset = region_dataset(map, data);
	for (size_t i = 0; i < map->spec.language_count; i++) {
		const char *column = scene_name_column(region_names(map, data), dataset, map->spec.languages[i]);
		const char *name = column ? feature_value(dataset, feature, column) : NULL;
		if (name && *name)
			return name;
	}
	return "";
}

bool region_is_route(const struct loaded_map *map, const struct layer_spec *layer)
{
	return layer->is_route || (!map->spec.has_versions && layer->data && route_options_of(layer));
}

const struct feature *region_member_record(const struct loaded_map *map, const struct data_spec *data,
                                           const struct member_spec *member, const struct feature *after)
{
	return data ? scene_member_record(&map->spec, data, region_dataset(map, data), member, after) : NULL;
}

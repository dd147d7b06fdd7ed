/* The region behind a map: its members' names, areas and places, the lengths of its routes. In: a loaded map. Out:
 * metres and square metres on the ellipsoid. */
#include "render/region.h"

#include "projection/view.h"
#include "scene/member_records.h"
#include "scene/names.h"
#include "scene/route.h"

#include <math.h>

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

static double record_area(const struct dataset *dataset, const struct feature *feature)
{
	struct arena scratch;
	arena_init(&scratch);
	double area = 0; /* parts are outer rings or holes by their turn; holes are rare and small: by even-odd depth */
	for (size_t i = 0; i < feature->part_count; i++) {
		size_t count;
		const struct lonlat *points = dataset_part(dataset, &feature->parts[i], &scratch, &count);
		double turn = 0;
		for (size_t k = 0; k < count; k++) {
			const struct lonlat *a = &points[k], *b = &points[(k + 1) % count];
			turn += (b->lon - a->lon) * (b->lat + a->lat);
		}
		double ring = geodesic_ring_area(points, count);
		area += turn > 0 ? ring : -ring; /* shapefile: outer rings run clockwise */
	}
	arena_clear(&scratch);
	return fabs(area);
}

double region_layer_length(const struct loaded_map *map, const struct layer_spec *layer)
{
	const struct dataset *dataset = scene_layer_dataset(&map->spec, map->datasets, layer);
	const struct expression *where = map_spec_filter(layer);
	struct arena scratch;
	arena_init(&scratch);
	double length = 0;
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const struct feature *feature = &dataset->features[i];
		for (size_t p = 0; p < feature->part_count && feature_matches(dataset, feature, where); p++) {
			size_t count;
			const struct lonlat *points = dataset_part(dataset, &feature->parts[p], &scratch, &count);
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

bool region_member_area(const struct loaded_map *map, const struct member_spec *member, double *area)
{
	const struct data_spec *data = map->spec.member_areas;
	const struct feature *record = region_member_record(map, data, member, NULL);
	bool is_found = record != NULL;
	for (*area = 0; record; record = region_member_record(map, data, member, record))
		*area += record_area(region_dataset(map, data), record);
	return is_found;
}

/* The map in words and in figures, computed from the data: geodesic areas, lengths and distances. */
#include "projection/view.h"
#include "render/render.h"

#include <math.h>
#include <string.h>

static const struct dataset *dataset_of(const struct loaded_map *map, const struct data_spec *data)
{
	return &map->datasets[data - map->spec.data];
}

static const char *member_name(const struct loaded_map *map, const struct member_spec *member)
{
	const char *language = map->spec.languages[0], *own = localized_get(&member->name, language);
	const struct data_spec *data = map->spec.member_points ? map->spec.member_points : map->spec.member_areas;
	if (own || !data)
		return own ? own : member->id;
	const struct feature *feature = dataset_find(dataset_of(map, data), data->key, member->key);
	const char *column = localized_get(&data->names, language);
	const char *name = feature && column ? feature_value(dataset_of(map, data), feature, column) : NULL;
	return name && *name ? name : member->id;
}

static double feature_area(const struct dataset *dataset, const struct feature *feature)
{
	double area = 0; /* parts are outer rings or holes by their turn; holes are rare and small: by even-odd depth */
	for (size_t i = 0; i < feature->part_count; i++) {
		const struct part *part = &dataset->parts[feature->first_part + i];
		double turn = 0;
		for (size_t k = 0; k < part->count; k++) {
			const struct lonlat *a = &dataset->points[part->first + k];
			const struct lonlat *b = &dataset->points[part->first + (k + 1) % part->count];
			turn += (b->lon - a->lon) * (b->lat + a->lat);
		}
		double ring = geodesic_ring_area(dataset->points + part->first, part->count);
		area += turn > 0 ? ring : -ring; /* shapefile: outer rings run clockwise */
	}
	return fabs(area);
}

static double layer_length(const struct loaded_map *map, const struct layer_spec *layer)
{
	const struct dataset *dataset = dataset_of(map, layer->data);
	double length = 0;
	for (size_t i = 0; i < dataset->part_count; i++)
		length += geodesic_length(dataset->points + dataset->parts[i].first, dataset->parts[i].count);
	return length;
}

static bool is_member(const struct loaded_map *map, size_t member, size_t version)
{
	int joined = map_spec_joined(&map->spec, member);
	return joined >= 0 && (size_t)joined <= version;
}

char *map_words(const struct loaded_map *map, size_t version, struct arena *arena)
{
	const struct version_spec *shown = &map->spec.versions[version];
	const char *language = map->spec.languages[0];
	struct buffer text;
	buffer_init(&text);
	buffer_printf(&text, "%s, %s", localized_any(&map->spec.title, language), shown->name);
	if (shown->year)
		buffer_printf(&text, " (%d)", shown->year);
	const char *separator = ": ";
	for (size_t i = 0; i < map->spec.member_count; i++) {
		if (!is_member(map, i, version))
			continue;
		buffer_printf(&text, "%s%s", separator, member_name(map, &map->spec.members[i]));
		separator = ", ";
	}
	buffer_text(&text, ". ");
	for (size_t i = 0; i < map->spec.layer_count; i++) {
		const struct layer_spec *layer = &map->spec.layers[i];
		if (!layer->is_route || !map_spec_layer_shown(&map->spec, i, version))
			continue;
		char km[48];
		buffer_printf(&text, "%s: %s km. ", localized_any(&layer->title, language),
		              number_text(km, layer_length(map, layer) / 1000, 0));
	}
	char *words = arena_text(arena, text.bytes);
	buffer_clear(&text);
	return words;
}

static void json_member(const struct loaded_map *map, const struct member_spec *member, struct buffer *out)
{
	const struct data_spec *areas = map->spec.member_areas, *points = map->spec.member_points;
	buffer_text(out, "{\"id\": ");
	buffer_json(out, member->id);
	buffer_text(out, ", \"name\": ");
	buffer_json(out, member_name(map, member));
	const struct feature *area = areas ? dataset_find(dataset_of(map, areas), areas->key, member->key) : NULL;
	if (area) {
		buffer_text(out, ", \"area_km2\": ");
		buffer_number(out, feature_area(dataset_of(map, areas), area) / 1e6, 1);
	}
	const struct feature *city = points ? dataset_find(dataset_of(map, points), points->key, member->key) : NULL;
	if (city) {
		const struct dataset *dataset = dataset_of(map, points);
		const struct lonlat *at = &dataset->points[dataset->parts[city->first_part].first];
		buffer_text(out, ", \"lon\": ");
		buffer_number(out, at->lon, 6);
		buffer_text(out, ", \"lat\": ");
		buffer_number(out, at->lat, 6);
	}
	buffer_text(out, "}");
}

void map_figures(const struct loaded_map *map, size_t version, struct buffer *out)
{
	struct arena arena;
	arena_init(&arena);
	buffer_text(out, "{\"map\": ");
	buffer_json(out, map->spec.id);
	buffer_text(out, ", \"version\": ");
	buffer_json(out, map->spec.versions[version].name);
	buffer_text(out, ", \"words\": ");
	buffer_json(out, map_words(map, version, &arena));
	buffer_text(out, ",\n \"members\": [");
	const char *separator = "\n  ";
	for (size_t i = 0; i < map->spec.member_count; i++) {
		if (!is_member(map, i, version))
			continue;
		buffer_text(out, separator);
		json_member(map, &map->spec.members[i], out);
		separator = ",\n  ";
	}
	buffer_text(out, "],\n \"routes\": [");
	separator = "\n  ";
	for (size_t i = 0; i < map->spec.layer_count; i++) {
		const struct layer_spec *layer = &map->spec.layers[i];
		if (!layer->is_route || !map_spec_layer_shown(&map->spec, i, version))
			continue;
		buffer_printf(out, "%s{\"id\": ", separator);
		buffer_json(out, layer->id);
		buffer_text(out, ", \"length_km\": ");
		buffer_number(out, layer_length(map, layer) / 1000, 1);
		buffer_text(out, "}");
		separator = ",\n  ";
	}
	buffer_text(out, "]}\n");
	arena_clear(&arena);
}

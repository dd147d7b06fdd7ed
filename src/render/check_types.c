/* Data that nothing draws: types of a file, lines without length, polygons without area, whole entries. In: a loaded
 * map. Out: notes at the data entries. */
#include "render/check_data.h"

#include "base/hash.h"
#include "scene/scene.h"

#include <math.h>
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
	size_t count = 0;
	for (size_t i = 0; i < undrawn.feature_count; i++)
		count += undrawn.types >> undrawn.features[i].type & 1;
	if (undrawn.types)
		diag_note(diag, WRONG_GEOMETRY, data->place, NULL,
		          "%s also holds %s, which no layer draws: %zu of its %zu features", data->shown,
		          dataset_type_names(&undrawn, &diag->arena), count, undrawn.feature_count);
}

/* Of points that are in memory; others are seen only when they are drawn. */
static bool has_length(const struct dataset *dataset, struct part part)
{
	const struct lonlat *points = dataset->points + part.first;
	for (size_t i = 1; i < part.count; i++)
		if (points[i].lon != points[0].lon || points[i].lat != points[0].lat)
			return true;
	return false;
}

static void note_without_length(const struct data_spec *data, const struct dataset *dataset, struct diag *diag)
{
	size_t count = 0, first = 0;
	for (size_t i = 0; i < dataset->feature_count && !dataset->source; i++) {
		const struct feature *feature = &dataset->features[i];
		enum geometry_type type = dataset->by_type ? feature->type : dataset->type;
		for (size_t k = 0; k < feature->part_count && type == GEOMETRY_LINES; k++) {
			if (has_length(dataset, feature_part(feature, k)))
				continue;
			first = count ? first : feature->record;
			count++;
		}
	}
	if (count)
		diag_note(diag, LEFT_OUT, data->place, NULL,
		          "%s: %zu line%s without length %s not drawn: the first is in record %zu", data->shown, count,
		          count > 1 ? "s" : "", count > 1 ? "are" : "is", first);
}

/* Whether all points of a ring lie on one straight line. */
static bool is_straight(const struct lonlat *points, size_t count)
{
	struct lonlat far = {0, 0};
	for (size_t i = 1; i < count; i++) {
		struct lonlat step = {points[i].lon - points[0].lon, points[i].lat - points[0].lat};
		double across = far.lon * step.lat - far.lat * step.lon;
		if (fabs(across) > 1e-12 * hypot(far.lon, far.lat) * hypot(step.lon, step.lat))
			return false;
		if (hypot(step.lon, step.lat) > hypot(far.lon, far.lat))
			far = step;
	}
	return true;
}

/* A sum of the ring's edges in which an edge that comes twice, either way, is nothing. */
static uint64_t edge_sum(const struct lonlat *points, size_t count)
{
	struct hash from = hash_bytes(&points[count - 1], sizeof *points);
	uint64_t sum = 0;
	for (size_t i = 0; i < count; i++) {
		struct hash to = hash_bytes(&points[i], sizeof *points);
		if (!hash_equal(from, to))
			sum ^= (from.low + to.low) * ((from.high + to.high) | 1);
		from = to;
	}
	return sum;
}

/* Whether the area, even-odd, is nothing: rings without area, or rings of which each edge comes twice. A ring that is
 * straight in degrees may go all round the globe. */
static bool covers_nothing(const struct dataset *dataset, const struct feature *feature)
{
	uint64_t sum = 0;
	struct lonlat_box box = feature_box(dataset, feature);
	if (box.east - box.west > 180)
		return false;
	for (size_t i = 0; i < feature->part_count; i++) {
		struct part part = feature_part(feature, i);
		const struct lonlat *points = dataset->points + part.first;
		if (part.count && !is_straight(points, part.count))
			sum ^= edge_sum(points, part.count);
	}
	return sum == 0;
}

static void warn_of_no_area(const struct data_spec *data, const struct dataset *dataset, struct diag *diag)
{
	size_t count = 0, first = 0;
	for (size_t i = 0; i < dataset->feature_count && !dataset->source; i++) {
		const struct feature *feature = &dataset->features[i];
		enum geometry_type type = dataset->by_type ? feature->type : dataset->type;
		if (type != GEOMETRY_POLYGONS || !covers_nothing(dataset, feature))
			continue;
		first = count ? first : feature->record;
		count++;
	}
	if (count)
		diag_warning(diag, LEFT_OUT, data->place, "give each ring once, with three points that are not in line",
		             "%s: %zu polygon%s no area, since rings are flat or cancel each other out: the first is "
		             "in record "
		             "%zu",
		             data->shown, count, count > 1 ? "s have" : " has", first);
}

static bool is_named_by(const struct kind *kind, const void *options, const struct data_spec *data)
{
	for (size_t i = 0; options && i < kind->option_count; i++) {
		const struct option *option = &kind->options[i];
		const struct texts *ids = option->type == OPTION_DATA ? option_field(option, options) : NULL;
		for (size_t k = 0; ids && k < ids->count; k++)
			if (!strcmp(ids->items[k], data->id))
				return true;
	}
	return false;
}

static bool is_used(const struct map_spec *spec, const struct data_spec *data)
{
	bool used = data == spec->member_areas || data == spec->member_points;
	for (size_t i = 0; i < spec->data_count && !used; i++)
		used = spec->data[i].joined == data;
	for (size_t i = 0; i < spec->layer_count && !used; i++) {
		const struct layer_spec *layer = &spec->layers[i];
		size_t count;
		const struct layer_spec *looks = map_spec_looks(layer, &count);
		used = layer->data == data || is_named_by(layer->kind, layer->options, data);
		for (size_t k = 0; k < count && !used; k++)
			used = is_named_by(layer->kind, looks[k].options, data);
	}
	for (size_t i = 0; i < spec->element_count && !used; i++)
		used = is_named_by(spec->elements[i].kind, spec->elements[i].options, data);
	return used;
}

void map_note_undrawn(const struct loaded_map *map, struct diag *diag)
{
	for (size_t i = 0; i < map->spec.data_count; i++) {
		note_undrawn(map, &map->spec.data[i], diag);
		note_without_length(&map->spec.data[i], &map->datasets[i], diag);
		warn_of_no_area(&map->spec.data[i], &map->datasets[i], diag);
	}
}

void map_note_unused_data(const struct loaded_map *map, struct diag *diag)
{
	for (size_t i = 0; i < map->spec.data_count; i++)
		if (!is_used(&map->spec, &map->spec.data[i]))
			diag_note(diag, UNUSED_ENTRY, map->spec.data[i].place, "name it in a layer, or leave it out",
			          "nothing draws the data entry '%s'", map->spec.data[i].id);
}

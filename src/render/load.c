/* Loading: map file, datasets, messages and fonts, with the checks that need the data: every member
 * has its area and its point, every layer a fitting geometry. */
#include "base/link.h"
#include "projection/view.h"
#include "render/render.h"
#include "scene/scene.h"

#include <stdio.h>
#include <string.h>

static void need_column(const struct data_spec *data, const char *column, const struct dataset *dataset,
                        struct diag *diag)
{
	if (column && dataset_column(dataset, column) < 0)
		diag_error(diag, data->place,
		           suggest(column, dataset->columns, sizeof *dataset->columns, dataset->column_count),
		           "%s has no column '%s'", data->shown, column);
}

static void check_links(const struct data_spec *data, const struct dataset *dataset, struct diag *diag)
{
	if (!data->url || dataset_column(dataset, data->url) < 0)
		return;
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const char *url = feature_value(dataset, &dataset->features[i], data->url);
		if (url && !link_is_plain(url))
			diag_error(diag, data->place, link_hint,
			           "%s, record %zu: '%s' is not a link that a document may hold", data->shown,
			           dataset->features[i].record, url);
	}
}

static bool read_dataset(struct loaded_map *map, size_t index, struct diag *diag)
{
	const struct data_spec *data = &map->spec.data[index];
	struct dataset *dataset = &map->datasets[index];
	struct dataset_request request = {.file = data->file,
	                                  .shown = data->shown,
	                                  .encoding = data->encoding,
	                                  .lon = data->lon,
	                                  .lat = data->lat,
	                                  .as_line = data->as_line,
	                                  .line_by = data->line_by,
	                                  .place = data->place};
	if (!dataset_read(&map->arena, &request, diag, dataset))
		return false;
	if (dataset->crs && !crs_to_lonlat(dataset->crs, dataset->points, dataset->point_count, data->place, diag))
		return false;
	bool shifted = data->datum && !strcmp(data->datum, "gcj02");
	if (shifted)
		gcj02_to_wgs84(dataset->points, dataset->point_count);
	if (dataset->crs || shifted)
		dataset_update_bounds(dataset);
	need_column(data, data->key, dataset, diag);
	need_column(data, data->url, dataset, diag);
	check_links(data, dataset, diag);
	return true;
}

static void check_member(const struct loaded_map *map, const struct member_spec *member, const struct data_spec *data,
                         const char *what, struct diag *diag)
{
	if (!data || !data->key)
		return;
	const struct dataset *dataset = &map->datasets[data - map->spec.data];
	if (dataset_column(dataset, data->key) >= 0 && !dataset_find(dataset, data->key, member->key))
		diag_error(diag, member->place, "correct the member's key, or add the feature to the file",
		           "member '%s' has no %s: no feature of %s has %s = %s", member->id, what, data->shown,
		           data->key, member->key);
}

/* A filter that names no column is a mistake; one that nothing passes draws an empty layer. */
static void check_filter(const struct layer_spec *layer, const struct matches *where, const struct dataset *dataset,
                         struct diag *diag)
{
	for (size_t i = 0; i < where->count; i++) {
		const char *column = where->items[i].column;
		if (dataset_column(dataset, column) >= 0)
			continue;
		const char *near = suggest(column, dataset->columns, sizeof *dataset->columns, dataset->column_count);
		char hint[160];
		snprintf(hint, sizeof hint, "did you mean '%.100s'?", near ? near : "");
		diag_error(diag, layer->place, near ? hint : NULL, "layer '%s' asks for column '%s', which %s has not",
		           layer->id, column, dataset->file);
		return;
	}
	for (size_t i = 0; i < dataset->feature_count; i++)
		if (feature_matches(dataset, &dataset->features[i], where))
			return;
	diag_warning(diag, layer->place, "look at the values in 'where'",
	             "layer '%s' is empty: nothing of %s passes 'where'", layer->id, dataset->file);
}

static void check_layers(const struct loaded_map *map, struct diag *diag)
{
	static const char *const names[] = {"points", "lines", "polygons"};
	for (size_t i = 0; i < map->spec.layer_count; i++) {
		const struct layer_spec *layer = &map->spec.layers[i];
		const struct layer_style *style = scene_style_find(layer->kind);
		if (style->needs_data && !layer->data) {
			diag_error(diag, layer->place, "add data: and the id of a data entry", "layer '%s' needs data",
			           layer->id);
			continue;
		}
		if (!layer->data)
			continue;
		const struct dataset *dataset = &map->datasets[layer->data - map->spec.data];
		const struct option *where = option_find(layer->kind, "where");
		if (where)
			check_filter(layer, (const void *)((const char *)layer->options + where->offset), dataset,
			             diag);
		if (!style->any_geometry && dataset->type != style->geometry)
			diag_error(diag, layer->place,
			           style->geometry == GEOMETRY_LINES
			                   ? "for an ordered CSV write `as: line` in its data entry"
			                   : NULL,
			           "layer '%s' of kind %s draws %s, but %s holds %s", layer->id, layer->kind->name,
			           names[style->geometry], layer->data->shown, names[dataset->type]);
	}
}

static void load_data(struct loaded_map *map, struct diag *diag)
{
	struct map_spec *spec = &map->spec;
	size_t errors = diag->errors;
	map->datasets = ARENA_ARRAY(&map->arena, spec->data_count + 1, struct dataset);
	for (size_t i = 0; i < spec->data_count; i++)
		read_dataset(map, i, diag);
	if (diag->errors > errors)
		return;
	for (size_t i = 0; i < spec->member_count; i++) {
		check_member(map, &spec->members[i], spec->member_areas, "area", diag);
		check_member(map, &spec->members[i], spec->member_points, "city", diag);
	}
	check_layers(map, diag);
}

bool map_open(struct loaded_map *map, const char *name, const char *text, size_t length,
              const struct map_overrides *overrides, struct diag *diag)
{
	*map = (struct loaded_map){0};
	arena_init(&map->arena);
	const struct catalogue catalogue = map_catalogue();
	if (!map_spec_read(&map->arena, name, text, length, &catalogue, overrides, diag, &map->spec))
		return false;
	size_t errors = diag->errors;
	load_data(map, diag);
	struct map_spec *spec = &map->spec;
	map->messages = ARENA_ARRAY(&map->arena, spec->language_count, const struct messages *);
	map->tags = ARENA_ARRAY(&map->arena, spec->language_count, const char *);
	for (size_t i = 0; i < spec->language_count; i++) {
		map->messages[i] = messages_read(&map->arena, spec->languages[i], overrides->share_dir, no_place, diag);
		map->tags[i] = map->messages[i] ? messages_tag(map->messages[i]) : spec->languages[i];
	}
	map->text = text_open(spec->theme->families, spec->theme->family_count, diag);
	return map->text && diag->errors == errors;
}

void map_close(struct loaded_map *map)
{
	text_close(map->text);
	arena_clear(&map->arena);
}

/* Loading: map file, datasets, messages and fonts, with the checks that need the data: every member
 * has its area and its point, every layer a fitting geometry. */
#include "base/link.h"
#include "projection/view.h"
#include "render/check_pins.h"
#include "render/render.h"
#include "render/store.h"
#include "scene/scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void need_column(const struct data_spec *data, const char *column, const struct dataset *dataset,
                        struct diag *diag)
{
	if (!column || dataset_column(dataset, column) >= 0)
		return;
	const char *near = option_suggest(column, dataset->columns, sizeof *dataset->columns, dataset->column_count);
	char hint[160];
	snprintf(hint, sizeof hint, "did you mean '%.100s'?", near ? near : "");
	diag_error(diag, UNKNOWN_COLUMN, data->place, near ? hint : NULL, "%s has no column '%s'", data->shown, column);
}

static void check_links(const struct data_spec *data, const struct dataset *dataset, struct diag *diag)
{
	if (!data->url || dataset_column(dataset, data->url) < 0)
		return;
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const char *url = feature_value(dataset, &dataset->features[i], data->url);
		if (url && !base_link_is_plain(url))
			diag_error(diag, BAD_LINK, data->place, base_link_hint,
			           "%s, record %zu: '%s' is not a link that a document may hold", data->shown,
			           dataset->features[i].record, url);
	}
}

static bool layer_names(const struct layer_spec *layer, const char *option_name, const struct data_spec *data)
{
	const struct option *option = option_find(layer->kind, option_name);
	const struct texts *texts = (const void *)((const char *)layer->options + option->offset);
	for (size_t i = 0; i < texts->count; i++)
		if (!strcmp(texts->items[i], data->id))
			return true;
	return false;
}

/* Whether the layer asks for no feature of the data but those in the view. */
static bool layer_stays_in_view(const struct layer_spec *layer, const struct data_spec *data)
{
	const struct layer_style *style = scene_style_find(layer->kind);
	for (size_t i = 0; i < sizeof style->further / sizeof *style->further && style->further[i].option; i++)
		if (layer_names(layer, style->further[i].option, data))
			return false;
	if (layer->data != data)
		return true;
	const struct option *option = option_find(layer->kind, "where");
	const struct matches *where = option ? (const void *)((const char *)layer->options + option->offset) : NULL;
	/* A filter is tried on all features, a route is measured as a whole. */
	return style->within_view && !layer->is_route && (!where || where->count == 0);
}

/* True if the map asks for nothing of the data but what a view shows: a spatial index then spares reading the rest. */
static bool is_asked_by_view(const struct map_spec *spec, const struct data_spec *data)
{
	if (data == spec->member_areas || data == spec->member_points || data->url || spec->pin_count)
		return false;
	for (size_t i = 0; i < spec->layer_count; i++)
		if (!layer_stays_in_view(&spec->layers[i], data))
			return false;
	return true;
}

/* Data in a store is READ_ALL: it is read once for all views. */
enum reading { READ_ALL, READ_BY_VIEW, READ_BY_ONE_VIEW };

/* Reads a file and brings it to lon/lat WGS 84. */
static bool read_file(const struct data_spec *data, enum reading reading, struct arena *arena, struct diag *diag,
                      struct dataset *dataset)
{
	struct dataset_request request = {.file = data->file,
	                                  .shown = data->shown,
	                                  .encoding = data->encoding,
	                                  .lon = data->lon,
	                                  .lat = data->lat,
	                                  .as_line = data->as_line,
	                                  .line_by = data->line_by,
	                                  .place = data->place,
	                                  .by_view = reading != READ_ALL,
	                                  .one_view = reading == READ_BY_ONE_VIEW,
	                                  .in_memory = data->is_gcj02};
	if (!dataset_read(arena, &request, diag, dataset))
		return false;
	if (dataset->crs && !crs_to_lonlat(dataset->crs, dataset->points, dataset->point_count, data->place, diag))
		return false;
	bool shifted = request.in_memory;
	if (shifted)
		projection_gcj02_to_wgs84(dataset->points, dataset->point_count);
	if (dataset->crs || shifted)
		dataset_update_bounds(dataset);
	return true;
}

static const char *text_or_none(const char *text)
{
	return text ? text : "";
}

/* All that decides what is read. */
static const char *data_key(const struct data_spec *data, struct arena *arena)
{
	return arena_printf(arena, "%s\n%s\n%s\n%s\n%d\n%s\n%d", data->file, text_or_none(data->encoding),
	                    text_or_none(data->lon), text_or_none(data->lat), data->as_line,
	                    text_or_none(data->line_by), data->is_gcj02);
}

/* Reads into an arena of its own, which becomes the store's; NULL if there was something to report about the file,
 * because every map is to report it. */
static const struct dataset *keep_file(struct map_store *store, const struct data_spec *data, const char *key)
{
	struct arena own;
	struct diag diag;
	struct dataset dataset;
	arena_init(&own);
	diag_init(&diag);
	bool keep = read_file(data, READ_ALL, &own, &diag, &dataset) && diag.count == 0;
	const struct dataset *kept = keep ? map_store_keep(store, key, own, &dataset) : NULL;
	if (!keep) {
		dataset_close(&dataset);
		arena_clear(&own);
	}
	diag_clear(&diag);
	return kept;
}

static bool read_shared(struct map_store *store, const struct data_spec *data, struct arena *arena, struct diag *diag,
                        struct dataset *out)
{
	const char *key = data_key(data, arena);
	const struct dataset *found = map_store_find(store, key);
	if (!found)
		found = keep_file(store, data, key);
	if (!found)
		return read_file(data, READ_ALL, arena, diag, out);
	*out = *found;
	out->borrowed = true;
	out->file = arena_text(arena, data->shown);
	return true;
}

static enum reading reading_for(const struct map_use *use, const struct map_spec *spec, const struct data_spec *data)
{
	return !is_asked_by_view(spec, data) ? READ_ALL : use->one_view ? READ_BY_ONE_VIEW : READ_BY_VIEW;
}

static bool read_dataset(struct loaded_map *map, size_t index, const struct map_use *use, struct diag *diag)
{
	const struct map_spec *spec = &map->spec;
	const struct data_spec *data = &spec->data[index];
	struct dataset *dataset = &map->datasets[index];
	if (!(use->store ? read_shared(use->store, data, &map->arena, diag, dataset)
	                 : read_file(data, reading_for(use, spec, data), &map->arena, diag, dataset)))
		return false;
	need_column(data, data->key, dataset, diag);
	need_column(data, data->url, dataset, diag);
	for (size_t i = 0; i < data->attributes.count; i++)
		need_column(data, data->attributes.items[i], dataset, diag);
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
		diag_error(diag, UNKNOWN_NAME, member->place,
		           "correct the member's key, or add the feature to the file",
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
		const char *near =
		        option_suggest(column, dataset->columns, sizeof *dataset->columns, dataset->column_count);
		char hint[160];
		snprintf(hint, sizeof hint, "did you mean '%.100s'?", near ? near : "");
		diag_error(diag, UNKNOWN_COLUMN, layer->place, near ? hint : NULL,
		           "layer '%s' asks for column '%s', which %s has not", layer->id, column, dataset->file);
		return;
	}
	if (where->count == 0)
		return;
	for (size_t i = 0; i < dataset->feature_count; i++)
		if (feature_matches(dataset, &dataset->features[i], where))
			return;
	diag_warning(diag, NO_FEATURES, layer->place, "look at the values in 'where'",
	             "layer '%s' is empty: nothing of %s passes 'where'", layer->id, dataset->file);
}

/* `option`: the layer's option that names the data. */
static void check_geometry(const struct loaded_map *map, const struct layer_spec *layer, const char *option,
                           const struct data_spec *data, enum geometry_type geometry, struct diag *diag)
{
	static const char *const names[] = {"points", "lines", "polygons"};
	const struct dataset *dataset = &map->datasets[data - map->spec.data];
	if (dataset->type == geometry)
		return;
	diag_error(diag, WRONG_GEOMETRY, layer->place,
	           geometry == GEOMETRY_LINES ? "for an ordered CSV write `as: line` in its data entry" : NULL,
	           "layer '%s' of kind %s %s %s, but %s holds %s", layer->id, layer->kind->name,
	           option ? arena_printf(&diag->arena, "takes for '%s'", option) : "draws", names[geometry],
	           data->shown, names[dataset->type]);
}

static void check_further(const struct loaded_map *map, const struct layer_spec *layer, struct diag *diag)
{
	const struct layer_style *style = scene_style_find(layer->kind);
	for (size_t i = 0; i < sizeof style->further / sizeof *style->further && style->further[i].option; i++) {
		const char *name = style->further[i].option;
		const struct option *option = option_find(layer->kind, name);
		const struct texts *texts = (const void *)((const char *)layer->options + option->offset);
		for (size_t k = 0; k < texts->count; k++)
			check_geometry(map, layer, name, map_spec_data(&map->spec, texts->items[k]),
			               style->further[i].geometry, diag);
	}
}

static void check_layers(const struct loaded_map *map, struct diag *diag)
{
	for (size_t i = 0; i < map->spec.layer_count; i++) {
		const struct layer_spec *layer = &map->spec.layers[i];
		const struct layer_style *style = scene_style_find(layer->kind);
		if (style->needs_data && !layer->data) {
			diag_error(diag, MISSING_KEY, layer->place, "add data: and the id of a data entry",
			           "layer '%s' needs data", layer->id);
			continue;
		}
		if (!layer->data)
			continue;
		const struct dataset *dataset = &map->datasets[layer->data - map->spec.data];
		const struct option *where = option_find(layer->kind, "where");
		if (where)
			check_filter(layer, (const void *)((const char *)layer->options + where->offset), dataset,
			             diag);
		if (!style->any_geometry)
			check_geometry(map, layer, NULL, layer->data, style->geometry, diag);
		check_further(map, layer, diag);
	}
}

static void load_data(struct loaded_map *map, const struct map_use *use, struct diag *diag)
{
	struct map_spec *spec = &map->spec;
	size_t errors = diag->errors;
	map->datasets = ARENA_ARRAY(&map->arena, spec->data_count + 1, struct dataset);
	for (size_t i = 0; i < spec->data_count; i++)
		read_dataset(map, i, use, diag);
	if (diag->errors > errors)
		return;
	for (size_t i = 0; i < spec->member_count; i++) {
		check_member(map, &spec->members[i], spec->member_areas, "area", diag);
		check_member(map, &spec->members[i], spec->member_points, "city", diag);
	}
	size_t before = diag->errors;
	check_layers(map, diag);
	if (diag->errors == before)
		check_pins(map, diag);
}

/* All that decides which fonts are asked: the theme's and each language's. */
static char *fonts_key(const struct loaded_map *map)
{
	struct buffer key;
	buffer_init(&key);
	for (size_t i = 0; i < map->spec.theme->fonts.count; i++)
		buffer_printf(&key, "%s\n", map->spec.theme->fonts.items[i]);
	for (size_t i = 0; i < map->spec.language_count; i++) {
		size_t count = 0;
		const char *const *fonts = map->messages[i] ? messages_fonts(map->messages[i], &count) : NULL;
		buffer_printf(&key, "[%s]\n", map->tags[i]);
		for (size_t k = 0; k < count; k++)
			buffer_printf(&key, "%s\n", fonts[k]);
	}
	return key.bytes;
}

static struct text_context *open_text(const struct loaded_map *map, struct diag *diag)
{
	const struct theme *theme = map->spec.theme;
	struct text_context *text = text_open(theme->fonts.items, theme->fonts.count, diag);
	for (size_t i = 0; text && i < map->spec.language_count; i++) {
		size_t count = 0;
		const char *const *fonts = map->messages[i] ? messages_fonts(map->messages[i], &count) : NULL;
		if (fonts)
			text_add_fonts(text, map->tags[i], fonts, count, diag);
	}
	return text;
}

/* From the store, or opened and, when nothing had to be said about it, kept there. */
static void load_text(struct loaded_map *map, struct map_store *store, struct diag *diag)
{
	if (!store) {
		map->text = open_text(map, diag);
		return;
	}
	char *key = fonts_key(map);
	size_t entries = diag->count;
	map->text = map_store_find_text(store, key);
	map->text_is_shared = map->text;
	if (!map->text) {
		map->text = open_text(map, diag);
		map->text_is_shared = map->text && diag->count == entries;
		if (map->text_is_shared)
			map_store_keep_text(store, key, map->text);
	}
	free(key);
}

static void load_messages(struct loaded_map *map, const char *share_dir, struct diag *diag)
{
	const struct map_spec *spec = &map->spec;
	map->messages = ARENA_ARRAY(&map->arena, spec->language_count, const struct messages *);
	map->tags = ARENA_ARRAY(&map->arena, spec->language_count, const char *);
	for (size_t i = 0; i < spec->language_count; i++) {
		map->messages[i] = messages_read(&map->arena, spec->languages[i], spec->message_files[i].path,
		                                 share_dir, spec->message_files[i].place, diag);
		map->tags[i] = map->messages[i] ? messages_tag(map->messages[i]) : spec->languages[i];
	}
}

bool map_open_for(const struct map_use *use, struct loaded_map *map, const char *name, const char *text, size_t length,
                  const struct map_overrides *overrides, struct diag *diag)
{
	*map = (struct loaded_map){0};
	arena_init(&map->arena);
	if (use->store) {
		map_store_trim(use->store);
		map->views = map_store_views(use->store);
	}
	const struct catalogue catalogue = map_catalogue();
	if (!map_spec_read(&map->arena, name, text, length, &catalogue, overrides, diag, &map->spec))
		return false;
	size_t errors = diag->errors;
	enum profile_stage before = profile_enter(use->profile, PROFILE_READ);
	load_data(map, use, diag);
	profile_enter(use->profile, before);
	load_messages(map, overrides->share_dir, diag);
	load_text(map, use->store, diag);
	return map->text && diag->errors == errors;
}

bool map_open(struct loaded_map *map, const char *name, const char *text, size_t length,
              const struct map_overrides *overrides, struct diag *diag)
{
	return map_open_for(&(struct map_use){0}, map, name, text, length, overrides, diag);
}

bool map_store_warm(struct map_store *store, const char *name, const char *text, size_t length,
                    const struct map_overrides *overrides, struct arena *arena, const char ***files, size_t *file_count)
{
	struct loaded_map map = {0};
	struct diag diag;
	arena_init(&map.arena);
	diag_init(&diag);
	const struct catalogue catalogue = map_catalogue();
	bool good = map_spec_read(&map.arena, name, text, length, &catalogue, overrides, &diag, &map.spec);
	if (good)
		load_data(&map, &(struct map_use){.store = store}, &diag);
	good = good && diag.errors == 0;
	*file_count = map.spec.data_count;
	*files = ARENA_ARRAY(arena, map.spec.data_count + 1, const char *);
	for (size_t i = 0; i < map.spec.data_count; i++)
		(*files)[i] = arena_text(arena, map.spec.data[i].file);
	diag_clear(&diag);
	map_close(&map);
	return good;
}

void map_close(struct loaded_map *map)
{
	if (!map->text_is_shared)
		text_close(map->text);
	for (size_t i = 0; map->datasets && i < map->spec.data_count; i++)
		dataset_close(&map->datasets[i]);
	arena_clear(&map->arena);
}

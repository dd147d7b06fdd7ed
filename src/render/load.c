/* Loading: map file, datasets, messages and fonts. In: the map file's text. Out: struct loaded_map, or errors. */
#include "projection/view.h"
#include "render/check_data.h"
#include "render/deferred.h"
#include "render/layer_use.h"
#include "render/read_join.h"
#include "render/region.h"
#include "render/render.h"
#include "render/store.h"
#include "scene/fitted.h"
#include "scene/names.h"
#include "scene/styles.h"

#include <string.h>
#include <strings.h>

/* How much of the data the layer asks for. */
static enum data_reading reading_of_layer(const struct map_spec *spec, const struct layer_spec *layer,
                                          const struct data_spec *data)
{
	if (map_spec_options_name(layer->kind, layer->options, NULL, data))
		return READ_ALL;
	if (layer->data != data)
		return READ_BY_ONE_VIEW;
	/* A route is measured as a whole. */
	if (!scene_style_find(layer->kind)->within_view || layer->is_route || scene_fits_layer(spec, layer))
		return READ_ALL;
	/* Each class walks over the features, and so do the checks of conditions. */
	return layer->class_count || map_spec_filter(layer) ? READ_BY_VIEW : READ_BY_ONE_VIEW;
}

/* A locator's names are points; its land and towns are seen by a view. */
static enum data_reading reading_of_element(const struct element_spec *element, const struct data_spec *data)
{
	enum data_reading reading = READ_BY_ONE_VIEW;
	for (size_t i = 0; i < element->kind->option_count; i++) {
		const struct option *option = &element->kind->options[i];
		if (option->type != OPTION_DATA || strcmp(option->choices, "points") != 0)
			continue;
		const struct texts *ids = option_field(option, element->options);
		enum data_reading wanted = option->maximum > 0 ? READ_BY_VIEW : READ_ALL;
		for (size_t k = 0; k < ids->count; k++)
			if (!strcmp(ids->items[k], data->id) && wanted < reading)
				reading = wanted;
	}
	return reading;
}

/* How much of the data the map asks for: a spatial index spares reading what no view shows. */
static enum data_reading reading_of(const struct map_spec *spec, const struct data_spec *data)
{
	enum data_reading reading = READ_BY_ONE_VIEW;
	if (data == spec->member_areas || data == spec->member_points || data->url || spec->pin_count)
		return READ_ALL;
	for (size_t i = 0; i < spec->layer_count; i++) {
		enum data_reading of_layer = reading_of_layer(spec, &spec->layers[i], data);
		reading = of_layer < reading ? of_layer : reading;
	}
	for (size_t i = 0; i < spec->element_count; i++) {
		enum data_reading of_element = reading_of_element(&spec->elements[i], data);
		reading = of_element < reading ? of_element : reading;
	}
	return reading;
}

static const char *text_or_none(const char *text)
{
	return text ? text : "";
}

/* All that decides what is read. */
static struct hash data_key(const struct data_spec *data, struct arena *arena)
{
	struct hash joined = data->joined ? data_key(data->joined, arena) : hash_text(text_or_none(data->areas));
	const char *keys = "";
	for (size_t i = 0; i < data->keys.count; i++)
		keys = arena_printf(arena, "%s%s\n", keys, data->keys.items[i]);
	return hash_text(arena_printf(arena, "%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%d\n%s\n%d\n%s\n%s\n%s\n%llx%llx",
	                              data->file, keys, text_or_none(data->names_from), text_or_none(data->text),
	                              text_or_none(data->layer), text_or_none(data->encoding), text_or_none(data->crs),
	                              text_or_none(data->lon), text_or_none(data->lat), text_or_none(data->geometry),
	                              data->as_line, text_or_none(data->line_by), data->datum, text_or_none(data->key),
	                              text_or_none(data->by), text_or_none(data->areas_by),
	                              (unsigned long long)joined.low, (unsigned long long)joined.high));
}

static bool same_place(struct place first, struct place second)
{
	return first.source == second.source && first.line == second.line && first.column == second.column;
}

/* Keeps what was said about a file. False if it stands at a place of this map alone. */
static bool keep_messages(const struct data_spec *data, const struct diag *diag, struct kept_data *out)
{
	out->messages = ARENA_ARRAY(&out->arena, diag->count + 1, struct kept_message);
	for (size_t i = 0; i < diag->count; i++) {
		struct kept_message message = {.entry = diag->entries[i]};
		struct diag_entry *entry = &message.entry;
		message.is_of_entry = same_place(entry->place, data->place);
		message.is_of_crs = data->crs && same_place(entry->place, data->crs_place);
		bool is_of_map = message.is_of_entry || message.is_of_crs;
		if (!is_of_map && entry->place.source == data->place.source)
			return false;
		if (!is_of_map && entry->place.source) {
			struct source *file = ARENA_NEW(&out->arena, struct source);
			file->name = arena_text(&out->arena, entry->place.source->name);
			entry->place.source = file;
		}
		entry->message = arena_text(&out->arena, entry->message);
		entry->hint = entry->hint ? arena_text(&out->arena, entry->hint) : NULL;
		out->messages[out->message_count++] = message;
	}
	return true;
}

/* Reads into an arena of its own, which becomes the store's; NULL if it cannot be read, which every map is to report.
 */
static const struct kept_data *keep_file(struct map_store *store, const struct data_spec *data, struct hash key)
{
	struct kept_data own = {0};
	struct diag diag;
	arena_init(&own.arena);
	diag_init(&diag);
	bool keep = map_read_joined(data, READ_ALL, &own.arena, &diag, &own.dataset) && !diag.errors &&
	            keep_messages(data, &diag, &own);
	const struct kept_data *kept = keep ? map_store_keep(store, key, &own) : NULL;
	if (!keep) {
		dataset_close(&own.dataset);
		arena_clear(&own.arena);
	}
	diag_clear(&diag);
	return kept;
}

static bool read_shared(struct map_store *store, const struct data_spec *data, struct arena *arena, struct diag *diag,
                        struct dataset *out)
{
	struct hash key = data_key(data, arena);
	const struct kept_data *found = hash_table_find(&store->data, key);
	if (!found)
		found = keep_file(store, data, key);
	if (!found)
		return map_read_joined(data, READ_ALL, arena, diag, out);
	for (size_t i = 0; i < found->message_count; i++) {
		const struct kept_message *message = &found->messages[i];
		diag_repeat(diag, &message->entry,
		            message->is_of_entry ? data->place
		            : message->is_of_crs ? data->crs_place
		                                 : message->entry.place);
	}
	*out = found->dataset;
	out->borrowed = true;
	out->file = arena_text(arena, data->shown);
	return true;
}

static void load_data(struct loaded_map *map, const struct map_use *use, struct diag *diag)
{
	struct map_spec *spec = &map->spec;
	size_t errors = diag->errors;
	map->datasets = ARENA_ARRAY(&map->arena, spec->data_count + 1, struct dataset);
	map->names = ARENA_ARRAY(&map->arena, spec->data_count + 1, struct localized);
	map->deferred = map_deferred_new(&map->arena, spec);
	for (size_t i = 0; i < spec->data_count; i++) {
		const struct data_spec *data = &spec->data[i];
		if (map_data_waits(map->deferred, i))
			continue;
		enum data_reading reading = reading_of(spec, data);
		profile_tell(use->profile, data->shown, i + 1, spec->data_count);
		if (reading == READ_BY_ONE_VIEW && !use->one_view)
			reading = READ_BY_VIEW;
		if (use->store ? read_shared(use->store, data, &map->arena, diag, &map->datasets[i])
		               : map_read_joined(data, reading, &map->arena, diag, &map->datasets[i]))
			map_check_entry(data, &map->datasets[i], diag);
		map->names[i] = scene_name_columns(&map->arena, spec, data, &map->datasets[i]);
	}
	if (diag->errors == errors)
		map_check_data(map, diag);
}

/* All that decides which fonts are asked: the theme's and each language's. */
static struct hash fonts_key(const struct loaded_map *map)
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
	struct hash hash = hash_text(key.bytes);
	buffer_clear(&key);
	return hash;
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
	struct hash key = fonts_key(map);
	struct text_context **kept = hash_table_find(&store->texts, key);
	size_t entries = diag->count;
	map->text = kept ? *kept : open_text(map, diag);
	map->text_is_shared = map->text && diag->count == entries;
	if (map->text_is_shared && !kept)
		*(struct text_context **)hash_table_add(&store->texts, key, NULL) = map->text;
}

static void load_messages(struct loaded_map *map, const char *share_dir, struct diag *diag)
{
	const struct map_spec *spec = &map->spec;
	map->messages = ARENA_ARRAY(&map->arena, spec->language_count, const struct messages *);
	map->tags = ARENA_ARRAY(&map->arena, spec->language_count, const char *);
	for (size_t i = 0; i < spec->language_count; i++) {
		const struct message_file *file = &spec->message_files[i];
		map->messages[i] =
		        messages_read(&map->arena, spec->languages[i], file->path, share_dir, file->place, diag);
		if (map->messages[i] && file->noun)
			map->messages[i] = messages_with_noun(&map->arena, map->messages[i], file->noun, diag);
		map->tags[i] = map->messages[i] ? messages_tag(map->messages[i]) : spec->languages[i];
	}
}

/* The column of names in backticks, which no text style has in its name, as a column may. */
static const char *natural_label(const struct data_spec *data, const struct dataset *dataset, struct arena *arena)
{
	const struct map_spec spec = {0};
	const struct localized names = scene_name_columns(arena, &spec, data, dataset);
	const char *column = names.count ? names.entries[0].text : "";
	bool is_plain = *column && !strchr(column, '`');
	return is_plain && dataset_column(dataset, column) >= 0 ? arena_printf(arena, "`%s`", column) : NULL;
}

static bool look_into(struct arena *map, struct data_spec *data, struct diag *diag)
{
	static const struct layer_style *const styles[] = {
	        [GEOMETRY_POINTS] = &marker_style, [GEOMETRY_LINES] = &line_style, [GEOMETRY_POLYGONS] = &area_style};
	struct arena arena;
	struct diag unheard; /* what a file that can be read has to report is reported when it is loaded */
	struct dataset dataset = {0};
	arena_init(&arena);
	diag_init(&unheard);
	bool good = map_read_joined(data, READ_BY_ONE_VIEW, &arena, &unheard, &dataset);
	if (!good)
		good = map_read_joined(data, READ_BY_ONE_VIEW, &arena, diag, &dataset);
	if (good) {
		const char *label = natural_label(data, &dataset, &arena);
		size_t others = 0;
		for (enum geometry_type type = GEOMETRY_POINTS; type <= GEOMETRY_POLYGONS; type++) {
			if (!data->natural_kind && dataset_has(&dataset, type))
				data->natural_kind = &styles[type]->kind;
			else if (dataset_has(&dataset, type))
				data->other_kinds[others++] = &styles[type]->kind;
		}
		data->natural_kind = data->natural_kind ? data->natural_kind : &styles[GEOMETRY_POINTS]->kind;
		data->natural_label = label && dataset_has(&dataset, GEOMETRY_POINTS) ? arena_text(map, label) : NULL;
	}
	dataset_close(&dataset);
	diag_clear(&unheard);
	arena_clear(&arena);
	return good;
}

/* The catalogue for maps whose data are read. */
static struct catalogue catalogue_with_data(void)
{
	struct catalogue catalogue = map_catalogue();
	catalogue.look_into = look_into;
	return catalogue;
}

/* Whether the map file's name is that of data, which is then said, and what to do. JSON and text may be either. */
static bool is_data_file(const char *name, struct diag *diag)
{
	const char *ending = strrchr(name, '.'), *const * suffixes;
	size_t most;
	if (!ending || !strcmp(ending, ".json"))
		return false;
	for (size_t i = 0; dataset_format_name(i, &suffixes, &most); i++)
		for (size_t k = 0; k < most && suffixes[k]; k++)
			if (!strcasecmp(ending, suffixes[k])) {
				diag_error(diag, WRONG_USAGE, no_place,
				           arena_printf(&diag->arena,
				                        "write a map file, map.yaml: two lines, 'title: My map' and "
				                        "'data: {places: %s}'",
				                        name),
				           "%s is data and no map file", name);
				return true;
			}
	return false;
}

bool map_open_for(const struct map_use *use, struct loaded_map *map, const char *name, const char *text, size_t length,
                  const struct map_overrides *overrides, struct diag *diag)
{
	*map = (struct loaded_map){0};
	arena_init(&map->arena);
	if (use->store) {
		map_store_trim(use->store);
		map->views = use->store->views;
	}
	const struct catalogue catalogue = catalogue_with_data();
	if (is_data_file(name, diag) ||
	    !map_spec_read(&map->arena, name, text, length, &catalogue, overrides, diag, &map->spec))
		return false;
	map->uses = layer_uses_new(&map->arena, &map->spec);
	size_t errors = diag->errors;
	enum profile_stage before = profile_enter(use->profile, PROFILE_READ);
	load_data(map, use, diag);
	profile_tell(use->profile, NULL, 0, 0);
	profile_enter(use->profile, before);
	load_messages(map, overrides->share_dir, diag);
	load_text(map, use->store, diag);
	if (!map->text || diag->errors > errors)
		return false;
	if (map->spec.page.follows)
		map->spec.page.height = map_page_height(map, overrides->bare, &map->arena);
	return true;
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
	const struct catalogue catalogue = catalogue_with_data();
	if (map_spec_read(&map.arena, name, text, length, &catalogue, overrides, &diag, &map.spec))
		load_data(&map, &(struct map_use){.store = store}, &diag);
	bool good = diag.errors == 0;
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
	map_deferred_close(map->deferred);
	arena_clear(&map->arena);
}

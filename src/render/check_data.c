/* Checks of a map file against its data: every member has its area and its point, every layer a fitting geometry, and
 * every column that an option of any kind names is there. In: the map file and its datasets. Out: errors at the line of
 * the data entry, the layer or the member, with the nearest name as a hint. */
#include "render/check_data.h"

#include "base/link.h"
#include "expression/expression.h"
#include "scene/fitted.h"
#include "scene/scene.h"

#include <string.h>

static const char *const geometry_names[] = {
        [GEOMETRY_POINTS] = "points", [GEOMETRY_LINES] = "lines", [GEOMETRY_POLYGONS] = "polygons"};

/* Whose columns are looked up, and in which data. */
struct asker {
	const char *what, *id; /* "layer", "roads" */
	struct place place;
	const struct data_spec *data;
	const struct dataset *dataset;
	struct diag *diag;
};

#define MOST_LISTED 20

static const char *list_columns(const struct dataset *dataset, struct arena *arena)
{
	const char *list = "its columns are: ";
	for (size_t i = 0; i < dataset->column_count && i < MOST_LISTED; i++)
		list = arena_printf(arena, "%s%s%s", list, i ? ", " : "", dataset->columns[i]);
	return dataset->column_count > MOST_LISTED ? arena_printf(arena, "%s, …", list) : list;
}

static void need_column(const struct asker *asker, const struct option *option, const char *column)
{
	const struct dataset *dataset = asker->dataset;
	if (!column || !*column || dataset_column(dataset, column) >= 0)
		return;
	const char *near = option_suggest(column, dataset->columns, sizeof *dataset->columns, dataset->column_count);
	diag_error(asker->diag, UNKNOWN_COLUMN, asker->place,
	           near ? arena_printf(&asker->diag->arena, "did you mean '%s'?", near)
	                : list_columns(dataset, &asker->diag->arena),
	           "%s has no column '%s', which '%s' of %s '%s' names", asker->data->shown, column, option->key,
	           asker->what, asker->id);
}

/* Those of an expression, each where it stands there. */
static void need_columns_of(const struct asker *asker, const struct option *option, const struct expression *expression)
{
	size_t count;
	const struct expression_column *columns = expression_columns(expression, &asker->diag->arena, &count);
	for (size_t i = 0; i < count; i++) {
		struct asker there = *asker;
		if (columns[i].place.source)
			there.place = columns[i].place;
		need_column(&there, option, columns[i].name);
	}
}

/* name_en, name_zh, …, name need not be there, so that one line serves many files; some column of names must be. */
static bool is_usual_name(const struct localized_entry *entry)
{
	bool prefixed = strncmp(entry->text, "name", 4) == 0;
	return prefixed && (!*entry->language ? !entry->text[4]
	                                      : entry->text[4] == '_' && !strcmp(entry->text + 5, entry->language));
}

static void check_option(const struct asker *asker, const struct option *option, const void *field)
{
	const char *text = option->type == OPTION_COLUMN ? *(const char *const *)field : NULL;
	if (text && !(option->fallback && strcmp(text, option->fallback) == 0))
		need_column(asker, option, text);
	const struct texts *texts = field;
	for (size_t i = 0; option->type == OPTION_COLUMNS && i < texts->count; i++)
		need_column(asker, option, texts->items[i]);
	const struct localized *names = field;
	for (size_t i = 0; option->type == OPTION_NAMES && i < names->count; i++)
		if (!is_usual_name(&names->entries[i]))
			need_column(asker, option, names->entries[i].text);
	if (option->type == OPTION_FILTER || option->type == OPTION_MATCH)
		need_columns_of(asker, option, *(const struct expression *const *)field);
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

void map_check_entry(const struct data_spec *data, const struct dataset *dataset, struct diag *diag)
{
	const struct asker asker = {"data", data->id, data->place, data, dataset, diag};
	for (size_t i = 0; i < data_spec_options.option_count; i++)
		check_option(&asker, &data_spec_options.options[i], option_field(&data_spec_options.options[i], data));
	check_links(data, dataset, diag);
}

static const struct dataset *dataset_of(const struct loaded_map *map, const struct data_spec *data)
{
	return &map->datasets[data - map->spec.data];
}

static void check_geometry(const struct loaded_map *map, const struct layer_spec *layer, const struct option *option,
                           const struct data_spec *data, const char *wanted, struct diag *diag)
{
	const char *found = geometry_names[dataset_of(map, data)->type];
	if (strcmp(found, wanted) == 0)
		return;
	diag_error(diag, WRONG_GEOMETRY, layer->place,
	           strcmp(wanted, "lines") == 0 ? "for an ordered CSV write `as: line` in its data entry" : NULL,
	           "layer '%s' of kind %s %s %s, but %s holds %s", layer->id, layer->kind->name,
	           option ? arena_printf(&diag->arena, "takes for '%s'", option->key) : "draws", wanted, data->shown,
	           found);
}

/* The columns that an option names in the data of the layer, or in those of another option of it. */
static void check_columns(const struct loaded_map *map, const struct layer_spec *layer, const struct option *option,
                          struct diag *diag)
{
	const void *field = option_field(option, layer->options);
	struct asker asker = {"layer", layer->id, layer->place, layer->data, NULL, diag};
	if (option->type != OPTION_MATCH || !option->choices) {
		asker.dataset = dataset_of(map, layer->data);
		check_option(&asker, option, field);
		return;
	}
	const struct texts *ids = option_field(option_find(layer->kind, option->choices), layer->options);
	for (size_t i = 0; i < ids->count; i++) {
		asker.data = map_spec_data(&map->spec, ids->items[i]);
		asker.dataset = dataset_of(map, asker.data);
		check_option(&asker, option, field);
	}
}

/* A layer of names without any is often a file whose names have a column of another name. */
static void check_names(const struct loaded_map *map, const struct layer_spec *layer, struct diag *diag)
{
	const char *const *label = option_of_type(layer->kind, layer->options, OPTION_LABEL);
	const struct dataset *dataset = dataset_of(map, layer->data);
	const struct localized *names = &map->names[layer->data - map->spec.data];
	if (!label || !*label || !**label)
		return;
	for (size_t i = 0; i < names->count; i++)
		if (dataset_column(dataset, names->entries[i].text) >= 0)
			return;
	diag_warning(diag, UNKNOWN_COLUMN, layer->place,
	             arena_printf(&diag->arena, "write names: and the column into the data entry '%s'; %s",
	                          layer->data->id, list_columns(dataset, &diag->arena)),
	             "layer '%s' is to have names, and %s has no column of names", layer->id, layer->data->shown);
}

/* A filter that nothing passes draws an empty layer. */
static void check_filter(const struct layer_spec *layer, const struct dataset *dataset, struct diag *diag)
{
	const struct expression *const *where = option_of_type(layer->kind, layer->options, OPTION_FILTER);
	if (!where || !*where)
		return;
	for (size_t i = 0; i < dataset->feature_count; i++)
		if (feature_matches(dataset, &dataset->features[i], *where))
			return;
	diag_warning(diag, NO_FEATURES, layer->place, "look at the values in 'where'",
	             "layer '%s' is empty: nothing of %s passes 'where'", layer->id, dataset->file);
}

static void check_layer(const struct loaded_map *map, const struct layer_spec *layer, struct diag *diag)
{
	const struct layer_style *style = scene_style_find(layer->kind);
	size_t errors = diag->errors;
	if (style->needs_data && !layer->data)
		diag_error(diag, MISSING_KEY, layer->place, "add data: and the id of a data entry",
		           "layer '%s' needs data", layer->id);
	if (!layer->data)
		return;
	if (!style->any_geometry)
		check_geometry(map, layer, NULL, layer->data, geometry_names[style->geometry], diag);
	for (size_t i = 0; i < layer->kind->option_count; i++) {
		const struct option *option = &layer->kind->options[i];
		const struct texts *ids = option->type == OPTION_DATA ? option_field(option, layer->options) : NULL;
		for (size_t k = 0; ids && k < ids->count; k++)
			check_geometry(map, layer, option, map_spec_data(&map->spec, ids->items[k]), option->choices,
			               diag);
		check_columns(map, layer, option, diag);
	}
	check_names(map, layer, diag);
	if (diag->errors == errors)
		check_filter(layer, dataset_of(map, layer->data), diag);
}

/* An element's data hold what its option takes. */
static void check_element(const struct loaded_map *map, const struct element_spec *element, struct diag *diag)
{
	for (size_t i = 0; element->options && i < element->kind->option_count; i++) {
		const struct option *option = &element->kind->options[i];
		const struct texts *ids = option->type == OPTION_DATA ? option_field(option, element->options) : NULL;
		for (size_t k = 0; ids && k < ids->count; k++) {
			const struct data_spec *data = map_spec_data(&map->spec, ids->items[k]);
			const char *found = geometry_names[dataset_of(map, data)->type];
			if (strcmp(found, option->choices) != 0)
				diag_error(diag, WRONG_GEOMETRY, element->place, NULL,
				           "'%s' takes for '%s' %s, but %s holds %s", element->kind->name, option->key,
				           option->choices, data->shown, found);
		}
	}
}

static void check_member(const struct loaded_map *map, const struct member_spec *member, const struct data_spec *data,
                         const char *what, struct diag *diag)
{
	if (!data || !data->key)
		return;
	const struct dataset *dataset = dataset_of(map, data);
	if (dataset_column(dataset, data->key) >= 0 && !dataset_find(dataset, data->key, member->key))
		diag_error(diag, UNKNOWN_NAME, member->place,
		           "correct the member's key, or add the feature to the file",
		           "member '%s' has no %s: no feature of %s has %s = %s", member->id, what, data->shown,
		           data->key, member->key);
}

/* A map that is fitted to what its layers draw has to draw something. */
static void check_fit(const struct loaded_map *map, struct diag *diag)
{
	const struct map_spec *spec = &map->spec;
	struct arena arena;
	if (!scene_fits_layers(spec))
		return;
	arena_init(&arena);
	struct places places = {.arena = &arena, .by_boxes = true};
	for (size_t i = 0; i < spec->version_count && !places.count; i++)
		scene_places_add_layers(&places, spec, map->datasets, i);
	if (!places.count)
		diag_warning(diag, NO_FEATURES,
		             spec->extent_place.source ? spec->extent_place : (struct place){.source = &spec->source},
		             "write extent: [west, south, east, north] for the part of the globe that is meant",
		             "no layer draws anything that the map could be fitted to: the whole globe is shown");
	arena_clear(&arena);
}

void map_check_data(const struct loaded_map *map, struct diag *diag)
{
	const struct map_spec *spec = &map->spec;
	for (size_t i = 0; i < spec->member_count; i++) {
		check_member(map, &spec->members[i], spec->member_areas, "area", diag);
		check_member(map, &spec->members[i], spec->member_points, "city", diag);
	}
	size_t errors = diag->errors;
	for (size_t i = 0; i < spec->layer_count; i++)
		check_layer(map, &spec->layers[i], diag);
	for (size_t i = 0; i < spec->element_count; i++)
		check_element(map, &spec->elements[i], diag);
	if (diag->errors == errors) {
		check_fit(map, diag);
		map_check_pins(map, diag);
	}
}

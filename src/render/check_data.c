/* Checks of a map file against its data: every member has its area and its point, every layer a fitting geometry, and
 * every column that an option of any kind names is there. In: the map file and its datasets. Out: errors at the line of
 * the data entry, the layer or the member, with the nearest name as a hint. */
#include "render/check_data.h"

#include "render/check_columns.h"
#include "render/check_members.h"
#include "render/deferred.h"

#include "base/confined.h"
#include "base/link.h"
#include "scene/scene.h"

#include <math.h>
#include <string.h>

static const char *const geometry_names[] = {
        [GEOMETRY_POINTS] = "points", [GEOMETRY_LINES] = "lines", [GEOMETRY_POLYGONS] = "polygons"};

static void check_links(const struct data_spec *data, const struct dataset *dataset, struct diag *diag)
{
	if (!data->url || dataset_column(dataset, data->url) < 0)
		return;
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const char *url = feature_value(dataset, &dataset->features[i], data->url);
		if (url && !base_link_is_plain(url))
			diag_error(diag, BAD_LINK, data->place, base_link_hint,
			           "%s, record %zu: '%s' is not a link that a document may hold", data->shown,
			           dataset->features[i].record, base_quotable(url));
	}
}

void map_check_entry(const struct data_spec *data, const struct dataset *dataset, struct diag *diag)
{
	const struct column_asker asker = {"data", data->id, data->place, data, dataset, diag, false};
	for (size_t i = 0; i < data_spec_options.option_count; i++)
		map_check_columns(&asker, &data_spec_options.options[i],
		                  option_field(&data_spec_options.options[i], data));
	check_links(data, dataset, diag);
}

static const struct dataset *dataset_of(const struct loaded_map *map, const struct data_spec *data)
{
	return &map->datasets[data - map->spec.data];
}

/* Whether the file holds what is wanted of it. Of one without features nobody knows. */
static bool fits(const struct dataset *dataset, const char *wanted)
{
	for (enum geometry_type type = GEOMETRY_POINTS; type <= GEOMETRY_POLYGONS; type++)
		if (strcmp(geometry_names[type], wanted) == 0 && dataset_has(dataset, type))
			return true;
	return dataset->feature_count == 0 && !dataset->by_view;
}

static const char *geometry_hint(const struct dataset *dataset, const char *wanted, const struct option *option)
{
	static const char *const kinds[] = {[GEOMETRY_POINTS] = "kind: marker draws points",
	                                    [GEOMETRY_LINES] = "kind: line draws lines",
	                                    [GEOMETRY_POLYGONS] = "kind: area draws polygons"};
	if (strcmp(wanted, "lines") == 0 && dataset_has(dataset, GEOMETRY_POINTS))
		return "for an ordered CSV write `as: line` in its data entry";
	return option ? NULL : kinds[dataset->type];
}

static void check_geometry(const struct loaded_map *map, const struct layer_spec *layer, const struct option *option,
                           const struct data_spec *data, const char *wanted, struct diag *diag)
{
	if (fits(dataset_of(map, data), wanted))
		return;
	diag_error(diag, WRONG_GEOMETRY, layer->place, geometry_hint(dataset_of(map, data), wanted, option),
	           "layer '%s' of kind %s %s %s, but %s holds %s", layer->id, layer->kind->name,
	           option ? arena_printf(&diag->arena, "takes for '%s'", option->key) : "draws", wanted, data->shown,
	           dataset_type_names(dataset_of(map, data), &diag->arena));
}

/* The columns that an option names in the data of the layer, or in those of another option of it. */
static void check_columns(const struct loaded_map *map, const struct layer_spec *layer, const struct option *option,
                          bool in_class, struct diag *diag)
{
	const void *field = option_field(option, layer->options);
	struct column_asker asker = {"layer", layer->id, layer->place, layer->data, NULL, diag, in_class};
	if (option->type != OPTION_MATCH || !option->choices) {
		asker.dataset = dataset_of(map, layer->data);
		size_t errors = diag->errors;
		map_check_columns(&asker, option, field);
		if (option->type == OPTION_COLUMN && option->choices && !in_class && diag->errors == errors)
			map_check_number_column(layer, option, asker.dataset, diag);
		return;
	}
	const struct texts *ids = option_field(option_find(layer->kind, option->choices), layer->options);
	for (size_t i = 0; i < ids->count; i++) {
		asker.data = map_spec_data(&map->spec, ids->items[i]);
		asker.dataset = dataset_of(map, asker.data);
		map_check_columns(&asker, option, field);
	}
}

/* The class of a feature; their count: it is in none. */
static size_t class_of(const struct layer_spec *layer, const struct dataset *dataset, const struct feature *feature)
{
	size_t number = 0;
	while (number < layer->class_count &&
	       !feature_matches(dataset, feature, map_spec_filter(&layer->classes[number])))
		number++;
	return number;
}

/* How many features there are, pass the layer's filter, and come to each of its classes, or, behind them, to none. */
struct condition_counts {
	size_t all, passed, *classes, first_without;
};

static bool count_features(const struct layer_spec *layer, const struct dataset *dataset, struct lonlat_box box,
                           struct diag *diag, struct condition_counts *out)
{
	struct feature_walk walk;
	dataset_walk(dataset, box, diag, &walk);
	for (const struct feature *feature; (feature = feature_walk_next(&walk)); out->all++) {
		if (!feature_matches(dataset, feature, map_spec_filter(layer)))
			continue;
		size_t number = class_of(layer, dataset, feature);
		if (number == layer->class_count && !out->first_without)
			out->first_without = feature->record;
		out->classes[number]++;
		out->passed++;
	}
	return feature_walk_end(&walk);
}

void map_check_conditions(const struct layer_spec *layer, const struct dataset *dataset, struct lonlat_box box,
                          struct diag *diag)
{
	struct condition_counts counts = {.classes = ARENA_ARRAY(&diag->arena, layer->class_count + 1, size_t)};
	/* Of data that is read by view only what the view shows is known: there a class may well be empty. */
	const char *where = dataset->by_view ? " within the frame's bounds" : "";
	if ((!layer->class_count && !map_spec_filter(layer)) || !count_features(layer, dataset, box, diag, &counts))
		return;
	if (map_spec_filter(layer) && !counts.passed && (counts.all || !dataset->by_view))
		diag_warning(diag, NO_FEATURES, layer->place, "look at the values in 'where'",
		             "layer '%s' is empty: nothing of %s%s passes 'where'", layer->id, dataset->file, where);
	for (size_t i = 0; i < layer->class_count && !dataset->by_view; i++)
		if (!counts.classes[i] && !layer->classes[i].is_else && layer->classes[i].low == layer->classes[i].high)
			diag_warning(diag, NO_FEATURES, layer->classes[i].place,
			             "look at its condition, and at those before it",
			             "class %zu of layer '%s' is empty: nothing of %s comes to it", i + 1, layer->id,
			             dataset->file);
	if (layer->class_count && counts.classes[layer->class_count])
		diag_note(diag, LEFT_OUT, layer->place, "else: draws them, as a class of a list {else: yes}",
		          "layer '%s' has no class for %zu of %zu features of %s%s, which are not drawn: the first is "
		          "record %zu",
		          layer->id, counts.classes[layer->class_count], counts.passed, dataset->file, where,
		          counts.first_without);
}

static void check_look(const struct loaded_map *map, const struct layer_spec *look, bool in_class, struct diag *diag)
{
	for (size_t i = 0; i < look->kind->option_count; i++) {
		const struct option *option = &look->kind->options[i];
		const struct texts *ids = option->type == OPTION_DATA ? option_field(option, look->options) : NULL;
		for (size_t k = 0; ids && k < ids->count; k++)
			check_geometry(map, look, option, map_spec_data(&map->spec, ids->items[k]), option->choices,
			               diag);
		check_columns(map, look, option, in_class, diag);
	}
	map_check_label(map, look, diag);
}

void map_check_layer(const struct loaded_map *map, const struct layer_spec *layer, struct diag *diag)
{
	const struct layer_style *style = scene_style_find(layer->kind);
	size_t errors = diag->errors;
	if (style->needs_data && !layer->data)
		diag_error(diag, MISSING_KEY, layer->place, "add data: and the id of a data entry",
		           "layer '%s' needs data", layer->id);
	if (!layer->data)
		return;
	if (!style->any_geometry || !fits(dataset_of(map, layer->data), geometry_names[GEOMETRY_POLYGONS]))
		check_geometry(map, layer, NULL, layer->data, geometry_names[style->geometry], diag);
	check_look(map, layer, false, diag);
	/* What is wrong with the layer is wrong with each of its classes. */
	for (size_t i = 0; diag->errors == errors && i < layer->class_count; i++)
		check_look(map, &layer->classes[i], true, diag);
	if (diag->errors > errors)
		return;
	const struct dataset *dataset = scene_layer_dataset(&map->spec, map->datasets, layer);
	if (!dataset->by_view && !layer->is_context)
		map_check_conditions(layer, dataset, (struct lonlat_box){-INFINITY, -INFINITY, INFINITY, INFINITY},
		                     diag);
	/* The condition of the last class has those of all others in it. */
	const struct layer_spec *last = layer->class_count ? &layer->classes[layer->class_count - 1] : layer;
	map_check_numbers(layer, map_spec_filter(last), dataset, diag);
}

/* An element's data hold what its option takes. */
static void check_element(const struct loaded_map *map, const struct element_spec *element, struct diag *diag)
{
	for (size_t i = 0; element->options && i < element->kind->option_count; i++) {
		const struct option *option = &element->kind->options[i];
		const struct texts *ids = option->type == OPTION_DATA ? option_field(option, element->options) : NULL;
		for (size_t k = 0; ids && k < ids->count; k++) {
			const struct data_spec *data = map_spec_data(&map->spec, ids->items[k]);
			const struct dataset *dataset = dataset_of(map, data);
			if (!map_data_waits(map->deferred, (size_t)(data - map->spec.data)) &&
			    !fits(dataset, option->choices))
				diag_error(diag, WRONG_GEOMETRY, element->place, NULL,
				           "'%s' takes for '%s' %s, but %s holds %s", element->kind->name, option->key,
				           option->choices, data->shown, dataset_type_names(dataset, &diag->arena));
		}
	}
}

void map_check_data(const struct loaded_map *map, struct diag *diag)
{
	const struct map_spec *spec = &map->spec;
	map_check_members(map, diag);
	size_t errors = diag->errors;
	for (size_t i = 0; i < spec->layer_count; i++)
		if (!spec->layers[i].data ||
		    !map_data_waits(map->deferred, (size_t)(spec->layers[i].data - spec->data)))
			map_check_layer(map, &spec->layers[i], diag);
	map_note_label_styles(map, diag);
	for (size_t i = 0; i < spec->element_count; i++)
		check_element(map, &spec->elements[i], diag);
	map_note_undrawn(map, diag);
	if (diag->errors == errors) {
		map_check_fit(map, diag);
		map_check_pins(map, diag);
	}
}

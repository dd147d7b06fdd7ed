/* Checks of `labels:` against the data: whether anything has the name that the author puts in its place.
 * In: a loaded map. Out: an error per name that no named layer holds, in any version, with the nearest that one does.
 */
#include "render/check_data.h"
#include "render/deferred.h"

#include "base/confined.h"

#include "scene/names.h"

#include <string.h>

#define MOST_NAMES 5000 /* that are looked through for a suggestion */

/* What a search through the layers has seen. */
struct seen {
	struct arena *arena;
	const char **names;
	size_t count, capacity;
	struct buffer layers;          /* "cities, towns" */
	const struct layer_spec *last; /* of them */
	bool found;
	bool waits; /* some of the layers have data that are not open yet */
};

static bool is_named(const struct layer_spec *layer)
{
	return layer->data && scene_label_is_asked(layer);
}

static void look_at(struct seen *seen, const char *name, const char *wanted)
{
	if (!name || !*name)
		return;
	seen->found = seen->found || !strcmp(name, wanted);
	if (seen->count == MOST_NAMES)
		return;
	seen->names = arena_grow(seen->arena, seen->names, seen->count, &seen->capacity, sizeof *seen->names);
	seen->names[seen->count++] = name;
}

static void look_through(const struct loaded_map *map, const struct layer_spec *layer, const char *wanted,
                         struct seen *seen)
{
	const struct dataset *dataset = scene_layer_dataset(&map->spec, map->datasets, layer);
	const struct expression *where = map_spec_filter(layer);
	const struct label *label = &scene_label_options(layer)->text;
	const struct localized *columns = &map->names[layer->data - map->spec.data];
	if (seen->last != map_spec_whole(layer))
		buffer_printf(&seen->layers, "%s'%s'", seen->layers.length ? ", " : "", layer->id);
	seen->last = map_spec_whole(layer);
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const struct feature *feature = &dataset->features[i];
		if (!feature_matches(dataset, feature, where))
			continue;
		for (size_t k = 0; k < columns->count; k++)
			look_at(seen, feature_value(dataset, feature, columns->entries[k].text), wanted);
		for (size_t k = 0; k < label->count; k++)
			look_at(seen, feature_text(dataset, feature, label->entries[k].text, seen->arena), wanted);
	}
}

static void check_pin(const struct loaded_map *map, const struct label_pin *pin, struct arena *arena, struct diag *diag)
{
	struct seen seen = {.arena = arena};
	buffer_init(&seen.layers);
	for (size_t i = 0; i < map->spec.layer_count; i++) {
		const struct layer_spec *layer = &map->spec.layers[i];
		size_t count;
		const struct layer_spec *looks = map_spec_looks(layer, &count);
		for (size_t k = 0; k < count && (!pin->layer || pin->layer == layer); k++)
			if (is_named(&looks[k]) &&
			    map_data_waits(map->deferred, (size_t)(layer->data - map->spec.data)))
				seen.waits = true;
			else if (is_named(&looks[k]))
				look_through(map, &looks[k], pin->name, &seen);
	}
	if (seen.waits && !seen.found) {
		/* scene_build() looks among the names that it draws. */
	} else if (!seen.layers.length) {
		diag_error(diag, UNKNOWN_NAME, pin->place, "name a layer that has a label style",
		           "the label '%s' is of a layer without names", pin->name);
	} else if (!seen.found) {
		size_t count = base_is_confined() ? 0 : seen.count; /* names are values of data files */
		const char *near = option_suggest(pin->name, seen.names, sizeof *seen.names, count);
		diag_error(
		        diag, UNKNOWN_NAME, pin->place, near ? arena_printf(arena, "did you mean '%s'?", near) : NULL,
		        "labels: nothing has the name '%s' in the layers with names: %s", pin->name, seen.layers.bytes);
	}
	buffer_clear(&seen.layers);
}

void map_check_pins(const struct loaded_map *map, struct diag *diag)
{
	struct arena arena;
	arena_init(&arena);
	for (size_t i = 0; i < map->spec.pin_count; i++)
		check_pin(map, &map->spec.pins[i], &arena, diag);
	arena_clear(&arena);
}

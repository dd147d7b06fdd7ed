/* Reading a map file: text -> tree -> overrides -> sections -> checks; and looking things up in the result.
 * In: the file's text and the catalogue of kinds. Out: struct map_spec, lengths in points, coordinates in degrees. */
#include "spec/map_spec.h"

#include "spec/diag_order.h"
#include "spec/map_reader.h"
#include "spec/overrides.h"
#include "spec/yaml.h"

#include <string.h>

#define FORMAT_VERSION "1"

static const struct kind *const tables[] = {&map_file_options, &data_spec_options};
const struct kind_list map_tables = {"table", tables, sizeof tables / sizeof *tables};

/* False when the rest of the file is of a format this program does not know. */
static bool check_format(struct map_reader *map)
{
	const struct node *node = node_get(map->in.top, "corridor");
	if (!node) {
		diag_error(map->in.diag, MISSING_KEY, (struct place){.source = map->in.top->place.source},
		           "write \"corridor: " FORMAT_VERSION "\" at the top",
		           "the file does not say that it is a map file");
		return true;
	}
	if (!node_expect(&map->in, node, NODE_TEXT, "corridor"))
		return false;
	if (strcmp(node->text, FORMAT_VERSION) == 0)
		return true;
	diag_error(map->in.diag, UNKNOWN_FORMAT, node->place, "this program reads format " FORMAT_VERSION,
	           "corridor: map format '%s' is not known", node->text);
	return false;
}

static void read_sections(struct map_reader *map)
{
	map_read_languages(map);
	map->in.languages = map->out->languages;
	map->in.language_count = map->out->language_count;
	map_read_header(map);
	map_read_theme(map);
	map_read_sources(map);
	map_read_data(map);
	map_read_layers(map);
	map_read_members(map);
	map_read_versions(map);
	map_read_labels(map);
	map_read_facts(map);
	map_read_furniture(map);
	map_check(map);
}

bool map_spec_read(struct arena *arena, const char *name, const char *text, size_t length,
                   const struct catalogue *catalogue, const struct map_overrides *overrides, struct diag *diag,
                   struct map_spec *out)
{
	size_t errors = diag->errors, entries = diag->count;
	*out = (struct map_spec){0};
	const struct source *source = spec_yaml_source(arena, name, text, length);
	out->source = *source;
	struct map_reader map = {
	        .in = {.arena = arena, .diag = diag},
	        .catalogue = catalogue,
	        .share_dir = overrides && overrides->share_dir ? overrides->share_dir : ".",
	        .out = out,
	};
	struct node *top = spec_yaml_read(&map.in, source);
	if (top) {
		map.in.top = top;
		map_overrides_apply(&map.in, top, overrides);
		if (check_format(&map))
			read_sections(&map);
	}
	diag_order(arena, diag, entries, source);
	return diag->errors == errors;
}

const struct data_spec *map_spec_data(const struct map_spec *spec, const char *id)
{
	for (size_t i = 0; i < spec->data_count; i++)
		if (strcmp(spec->data[i].id, id) == 0)
			return &spec->data[i];
	return NULL;
}

int map_spec_version(const struct map_spec *spec, const char *name)
{
	for (size_t i = 0; i < spec->version_count; i++)
		if (strcmp(spec->versions[i].name, name) == 0)
			return (int)i;
	return -1;
}

const struct source_spec *map_spec_source(const struct map_spec *spec, const char *id)
{
	for (size_t i = 0; i < spec->source_count; i++)
		if (strcmp(spec->sources[i].id, id) == 0)
			return &spec->sources[i];
	return NULL;
}

int map_spec_joined(const struct map_spec *spec, size_t member)
{
	for (size_t i = 0; i < spec->version_count; i++)
		for (size_t j = 0; j < spec->versions[i].member_count; j++)
			if (spec->versions[i].members[j] == member)
				return (int)i;
	return -1;
}

bool map_spec_applies(const struct texts *versions, const char *version)
{
	for (size_t i = 0; i < versions->count; i++)
		if (strcmp(versions->items[i], version) == 0)
			return true;
	return versions->count == 0;
}

static bool is_route_by(const struct map_spec *spec, size_t layer, size_t version)
{
	for (size_t i = 0; i <= version; i++)
		for (size_t j = 0; j < spec->versions[i].route_count; j++)
			if (spec->versions[i].routes[j] == layer)
				return true;
	return false;
}

bool map_spec_layer_shown(const struct map_spec *spec, size_t layer, size_t version)
{
	const struct layer_spec *checked = &spec->layers[layer];
	if (checked->is_route && !is_route_by(spec, layer, version))
		return false;
	return map_spec_applies(&checked->versions, spec->versions[version].name);
}

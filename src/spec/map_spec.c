/* Looking things up in a map that was read. */
#include "spec/map_spec.h"

#include <stdio.h>
#include <string.h>

/* Index among `count` structs of `size` bytes, each of which begins with its id; -1: none has it. */
static int find_id(const void *items, size_t count, size_t size, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(*(const char *const *)((const char *)items + i * size), id) == 0)
			return (int)i;
	return -1;
}

const struct data_spec *map_spec_data(const struct map_spec *spec, const char *id)
{
	int index = find_id(spec->data, spec->data_count, sizeof *spec->data, id);
	return index < 0 ? NULL : &spec->data[index];
}

const struct layer_spec *map_spec_looks(const struct layer_spec *layer, size_t *count)
{
	*count = layer->class_count ? layer->class_count : 1;
	return layer->class_count ? layer->classes : layer;
}

const struct layer_spec *map_spec_whole(const struct layer_spec *look)
{
	return look->whole ? look->whole : look;
}

const struct expression *map_spec_filter(const struct layer_spec *layer)
{
	const struct expression *const *where = option_of_type(layer->kind, layer->options, OPTION_FILTER);
	return layer->but ? layer->but : where ? *where : NULL;
}

const struct layer_spec *map_spec_layer(const struct map_spec *spec, const char *id)
{
	int index = find_id(spec->layers, spec->layer_count, sizeof *spec->layers, id);
	return index < 0 ? NULL : &spec->layers[index];
}

int map_spec_version(const struct map_spec *spec, const char *name)
{
	return find_id(spec->versions, spec->version_count, sizeof *spec->versions, name);
}

int map_spec_joined(const struct map_spec *spec, size_t member)
{
	for (size_t i = 0; i < spec->version_count; i++)
		for (size_t j = 0; j < spec->versions[i].member_count; j++)
			if (spec->versions[i].members[j] == member)
				return (int)i;
	return -1;
}

bool map_spec_has_joined(const struct map_spec *spec, size_t member, size_t version)
{
	int joined = map_spec_joined(spec, member);
	return joined >= 0 && (size_t)joined <= version;
}

int map_spec_year_beside(const struct version_spec *version)
{
	char digits[16];
	snprintf(digits, sizeof digits, "%d", version->year);
	return strcmp(version->name, digits) == 0 ? 0 : version->year;
}

int map_spec_as_of(const struct map_spec *spec, size_t version)
{
	const struct version_spec *shown = &spec->versions[version];
	return shown->as_of ? shown->as_of : spec->as_of ? spec->as_of : shown->year;
}

const char *map_spec_title(const struct map_spec *spec, const char *language)
{
	return spec->title.count ? localized_any(&spec->title, language) : spec->id;
}

bool map_spec_options_name(const struct kind *kind, const void *options, const char *geometry,
                           const struct data_spec *data)
{
	for (size_t i = 0; options && i < kind->option_count; i++) {
		const struct option *option = &kind->options[i];
		if (option->type != OPTION_DATA || (geometry && strcmp(option->choices, geometry) != 0))
			continue;
		const struct texts *ids = option_field(option, options);
		for (size_t k = 0; k < ids->count; k++)
			if (!strcmp(ids->items[k], data->id))
				return true;
	}
	return false;
}

bool map_spec_applies(const struct texts *versions, const char *version)
{
	for (size_t i = 0; i < versions->count; i++)
		if (strcmp(versions->items[i], version) == 0)
			return true;
	return versions->count == 0 && !texts_are_none(versions);
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

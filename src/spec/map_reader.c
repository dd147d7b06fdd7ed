/* Reading a map file: text -> tree -> overrides -> sections -> checks of the map as a whole.
 * In: the file's text and the catalogue of kinds. Out: struct map_spec, lengths in points, coordinates in degrees. */
#include "spec/map_reader.h"

#include "spec/yaml.h"

#include <string.h>

_Static_assert(MAP_FILE_BYTES_MAX == SPEC_YAML_BYTES_MAX, "a map file is a YAML file");

#define FORMAT_VERSION "1"

static const struct kind *const tables[] = {
        &map_file_options,    &source_spec_options,    &source_line_options, &data_spec_options, &map_members_options,
        &map_member_options,  &version_spec_options,   &fact_spec_options,   &map_layer_options, &map_class_options,
        &map_classes_options, &map_element_options,    &map_frame_options,   &map_zoom_options,  &note_spec_options,
        &map_label_options,   &multiples_spec_options, &fit_spec_options,    &map_base_options,  &map_place_options,
        &map_route_options};
const struct kind_list map_tables = {"table", tables, sizeof tables / sizeof *tables};

/* False when the rest of the file is of a format this program does not know. */
static bool check_format(struct map_reader *map)
{
	const struct node *node = node_get(map->in.top, "corridor");
	if (!node)
		return true;
	if (!node_expect(&map->in, node, NODE_TEXT, "corridor"))
		return false;
	if (strcmp(node->text, FORMAT_VERSION) == 0)
		return true;
	diag_error(map->in.diag, UNKNOWN_FORMAT, node->place, "this program reads format " FORMAT_VERSION,
	           "corridor: map format '%s' is not known", node->text);
	return false;
}

/* Members join with the first version; none at all would draw an empty region. Only where nothing was named: a
 * name that is wrong is reported where it stands. */
static void check_first_members(struct map_reader *map)
{
	const struct map_spec *out = map->out;
	const struct node *versions = node_get(map->in.top, "versions");
	bool has_members = node_entry_find(map->in.top, "members") != NULL;
	for (size_t i = 0; has_members && out->has_versions && i < out->version_count; i++) {
		const struct node *members = node_get(versions->entries[i].value, "members");
		members = node_get(versions->entries[i].value, "places")
		                  ? node_get(versions->entries[i].value, "places")
		                  : members;
		bool named = members && (members->type != NODE_LIST || members->count > 0);
		if (named)
			return;
		diag_error(map->in.diag, EMPTY_VALUE, out->versions[i].place, NULL, "version '%s' has no members yet",
		           out->versions[i].name);
	}
}

static void check_all_join(struct map_reader *map)
{
	const struct map_spec *out = map->out;
	bool *joins = ARENA_ARRAY(map->in.arena, out->member_count + 1, bool);
	for (size_t i = 0; i < out->version_count; i++)
		for (size_t j = 0; j < out->versions[i].member_count; j++)
			joins[out->versions[i].members[j]] = true;
	for (size_t i = 0; i < out->member_count; i++)
		if (!joins[i])
			diag_warning(map->in.diag, UNUSED_ENTRY, out->members[i].place, NULL,
			             "member '%s' joins in no version", out->members[i].id);
}

static void check_years(struct map_reader *map)
{
	const struct version_spec *before = NULL;
	for (size_t i = 0; i < map->out->version_count; i++) {
		const struct version_spec *version = &map->out->versions[i];
		if (version->year == 0)
			continue;
		if (before && version->year < before->year)
			diag_warning(map->in.diag, CONTRADICTION, version->place, NULL,
			             "version '%s' (%d) comes after '%s' (%d)", version->name, version->year,
			             before->name, before->year);
		before = version;
	}
}

/* `common` means one frame for all versions. */
static void check_own_extents(struct map_reader *map)
{
	const struct map_spec *out = map->out;
	for (size_t i = 0; i < out->version_count && out->extent_mode == EXTENT_COMMON; i++)
		if (out->versions[i].has_extent)
			diag_warning(map->in.diag, CONTRADICTION, out->versions[i].place, "leave one of the two out",
			             "version '%s' has an extent of its own, but 'extent: common' gives all "
			             "versions one frame",
			             out->versions[i].name);
}

/* What can be said only of the whole. */
static void check(struct map_reader *map)
{
	check_first_members(map);
	/* After an error the author may have meant to name the member. */
	if (map->in.diag->errors == 0)
		check_all_join(map);
	check_years(map);
	check_own_extents(map);
}

static void read_sections(struct map_reader *map)
{
	map_read_languages(map);
	map->in.languages = map->out->languages;
	map->in.language_count = map->out->language_count;
	map_read_noun(map);
	map_read_header(map);
	map_read_theme(map);
	map_read_sources(map);
	map_read_data(map);
	map_read_layers(map);
	map_read_members(map);
	map_read_versions(map);
	map_read_multiples(map);
	map_read_labels(map);
	map_read_facts(map);
	map_read_furniture(map);
	map_read_notes(map);
	check(map);
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
		map_drop_none(top);
		map.has_made_layers = map_complete(&map.in, top, name);
		map_make_nodes(&map, top, false);
		bool is_made = diag->errors == errors;
		map_overrides_apply(&map.in, top, overrides);
		map_drop_none(top);
		map.has_made_layers |= map_complete(&map.in, top, name); /* what the overrides have brought */
		if (is_made && overrides && overrides->set_count)
			map_make_nodes(&map, top, true);
		map_add_base(&map, top);
		if (check_format(&map))
			read_sections(&map);
	}
	reader_order(&map.in, entries, source);
	return diag->errors == errors;
}

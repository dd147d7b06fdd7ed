/* `versions:` and `facts:` of a map file: what joins when, and what is told about it. */
#include "spec/map_reader.h"

#include <string.h>

#define VERSIONS_MAX 200

/* An id from a version's name: "1.0" -> "1-0". */
static const char *version_id(struct arena *arena, const char *name, size_t index)
{
	char *id = node_lower_case(arena, name);
	bool any = false;
	for (char *c = id; *c; c++) {
		bool plain = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9');
		any = any || plain;
		if (!plain)
			*c = '-';
	}
	return any ? id : arena_printf(arena, "v%zu", index + 1);
}

/* Where each member joined, by its index; source NULL: not yet. */
static void read_joining(struct map_reader *map, const struct node *node, struct version_spec *version,
                         struct place *joined)
{
	const struct node *value = node_get(node, "members");
	struct texts ids;
	if (!value || node_is_none(value) || !node_texts(&map->in, value, "members", &ids))
		return;
	size_t *members = ARENA_ARRAY(map->in.arena, ids.count + 1, size_t);
	for (size_t i = 0; i < ids.count; i++) {
		struct place place = node_item_place(value, i);
		int index = map_find_member(map, ids.items[i], place);
		if (index < 0)
			continue;
		if (joined[index].source) {
			diag_error(map->in.diag, DUPLICATE_ENTRY, place, "a version names only those who join in it",
			           "member '%s' joins a second time", ids.items[i]);
			diag_note(map->in.diag, DUPLICATE_ENTRY, joined[index], NULL, "it joined here");
		} else {
			joined[index] = place;
			members[version->member_count++] = (size_t)index;
		}
	}
	version->members = members;
}

static void read_routes(struct map_reader *map, const struct node *node, struct version_spec *version)
{
	const struct node *value = node_get(node, "routes");
	struct map_spec *out = map->out;
	struct texts ids;
	if (!value || node_is_none(value) || !node_texts(&map->in, value, "routes", &ids))
		return;
	size_t *routes = ARENA_ARRAY(map->in.arena, ids.count + 1, size_t);
	/* Without layers, these are at fault, and reported. */
	for (size_t i = 0; i < ids.count && out->layer_count > 0; i++) {
		struct place place = node_item_place(value, i);
		bool is_wrong_route = node_entry_find(node_get(map->in.top, "routes"), ids.items[i]) &&
		                      !map_spec_layer(out, ids.items[i]);
		if (is_wrong_route)
			continue; /* reported */
		int index = options_find_reference(&map->in, ids.items[i], place, "layers");
		if (index < 0)
			continue;
		if (out->layers[index].is_route)
			diag_error(map->in.diag, DUPLICATE_ENTRY, place, "a route is drawn from its first version on",
			           "route '%s' is named a second time", ids.items[i]);
		else
			routes[version->route_count++] = (size_t)index;
		out->layers[index].is_route = true;
	}
	version->routes = routes;
}

#define FIELD(name) offsetof(struct version_spec, name)
static const struct option version_options[] = {
        {"year", OPTION_WHOLE, FIELD(year), NULL, "when it was made", 1, 9999},
        {"as_of", OPTION_WHOLE, FIELD(as_of), NULL, "the year for which lines are shown [the map's, or year]", 1, 9999},
        {"tagline", OPTION_LOCALIZED, FIELD(tagline), NULL, "a few words beside its name"},
        {"summary", OPTION_LOCALIZED, FIELD(summary), NULL, "a sentence for the map's description"},
        {"translated", OPTION_TEXTS, FIELD(translated), NULL, "languages in which these are your own translation", 1,
         8},
        {"count", OPTION_LOCALIZED, FIELD(count), NULL, "how its members are counted [their number and the noun]"},
        {"members", OPTION_SECTION, 0, NULL, "members that join in it", .choices = "texts"},
        {"places", OPTION_SECTION, 0, NULL, "places that join in it", .choices = "[text]|'none'"},
        {"routes", OPTION_SECTION, 0, NULL, "layers that are drawn from it on", .choices = "texts"},
        {"extent", OPTION_SECTION, 0, NULL, "its own box: [west, south, east, north]", .choices = "box|'none'"},
};
#undef FIELD
const struct kind version_spec_options = {"version", "an entry of versions:", OPTION_ROWS(version_options), 0};

static bool is_left_empty(const struct node *node, const char *key)
{
	const struct node *value = node_get(node, key);
	return !value || node_is_none(value) || (value->type == NODE_LIST && value->count == 0);
}

/* Whether a layer is drawn only in this version, among others. */
static bool has_own_layer(const struct map_spec *spec, const char *version)
{
	bool any = false;
	for (size_t i = 0; i < spec->layer_count; i++)
		any |= spec->layers[i].versions.count && map_spec_applies(&spec->layers[i].versions, version);
	return any;
}

/* Without members it is layers or the extent by which versions differ. */
static void check_adds(struct map_reader *map, const struct node_entry *entry)
{
	bool adds = !is_left_empty(entry->value, "members") || !is_left_empty(entry->value, "routes") ||
	            !is_left_empty(entry->value, "places");
	bool differs = has_own_layer(map->out, entry->key) || !is_left_empty(entry->value, "extent");
	if (!adds && (node_entry_find(map->in.top, "members") || !differs))
		diag_error(map->in.diag, MISSING_KEY, entry->key_place, NULL,
		           "version '%s' adds neither members nor routes", entry->key);
}

/* Places that join are among the map's (places.c). */
static void check_places(struct map_reader *map, const struct node *node)
{
	const struct node_entry *named = node_entry_find(node, "places");
	const struct node *places = node_get(map->in.top, "places");
	if (named && !node_is_nothing(named->value) && !node_is_none(named->value) && (!places || node_is_none(places)))
		diag_error(map->in.diag, MISSING_KEY, named->key_place, "places: [Accra, Lomé] beside versions:",
		           "a version names places, and the map has no 'places'");
}

static void read_version(struct map_reader *map, const struct node_entry *entry, struct version_spec *version,
                         struct place *joined)
{
	const struct node *node = entry->value, *extent = node_get(node, "extent");
	if (!options_read(&map->in, &version_spec_options, entry, true, version))
		return;
	map_check_translated(map, node, &version->translated, &version->tagline, &version->summary);
	read_joining(map, node, version, joined);
	read_routes(map, node, version);
	if (extent && !node_is_none(extent)) {
		version->extent_place = extent->place;
		version->has_extent = map_read_box(map, extent, "extent", &version->extent);
	}
	check_places(map, node);
	check_adds(map, entry);
}

static void check_version_id(struct map_reader *map, size_t index)
{
	const struct version_spec *versions = map->out->versions;
	if (strchr(versions[index].name, '/'))
		diag_error(map->in.diag, WRONG_VALUE, versions[index].place, NULL,
		           "version '%s': files are named by it, so it has no '/'", versions[index].name);
	if (!*versions[index].name)
		diag_error(map->in.diag, EMPTY_VALUE, versions[index].place, NULL, "a version needs a name");
	for (size_t i = 0; i < index; i++)
		if (strcmp(versions[i].id, versions[index].id) == 0 &&
		    strcmp(versions[i].name, versions[index].name) != 0)
			diag_error(map->in.diag, DUPLICATE_ENTRY, versions[index].place, NULL,
			           "versions '%s' and '%s' cannot be told apart in file names", versions[i].name,
			           versions[index].name);
}

/* A map without a history: one version without a name, which has all members. */
static void add_only_version(struct map_reader *map)
{
	struct map_spec *out = map->out;
	size_t *members = ARENA_ARRAY(map->in.arena, out->member_count + 1, size_t);
	for (size_t i = 0; i < out->member_count; i++)
		members[i] = i;
	out->versions = ARENA_NEW(map->in.arena, struct version_spec);
	*out->versions = (struct version_spec){.name = "",
	                                       .id = "",
	                                       .members = members,
	                                       .member_count = out->member_count,
	                                       .place = {.source = map->in.top->place.source}};
	out->version_count = 1;
}

void map_read_versions(struct map_reader *map)
{
	map->out->has_versions = node_entry_find(map->in.top, "versions") != NULL;
	if (!map->out->has_versions) {
		add_only_version(map);
		return;
	}
	const struct node *node = map_required_section(map, "versions", NODE_MAP, VERSIONS_MAX);
	if (!node)
		return;
	struct place *joined = ARENA_ARRAY(map->in.arena, map->out->member_count + 1, struct place);
	map->out->versions = ARENA_ARRAY(map->in.arena, node->count + 1, struct version_spec);
	if (node->count == 0)
		diag_error(map->in.diag, EMPTY_VALUE, node->place, NULL, "versions: there is none");
	for (size_t i = 0; i < node->count; i++) {
		const struct node_entry *entry = &node->entries[i];
		struct version_spec *version = &map->out->versions[map->out->version_count++];
		version->name = entry->key;
		version->id = version_id(map->in.arena, entry->key, i);
		version->place = entry->key_place;
		check_version_id(map, i);
		read_version(map, entry, version, joined);
	}
}

#define FIELD(name) offsetof(struct fact_spec, name)
static const struct option fact_options[] = {
        {"id", OPTION_ID, FIELD(id), NULL, "name of the fact, for the figures of describe"},
        {"figure", OPTION_LOCALIZED, FIELD(figure), NULL, "what is set large"},
        {"text", OPTION_LOCALIZED, FIELD(text), option_required, "what it counts"},
        {"versions", OPTION_REFERENCES, FIELD(versions), NULL, "only in these versions", 1, 1000,
         .choices = "versions"},
        {"source", OPTION_REFERENCE, FIELD(source), NULL, "where it is taken from", .choices = "sources"},
        {"derived", OPTION_TEXT, FIELD(derived), NULL, "how it follows from the source, which does not say it"},
        {"translated", OPTION_TEXTS, FIELD(translated), NULL, "languages in which it is your own translation", 1, 8},
};
#undef FIELD
const struct kind fact_spec_options = {"fact", "an item of facts:", OPTION_ROWS(fact_options), 0};

static void check_fact(struct map_reader *map, const struct node *node, const struct fact_spec *fact)
{
	map_check_translated(map, node, &fact->translated, &fact->text, NULL);
	for (const struct fact_spec *other = map->out->facts; other < fact && fact->id; other++)
		if (other->id && strcmp(other->id, fact->id) == 0)
			diag_error(map->in.diag, DUPLICATE_ENTRY, node_get(node, "id")->place, NULL,
			           "facts: '%s' is written a second time", fact->id);
}

void map_read_facts(struct map_reader *map)
{
	const struct node *node = map_section(map, "facts", NODE_LIST, 1000);
	if (!node)
		return;
	map->out->facts = ARENA_ARRAY(map->in.arena, node->count + 1, struct fact_spec);
	for (size_t i = 0; i < node->count; i++) {
		struct fact_spec *fact = &map->out->facts[map->out->fact_count++];
		fact->place = node->entries[i].value->place;
		if (options_read(&map->in, &fact_spec_options, &node->entries[i], true, fact))
			check_fact(map, node->entries[i].value, fact);
	}
}

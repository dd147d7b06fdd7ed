/* The map in words and in figures, computed from the data: geodesic areas, lengths and distances. */
#include "projection/view.h"
#include "render/layer_use.h"
#include "render/region.h"
#include "scene/names.h"
#include "scene/route.h"

#include <math.h>
#include <string.h>

/* Sentences of one paragraph, each a message of its own, so that every language has its own grammar. */
struct paragraph {
	const struct loaded_map *map;
	double denominator; /* of the scale; 0: not known */
	const struct messages *messages;
	struct arena *arena;
	char *text;
};

static void add_sentence(struct paragraph *paragraph, const char *sentence)
{
	paragraph->text = *paragraph->text
	                          ? arena_printf(paragraph->arena, "%s%s%s", paragraph->text,
	                                         messages_text(paragraph->messages, "between_sentences"), sentence)
	                          : arena_text(paragraph->arena, sentence);
}

/* The sentence of the version, by the message without a year or that with one; then what it is about. */
static void say_version(struct paragraph *paragraph, const struct version_spec *shown, const char *plain,
                        const char *dated)
{
	const char *language = paragraph->map->spec.languages[0];
	const char *year = messages_digits(paragraph->arena, paragraph->messages,
	                                   arena_printf(paragraph->arena, "%d", shown->year));
	add_sentence(paragraph,
	             messages_fill(paragraph->arena, paragraph->messages, map_spec_year_beside(shown) ? dated : plain,
	                           "title", map_spec_title(&paragraph->map->spec, language), "version", shown->name,
	                           "year", year, (char *)NULL));
	const char *summary = localized_get(&shown->summary, language),
	           *line = localized_get(&shown->tagline, language);
	if (summary)
		add_sentence(paragraph, summary);
	else if (line)
		add_sentence(paragraph, messages_fill(paragraph->arena, paragraph->messages, "describe_tagline",
		                                      "tagline", line, (char *)NULL));
}

/* Names of the members that joined from version `from` up to version `to`. */
static const char *names_joined(struct paragraph *paragraph, size_t from, size_t to, size_t *count)
{
	const struct loaded_map *map = paragraph->map;
	const char **names = ARENA_ARRAY(paragraph->arena, map->spec.member_count + 1, const char *);
	*count = 0;
	for (size_t i = 0; i < map->spec.member_count; i++) {
		int joined = map_spec_joined(&map->spec, i);
		if (joined >= (int)from && joined <= (int)to)
			names[(*count)++] = region_member_name(map, &map->spec.members[i]);
	}
	return messages_list(paragraph->arena, paragraph->messages, names, *count);
}

static void say_new(struct paragraph *paragraph, size_t version)
{
	size_t added;
	const char *names = names_joined(paragraph, version, version, &added);
	if (added)
		add_sentence(paragraph, messages_count(paragraph->arena, paragraph->messages, "describe_new", added,
		                                       "members", names, (char *)NULL));
}

static void say_members(struct paragraph *paragraph, size_t version)
{
	size_t count, added;
	const char *names = names_joined(paragraph, 0, version, &count);
	if (count)
		add_sentence(paragraph,
		             messages_count(paragraph->arena, paragraph->messages, "describe_members", count, "counted",
		                            messages_counted(paragraph->arena, paragraph->messages, count), "members",
		                            names, (char *)NULL));
	names_joined(paragraph, version, version, &added);
	if (added < count)
		say_new(paragraph, version);
}

static const char *length_text(struct paragraph *paragraph, double metres)
{
	const char *number = messages_number(paragraph->arena, paragraph->messages, metres / 1000, 0);
	return messages_fill(paragraph->arena, paragraph->messages, "length_km", "number", number, (char *)NULL);
}

/* How much of the route was open in the year that the version shows, under construction, and planned. */
static void say_status(struct paragraph *paragraph, const struct layer_spec *route, size_t version)
{
	static const char *const keys[ROUTE_STATUSES] = {[ROUTE_OPEN] = "describe_open",
	                                                 [ROUTE_BUILDING] = "describe_building",
	                                                 [ROUTE_PLANNED] = "describe_planned"};
	const struct loaded_map *map = paragraph->map;
	const struct messages *messages = paragraph->messages;
	struct arena *arena = paragraph->arena;
	const struct route_options *options = route_options_of(route);
	int year = map_spec_as_of(&map->spec, version);
	double metres[ROUTE_STATUSES];
	const char *items[ROUTE_STATUSES];
	size_t count = 0;
	if (!options ||
	    !scene_route_lengths(scene_layer_dataset(&map->spec, map->datasets, route), options, year, metres))
		return;
	for (int i = 0; i < ROUTE_STATUSES; i++)
		if (metres[i] > 0)
			items[count++] = messages_fill(arena, messages, keys[i], "length",
			                               length_text(paragraph, metres[i]), (char *)NULL);
	const char *digits = messages_digits(arena, messages, arena_printf(arena, "%d", year));
	add_sentence(paragraph, messages_fill(arena, messages, "describe_status", "year", digits, "stretches",
	                                      messages_list(arena, messages, items, count), (char *)NULL));
}

static void say_route(struct paragraph *paragraph, const struct layer_spec *route, size_t version)
{
	const char *title = localized_any(&route->title, paragraph->map->spec.languages[0]);
	const char *name = *title ? title : route->id;
	if (route->data->is_schematic) {
		add_sentence(paragraph, messages_fill(paragraph->arena, paragraph->messages, "describe_schematic",
		                                      "route", name, (char *)NULL));
		return;
	}
	add_sentence(paragraph,
	             messages_fill(paragraph->arena, paragraph->messages, "describe_route", "route", name, "length",
	                           length_text(paragraph, region_layer_length(paragraph->map, route)), (char *)NULL));
	say_status(paragraph, route, version);
}

static void say_routes(struct paragraph *paragraph, size_t version)
{
	const struct map_spec *spec = &paragraph->map->spec;
	for (size_t i = 0; i < spec->layer_count; i++)
		if (region_is_route(paragraph->map, &spec->layers[i]) && map_spec_layer_shown(spec, i, version) &&
		    layer_may_show_at(spec, &spec->layers[i], paragraph->denominator))
			say_route(paragraph, &spec->layers[i], version);
}

enum { PLACES_TOLD = 12 };

/* Whether the extent that the author of the map file, the context, wrote holds the place; true without one. */
static bool is_in_extent(const void *context, struct lonlat place)
{
	const struct map_spec *spec = context;
	const struct lonlat_box *box = &spec->extent;
	bool is_right = place.lon >= box->west && place.lon <= box->east;
	bool is_turned = place.lon + 360 >= box->west && place.lon + 360 <= box->east;
	return spec->extent_mode != EXTENT_BOX ||
	       (place.lat >= box->south && place.lat <= box->north && (is_right || is_turned));
}

/* Whether the layer says its places to the reader of words. */
static bool tells_places(const struct paragraph *paragraph, const struct layer_spec *layer)
{
	return layer->data && !layer->is_context &&
	       layer_may_show_at(&paragraph->map->spec, layer, paragraph->denominator);
}

/* Whether a layer before this one shows the feature, too: dots and their names may be two layers. */
static bool is_told(const struct paragraph *paragraph, const struct layer_spec *layer, const struct dataset *dataset,
                    const struct feature *feature)
{
	for (const struct layer_spec *other = paragraph->map->spec.layers; other < layer; other++)
		if (tells_places(paragraph, other) && other->data == layer->data &&
		    region_layer_shows(other, dataset, feature))
			return true;
	return false;
}

/* Adds the names of a layer's points to the first PLACES_TOLD, and counts all that have one. */
static void add_places(struct paragraph *paragraph, const struct layer_spec *layer, const char **names, size_t *count)
{
	const struct loaded_map *map = paragraph->map;
	const struct dataset *dataset = scene_layer_dataset(&map->spec, map->datasets, layer);
	if (dataset->type != GEOMETRY_POINTS)
		return;
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const struct feature *feature = &dataset->features[i];
		const char *name = region_feature_name(paragraph->map, layer->data, feature);
		struct lonlat at;
		if (!*name || !region_layer_shows(layer, dataset, feature) ||
		    is_told(paragraph, layer, dataset, feature) ||
		    !dataset_find_point(dataset, feature, is_in_extent, &paragraph->map->spec, &at))
			continue;
		if (*count < PLACES_TOLD)
			names[*count] = name;
		++*count;
	}
}

/* The places that a map without members shows. */
static void say_places(struct paragraph *paragraph)
{
	const struct map_spec *spec = &paragraph->map->spec;
	const char *names[PLACES_TOLD];
	size_t count = 0;
	for (size_t i = 0; i < spec->layer_count; i++)
		if (tells_places(paragraph, &spec->layers[i]))
			add_places(paragraph, &spec->layers[i], names, &count);
	if (count)
		add_sentence(paragraph, messages_count(paragraph->arena, paragraph->messages,
		                                       count > PLACES_TOLD ? "describe_more_places" : "describe_places",
		                                       count, "names",
		                                       messages_list(paragraph->arena, paragraph->messages, names,
		                                                     count < PLACES_TOLD ? count : PLACES_TOLD),
		                                       (char *)NULL));
}

static void say_routes_from(struct paragraph *paragraph, size_t version)
{
	const struct map_spec *spec = &paragraph->map->spec;
	for (size_t i = 0; i < spec->versions[version].route_count; i++)
		say_route(paragraph, &spec->layers[spec->versions[version].routes[i]], version);
}

char *map_multiples_words(const struct loaded_map *map, struct arena *arena)
{
	struct paragraph paragraph = {map, 0, map->messages[0], arena, arena_text(arena, "")};
	const struct map_spec *spec = &map->spec;
	add_sentence(&paragraph,
	             messages_count(arena, map->messages[0], "describe_multiples", spec->version_count, "title",
	                            localized_any(&spec->multiples.title, spec->languages[0]), (char *)NULL));
	for (size_t i = 0; i < spec->version_count; i++) {
		say_version(&paragraph, &spec->versions[i], "describe_step", "describe_step_year");
		if (i == 0)
			say_members(&paragraph, i);
		else
			say_new(&paragraph, i);
		say_routes_from(&paragraph, i);
	}
	return paragraph.text;
}

char *map_words(const struct loaded_map *map, size_t version, double denominator, struct arena *arena)
{
	struct paragraph paragraph = {map, denominator, map->messages[0], arena, arena_text(arena, "")};
	bool plain = !map->spec.has_versions;
	say_version(&paragraph, &map->spec.versions[version], plain ? "describe_plain" : "describe_map",
	            "describe_map_year");
	say_members(&paragraph, version);
	if (plain && !map->spec.member_count)
		say_places(&paragraph);
	say_routes(&paragraph, version);
	return paragraph.text;
}

/* The map in words and in figures, computed from the data: geodesic areas, lengths and distances. */
#include "projection/view.h"
#include "render/render.h"
#include "scene/names.h"

#include <math.h>
#include <string.h>

static const struct dataset *dataset_of(const struct loaded_map *map, const struct data_spec *data)
{
	return &map->datasets[data - map->spec.data];
}

static const char *member_name(const struct loaded_map *map, const struct member_spec *member)
{
	const char *language = map->spec.languages[0], *own = localized_get(&member->name, language);
	const struct data_spec *data = map->spec.member_points ? map->spec.member_points : map->spec.member_areas;
	if (own || !data)
		return own ? own : member->id;
	const struct feature *feature = dataset_find(dataset_of(map, data), data->key, member->key);
	const char *column = name_column(data, dataset_of(map, data), language);
	const char *name = feature && column ? feature_value(dataset_of(map, data), feature, column) : NULL;
	return name && *name ? name : member->id;
}

static double feature_area(const struct dataset *dataset, const struct feature *feature)
{
	struct arena scratch;
	arena_init(&scratch);
	double area = 0; /* parts are outer rings or holes by their turn; holes are rare and small: by even-odd depth */
	for (size_t i = 0; i < feature->part_count; i++) {
		size_t count;
		const struct lonlat *points =
		        dataset_part(dataset, &dataset->parts[feature->first_part + i], &scratch, &count);
		double turn = 0;
		for (size_t k = 0; k < count; k++) {
			const struct lonlat *a = &points[k], *b = &points[(k + 1) % count];
			turn += (b->lon - a->lon) * (b->lat + a->lat);
		}
		double ring = geodesic_ring_area(points, count);
		area += turn > 0 ? ring : -ring; /* shapefile: outer rings run clockwise */
	}
	arena_clear(&scratch);
	return fabs(area);
}

static double layer_length(const struct loaded_map *map, const struct layer_spec *layer)
{
	const struct dataset *dataset = dataset_of(map, layer->data);
	struct arena scratch;
	arena_init(&scratch);
	double length = 0;
	for (size_t i = 0; i < dataset->part_count; i++) {
		size_t count;
		const struct lonlat *points = dataset_part(dataset, &dataset->parts[i], &scratch, &count);
		length += geodesic_length(points, count);
	}
	arena_clear(&scratch);
	return length;
}

static bool is_member(const struct loaded_map *map, size_t member, size_t version)
{
	int joined = map_spec_joined(&map->spec, member);
	return joined >= 0 && (size_t)joined <= version;
}

/* Sentences of one paragraph, each a message of its own, so that every language has its own grammar. */
struct paragraph {
	const struct loaded_map *map;
	const struct messages *messages;
	struct arena *arena;
	char *text;
};

static void add_sentence(struct paragraph *paragraph, const char *sentence)
{
	paragraph->text = *paragraph->text ? arena_printf(paragraph->arena, "%s%s%s", paragraph->text,
	                                                  message(paragraph->messages, "between_sentences"), sentence)
	                                   : arena_text(paragraph->arena, sentence);
}

static void say_version(struct paragraph *paragraph, const struct version_spec *shown)
{
	const char *language = paragraph->map->spec.languages[0];
	const char *year = message_digits(paragraph->arena, paragraph->messages,
	                                  arena_printf(paragraph->arena, "%d", shown->year));
	add_sentence(paragraph, message_fill(paragraph->arena, paragraph->messages,
	                                     shown->year ? "describe_map_year" : "describe_map", "title",
	                                     localized_any(&paragraph->map->spec.title, language), "version",
	                                     shown->name, "year", year, (char *)NULL));
	const char *summary = localized_get(&shown->summary, language),
	           *line = localized_get(&shown->tagline, language);
	if (summary)
		add_sentence(paragraph, summary);
	else if (line)
		add_sentence(paragraph, message_fill(paragraph->arena, paragraph->messages, "describe_tagline",
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
			names[(*count)++] = member_name(map, &map->spec.members[i]);
	}
	return message_list(paragraph->arena, paragraph->messages, names, *count);
}

static void say_members(struct paragraph *paragraph, size_t version)
{
	size_t count, added;
	const char *names = names_joined(paragraph, 0, version, &count);
	if (count)
		add_sentence(paragraph, message_count(paragraph->arena, paragraph->messages, "describe_members", count,
		                                      "members", names, (char *)NULL));
	names = names_joined(paragraph, version, version, &added);
	if (added && added < count)
		add_sentence(paragraph, message_count(paragraph->arena, paragraph->messages, "describe_new", added,
		                                      "members", names, (char *)NULL));
}

static void say_routes(struct paragraph *paragraph, size_t version)
{
	const struct loaded_map *map = paragraph->map;
	for (size_t i = 0; i < map->spec.layer_count; i++) {
		const struct layer_spec *layer = &map->spec.layers[i];
		if (!layer->is_route || !map_spec_layer_shown(&map->spec, i, version))
			continue;
		const char *title = localized_any(&layer->title, map->spec.languages[0]);
		const char *number =
		        message_number(paragraph->arena, paragraph->messages, layer_length(map, layer) / 1000, 0);
		add_sentence(paragraph, message_fill(paragraph->arena, paragraph->messages, "describe_route", "route",
		                                     *title ? title : layer->id, "length",
		                                     message_fill(paragraph->arena, paragraph->messages, "length_km",
		                                                  "number", number, (char *)NULL),
		                                     (char *)NULL));
	}
}

char *map_words(const struct loaded_map *map, size_t version, struct arena *arena)
{
	struct paragraph paragraph = {map, map->messages[0], arena, arena_text(arena, "")};
	say_version(&paragraph, &map->spec.versions[version]);
	say_members(&paragraph, version);
	say_routes(&paragraph, version);
	return paragraph.text;
}

static void json_member(const struct loaded_map *map, const struct member_spec *member, struct buffer *out)
{
	const struct data_spec *areas = map->spec.member_areas, *points = map->spec.member_points;
	buffer_text(out, "{\"id\": ");
	buffer_json(out, member->id);
	buffer_text(out, ", \"name\": ");
	buffer_json(out, member_name(map, member));
	const struct feature *area = areas ? dataset_find(dataset_of(map, areas), areas->key, member->key) : NULL;
	if (area) {
		buffer_text(out, ", \"area_km2\": ");
		buffer_number(out, feature_area(dataset_of(map, areas), area) / 1e6, 1);
	}
	const struct feature *city = points ? dataset_find(dataset_of(map, points), points->key, member->key) : NULL;
	if (city) {
		const struct dataset *dataset = dataset_of(map, points);
		struct lonlat at = dataset_first_point(dataset, &dataset->parts[city->first_part]);
		buffer_text(out, ", \"lon\": ");
		buffer_number(out, at.lon, 6);
		buffer_text(out, ", \"lat\": ");
		buffer_number(out, at.lat, 6);
	}
	buffer_text(out, "}");
}

static void json_frame(struct lonlat_box frame, double scale, struct buffer *out)
{
	const struct {
		const char *key;
		double value;
		int decimals;
	} entries[] = {{"{\"west\": ", frame.west, 4},
	               {", \"south\": ", frame.south, 4},
	               {", \"east\": ", frame.east, 4},
	               {", \"north\": ", frame.north, 4},
	               {", \"scale\": ", scale, 0}};
	for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
		buffer_text(out, entries[i].key);
		buffer_number(out, entries[i].value, entries[i].decimals);
	}
	buffer_text(out, "}");
}

static void json_members(const struct loaded_map *map, size_t version, struct buffer *out)
{
	const char *separator = "\n  ";
	for (size_t i = 0; i < map->spec.member_count; i++) {
		if (!is_member(map, i, version))
			continue;
		buffer_text(out, separator);
		json_member(map, &map->spec.members[i], out);
		separator = ",\n  ";
	}
}

static void json_routes(const struct loaded_map *map, size_t version, struct buffer *out)
{
	const char *separator = "\n  ";
	for (size_t i = 0; i < map->spec.layer_count; i++) {
		const struct layer_spec *layer = &map->spec.layers[i];
		if (!layer->is_route || !map_spec_layer_shown(&map->spec, i, version))
			continue;
		buffer_printf(out, "%s{\"id\": ", separator);
		buffer_json(out, layer->id);
		buffer_text(out, ", \"length_km\": ");
		buffer_number(out, layer_length(map, layer) / 1000, 1);
		buffer_text(out, "}");
		separator = ",\n  ";
	}
}

bool map_figures(const struct loaded_map *map, size_t version, bool bare, struct diag *diag, struct buffer *out)
{
	struct map_scale scale;
	if (!map_scale_read(map, version, bare, diag, &scale))
		return false;
	struct arena arena;
	arena_init(&arena);
	buffer_text(out, "{\"map\": ");
	buffer_json(out, map->spec.id);
	buffer_text(out, ", \"version\": ");
	buffer_json(out, map->spec.versions[version].name);
	buffer_text(out, ", \"words\": ");
	buffer_json(out, map_words(map, version, &arena));
	buffer_text(out, ",\n \"frame\": ");
	json_frame(scale.bounds, scale.denominator, out);
	buffer_text(out, ",\n \"scale\": ");
	map_scale_figures(&scale, out);
	buffer_text(out, ",\n \"members\": [");
	json_members(map, version, out);
	buffer_text(out, "],\n \"routes\": [");
	json_routes(map, version, out);
	buffer_text(out, "]}\n");
	arena_clear(&arena);
	return true;
}

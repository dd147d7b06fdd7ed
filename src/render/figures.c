/* The map in figures, as JSON: frame, scale and projection, members with areas and whatever columns the map file names,
 * routes with their stops in order, facts, notes, distances. All lengths and areas are geodesic, on WGS 84 (Karney
 * 2013). */
#include "projection/view.h"
#include "render/region.h"
#include "scene/member_records.h"
#include "scene/names.h"
#include "scene/route.h"
#include "scene/scene.h"

/* A value of the data: as a number where it is one. */
static void json_value(struct buffer *out, const struct dataset *dataset, const char *text)
{
	double value;
	if (scene_value_is_number(dataset, text, &value))
		buffer_number(out, value, 9);
	else
		buffer_json(out, text);
}

static void json_attributes(const struct loaded_map *map, const struct data_spec *data,
                            const struct member_spec *member, struct buffer *out)
{
	struct arena scratch;
	arena_init(&scratch);
	for (size_t i = 0; data && i < data->attributes.count; i++) {
		const char *column = data->attributes.items[i];
		const struct dataset *dataset = region_dataset(map, data);
		const char *value = scene_member_value(&scratch, &map->spec, data, dataset, member, column);
		if (!value || !*value)
			continue;
		buffer_json_after(out, ", ", column);
		buffer_text(out, ": ");
		json_value(out, dataset, value);
	}
	arena_clear(&scratch);
}

static void json_place(struct lonlat at, struct buffer *out)
{
	buffer_number_after(out, ", \"lon\": ", at.lon, 6);
	buffer_number_after(out, ", \"lat\": ", at.lat, 6);
}

static bool member_place(const struct loaded_map *map, const struct member_spec *member, struct lonlat *place)
{
	const struct data_spec *points = map->spec.member_points;
	const struct feature *city = region_member_record(map, points, member, NULL);
	if (!city)
		return false;
	const struct dataset *dataset = region_dataset(map, points);
	*place = dataset_first_point(dataset, feature_part(city, 0));
	return true;
}

/* All points of the member, where they are several: lon and lat are those of the first. */
static void json_points(const struct loaded_map *map, const struct member_spec *member, struct buffer *out)
{
	const struct data_spec *data = map->spec.member_points;
	struct arena scratch;
	struct buffer list;
	size_t all = 0, count;
	arena_init(&scratch);
	buffer_init(&list);
	for (const struct feature *record = region_member_record(map, data, member, NULL); record;
	     record = region_member_record(map, data, member, record))
		for (size_t p = 0; p < record->part_count; p++) {
			const struct lonlat *points =
			        dataset_part(region_dataset(map, data), feature_part(record, p), &scratch, &count);
			for (size_t i = 0; i < count; i++) {
				buffer_number_after(&list, all++ ? ", [" : "[", points[i].lon, 6);
				buffer_number_after(&list, ", ", points[i].lat, 6);
				buffer_text(&list, "]");
			}
		}
	buffer_text(&list, "");
	if (all > 1)
		buffer_printf(out, ", \"points\": [%s]", list.bytes);
	buffer_clear(&list);
	arena_clear(&scratch);
}

static void json_member(const struct loaded_map *map, const struct member_spec *member, struct buffer *out)
{
	const struct data_spec *areas = map->spec.member_areas, *points = map->spec.member_points;
	struct lonlat place;
	double area;
	buffer_json_after(out, "{\"id\": ", member->id);
	buffer_json_after(out, ", \"key\": ", member->key ? member->key : "");
	buffer_json_after(out, ", \"name\": ", region_member_name(map, member));
	if (map->spec.has_versions)
		buffer_json_after(
		        out, ", \"since\": ",
		        map->spec.versions[map_spec_joined(&map->spec, (size_t)(member - map->spec.members))].name);
	if (region_member_area(map, member, &area))
		buffer_number_after(out, ", \"area_km2\": ", area / 1e6, 1);
	json_attributes(map, areas, member, out);
	json_attributes(map, points, member, out);
	if (member_place(map, member, &place))
		json_place(place, out);
	json_points(map, member, out);
	buffer_text(out, "}");
}

static void json_frame(struct lonlat_box frame, struct buffer *out)
{
	buffer_number_after(out, ",\n \"frame\": {\"west\": ", frame.west, 4);
	buffer_number_after(out, ", \"south\": ", frame.south, 4);
	buffer_number_after(out, ", \"east\": ", frame.east, 4);
	buffer_number_after(out, ", \"north\": ", frame.north, 4);
	buffer_text(out, "}");
}

static void json_members(const struct loaded_map *map, size_t version, struct buffer *out)
{
	const char *separator = "\n  ";
	for (size_t i = 0; i < map->spec.member_count; i++) {
		if (!map_spec_has_joined(&map->spec, i, version))
			continue;
		buffer_text(out, separator);
		json_member(map, &map->spec.members[i], out);
		separator = ",\n  ";
	}
}

static bool is_same_point(const void *context, struct lonlat point)
{
	const struct lonlat *at = context;
	return point.lon == at->lon && point.lat == at->lat;
}

/* One stop, when a point of the stops' data stands at this vertex and is not filtered away. */
static void json_stop(const struct loaded_map *map, const struct data_spec *data, const struct expression *where,
                      struct lonlat at, double metres, const char **separator, struct buffer *out)
{
	const struct dataset *stops = dataset_of_type(region_dataset(map, data), GEOMETRY_POINTS);
	for (size_t i = 0; i < stops->feature_count; i++) {
		const struct feature *stop = &stops->features[i];
		struct lonlat place;
		if (!dataset_find_point(stops, stop, is_same_point, &at, &place) ||
		    !feature_matches(stops, stop, where))
			continue;
		buffer_printf(out, "%s{\"name\": ", *separator);
		buffer_json(out, region_feature_name(map, data, stop));
		json_place(place, out);
		buffer_number_after(out, ", \"km\": ", metres / 1000, 1);
		buffer_text(out, "}");
		*separator = ", ";
	}
}

/* The stops in the order of the line, each with its distance from the line's start along the geodesics between its
 * stated points. */
static void json_stops(const struct loaded_map *map, const struct layer_spec *layer, struct buffer *out)
{
	const struct route_options *route = route_options_of(layer);
	if (!route || !route->stops.count)
		return;
	struct arena scratch;
	arena_init(&scratch);
	const struct dataset *line = scene_layer_dataset(&map->spec, map->datasets, layer);
	const char *separator = "";
	double metres = 0;
	buffer_text(out, ", \"stops\": [");
	for (size_t i = 0; i < line->feature_count; i++)
		for (size_t p = 0;
		     p < line->features[i].part_count && feature_matches(line, &line->features[i], route->where); p++) {
			size_t count;
			const struct lonlat *points =
			        dataset_part(line, feature_part(&line->features[i], p), &scratch, &count);
			for (size_t k = 0; k < count; k++) {
				metres += k ? geodesic_distance(points[k - 1], points[k]) : 0;
				for (size_t s = 0; s < route->stops.count; s++)
					json_stop(map, map_spec_data(&map->spec, route->stops.items[s]),
					          route->stops_where, points[k], metres, &separator, out);
			}
		}
	buffer_text(out, "]");
	arena_clear(&scratch);
}

/* Languages whose text is the author's own; none: nothing is said. */
static void json_translated(struct buffer *out, const struct texts *languages)
{
	for (size_t i = 0; i < languages->count; i++)
		buffer_json_after(out, i ? ", " : ", \"translated\": [", languages->items[i]);
	buffer_text(out, languages->count ? "]" : "");
}

/* Lengths by status in the year that the version shows. */
static void json_status(const struct loaded_map *map, const struct layer_spec *layer, size_t version,
                        struct buffer *out)
{
	static const char *const keys[ROUTE_STATUSES] = {[ROUTE_OPEN] = ", \"open_km\": ",
	                                                 [ROUTE_BUILDING] = ", \"construction_km\": ",
	                                                 [ROUTE_PLANNED] = ", \"planned_km\": "};
	const struct route_options *route = route_options_of(layer);
	int year = map_spec_as_of(&map->spec, version);
	double metres[ROUTE_STATUSES];
	if (!route || !scene_route_lengths(scene_layer_dataset(&map->spec, map->datasets, layer), route, year, metres))
		return;
	buffer_printf(out, ", \"status\": {\"year\": %d", year);
	for (int i = 0; i < ROUTE_STATUSES; i++)
		buffer_number_after(out, keys[i], metres[i] / 1000, 1);
	buffer_text(out, "}");
}

static void json_routes(const struct loaded_map *map, size_t version, struct buffer *out)
{
	const char *separator = "\n  ";
	for (size_t i = 0; i < map->spec.layer_count; i++) {
		const struct layer_spec *layer = &map->spec.layers[i];
		if (!region_is_route(map, layer) || !map_spec_layer_shown(&map->spec, i, version))
			continue;
		const char *title = localized_any(&layer->title, map->spec.languages[0]);
		buffer_printf(out, "%s{\"id\": ", separator);
		buffer_json(out, layer->id);
		buffer_json_after(out, ", \"name\": ", *title ? title : layer->id);
		json_translated(out, &layer->translated);
		if (layer->data->is_schematic)
			buffer_text(out, ", \"schematic\": true");
		buffer_number_after(out, ", \"length_km\": ", region_layer_length(map, layer) / 1000, 1);
		json_status(map, layer, version, out);
		json_stops(map, layer, out);
		buffer_text(out, "}");
		separator = ",\n  ";
	}
}

/* A text that may be missing, with the key before it. */
static void json_text(struct buffer *out, const char *key, const char *text)
{
	if (text && *text)
		buffer_json_after(out, key, text);
}

/* What the version's sheet tells, with where it is from and what of it is the author's own. */
static void json_facts(const struct loaded_map *map, size_t version, struct buffer *out)
{
	const char *separator = "\n  ", *language = map->spec.languages[0];
	for (const struct fact_spec *fact = map->spec.facts; fact < map->spec.facts + map->spec.fact_count; fact++) {
		if (!map_spec_applies(&fact->versions, map->spec.versions[version].name))
			continue;
		buffer_printf(out, "%s{\"text\": ", separator);
		buffer_json(out, localized_any(&fact->text, language));
		json_text(out, ", \"figure\": ", localized_any(&fact->figure, language));
		json_text(out, ", \"id\": ", fact->id);
		json_text(out, ", \"source\": ", fact->source);
		json_text(out, ", \"derived\": ", fact->derived);
		json_translated(out, &fact->translated);
		buffer_text(out, "}");
		separator = ",\n  ";
	}
}

/* The notes that the map file puts on the version's map, whether or not the page has room for them. */
static void json_notes(const struct loaded_map *map, size_t version, struct buffer *out)
{
	const struct map_spec *spec = &map->spec;
	const char *separator = "\n  ";
	for (const struct note_spec *note = spec->notes; note < spec->notes + spec->note_count; note++) {
		if (!note->shown || !map_spec_applies(&note->versions, spec->versions[version].name))
			continue;
		buffer_printf(out, "%s{\"id\": ", separator);
		buffer_json(out, note->id);
		json_text(out, ", \"text\": ", localized_any(&note->text, spec->languages[0]));
		json_text(out, ", \"source\": ", note->source);
		json_translated(out, &note->translated);
		buffer_text(out, "}");
		separator = ",\n  ";
	}
}

/* Between the members' points, each pair once. */
static void json_distances(const struct loaded_map *map, size_t version, struct buffer *out)
{
	const char *separator = "\n  ";
	for (size_t i = 0; i < map->spec.member_count; i++)
		for (size_t k = i + 1; k < map->spec.member_count; k++) {
			const struct member_spec *from = &map->spec.members[i], *to = &map->spec.members[k];
			struct lonlat a, b;
			if (!map_spec_has_joined(&map->spec, i, version) ||
			    !map_spec_has_joined(&map->spec, k, version) || !member_place(map, from, &a) ||
			    !member_place(map, to, &b))
				continue;
			buffer_printf(out, "%s{\"from\": ", separator);
			buffer_json(out, from->id);
			buffer_json_after(out, ", \"to\": ", to->id);
			buffer_number_after(out, ", \"km\": ", geodesic_distance(a, b) / 1000, 3);
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
	buffer_json_after(out, "{\"map\": ", map->spec.id);
	if (map->spec.has_versions)
		buffer_json_after(out, ", \"version\": ", map->spec.versions[version].name);
	json_translated(out, &map->spec.versions[version].translated);
	buffer_json_after(out, ", \"words\": ", map_words(map, version, scale.denominator, &arena));
	json_frame(scale.bounds, out);
	buffer_text(out, ",\n \"scale\": ");
	map_scale_figures(&scale, out);
	buffer_json_after(out, ",\n \"projection\": {\"name\": ", scale.projection.name);
	buffer_json_after(out, ", \"proj\": ", scale.projection.proj_string);
	buffer_text(out, "},\n \"members\": [");
	json_members(map, version, out);
	buffer_text(out, "],\n \"routes\": [");
	json_routes(map, version, out);
	buffer_text(out, "],\n \"facts\": [");
	json_facts(map, version, out);
	buffer_text(out, "],\n \"notes\": [");
	json_notes(map, version, out);
	buffer_text(out, "],\n \"distances\": [");
	json_distances(map, version, out);
	buffer_text(out, "]}\n");
	arena_clear(&arena);
	return true;
}

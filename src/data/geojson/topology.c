/* TopoJSON. In: the members of a topology, quantized or not. Out: records of the feature builder.
 *
 * An arc that two areas share gives both the same points, so that what is drawn of one border is one line. Arcs are
 * decoded once; a line or ring is its arcs one after the other, whose ends meet in one point, backwards where the index
 * is negative. */
#include "data/geojson/topology.h"

#include "data/encoding.h"

#include <math.h>
#include <string.h>

#define DEEPEST_GEOMETRY 32

struct topology {
	struct geojson_features *features;
	struct arena scratch;
	bool is_quantized;
	double scale[2], translate[2];
	struct topology_arc {
		const struct lonlat *points;
		size_t count;
	} * arcs;
	size_t arc_count;
};

static const struct record_fault no_such_arc = {"with arcs that the file does not have", NULL};

/* Takes a pair of numbers; false if the value is none. */
static bool read_pair(const struct json_value *value, double out[2])
{
	if (!value || value->kind != JSON_IS_NUMBERS || value->length < 2)
		return false;
	memcpy(out, json_value_numbers(value), 2 * sizeof *out);
	return true;
}

/* Returns what is wrong with the transform, or NULL. */
static const char *read_transform(struct topology *topology, const struct json_value *transform)
{
	if (!transform)
		return NULL;
	topology->is_quantized = true;
	return read_pair(json_value_member(transform, "scale"), topology->scale) &&
	                       read_pair(json_value_member(transform, "translate"), topology->translate)
	               ? NULL
	               : "its transform has no scale and translate of two numbers each";
}

static struct lonlat place_of(const struct topology *topology, const double at[2])
{
	if (!topology->is_quantized)
		return (struct lonlat){at[0], at[1]};
	return (struct lonlat){at[0] * topology->scale[0] + topology->translate[0],
	                       at[1] * topology->scale[1] + topology->translate[1]};
}

static bool read_arc(struct topology *topology, const struct json_value *value, struct topology_arc *out)
{
	if (value->kind != JSON_IS_ARRAY)
		return false;
	struct lonlat *points = ARENA_ROOM(&topology->scratch, value->length + 1, struct lonlat);
	double at[2] = {0, 0};
	const struct json_value *position = json_value_first(value);
	for (uint32_t i = 0; i < value->length; i++, position = json_value_next(position)) {
		double given[2];
		if (!read_pair(position, given))
			return false;
		/* Quantized positions are steps from the one before. */
		at[0] = topology->is_quantized ? at[0] + given[0] : given[0];
		at[1] = topology->is_quantized ? at[1] + given[1] : given[1];
		points[i] = place_of(topology, at);
	}
	*out = (struct topology_arc){points, value->length};
	return true;
}

static const char *read_arcs(struct topology *topology, const struct json_value *arcs)
{
	if (!arcs || arcs->kind != JSON_IS_ARRAY)
		return "it has no array of arcs";
	topology->arcs = ARENA_ARRAY(&topology->scratch, arcs->length + 1, struct topology_arc);
	const struct json_value *at = json_value_first(arcs);
	for (; topology->arc_count < arcs->length; topology->arc_count++, at = json_value_next(at))
		if (!read_arc(topology, at, &topology->arcs[topology->arc_count]))
			return "an arc is no array of positions";
	return NULL;
}

/* The arc with this index, NULL if there is none; *is_reversed says that it runs backwards. */
static const struct topology_arc *find_arc(const struct topology *topology, double index, bool *is_reversed)
{
	*is_reversed = index < 0;
	double number = index < 0 ? -1 - index : index;
	if (number != floor(number) || !(number < (double)topology->arc_count))
		return NULL;
	return &topology->arcs[(size_t)number];
}

/* Adds a line or ring: the points of its arcs, those between two arcs once. */
static const struct record_fault *add_part(struct topology *topology, const struct json_value *indexes,
                                           enum geometry_type type)
{
	struct feature_builder *builder = &topology->features->builder;
	if (indexes->kind != JSON_IS_NUMBERS)
		return indexes->kind == JSON_IS_ARRAY && !indexes->length ? NULL : &geojson_nesting;
	feature_builder_part(builder, type);
	const double *numbers = json_value_numbers(indexes);
	for (uint32_t i = 0; i < indexes->length && !builder->is_full; i++) {
		bool is_reversed;
		const struct topology_arc *arc = find_arc(topology, numbers[i], &is_reversed);
		if (!arc)
			return &no_such_arc;
		for (size_t k = i > 0; k < arc->count; k++) {
			struct lonlat point = arc->points[is_reversed ? arc->count - 1 - k : k];
			feature_builder_point(builder, point.lon, point.lat);
		}
	}
	return NULL;
}

static const struct record_fault *add_arcs(struct topology *topology, const struct json_value *value,
                                           enum geometry_type type, int nesting)
{
	if (nesting == 1)
		return add_part(topology, value, type);
	if (value->kind != JSON_IS_ARRAY)
		return &geojson_nesting;
	if (nesting == 2 && type == GEOMETRY_POLYGONS)
		feature_builder_polygon(&topology->features->builder);
	const struct record_fault *fault = NULL;
	const struct json_value *at = json_value_first(value);
	for (uint32_t i = 0; i < value->length && !fault; i++, at = json_value_next(at))
		fault = add_arcs(topology, at, type, nesting - 1);
	return fault;
}

static const struct record_fault *add_point(struct topology *topology, const struct json_value *value, int nesting)
{
	double at[2];
	if (nesting == 0) {
		if (!read_pair(value, at))
			return &geojson_nesting;
		struct lonlat point = place_of(topology, at);
		feature_builder_point(&topology->features->builder, point.lon, point.lat);
		return NULL;
	}
	if (value->kind != JSON_IS_ARRAY)
		return &geojson_nesting;
	const struct record_fault *fault = NULL;
	const struct json_value *position = json_value_first(value);
	for (uint32_t i = 0; i < value->length && !fault; i++, position = json_value_next(position))
		fault = add_point(topology, position, nesting - 1);
	return fault;
}

static const struct record_fault *add_geometry(struct topology *topology, const struct json_value *geometry, int depth);

static const struct record_fault *add_geometries(struct topology *topology, const struct json_value *list, int depth)
{
	if (!list || list->kind != JSON_IS_ARRAY)
		return &geojson_no_geometries;
	const struct record_fault *fault = NULL;
	const struct json_value *at = json_value_first(list);
	for (uint32_t i = 0; i < list->length && !fault; i++, at = json_value_next(at))
		fault = add_geometry(topology, at, depth + 1);
	return fault;
}

static const struct record_fault *add_geometry(struct topology *topology, const struct json_value *geometry, int depth)
{
	if (geometry->kind != JSON_IS_OBJECT)
		return &geojson_no_object;
	if (depth > DEEPEST_GEOMETRY)
		return &geojson_nesting;
	struct geojson_members members = geojson_members(geometry);
	const char *type = json_value_text(members.type);
	if (json_value_is(members.type, JSON_NULL))
		return NULL;
	if (type && strcmp(type, "GeometryCollection") == 0)
		return add_geometries(topology, members.geometries, depth);
	const struct geojson_form *form = geojson_form(type);
	if (!form)
		return &geojson_unknown_geometry;
	const struct json_value *shape = form->type == GEOMETRY_POINTS ? members.coordinates : members.arcs;
	if (!json_value_is_array(shape))
		return &geojson_no_coordinates;
	if (form->type != GEOMETRY_POINTS)
		return add_arcs(topology, shape, form->type, form->nesting);
	feature_builder_part(&topology->features->builder, GEOMETRY_POINTS);
	return add_point(topology, shape, form->nesting);
}

static void add_feature(struct topology *topology, const struct json_value *value, size_t number)
{
	struct feature_builder *builder = &topology->features->builder;
	struct geojson_members members = geojson_members(value);
	feature_builder_begin(builder, number);
	geojson_add_values(topology->features, &members);
	const struct record_fault *fault = add_geometry(topology, value, 0);
	if (fault)
		feature_builder_drop(builder, fault);
	else
		feature_builder_end(builder);
}

/* Adds an object: the geometries of a collection are features, any other is one feature. */
static void add_object(struct topology *topology, const struct json_value *object)
{
	struct geojson_members members = geojson_members(object);
	const char *type = json_value_text(members.type);
	const struct json_value *list = members.geometries;
	if (!type || strcmp(type, "GeometryCollection") != 0 || !list || list->kind != JSON_IS_ARRAY) {
		add_feature(topology, object, 1);
		return;
	}
	const struct json_value *at = json_value_first(list);
	for (uint32_t i = 0; i < list->length && !topology->features->builder.is_full; i++, at = json_value_next(at))
		add_feature(topology, at, i + 1);
}

/* The names of the objects, for a message. */
static const char *object_names(const struct json_value *objects, struct arena *arena)
{
	const char *names = "";
	const struct json_value *key = json_value_first(objects);
	for (uint32_t i = 0; i < objects->length && i < 20; i++, key = json_value_next(key + 1))
		names = arena_printf(arena, "%s%s%s", names, i ? ", " : "",
		                     data_value_text(arena, key->text, key->length));
	return names;
}

/* The object that is asked for, NULL with an error if there is none. */
static const struct json_value *choose_object(const struct json_value *objects, const char *layer, const char *file,
                                              struct place place, struct diag *diag)
{
	if (!objects || objects->kind != JSON_IS_OBJECT || objects->length == 0) {
		diag_error(diag, NO_FEATURES, place, NULL, "%s: the topology has no objects", file);
		return NULL;
	}
	const struct json_value *found = layer ? json_value_member(objects, layer) : json_value_first(objects) + 1;
	const char *names = object_names(objects, &diag->arena);
	if (!found)
		diag_error(diag, UNKNOWN_NAME, place, arena_printf(&diag->arena, "its objects are: %s", names),
		           "%s has no object '%s'", file, layer);
	else if (!layer && objects->length > 1)
		diag_warning(diag, LEFT_OUT, place, arena_printf(&diag->arena, "choose one with layer: %s", names),
		             "%s has several objects, of which only the first is read", file);
	return found;
}

bool geojson_read_topology(struct geojson_features *features, const struct geojson_members *members,
                           const struct dataset_request *request, struct diag *diag)
{
	struct topology topology = {.features = features};
	const char *file = features->builder.out->file;
	const struct json_value *object = choose_object(members->objects, request->layer, file, request->place, diag);
	arena_init(&topology.scratch);
	const char *fault = object ? read_transform(&topology, members->transform) : NULL;
	if (object && !fault)
		fault = read_arcs(&topology, members->arcs);
	if (fault)
		diag_error(diag, DAMAGED_FILE, request->place, NULL, "%s: %s", file, fault);
	else if (object)
		add_object(&topology, object);
	arena_clear(&topology.scratch);
	return object && !fault;
}

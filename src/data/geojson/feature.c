/* Features of GeoJSON. In: the value of a record. Out: a record of the feature builder, or what is wrong with it.
 *
 * Nested properties become columns named "outer.inner"; an array is kept as its JSON text. A feature's id is the column
 * "id", unless it has a property of that name. Positions are held as x and y; further numbers are left out. */
#include "data/geojson/feature.h"

#include <string.h>

#define DEEPEST_GEOMETRY 32 /* collections in collections */

const struct record_fault geojson_no_object = {"that are no objects", NULL};
const struct record_fault geojson_unknown_geometry = {
        "whose geometry has no type, or an unknown one",
        "the types are Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon, GeometryCollection"};
const struct record_fault geojson_no_coordinates = {"whose geometry has no array of coordinates", NULL};
const struct record_fault geojson_nesting = {"with more or fewer brackets around positions than the type has", NULL};
const struct record_fault geojson_no_geometries = {"whose GeometryCollection has no array of geometries", NULL};
static const struct record_fault no_feature = {"whose type is not Feature", NULL};
static const struct record_fault no_geometry_member = {"without a member geometry",
                                                       "a feature without a place has \"geometry\": null"};
static const struct record_fault geometry_is_no_object = {"whose geometry is no object", NULL};
static const struct record_fault not_numbers = {"with coordinates that are no numbers", NULL};
static const struct record_fault too_few_numbers = {"with positions of fewer than two numbers", NULL};

static const char *const odd_words[ODDITIES] = {
        [ODD_NO_PROPERTIES] = "a feature has no member properties",
        [ODD_PROPERTIES] = "properties are no object, and are not read",
        [ODD_ID] = "an id is neither a text nor a number, and is not read",
        [ODD_BBOX] = "a bbox is no array of four or six numbers",
        [ODD_MEMBERS] = "a member does not belong where it is, and is not read",
        [ODD_TWICE] = "a key is there twice, and the last one counts",
        [ODD_CRS] = "a crs of a feature or geometry is not read, only that of the file",
        [ODD_POSITION] = "a position has more than three numbers, of which the first two are read",
        [ODD_RING_ENDS] = "the first and last position of a ring have not as many numbers",
        [ODD_BARE_GEOMETRY] = "a geometry stands where a feature must",
};

void geojson_odd(struct geojson_features *features, enum geojson_oddity oddity)
{
	if (features->odd_counts[oddity]++ == 0)
		features->odd_firsts[oddity] = features->builder.record;
}

struct geojson_members geojson_members(const struct json_value *object)
{
	struct geojson_members out = {0};
	const struct {
		const char *key;
		const struct json_value **value;
	} known[] = {{"type", &out.type},
	             {"geometry", &out.geometry},
	             {"properties", &out.properties},
	             {"id", &out.id},
	             {"bbox", &out.bbox},
	             {"coordinates", &out.coordinates},
	             {"crs", &out.crs},
	             {"geometries", &out.geometries},
	             {"features", &out.features},
	             {"arcs", &out.arcs},
	             {"objects", &out.objects},
	             {"transform", &out.transform},
	             {"attributes", &out.attributes}};
	if (!object || object->kind != JSON_IS_OBJECT)
		return out;
	const struct json_value *at = json_value_first(object);
	for (uint32_t i = 0; i < object->length; i++, at = json_value_next(at + 1))
		for (size_t k = 0; k < sizeof known / sizeof *known; k++)
			if (strcmp(at->text, known[k].key) == 0) {
				out.is_twice = out.is_twice || *known[k].value;
				*known[k].value = at + 1;
			}
	return out;
}

const struct geojson_form *geojson_form(const char *name)
{
	static const struct geojson_form forms[] = {
	        {"Point", GEOMETRY_POINTS, 0},     {"MultiPoint", GEOMETRY_POINTS, 1},
	        {"LineString", GEOMETRY_LINES, 1}, {"MultiLineString", GEOMETRY_LINES, 2},
	        {"Polygon", GEOMETRY_POLYGONS, 2}, {"MultiPolygon", GEOMETRY_POLYGONS, 3}};
	for (size_t i = 0; name && i < sizeof forms / sizeof *forms; i++)
		if (strcmp(forms[i].name, name) == 0)
			return &forms[i];
	return NULL;
}

void geojson_check_bbox(struct geojson_features *features, const struct geojson_members *members)
{
	const struct json_value *bbox = members->bbox;
	if (bbox && !(bbox->kind == JSON_IS_NUMBERS && (bbox->length == 4 || bbox->length == 6)))
		geojson_odd(features, ODD_BBOX);
}

/* Adds a position to the last part. Returns what is wrong with it, or NULL. */
static const struct record_fault *add_position(struct geojson_features *features, const struct json_value *value)
{
	if (value->kind != JSON_IS_NUMBERS) {
		bool is_nested = value->kind == JSON_IS_DOUBLE || (value->kind == JSON_IS_ARRAY && value->length &&
		                                                   json_value_is_array(json_value_first(value)));
		return is_nested                                        ? &geojson_nesting
		       : value->kind == JSON_IS_ARRAY && !value->length ? &too_few_numbers
		                                                        : &not_numbers;
	}
	if (value->length < 2)
		return &too_few_numbers;
	if (value->length > 3)
		geojson_odd(features, ODD_POSITION);
	const double *numbers = json_value_numbers(value);
	feature_builder_point(&features->builder, numbers[0], numbers[1]);
	return NULL;
}

const struct record_fault *geojson_add_coordinates(struct geojson_features *features, const struct json_value *value,
                                                   enum geometry_type type, int nesting)
{
	if (nesting == 0)
		return add_position(features, value);
	if (value->kind != JSON_IS_ARRAY)
		return value->kind == JSON_IS_NUMBERS || value->kind == JSON_IS_DOUBLE ? &geojson_nesting
		                                                                       : &not_numbers;
	if (nesting == 2 && type == GEOMETRY_POLYGONS)
		feature_builder_polygon(&features->builder);
	if (nesting == 1 && type != GEOMETRY_POINTS)
		feature_builder_part(&features->builder, type);
	const struct record_fault *fault = NULL;
	const struct json_value *first = json_value_first(value), *at = first, *last = at;
	for (uint32_t i = 0; i < value->length && !fault; i++, at = json_value_next(at)) {
		fault = geojson_add_coordinates(features, at, type, nesting - 1);
		last = at;
	}
	if (nesting == 1 && type == GEOMETRY_POLYGONS && value->length && !fault && first->length != last->length)
		geojson_odd(features, ODD_RING_ENDS);
	return fault;
}

static const struct record_fault *add_geometry(struct geojson_features *features, const struct json_value *geometry,
                                               int depth);

static const struct record_fault *add_geometries(struct geojson_features *features, const struct json_value *list,
                                                 int depth)
{
	if (!list || list->kind != JSON_IS_ARRAY)
		return &geojson_no_geometries;
	const struct record_fault *fault = NULL;
	const struct json_value *at = json_value_first(list);
	for (uint32_t i = 0; i < list->length && !fault; i++, at = json_value_next(at))
		fault = add_geometry(features, at, depth + 1);
	return fault;
}

/* Adds the parts of a geometry. Returns what is wrong with it, or NULL. */
static const struct record_fault *add_geometry(struct geojson_features *features, const struct json_value *geometry,
                                               int depth)
{
	if (geometry->kind != JSON_IS_OBJECT)
		return &geometry_is_no_object;
	if (depth > DEEPEST_GEOMETRY)
		return &geojson_nesting;
	struct geojson_members members = geojson_members(geometry);
	const char *type = json_value_text(members.type);
	geojson_check_bbox(features, &members);
	if (members.is_twice)
		geojson_odd(features, ODD_TWICE);
	if (members.geometry || members.features || (members.properties && depth > 0))
		geojson_odd(features, ODD_MEMBERS);
	if (members.crs)
		geojson_odd(features, ODD_CRS);
	if (type && strcmp(type, "GeometryCollection") == 0)
		return add_geometries(features, members.geometries, depth);
	const struct geojson_form *form = geojson_form(type);
	if (!form)
		return &geojson_unknown_geometry;
	if (!json_value_is_array(members.coordinates))
		return &geojson_no_coordinates;
	if (members.coordinates->kind == JSON_IS_ARRAY && members.coordinates->length == 0)
		return NULL; /* a geometry without a place */
	if (form->type == GEOMETRY_POINTS)
		feature_builder_part(&features->builder, GEOMETRY_POINTS);
	return geojson_add_coordinates(features, members.coordinates, form->type, form->nesting);
}

static void set_value(struct geojson_features *features, const char *name, size_t length, enum column_type type,
                      const char *text, size_t text_length)
{
	struct feature_builder *builder = &features->builder;
	size_t column = feature_builder_column(builder, name, length);
	if (feature_builder_has(builder, column))
		geojson_odd(features, ODD_TWICE);
	feature_builder_value(builder, column, type, text, text_length);
}

/* Adds the members of an object as values whose columns begin with what `name` holds. */
static void add_properties(struct geojson_features *features, const struct json_value *object, struct buffer *name)
{
	size_t prefix = name->length;
	const struct json_value *key = json_value_first(object);
	for (uint32_t i = 0; i < object->length; i++) {
		const struct json_value *value = key + 1;
		name->length = prefix;
		buffer_add(name, key->text, key->length);
		if (value->kind == JSON_IS_OBJECT) {
			buffer_char(name, '.');
			add_properties(features, value, name);
		} else if (json_value_is_array(value)) {
			struct buffer text;
			buffer_init(&text);
			json_value_write(value, &text);
			set_value(features, name->bytes, name->length, COLUMN_TEXT, text.bytes, text.length);
			buffer_clear(&text);
		} else if (value->scalar != JSON_NULL) {
			set_value(features, name->bytes, name->length,
			          value->scalar == JSON_NUMBER ? COLUMN_NUMBER : COLUMN_TEXT, value->text,
			          value->length);
		}
		key = json_value_next(value);
	}
}

static bool has_property(const struct json_value *properties, const char *name)
{
	return json_value_member(properties, name) != NULL;
}

void geojson_add_values(struct geojson_features *features, const struct geojson_members *members)
{
	const struct json_value *id = members->id, *properties = members->properties;
	bool is_text = json_value_is(id, JSON_STRING), is_number = json_value_is(id, JSON_NUMBER);
	if (id && !is_text && !is_number)
		geojson_odd(features, ODD_ID);
	if ((is_text || is_number) && !has_property(properties, "id"))
		set_value(features, "id", 2, is_number ? COLUMN_NUMBER : COLUMN_TEXT, id->text, id->length);
	if (!properties || json_value_is(properties, JSON_NULL))
		return;
	if (properties->kind != JSON_IS_OBJECT) {
		geojson_odd(features, ODD_PROPERTIES);
		return;
	}
	struct buffer name;
	buffer_init(&name);
	add_properties(features, properties, &name);
	buffer_clear(&name);
}

/* Adds what a Feature holds. Returns what is wrong with it, or NULL. */
static const struct record_fault *add_feature(struct geojson_features *features, const struct geojson_members *members)
{
	const char *type = json_value_text(members->type);
	if (!type || strcmp(type, "Feature") != 0)
		return &no_feature;
	if (!members->properties)
		geojson_odd(features, ODD_NO_PROPERTIES);
	if (members->coordinates || members->geometries || members->features)
		geojson_odd(features, ODD_MEMBERS);
	if (members->crs)
		geojson_odd(features, ODD_CRS);
	geojson_check_bbox(features, members);
	geojson_add_values(features, members);
	if (!members->geometry)
		return &no_geometry_member;
	return json_value_is(members->geometry, JSON_NULL) ? NULL : add_geometry(features, members->geometry, 0);
}

static bool is_geometry(const char *type)
{
	return type && (geojson_form(type) || strcmp(type, "GeometryCollection") == 0);
}

void geojson_add_feature(struct geojson_features *features, const struct json_value *value, size_t number,
                         bool may_be_bare)
{
	struct geojson_members members = geojson_members(value);
	const struct record_fault *fault = NULL;
	feature_builder_begin(&features->builder, number);
	if (members.is_twice)
		geojson_odd(features, ODD_TWICE);
	if (value->kind != JSON_IS_OBJECT)
		fault = &geojson_no_object;
	else if (is_geometry(json_value_text(members.type))) {
		if (!may_be_bare)
			geojson_odd(features, ODD_BARE_GEOMETRY);
		fault = add_geometry(features, value, 0);
	} else
		fault = add_feature(features, &members);
	if (fault)
		feature_builder_drop(&features->builder, fault);
	else
		feature_builder_end(&features->builder);
}

void geojson_report_oddities(const struct geojson_features *features, bool by_line, struct place place,
                             struct diag *diag)
{
	for (size_t i = 0; i < ODDITIES; i++) {
		size_t count = features->odd_counts[i], first = features->odd_firsts[i];
		const char *file = features->builder.out->file;
		const char *more = count > 1 ? arena_printf(&diag->arena, " (%zu times in the file)", count) : "";
		if (count && !first)
			diag_warning(diag, WRONG_VALUE, place, NULL, "%s: %s%s", file, odd_words[i], more);
		else if (count)
			diag_warning(diag, WRONG_VALUE, place, i == ODD_TWICE ? "leave one of them out" : NULL,
			             by_line ? "%s:%zu: %s%s" : "%s: feature %zu: %s%s", file, first, odd_words[i],
			             more);
	}
}

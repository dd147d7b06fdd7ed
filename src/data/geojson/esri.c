/* Features of Esri JSON. In: the value of a feature. Out: a record of the feature builder, or what is wrong with it.
 *
 * It differs from GeoJSON in the names of its members alone: attributes for properties; x and y, points, paths or rings
 * for the type and coordinates; a well-known id for the coordinate system. Which rings are holes is told by winding
 * there, which even-odd filling does not need. Curves are not read. */
#include "data/geojson/esri.h"

#include "base/buffer.h"

#include <math.h>
#include <stdlib.h>

/* Codes from here on are Esri's own, but for Web Mercator. */
#define FIRST_ESRI_CODE 32768

static const struct record_fault curves = {
        "with curves, which are not read",
        "ask the server for f=geojson, or make a GeoPackage of the file with ogr2ogr, which draws curves as lines"};

static const struct {
	const char *key;
	enum geometry_type type;
	int nesting;
} forms[] = {{"points", GEOMETRY_POINTS, 1}, {"paths", GEOMETRY_LINES, 2}, {"rings", GEOMETRY_POLYGONS, 2}};
static const size_t form_count = sizeof forms / sizeof *forms;

static bool is_geometry(const struct json_value *geometry)
{
	bool found = json_value_member(geometry, "x") || json_value_member(geometry, "curvePaths") ||
	             json_value_member(geometry, "curveRings");
	for (size_t i = 0; i < form_count; i++)
		found = found || json_value_member(geometry, forms[i].key);
	return found && !json_value_member(geometry, "type");
}

bool geojson_is_esri_feature(const struct json_value *value)
{
	struct geojson_members members = geojson_members(value);
	return !members.type && (members.attributes || is_geometry(members.geometry));
}

static double number_of(const struct json_value *value)
{
	double number;
	return json_value_is(value, JSON_NUMBER) && base_number_parse(value->text, &number) ? number : NAN;
}

/* One by one: which of them are holes is not said. */
static const struct record_fault *add_rings(struct geojson_features *features, const struct json_value *rings)
{
	const struct record_fault *fault = NULL;
	const struct json_value *at = json_value_first(rings);
	for (uint32_t i = 0; i < rings->length && !fault; i++, at = json_value_next(at))
		fault = geojson_add_coordinates(features, at, GEOMETRY_POLYGONS, 1);
	return fault;
}

/* Adds the parts of a geometry. Returns what is wrong with it, or NULL. */
static const struct record_fault *add_geometry(struct geojson_features *features, const struct json_value *geometry)
{
	struct feature_builder *builder = &features->builder;
	if (json_value_member(geometry, "curvePaths") || json_value_member(geometry, "curveRings"))
		return &curves;
	for (size_t i = 0; i < form_count; i++) {
		const struct json_value *list = json_value_member(geometry, forms[i].key);
		if (!list)
			continue;
		if (!json_value_is_array(list))
			return &geojson_no_coordinates;
		if (forms[i].type == GEOMETRY_POINTS && list->length)
			feature_builder_part(builder, GEOMETRY_POINTS);
		if (forms[i].type == GEOMETRY_POLYGONS && list->kind == JSON_IS_ARRAY)
			return add_rings(features, list);
		return list->length ? geojson_add_coordinates(features, list, forms[i].type, forms[i].nesting) : NULL;
	}
	const struct json_value *x = json_value_member(geometry, "x");
	/* An empty point has null, or the text NaN. */
	if (!x || !json_value_is(x, JSON_NUMBER))
		return NULL;
	feature_builder_part(builder, GEOMETRY_POINTS);
	feature_builder_point(builder, number_of(x), number_of(json_value_member(geometry, "y")));
	return NULL;
}

void geojson_add_esri_feature(struct geojson_features *features, const struct json_value *value, size_t number)
{
	struct geojson_members members = geojson_members(value);
	feature_builder_begin(&features->builder, number);
	members.properties = members.attributes;
	geojson_add_values(features, &members);
	const struct record_fault *fault = add_geometry(features, members.geometry);
	if (fault)
		feature_builder_drop(&features->builder, fault);
	else
		feature_builder_end(&features->builder);
}

bool geojson_is_esri(const struct json_value *root)
{
	return json_value_member(root, "spatialReference") || json_value_member(root, "geometryType");
}

const char *geojson_esri_crs(const struct json_value *root, struct arena *arena)
{
	const struct json_value *system = json_value_member(root, "spatialReference");
	const struct json_value *latest = json_value_member(system, "latestWkid");
	const struct json_value *code = latest ? latest : json_value_member(system, "wkid");
	const char *text = json_value_text(json_value_member(system, "wkt"));
	double number = number_of(code);
	if (!(number > 0 && number < 1e6))
		return text ? arena_text(arena, text) : NULL;
	if (number == 102100 || number == 102113 || number == 900913)
		number = 3857;
	return arena_printf(arena, "%s:%ld", number < FIRST_ESRI_CODE ? "EPSG" : "ESRI", (long)number);
}

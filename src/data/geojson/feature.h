/* Features of GeoJSON: values become records of the feature builder. Private to the GeoJSON reader. */
#pragma once

#include "data/feature_builder.h"
#include "data/json_tree.h"

/* What is no reason to leave a record out, but not as it must be; each is one warning. */
enum geojson_oddity {
	ODD_NO_PROPERTIES,
	ODD_PROPERTIES,
	ODD_ID,
	ODD_BBOX,
	ODD_MEMBERS,
	ODD_TWICE,
	ODD_CRS,
	ODD_POSITION,
	ODD_RING_ENDS,
	ODD_BARE_GEOMETRY,
	ODDITIES
};

struct geojson_features {
	struct feature_builder builder;
	size_t odd_counts[ODDITIES], odd_firsts[ODDITIES]; /* how often, and the first record */
};

/* The members that GeoJSON, TopoJSON and Esri JSON give a meaning, NULL: not there. Of several with one key the last.
 */
struct geojson_members {
	const struct json_value *type, *geometry, *properties, *id, *bbox, *coordinates, *geometries, *features, *crs,
	        *arcs, *objects, *transform, *attributes;
	bool is_twice; /* some are there more than once */
};

/* The members of an object; of what is none, none. */
struct geojson_members geojson_members(const struct json_value *object);
void geojson_odd(struct geojson_features *features, enum geojson_oddity oddity);
/* A type of geometry that has coordinates (or arcs). */
struct geojson_form {
	const char *name;
	enum geometry_type type;
	int nesting; /* arrays around its positions */
};
/* NULL: no such type. */
const struct geojson_form *geojson_form(const char *name);

/* Adds a Feature, or, where `may_be_bare`, a geometry without one, as the record with this number. */
void geojson_add_feature(struct geojson_features *features, const struct json_value *value, size_t number,
                         bool may_be_bare);
/* Adds the positions in `nesting` arrays to the current record; each innermost list of a line or polygon begins a part.
 * Returns what is wrong with them, or NULL. */
const struct record_fault *geojson_add_coordinates(struct geojson_features *features, const struct json_value *value,
                                                   enum geometry_type type, int nesting);
/* Gives the current record its id and properties. */
void geojson_add_values(struct geojson_features *features, const struct geojson_members *members);
/* The bounding box may be absent. It is not used, but checked. */
void geojson_check_bbox(struct geojson_features *features, const struct geojson_members *members);
/* Warns of the oddities. */
void geojson_report_oddities(const struct geojson_features *features, bool by_line, struct place place,
                             struct diag *diag);

extern const struct record_fault geojson_no_object, geojson_unknown_geometry, geojson_no_coordinates, geojson_nesting,
        geojson_no_geometries;

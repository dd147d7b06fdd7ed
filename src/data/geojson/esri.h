/* Esri JSON, as ArcGIS servers answer `f=json`. Private to the GeoJSON reader. */
#pragma once

#include "data/geojson/feature.h"

/* Whether an element of `features` is one of Esri JSON: it has no type, but attributes or a geometry of that form. */
bool geojson_is_esri_feature(const struct json_value *value);
/* Adds it as the record with this number. */
void geojson_add_esri_feature(struct geojson_features *features, const struct json_value *value, size_t number);
/* Whether the text says of itself that it is Esri JSON. */
bool geojson_is_esri(const struct json_value *root);
/* The coordinate system that the text states: a code or a WKT; NULL: none. */
const char *geojson_esri_crs(const struct json_value *root, struct arena *arena);

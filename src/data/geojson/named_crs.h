/* The `crs` member of GeoJSON 2008. Private to the GeoJSON reader. */
#pragma once

#include "data/formats.h"
#include "data/json_tree.h"

/* The code of the coordinate system that the member names, "EPSG:3857"; NULL if there is no member. An error if it
 * names none that is known, then false. */
bool geojson_named_crs(const struct json_value *crs, struct arena *arena, const char *file, struct place place,
                       struct diag *diag, const char **out);

/* GeoJSON (RFC 7946, and the `crs` of 2008), GeoJSON a line (newline-delimited, and RFC 8142), and TopoJSON: the door.
 *
 * What a text is, is read from its content: TopoJSON is known by its type, whatever the suffix is. Private to the data
 * room. */
#pragma once

#include "data/formats.h"

extern const struct data_format data_format_geojson, data_format_geojson_lines, data_format_topojson;

/* GeoJSON (RFC 7946, and the `crs` of 2008), GeoJSON a line (newline-delimited, and RFC 8142), and TopoJSON: the door.
 *
 * What a text is, is read from its content: TopoJSON is known by its type, whatever the suffix is. Private to the data
 * room. */
#pragma once

#include "data/formats.h"

extern const struct data_format data_format_geojson, data_format_geojson_lines, data_format_topojson;

/* Reads a text from memory only, as lines or as a whole; `out` arrives zeroed but for `file`. Follow with
 * dataset_finish(). */
bool geojson_read_bytes(struct arena *arena, struct bytes bytes, bool by_line, const struct dataset_request *request,
                        struct diag *diag, struct dataset *out);

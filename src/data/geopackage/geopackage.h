/* GeoPackage: a layer of an SQLite database (OGC 12-128r18). The one door to this folder, the only one that includes
 * SQLite. */
#pragma once

#include "data/formats.h"

extern const struct data_format data_format_geopackage;
/* Reads a database from memory only; `out` arrives zeroed but for `file`. Follow with dataset_finish(). */
bool geopackage_read_bytes(struct arena *arena, struct bytes bytes, const struct dataset_request *request,
                           struct diag *diag, struct dataset *out);

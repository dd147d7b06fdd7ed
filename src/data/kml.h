/* KML: placemarks. Private to the data room. */
#pragma once

#include "data/formats.h"

extern const struct data_format data_format_kml;
/* Reads from memory only; `out` arrives zeroed but for `file`. Follow with dataset_finish(). */
bool kml_read_bytes(struct arena *arena, struct bytes bytes, const struct dataset_request *request, struct diag *diag,
                    struct dataset *out);

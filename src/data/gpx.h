/* GPX: waypoints, routes and tracks. Private to the data room. */
#pragma once

#include "data/formats.h"

extern const struct data_format data_format_gpx;
/* Reads from memory only; `out` arrives zeroed but for `file`. Follow with dataset_finish(). */
bool gpx_read_bytes(struct arena *arena, struct bytes bytes, const struct dataset_request *request, struct diag *diag,
                    struct dataset *out);

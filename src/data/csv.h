/* CSV: the format, and its reader that is fed bytes. Private to the data room. */
#pragma once

#include "data/formats.h"

extern const struct data_format csv_format;

/* Reads from memory only; `out` arrives zeroed but for `file`. Follow with dataset_finish(). */
bool csv_read_bytes(struct arena *arena, struct bytes bytes, const struct dataset_request *request, struct diag *diag,
                    struct dataset *out);

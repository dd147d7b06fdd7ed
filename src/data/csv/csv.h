/* CSV: the one door to this folder. */
#pragma once

#include "data/formats.h"

extern const struct data_format data_format_csv;
/* Reads a CSV from memory only; `out` arrives zeroed but for `file`. Follow with dataset_finish(). */
bool csv_read_bytes(struct arena *arena, struct bytes bytes, const struct dataset_request *request, struct diag *diag,
                    struct dataset *out);

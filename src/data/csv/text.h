/* Text of a CSV: its bytes as UTF-8. Private to csv/. */
#pragma once

#include "data/formats.h"

/* Brings the text to UTF-8 without a byte order mark, in `arena` where it has to be converted. The encoding is what the
 * mark says, else what the map file names, else UTF-8, else what the bytes are likely to be, with a warning. False with
 * an error if the map file names an encoding that is not known. */
bool csv_text_prepare(struct arena *arena, const struct dataset_request *request, struct diag *diag,
                      struct bytes *text);

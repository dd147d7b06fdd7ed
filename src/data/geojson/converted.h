/* Texts of JSON in other encodings than UTF-8. Private to the GeoJSON reader. */
#pragma once

#include "base/buffer.h"
#include "base/diag.h"
#include "data/read_buffer.h"

/* The encoding of the text: the author's, or what the mark at its beginning tells; NULL: UTF-8. */
const char *geojson_encoding(struct read_buffer *buffer, const char *authors);
/* Appends the whole text as UTF-8, with a warning if some of it is not in that encoding. False with an error if nobody
 * knows it, or the file has changed. */
bool geojson_convert(struct read_buffer *buffer, const char *encoding, const char *file, struct place place,
                     struct diag *diag, struct buffer *out);

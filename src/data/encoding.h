/* Encoding: the text of attribute tables as UTF-8. Private to the data room. */
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "data/file.h"

/* The name iconv knows for what people and .cpg files write: "GBK", "936", "utf8", "ANSI 1252", "8859-2".
 * NULL when it is empty or unknown. */
const char *encoding_known(struct arena *arena, const char *name);
/* The encoding of a language driver byte of a .dbf header; NULL when it says nothing. */
const char *encoding_of_driver(unsigned char driver);
/* Whether the driver byte is the one that many writers put without thinking of the text. */
bool encoding_driver_is_default(unsigned char driver);
/* Valid UTF-8, but for a last character cut by the width of its field. */
bool encoding_looks_utf8(const char *text, size_t length);

struct decoder {
	void *handle; /* NULL: the text is UTF-8 already */
};

/* `encoding` as given by the functions above. False when this system cannot convert it. */
bool decoder_open(struct decoder *decoder, const char *encoding);
void decoder_close(struct decoder *decoder);
/* Appends the text as valid UTF-8, U+FFFD for what is invalid. Returns where in `out` the first U+FFFD of
 * that kind is, SIZE_MAX when the text was valid. Control characters stay. */
size_t decoder_add(struct decoder *decoder, const char *text, size_t length, struct buffer *out);

/* Valid UTF-8 text as an attribute value: without control characters, "" shared by all that are empty. */
const char *data_value_text(struct arena *arena, const char *text, size_t length);

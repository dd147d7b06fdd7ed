/* Encoding: the text of attribute tables as UTF-8. Private to the data room. */
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "data/file.h"

/* The name iconv knows for what people and .cpg files write: "GBK", "936", "utf8", "ANSI 1252", "8859-2", "LDID/77".
 * Latin-1 is CP1252, which has printable characters where Latin-1 has none. NULL when it is empty or unknown. */
const char *encoding_known(struct arena *arena, const char *name);
/* The encoding of a language driver byte of a .dbf header; NULL when it says nothing, or this system cannot convert it.
 */
const char *encoding_of_driver(unsigned char driver);
/* Whether the driver byte is the one that many writers put without thinking of the text. */
bool encoding_driver_is_default(unsigned char driver);
/* Whether characters of the encoding, as given by these functions, may take several bytes each. */
bool encoding_is_wide(const char *encoding);
/* Whether the name says no more than "that of the system": "ansi", "oem". */
bool encoding_is_vague(const char *name);

struct decoder {
	void *handle; /* NULL: the text is UTF-8 already */
	size_t whole; /* of what decoder_add() added last: where in `out` a last character begins that is cut; SIZE_MAX:
	                 none */
};

/* `encoding` as given by the functions above. False when this system cannot convert it. */
bool decoder_open(struct decoder *decoder, const char *encoding);
void decoder_close(struct decoder *decoder);
/* Appends the text as valid UTF-8, U+FFFD for what is invalid. Returns where in `out` the first U+FFFD of
 * that kind is, SIZE_MAX when the text was valid. Control characters stay. */
size_t decoder_add(struct decoder *decoder, const char *text, size_t length, struct buffer *out);

/* Valid UTF-8 text as an attribute value: without control characters, "" shared by all that are empty. */
const char *data_value_text(struct arena *arena, const char *text, size_t length);

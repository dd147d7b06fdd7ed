/* Text traits: what bytes beyond ASCII tell of the encoding that they are in. Private to the data room. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Of all values of a table. Begins as {.is_utf8 = true}. */
struct text_traits {
	bool is_utf8;             /* valid, but for last characters that the width of their fields cuts */
	size_t characters;        /* beyond ASCII, while it is UTF-8 */
	size_t long_characters;   /* of those, of three or four bytes */
	size_t high, high_beside; /* bytes from 0x80; those of them beside another */
};

/* Adds a value. `is_full`: it takes the whole width of its field, which may have cut its last character. */
void text_traits_add(struct text_traits *traits, const char *text, size_t length, bool is_full);
/* Whether text that is said to be in another encoding is UTF-8 all the same: in one whose characters take several bytes
 * (`is_wide`), a few of them may be valid UTF-8 by chance. */
bool text_traits_are_utf8(const struct text_traits *traits, bool is_wide);
/* Whether letters beyond ASCII stand among others, as in western European languages; where most of them stand together,
 * the text is in another script. */
bool text_traits_are_western(const struct text_traits *traits);

/* Localized: one text in several languages, in the order the author gave them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct localized_entry {
	const char *language; /* BCP 47, lower case: "en", "zh"; "" = any language */
	const char *text;
};

struct localized {
	struct localized_entry *entries;
	size_t count;
};

/* The text in that language, else the any-language text, else NULL. */
const char *localized_get(const struct localized *text, const char *language);
/* The same, but falls back to the first entry; "" when there is none. */
const char *localized_any(const struct localized *text, const char *language);
bool localized_is_empty(const struct localized *text);

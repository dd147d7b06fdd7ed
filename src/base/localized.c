/* Localized: looked up by language, linearly; a text has two or three languages. */
#include "base/localized.h"

#include <string.h>

const char *localized_get(const struct localized *text, const char *language)
{
	const char *any = NULL;
	for (size_t i = 0; i < text->count; i++) {
		if (!strcmp(text->entries[i].language, language))
			return text->entries[i].text;
		if (!*text->entries[i].language)
			any = text->entries[i].text;
	}
	return any;
}

const char *localized_any(const struct localized *text, const char *language)
{
	const char *found = localized_get(text, language);
	return found ? found : text->count ? text->entries[0].text : "";
}

bool localized_is_empty(const struct localized *text)
{
	return text->count == 0;
}

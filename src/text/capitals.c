/* Capitals by the rules of the text's language: i becomes İ in Turkish and Azeri, Greek loses its accents, one letter
 * may become two. In: UTF-8. Out: the same in capitals. ICU knows the rules; two are ours, because a name keeps them in
 * texts of any language:
 * - ß becomes ẞ, which keeps Groß and Gross apart: the Council for German Orthography's first choice since 2024, and
 * the advice for names on maps of the German-speaking countries' permanent committee on geographical names (StAGN,
 * 2010).
 * - Greek letters follow the Greek rule. */
#include "base/utf8.h"
#include "text/context.h"

#include <string.h>
#include <unicode/ucasemap.h>

#define SHARP_S         0xDF
#define CAPITAL_SHARP_S 0x1E9E /* ICU leaves it as it is */

static bool is_greek(uint32_t character)
{
	return (character >= 0x370 && character < 0x400) || (character >= 0x1F00 && character < 0x2000);
}

/* A copy with ẞ for ß; *has_greek tells whether there are Greek letters in it. */
static char *with_capital_sharp_s(struct arena *arena, const char *text, bool *has_greek)
{
	size_t length = strlen(text);
	char *out = arena_alloc(arena, 2 * length + 1), *end = out;
	*has_greek = false;
	for (size_t i = 0, taken; i < length; i += taken) {
		uint32_t character = base_utf8_decode(text + i, length - i, &taken);
		*has_greek |= is_greek(character);
		end += base_utf8_encode(character == SHARP_S ? CAPITAL_SHARP_S : character, end);
	}
	*end = '\0';
	return out;
}

const char *text_capitals(struct arena *arena, const char *text, const char *language)
{
	bool has_greek;
	const char *small = with_capital_sharp_s(arena, text, &has_greek);
	size_t length = strlen(small), room = 3 * length + 1; /* ICU's tables treble a letter at most */
	char *capitals = arena_alloc(arena, room);
	UErrorCode status = U_ZERO_ERROR;
	UCaseMap *map = ucasemap_open(has_greek ? "el" : language, 0, &status);
	ucasemap_utf8ToUpper(map, capitals, (int32_t)room, small, (int32_t)length, &status);
	ucasemap_close(map);
	return U_SUCCESS(status) ? capitals : text;
}

const char *text_sentence(struct arena *arena, const char *text, const char *language)
{
	size_t length = strlen(text), room = 3 * length + 1;
	char *begun = arena_alloc(arena, room);
	UErrorCode status = U_ZERO_ERROR;
	UCaseMap *map = ucasemap_open(language, U_TITLECASE_WHOLE_STRING | U_TITLECASE_NO_LOWERCASE, &status);
	ucasemap_utf8ToTitle(map, begun, (int32_t)room, text, (int32_t)length, &status);
	ucasemap_close(map);
	return U_SUCCESS(status) ? begun : text;
}

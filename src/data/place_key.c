/* Place keys. In: a name as anybody writes it: Lomé, LOME, 北京, القاهرة. Out: what it is looked up by. Why ICU: it is
 * linked already, and its case folding and decomposition are Unicode's own, as those are that made the gazetteer. */
#include "data/place_key.h"

#include "base/utf8.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#define NAME_MOST    400 /* bytes of a name that count */
#define FOLDED_MOST  (3 * NAME_MOST)
#define PLAIN_MOST   (18 * NAME_MOST)
#define FOLDED_BYTES 1600

/* Case folded and decomposed, UTF-16. Returns its length; 0 if it is no text. */
static int32_t decompose(const char *name, UChar plain[PLAIN_MOST])
{
	UChar wide[NAME_MOST], folded[FOLDED_MOST];
	int32_t length = 0;
	size_t bytes = strlen(name);
	UErrorCode error = U_ZERO_ERROR;
	u_strFromUTF8WithSub(wide, NAME_MOST, &length, name, (int32_t)(bytes < NAME_MOST ? bytes : NAME_MOST), 0xFFFD,
	                     NULL, &error);
	length = u_strFoldCase(folded, FOLDED_MOST, wide, length, U_FOLD_CASE_DEFAULT, &error);
	const UNormalizer2 *form = unorm2_getNFKDInstance(&error);
	length = unorm2_normalize(form, folded, length, plain, PLAIN_MOST, &error);
	return U_SUCCESS(error) ? length : 0;
}

/* Written in some spellings of a name and left out in others: L’Aquila, Oʻahu. */
static bool is_apostrophe(UChar32 character)
{
	static const UChar32 all[] = {'\'', '`', 0x2018, 0x2019, 0x02BB, 0x02BC};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i] == character)
			return true;
	return false;
}

const char *data_place_key(struct arena *arena, const char *name)
{
	UChar plain[PLAIN_MOST];
	int32_t length = decompose(name, plain);
	char *key = arena_alloc(arena, 4 * (size_t)length + 1), *end = key;
	bool gap = false;
	for (int32_t i = 0; i < length;) {
		UChar32 character;
		U16_NEXT(plain, i, length, character);
		if (u_getCombiningClass(character) || is_apostrophe(character))
			continue;
		bool kept = (U_GET_GC_MASK(character) & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
		if (kept && gap && end > key)
			*end++ = ' ';
		gap = !kept;
		if (kept)
			end += base_utf8_encode((uint32_t)character, end);
	}
	*end = '\0';
	return key;
}

/* Letters that no decomposition takes apart, as they are written without their strokes; 0: it is none of them. */
static const char *plain_letter(UChar32 character)
{
	static const struct {
		UChar32 letter;
		const char *plain;
	} all[] = {{0x142, "l"}, {0xF8, "o"},  {0x111, "d"}, {0xF0, "d"},   {0x127, "h"},
	           {0x167, "t"}, {0x131, "i"}, {0xE6, "ae"}, {0x153, "oe"}, {0xFE, "th"}};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].letter == character)
			return all[i].plain;
	return NULL;
}

/* Scripts in which a mark at a letter is an accent, or a vowel that may be left out, and makes no other letter. */
static bool has_accents(UChar32 character)
{
	UErrorCode error = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript(character, &error);
	return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC ||
	       script == USCRIPT_ARABIC || script == USCRIPT_HEBREW;
}

/* The letters and digits of the name without accents, words parted by blanks; false if there are none, or if one is of
 * a script that has no accents. */
static bool fold(const char *name, char folded[FOLDED_BYTES])
{
	UChar plain[PLAIN_MOST];
	int32_t length = decompose(name, plain);
	char *end = folded, *last = folded + FOLDED_BYTES - 8;
	bool gap = false;
	for (int32_t i = 0; i < length;) {
		UChar32 character;
		U16_NEXT(plain, i, length, character);
		uint32_t mask = U_GET_GC_MASK(character);
		if (u_getCombiningClass(character) || is_apostrophe(character))
			continue;
		bool kept = (mask & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
		if (((mask & U_GC_L_MASK) && !has_accents(character)) || end > last)
			return false;
		if (kept && gap && end > folded)
			*end++ = ' ';
		gap = !kept;
		const char *letters = plain_letter(character);
		if (letters)
			end = stpcpy(end, letters);
		else if (kept)
			end += base_utf8_encode((uint32_t)character, end);
	}
	*end = '\0';
	return end > folded;
}

bool data_place_names_alike(const char *one, const char *other)
{
	char folded[2][FOLDED_BYTES];
	return !strcmp(one, other) || (fold(one, folded[0]) && fold(other, folded[1]) && !strcmp(folded[0], folded[1]));
}

bool data_place_name_within(const char *name, const char *longer)
{
	char folded[2][FOLDED_BYTES];
	if (!fold(name, folded[0]) || !fold(longer, folded[1]))
		return strstr(longer, name) != NULL && *name;
	size_t length = strlen(folded[0]);
	for (const char *at = folded[1]; (at = strstr(at, folded[0])); at++)
		if ((at == folded[1] || at[-1] == ' ') && (!at[length] || at[length] == ' '))
			return true;
	return false;
}

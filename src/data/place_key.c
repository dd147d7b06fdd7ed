/* Place keys. In: a name as anybody writes it: Lomé, LOME, 北京, القاهرة. Out: what it is looked up by. Why ICU: it is
 * linked already, and its case folding and decomposition are Unicode's own, as those are that made the gazetteer. */
#include "data/place_key.h"

#include "base/utf8.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#define NAME_MOST   400 /* bytes of a name that count */
#define FOLDED_MOST (3 * NAME_MOST)
#define PLAIN_MOST  (18 * NAME_MOST)

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

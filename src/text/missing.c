/* Characters that no font has. In: a character. Out: its name and script, and the Debian package that has it: a table
 * of what was counted in the packages of Debian 12 (fonts-noto-core 20201225, fonts-symbola 2.60, fonts-unifont 15.0,
 * fonts-hanazono 20170904). A family that is installed and lacks the character is never proposed; colour fonts are not
 * either, because their glyphs have no outlines. */
#include "text/missing.h"

#include "base/utf8.h"
#include "text/context.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#define RARE_HAN 0x20000 /* beyond it Noto has 2,365 of 70,004 characters, Hanazono 60,859 */

void text_missing_add(struct arena *arena, struct missing_characters *missing, uint32_t character)
{
	for (size_t i = 0; i < missing->count; i++)
		if (missing->characters[i] == character)
			return;
	missing->characters =
	        arena_grow(arena, missing->characters, missing->count, &missing->capacity, sizeof *missing->characters);
	missing->characters[missing->count++] = character;
}

static bool is_missing(const struct missing_characters *missing, uint32_t character)
{
	for (size_t i = 0; i < missing->count; i++)
		if (missing->characters[i] == character)
			return true;
	return false;
}

/* Marks that choose the form of the character before them, or join it to the next. */
static bool is_joiner(uint32_t character)
{
	return character == 0x200D || character == 0xFE0E || character == 0xFE0F;
}

const char *text_missing_remove(struct arena *arena, const struct missing_characters *missing, const char *text)
{
	size_t length = strlen(text);
	char *out = arena_alloc(arena, length + 1), *end = out;
	bool has_letters = false, after_missing = false;
	for (size_t i = 0, taken; i < length; i += taken) {
		uint32_t character = base_utf8_decode(text + i, length - i, &taken);
		bool is_second_blank = character == ' ' && (end == out || end[-1] == ' ');
		after_missing = is_missing(missing, character) || (after_missing && is_joiner(character));
		if (after_missing || is_second_blank)
			continue;
		has_letters |= u_isalnum((UChar32)character);
		end += base_utf8_encode(character, end);
	}
	while (end > out && end[-1] == ' ')
		end--;
	*end = '\0';
	return has_letters ? out : NULL;
}

enum character_sort { SORT_LETTER, SORT_EAST_ASIAN, SORT_RARE_HAN, SORT_SYMBOL, SORT_EMOJI, SORT_NONE };

static UScriptCode script_of(uint32_t character)
{
	UErrorCode status = U_ZERO_ERROR;
	UScriptCode script = uscript_getScript((UChar32)character, &status);
	return U_SUCCESS(status) ? script : USCRIPT_UNKNOWN;
}

static enum character_sort sort_of(uint32_t character)
{
	switch (script_of(character)) {
	case USCRIPT_UNKNOWN: /* private, unassigned */
		return SORT_NONE;
	case USCRIPT_HAN:
		return character >= RARE_HAN ? SORT_RARE_HAN : SORT_EAST_ASIAN;
	case USCRIPT_HIRAGANA:
	case USCRIPT_KATAKANA:
	case USCRIPT_HANGUL:
	case USCRIPT_BOPOMOFO:
		return SORT_EAST_ASIAN;
	case USCRIPT_COMMON:
	case USCRIPT_INHERITED:
		return u_hasBinaryProperty((UChar32)character, UCHAR_EXTENDED_PICTOGRAPHIC) ? SORT_EMOJI : SORT_SYMBOL;
	default:
		return SORT_LETTER;
	}
}

struct font_package {
	const char *package, *family; /* one that comes with no other package */
	int newest;                   /* version of Unicode whose characters it has, but for one in fifty */
};

static const struct font_package packages[][3] = {
        [SORT_LETTER] = {{"fonts-noto-core", "Noto Sans Vai", 10}, {"fonts-unifont", "Unifont", 15}},
        [SORT_EAST_ASIAN] = {{"fonts-noto-cjk", "Noto Sans CJK SC", 15}, {"fonts-unifont", "Unifont", 15}},
        [SORT_RARE_HAN] = {{"fonts-hanazono", "HanaMinB", 15}},
        [SORT_SYMBOL] = {{"fonts-symbola", "Symbola", 10}, {"fonts-unifont", "Unifont", 15}},
        [SORT_EMOJI] = {{"fonts-symbola", "Symbola", 10}, {"fonts-unifont", "Unifont", 15}},
        [SORT_NONE] = {{NULL, NULL, 0}},
};

const char *text_font_hint(struct text_context *context, struct arena *arena, uint32_t character)
{
	UVersionInfo age;
	u_charAge((UChar32)character, age);
	for (const struct font_package *row = packages[sort_of(character)]; row->package; row++)
		if (age[0] <= row->newest && !fonts_have_family(&context->installed, row->family))
			return arena_printf(arena,
			                    "install a font that has it (Debian: %s), or leave it out of the text",
			                    row->package);
	return "no font is known that has it: correct the text, or the encoding that it is read in";
}

const char *text_character_words(struct arena *arena, uint32_t character)
{
	char name[120];
	UErrorCode status = U_ZERO_ERROR;
	enum character_sort sort = sort_of(character);
	u_charName((UChar32)character, U_EXTENDED_CHAR_NAME, name, sizeof name, &status);
	const char *kind = sort == SORT_EMOJI    ? "emoji"
	                   : sort == SORT_SYMBOL ? "symbol"
	                   : sort == SORT_NONE   ? "not assigned"
	                                         : uscript_getName(script_of(character));
	return arena_printf(arena, "U+%04X %s (%s)", (unsigned)character, U_SUCCESS(status) ? name : "", kind);
}

static bool is_inside_character(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Where `part` stands in the source. */
static struct place place_in(const struct source *source, const char *part)
{
	struct place place = {source, source->first_line ? source->first_line : 1, 1, 1};
	for (const char *at = source->text; at < part; at++) {
		place.column += !is_inside_character(*at);
		if (*at == '\n') {
			place.line++;
			place.column = 1;
		}
	}
	return place;
}

/* The character where the source holds the whole text in one piece, else its first; `place` if there is none. */
static struct place find_place(struct place place, const char *text, uint32_t character)
{
	char bytes[5] = "";
	base_utf8_encode(character, bytes);
	if (!place.source || place.line || !place.source->text)
		return place;
	const char *whole = strstr(place.source->text, text);
	const char *found = strstr(whole ? whole : place.source->text, bytes);
	return found ? place_in(place.source, found) : place;
}

/* Of a long text, such as the credits, what stands about the character. */
static const char *excerpt(struct arena *arena, const char *text, uint32_t character)
{
	enum { LONG = 120, ABOUT = 40 };
	char bytes[5] = "";
	base_utf8_encode(character, bytes);
	size_t length = strlen(text);
	const char *found = strstr(text, bytes);
	if (length <= LONG || !found)
		return text;
	size_t at = (size_t)(found - text), from = at > ABOUT ? at - ABOUT : 0;
	size_t to = at + ABOUT < length ? at + ABOUT : length;
	while (is_inside_character(text[from]))
		from++;
	while (is_inside_character(text[to]))
		to++;
	return arena_printf(arena, "%s%.*s%s", from ? "…" : "", (int)(to - from), text + from, to < length ? "…" : "");
}

void text_missing_report(struct text_context *context, const struct missing_characters *missing, const char *text,
                         struct place place, struct diag *diag)
{
	uint32_t first = missing->characters[0];
	const char *others = missing->count == 1 ? "" : arena_printf(&diag->arena, " and %zu more", missing->count - 1);
	diag_error(diag, MISSING_FONT, find_place(place, text, first), text_font_hint(context, &diag->arena, first),
	           "no font has %s%s, in the text '%s'", text_character_words(&diag->arena, first), others,
	           excerpt(&diag->arena, text, first));
}

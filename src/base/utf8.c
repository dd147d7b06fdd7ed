/* UTF-8: decoding that never reads past the end and never passes a surrogate or an overlong form. */
#include "base/utf8.h"

#include <string.h>

#define REPLACEMENT 0xFFFD

uint32_t base_utf8_decode(const char *text, size_t bytes, size_t *length)
{
	const unsigned char *at = (const unsigned char *)text;
	*length = 1;
	if (at[0] < 0x80)
		return at[0];
	size_t need = at[0] >= 0xF0 && at[0] < 0xF5 ? 4 : at[0] >= 0xE0 && at[0] < 0xF0 ? 3 : at[0] >= 0xC2 ? 2 : 0;
	if (!need || at[0] >= 0xF5 || need > bytes)
		return REPLACEMENT;
	static const unsigned char masks[] = {0, 0, 0x1F, 0x0F, 0x07};
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	uint32_t character = at[0] & masks[need];
	for (size_t i = 1; i < need; i++) {
		if ((at[i] & 0xC0) != 0x80)
			return REPLACEMENT;
		character = character << 6 | (at[i] & 0x3F);
	}
	if (character < smallest[need] || character > 0x10FFFF || (character >= 0xD800 && character < 0xE000))
		return REPLACEMENT;
	*length = need;
	return character;
}

size_t base_utf8_encode(uint32_t character, char out[4])
{
	static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
	size_t length = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
	for (size_t i = length - 1; i > 0; i--, character >>= 6)
		out[i] = (char)(0x80 | (character & 0x3F));
	out[0] = (char)(leads[length] | character);
	return length;
}

static bool is_replacement_in_text(const char *text, size_t bytes)
{
	return bytes >= 3 && !memcmp(text, "\xEF\xBF\xBD", 3);
}

/* Most of most files is ASCII: eight bytes at a time. */
static size_t ascii_run(const char *text, size_t bytes)
{
	size_t run = 0;
	for (uint64_t eight; run + 8 <= bytes; run += 8) {
		memcpy(&eight, text + run, 8);
		if (eight & 0x8080808080808080u)
			break;
	}
	return run;
}

bool base_utf8_valid(const char *text, size_t bytes)
{
	for (size_t i = 0, taken; i < bytes; i += taken) {
		i += ascii_run(text + i, bytes - i);
		if (i == bytes)
			break;
		uint32_t character = base_utf8_decode(text + i, bytes - i, &taken);
		if (character == REPLACEMENT && !is_replacement_in_text(text + i, bytes - i))
			return false;
	}
	return true;
}

/* Tab, line feed, vertical tab, form feed, carriage return, next line, and Unicode's separators. */
static bool is_break(uint32_t character)
{
	return (character >= 0x09 && character <= 0x0D) || character == 0x85 || character == 0x2028 ||
	       character == 0x2029;
}

bool base_utf8_is_direction(uint32_t character)
{
	return (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
}

bool base_utf8_is_control(uint32_t character)
{
	return character < 0x20 || (character >= 0x7F && character < 0xA0);
}

/* Controls and non-characters. */
static bool is_unwanted(uint32_t character)
{
	return base_utf8_is_control(character) || (character & 0xFFFE) == 0xFFFE ||
	       (character >= 0xFDD0 && character < 0xFDF0);
}

static bool is_plain(const char *text, size_t bytes)
{
	size_t plain = 0;
	while (plain < bytes && text[plain] >= ' ' && text[plain] < 0x7F)
		plain++;
	return plain == bytes;
}

char *base_utf8_clean(struct arena *arena, const char *text, size_t bytes)
{
	if (is_plain(text, bytes))
		return arena_text_n(arena, text, bytes);
	char *clean = arena_alloc(arena, bytes * UTF8_CLEAN_MOST + 1);
	clean[base_utf8_clean_to(clean, text, bytes)] = '\0';
	return clean;
}

size_t base_utf8_clean_to(char *clean, const char *text, size_t bytes)
{
	char *end = clean;
	if (is_plain(text, bytes)) {
		memcpy(clean, text, bytes);
		return bytes;
	}
	for (size_t i = 0, taken; i < bytes; i += taken) {
		uint32_t character = base_utf8_decode(text + i, bytes - i, &taken);
		if (base_utf8_is_direction(character) || character == 0xFEFF)
			continue;
		if (is_break(character))
			character = ' ';
		else if (is_unwanted(character))
			character = REPLACEMENT;
		end += base_utf8_encode(character, end);
	}
	return (size_t)(end - clean);
}

bool base_utf8_is_blank(const char *text)
{
	for (size_t taken; *text; text += taken) {
		uint32_t character = base_utf8_decode(text, strlen(text), &taken);
		if (character > ' ' && character != 0xA0 && !(character >= 0x2000 && character <= 0x200F) &&
		    character != 0x202F && character != 0x205F && character != 0x3000)
			return false;
	}
	return true;
}

size_t base_utf8_length(const char *text)
{
	size_t count = 0;
	for (; *text; text++)
		count += ((unsigned char)*text & 0xC0) != 0x80;
	return count;
}

const char *base_utf8_shorten(struct arena *arena, const char *text, size_t most)
{
	size_t length = strlen(text), at = 0, taken;
	if (base_utf8_length(text) <= most)
		return text;
	for (; most > 0; most--, at += taken)
		base_utf8_decode(text + at, length - at, &taken);
	return arena_printf(arena, "%.*s…", (int)at, text);
}

bool base_utf8_is_cjk(uint32_t character)
{
	return (character >= 0x1100 && character < 0x1200) || (character >= 0x2E80 && character < 0xA4D0) ||
	       (character >= 0xAC00 && character < 0xD7B0) || (character >= 0xF900 && character < 0xFB00) ||
	       (character >= 0xFE30 && character < 0xFE50) || (character >= 0xFF00 && character < 0xFFE7) ||
	       (character >= 0x20000 && character < 0x3FFFE);
}

struct code_range {
	uint32_t first, last;
};

static bool is_within(uint32_t character, const struct code_range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (character >= ranges[i].first && character <= ranges[i].last)
			return true;
	return false;
}

bool base_utf8_is_upright(uint32_t character)
{
	static const struct code_range ranges[] = {
	        {0x0590, 0x109F}, {0x1200, 0x139F}, {0x1700, 0x1CFF}, {0xA800, 0xA8FF},   {0xA900, 0xAAFF},
	        {0xABC0, 0xABFF}, {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFC}, {0x10800, 0x11FFF}, {0x1E900, 0x1EEFF},
	};
	return base_utf8_is_cjk(character) || is_within(character, ranges, sizeof ranges / sizeof *ranges);
}

bool base_utf8_is_joined(uint32_t character)
{
	static const struct code_range ranges[] = {
	        {0x0600, 0x08FF}, /* Arabic, Syriac, N'Ko, Mandaic; Thaana and Samaritan, between them, are rare */
	        {0x0900, 0x0A7F}, /* Devanagari, Bengali, Gurmukhi */
	        {0x1800, 0x18AF}, /* Mongolian */
	        {0xA8E0, 0xA8FF}, {0xFB50, 0xFDFF}, {0xFE70, 0xFEFC}, {0x1E900, 0x1E95F},
	};
	return is_within(character, ranges, sizeof ranges / sizeof *ranges);
}

bool base_utf8_is_right_to_left(uint32_t character)
{
	static const struct code_range ranges[] = {
	        {0x0590, 0x05FF}, {0x060D, 0x065F}, {0x066D, 0x08FF},   {0xFB1D, 0xFD3D},
	        {0xFD50, 0xFDFF}, {0xFE70, 0xFEFC}, {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF},
	};
	return is_within(character, ranges, sizeof ranges / sizeof *ranges);
}

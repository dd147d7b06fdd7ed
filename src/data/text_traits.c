/* Text traits: counts of bytes and characters beyond ASCII. In: the values of a table. Out: how likely it is UTF-8, and
 * whether its bytes can be letters of a western language. Why so: many programs state an encoding without thinking of
 * the text, and what is read in a wrong one is not seen before a reader sees it on the map. */
#include "data/text_traits.h"

#include "base/utf8.h"

/* Bytes that a character with this first byte takes; 0 when none begins so. */
static size_t announced_length(unsigned char first)
{
	return first >= 0xF5 ? 0 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
}

/* The length without a last character that is not whole. */
static size_t without_cut_character(const char *text, size_t length)
{
	size_t tail = 0;
	while (tail < 3 && tail < length && ((unsigned char)text[length - 1 - tail] & 0xC0) == 0x80)
		tail++;
	bool is_cut = tail < length && announced_length((unsigned char)text[length - 1 - tail]) > tail + 1;
	return is_cut ? length - tail - 1 : length;
}

static void count_bytes(struct text_traits *traits, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (!(text[i] & 0x80))
			continue;
		traits->high++;
		traits->high_beside += (i > 0 && text[i - 1] & 0x80) || (i + 1 < length && text[i + 1] & 0x80);
	}
}

void text_traits_add(struct text_traits *traits, const char *text, size_t length, bool is_full)
{
	size_t high = traits->high;
	count_bytes(traits, text, length);
	if (traits->high == high || !traits->is_utf8)
		return;
	if (is_full)
		length = without_cut_character(text, length);
	traits->is_utf8 = base_utf8_valid(text, length);
	for (size_t i = 0; i < length && traits->is_utf8; i++) {
		size_t announced = announced_length((unsigned char)text[i]);
		traits->characters += announced > 0;
		traits->long_characters += announced > 2;
	}
}

bool text_traits_are_utf8(const struct text_traits *traits, bool is_wide)
{
	size_t enough = is_wide ? 4 : 1;
	return traits->is_utf8 && (traits->characters >= enough || traits->long_characters >= 2);
}

bool text_traits_are_western(const struct text_traits *traits)
{
	return traits->high_beside * 2 <= traits->high;
}

/* UTF-8: nothing but valid, printable text goes further than this. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* Decodes one character; *length gets the bytes taken (at least 1). Invalid: U+FFFD. */
uint32_t base_utf8_decode(const char *text, size_t bytes, size_t *length);
/* Writes one character (1..4 bytes) and returns how many. */
size_t base_utf8_encode(uint32_t character, char out[4]);
bool base_utf8_valid(const char *text, size_t bytes);
/* Copy with invalid sequences and control characters replaced by U+FFFD. Tabs and what breaks a line (also a vertical
 * tab, as some tables have it) become a blank; what would turn the direction of the text is left out. */
char *base_utf8_clean(struct arena *arena, const char *text, size_t bytes);
/* The same, into room for UTF8_CLEAN_MOST times as many bytes, without a NUL behind it. Returns its length. */
size_t base_utf8_clean_to(char *clean, const char *text, size_t bytes);
#define UTF8_CLEAN_MOST 3 /* one bad byte becomes the three of U+FFFD */
/* C0 and C1 controls and DEL: what a terminal may act on. */
bool base_utf8_is_control(uint32_t character);
/* Invisible, and makes a text read as another: embeddings, overrides and isolates of direction. The marks U+200E and
 * U+200F, which texts from right to left need, are none. */
bool base_utf8_is_direction(uint32_t character);
bool base_utf8_is_blank(const char *text); /* nothing in it leaves ink */
size_t base_utf8_length(const char *text); /* characters */
/* For messages: the text, or of one with more than `most` characters so many, and "…". */
const char *base_utf8_shorten(struct arena *arena, const char *text, size_t most);
/* Han, kana, hangul and full-width forms: scripts set without blanks or italics. */
bool base_utf8_is_cjk(uint32_t character);
/* Of a script that has no italics: Chinese and the like, Arabic, Hebrew, Thai, the scripts of India. */
bool base_utf8_is_upright(uint32_t character);
/* A letter that runs from right to left by itself: Hebrew, Arabic, N'Ko; no digit, no bracket. */
bool base_utf8_is_right_to_left(uint32_t character);
/* Of a script whose letters join or hang from one line, so that nothing may be put between them: Arabic, Devanagari. */
bool base_utf8_is_joined(uint32_t character);

/* "Did you mean": the nearest of some names, by case, by spellings and words that people write for one another, then by
 * edit distance. In: a word that is none of the names. Out: one of them, the first of those that are as near. */
#include "base/options.h"

#include <stdio.h>
#include <string.h>

/* Of a word that is compared. */
#define WORD_SIZE 64

struct word_pair {
	const char *one, *other;
};

/* Spellings, which may be a part of a word: fill_color. */
static const struct word_pair spellings[] = {
        {"color", "colour"},    {"center", "centre"},      {"gray", "grey"}, {"metre", "meter"},
        {"license", "licence"}, {"neighbor", "neighbour"}, {"ise", "ize"},
};

/* Words for the same thing in programs and formats of the field. */
static const struct word_pair words[] = {
        {"title", "name"},
        {"caption", "title"},
        {"heading", "title"},
        {"text", "label"},
        {"label", "labels"},
        {"name", "label"},
        {"thickness", "width"},
        {"weight", "width"},
        {"size", "width"},
        {"stroke", "colour"},
        {"fill", "colour"},
        {"stroke", "edge"},
        {"outline", "edge"},
        {"border", "edge"},
        {"alpha", "opacity"},
        {"transparency", "opacity"},
        {"dasharray", "dash"},
        {"dashes", "dash"},
        {"bbox", "extent"},
        {"bounds", "extent"},
        {"box", "extent"},
        {"path", "file"},
        {"source", "file"},
        {"src", "file"},
        {"filename", "file"},
        {"dataset", "data"},
        {"type", "kind"},
        {"style", "kind"},
        {"filter", "where"},
        {"condition", "where"},
        {"srs", "crs"},
        {"epsg", "crs"},
        {"projection", "crs"},
        {"lng", "lon"},
        {"long", "lon"},
        {"longitude", "lon"},
        {"x", "lon"},
        {"latitude", "lat"},
        {"y", "lat"},
        {"language", "languages"},
        {"locale", "languages"},
        {"language", "lang"},
        {"resolution", "dpi"},
        {"point", "marker"},
        {"points", "marker"},
        {"symbol", "marker"},
        {"polygon", "area"},
        {"rail", "railway"},
        {"motorway", "expressway"},
        {"highway", "expressway"},
        {"road", "expressway"},
        {"attribution", "sources"},
        {"credit", "sources"},
        {"font", "fonts"},
        {"columns", "names"},
        {"id", "key"},
};

/* In lower case, with '_' for '-' and blanks, without the dashes of an option. False when it is too long to compare. */
static bool fold(const char *text, char out[WORD_SIZE])
{
	size_t length = 0;
	for (text += strspn(text, "-"); *text; text++) {
		if (length == WORD_SIZE - 1)
			return false;
		char c = *text;
		out[length++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c == '-' || c == ' ' ? '_' : c;
	}
	out[length] = '\0';
	return true;
}

/* Whether `word` becomes `name` when `from`, somewhere in it, is written `to`. */
static bool becomes(const char *word, const char *name, const char *from, const char *to)
{
	char changed[2 * WORD_SIZE];
	for (const char *at = word; (at = strstr(at, from)); at++) {
		snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - word), word, to, at + strlen(from));
		if (!strcmp(changed, name))
			return true;
	}
	return false;
}

static bool are_pair(const char *word, const char *name)
{
	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
		if (becomes(word, name, spellings[i].one, spellings[i].other) ||
		    becomes(word, name, spellings[i].other, spellings[i].one))
			return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if ((!strcmp(word, words[i].one) && !strcmp(name, words[i].other)) ||
		    (!strcmp(word, words[i].other) && !strcmp(name, words[i].one)))
			return true;
	return false;
}

/* Levenshtein distance, two rows. */
static size_t edit_distance(const char *a, const char *b)
{
	size_t rows[2][WORD_SIZE];
	size_t columns = strlen(b);
	for (size_t j = 0; j <= columns; j++)
		rows[0][j] = j;
	size_t line = 0;
	for (size_t i = 0; a[i]; i++, line ^= 1) {
		size_t *above = rows[line], *now = rows[line ^ 1];
		now[0] = i + 1;
		for (size_t j = 0; j < columns; j++) {
			size_t change = above[j] + (a[i] != b[j]);
			size_t shorter = (above[j + 1] < now[j] ? above[j + 1] : now[j]) + 1;
			now[j + 1] = change < shorter ? change : shorter;
		}
	}
	return rows[line][columns];
}

/* 0 for the same word, then one for one that is written for it, then by letters. */
static size_t distance_of(const char *word, const char *name)
{
	if (!strcmp(word, name))
		return 0;
	return are_pair(word, name) ? 1 : 1 + edit_distance(word, name);
}

const char *option_suggest(const char *word, const void *names, size_t stride, size_t count)
{
	char folded[WORD_SIZE], other[WORD_SIZE];
	const char *best = NULL;
	size_t best_distance = strlen(word) / 3 + 3;
	if (!fold(word, folded))
		return NULL;
	for (size_t i = 0; i < count; i++) {
		const char *name = *(const char *const *)((const char *)names + i * stride);
		size_t distance = name && fold(name, other) ? distance_of(folded, other) : best_distance;
		if (distance < best_distance) {
			best_distance = distance;
			best = name;
		}
	}
	return best;
}

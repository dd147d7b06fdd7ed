/* Looks at the text of a CRS before PROJ sees it. In: a code, WKT or PROJ string from a file that nobody vouches for.
 * Out: the word that would make PROJ open a file, if there is one.
 * Why so: PROJ opens any path named by a grid, init or file key, at whatever depth of a WKT it stands, and waits
 * for ever on a pipe. The names are searched in the whole text, so nesting and quoting hide nothing. The one grid
 * that is no file, nadgrids=@null, stands in every old WKT of the web Mercator and is let through. */
#include "projection/transform.h"

#include <string.h>
#include <strings.h>

static const char *const dangerous_words[] = {
        "grids",         /* nadgrids, geoidgrids, grids, xy_grids, z_grids, PROJ4_GRIDS */
        "init=",         /* parameter files */
        "init =",        /* */
        "file=",         /* tinshift */
        "file =",        /* */
        "model=",        /* defmodel */
        "catalog",       /* grid catalogues of older versions */
        "PARAMETERFILE", /* WKT 2 */
};

static bool is_null_grid(const char *text, const char *word)
{
	static const char harmless[] = "nadgrids=@null";
	if (word - text < 3 || strncmp(word - 3, harmless, sizeof harmless - 1) != 0)
		return false;
	char next = word[sizeof harmless - 1 - 3];
	return next == '\0' || next == ' ' || next == '"';
}

static bool contains_word(const char *text, const char *word)
{
	size_t length = strlen(word);
	for (const char *p = text; *p != '\0'; p++)
		if (strncasecmp(p, word, length) == 0 && !is_null_grid(text, p))
			return true;
	return false;
}

const char *crs_text_danger(const char *text)
{
	for (size_t i = 0; i < sizeof dangerous_words / sizeof *dangerous_words; i++)
		if (contains_word(text, dangerous_words[i]))
			return dangerous_words[i];
	return NULL;
}

/* Patterns of `like`. In: a text and a pattern, UTF-8. Upper and lower case are two, as they are for `=`.
 * Greedy: after a failure only the last run of any characters is made longer, which is enough (the earlier ones have
 * matched as early as they can), so that a text costs at most its length times the pattern's. */
#include "expression/parts.h"

static bool is_any(char c)
{
	return c == '%' || c == '*';
}

/* The byte behind the character. */
static const char *next_character(const char *text)
{
	for (text++; ((unsigned char)*text & 0xC0) == 0x80; text++)
		;
	return text;
}

/* One step of both if the pattern's next sign fits the text's next character. */
static bool take_one(const char **text, const char **pattern)
{
	const char *sign = *pattern;
	if (*sign == '_') {
		*text = next_character(*text);
		*pattern = sign + 1;
		return true;
	}
	if (*sign == '\\' && sign[1])
		sign++;
	if (*sign != **text)
		return false;
	++*text;
	*pattern = sign + 1;
	return true;
}

bool expression_is_like(const char *text, const char *pattern)
{
	const char *any = NULL, *from = NULL; /* behind the last run of any characters, and where it ends in the text */
	while (*text) {
		if (is_any(*pattern)) {
			any = ++pattern;
			from = text;
		} else if (!*pattern || !take_one(&text, &pattern)) {
			if (!any)
				return false;
			pattern = any;
			text = from = next_character(from);
		}
	}
	while (is_any(*pattern))
		pattern++;
	return !*pattern;
}

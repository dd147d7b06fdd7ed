/* What the tables of options say of a value, in words: for the manual and the schema of the map file. */
#include "base/options.h"

#include <string.h>

static const char *const type_words[] = {
        [OPTION_TEXT] = "text",
        [OPTION_ID] = "id",
        [OPTION_BOOL] = "yes, no",
        [OPTION_NUMBER] = "number",
        [OPTION_WHOLE] = "whole number",
        [OPTION_LENGTH] = "length",
        [OPTION_DISTANCE] = "distance",
        [OPTION_RGBA] = "colour",
        [OPTION_COLOUR] = "colour",
        [OPTION_STYLE] = "text style",
        [OPTION_LABEL] = "column or expression",
        [OPTION_TEXT_OR_COLUMN] = "a text, a column or an expression",
        [OPTION_SHIELD] = "shield",
        [OPTION_HATCH] = "hatch",
        [OPTION_COLUMN] = "column",
        [OPTION_COLUMNS] = "columns",
        [OPTION_NAMES] = "column, or one a language",
        [OPTION_REFERENCE] = "an entry of",
        [OPTION_REFERENCES] = "entries of",
        [OPTION_DATA] = "data",
        [OPTION_TEXTS] = "list of texts",
        [OPTION_LOCALIZED] = "text, or one a language",
        [OPTION_NUMBERS] = "numbers",
        [OPTION_LENGTHS] = "lengths",
        [OPTION_FILTER] = "condition",
        [OPTION_MATCH] = "condition",
        [OPTION_SECTION] = NULL,
};

const char *option_choice_next(const char *choices, size_t *length)
{
	choices += *length + (*length && choices[*length] == '|');
	*length = strcspn(choices, "|");
	return *length ? choices : NULL;
}

/* "a|b" as "`a`, `b`". */
static void add_choices(const char *choices, struct buffer *out)
{
	size_t length = 0;
	const char *before = "`";
	while ((choices = option_choice_next(choices, &length))) {
		buffer_text(out, before);
		buffer_add(out, choices, length);
		buffer_char(out, '`');
		before = ", `";
	}
}

void option_value_words(const struct option *option, struct buffer *out)
{
	const char *words = type_words[option->type];
	if (words)
		buffer_text(out, words);
	else if (option->type != OPTION_SECTION)
		add_choices(option->choices, out);
	if (option->type == OPTION_REFERENCE || option->type == OPTION_REFERENCES)
		buffer_printf(out, " `%s:`", option->choices ? option->choices : "");
}

bool option_is_needed(const struct option *option)
{
	return option->fallback == option_required && option->type != OPTION_ID;
}

/* Options: setting a field of an option struct from text, after the row that describes it. */
#include "base/options.h"

#include "base/units.h"

#include <stdio.h>
#include <string.h>

const struct kind *kind_find(const struct kind_list *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->kinds[i]->name, name))
			return list->kinds[i];
	return NULL;
}

const struct option *option_find(const struct kind *kind, const char *key)
{
	for (size_t i = 0; i < kind->option_count; i++)
		if (!strcmp(kind->options[i].key, key))
			return &kind->options[i];
	return NULL;
}

/* Index of `text` in "a|b|c", or -1. */
static int choice_index(const char *choices, const char *text)
{
	size_t length = strlen(text);
	int index = 0;
	for (const char *at = choices;; index++) {
		size_t span = strcspn(at, "|");
		if (span == length && !strncmp(at, text, length))
			return index;
		if (!at[span])
			return -1;
		at += span + 1;
	}
}

static bool set_bool(const struct option *option, bool *field, const char *text, struct place place, struct diag *diag)
{
	bool on = !strcmp(text, "true") || !strcmp(text, "yes") || !strcmp(text, "on");
	bool off = !strcmp(text, "false") || !strcmp(text, "no") || !strcmp(text, "off");
	if (!on && !off) {
		diag_error(diag, WRONG_VALUE, place, "write yes or no", "'%s' takes yes or no, not '%s'", option->key,
		           text);
		return false;
	}
	*field = on;
	return true;
}

static bool parse_number(enum option_type type, const char *text, double *value)
{
	return type == OPTION_LENGTH     ? units_parse_length(text, value)
	       : type == OPTION_DISTANCE ? units_parse_distance(text, value)
	                                 : base_number_parse(text, value) == 1;
}

static bool set_number(const struct option *option, double *field, const char *text, struct place place,
                       struct diag *diag)
{
	bool is_length = option->type == OPTION_LENGTH, is_distance = option->type == OPTION_DISTANCE;
	double value;
	if (!parse_number(option->type, text, &value)) {
		diag_error(diag, WRONG_VALUE, place,
		           is_length     ? "for example 8mm, 0.5in, 12pt"
		           : is_distance ? "for example 15km, 800m"
		                         : NULL,
		           "'%s' takes a %s, not '%s'", option->key,
		           is_length     ? "length"
		           : is_distance ? "distance on the ground"
		                         : "number",
		           text);
		return false;
	}
	if ((option->minimum != 0 || option->maximum != 0) && (value < option->minimum || value > option->maximum)) {
		char low[48], high[48];
		diag_error(diag, OUT_OF_RANGE, place, NULL, "'%s' must lie between %s and %s%s", option->key,
		           base_number_text(low, option->minimum, 2), base_number_text(high, option->maximum, 2),
		           is_length     ? " points"
		           : is_distance ? " metres"
		                         : "");
		return false;
	}
	*field = value;
	return true;
}

static bool set_choice(const struct option *option, int *field, const char *text, struct place place, struct diag *diag)
{
	int index = choice_index(option->choices, text);
	if (index < 0) {
		char hint[256];
		snprintf(hint, sizeof hint, "one of: %s", option->choices);
		diag_error(diag, WRONG_VALUE, place, hint, "'%s' cannot be '%s'", option->key, text);
		return false;
	}
	*field = index;
	return true;
}

/* Names between blanks or commas. */
static bool set_choices(const struct option *option, unsigned *field, const char *text, struct place place,
                        struct diag *diag)
{
	static const char *const between = " ,\t";
	unsigned bits = 0;
	for (text += strspn(text, between); *text; text += strspn(text, between)) {
		char name[64];
		int index;
		size_t length = strcspn(text, between);
		snprintf(name, sizeof name, "%.*s", (int)(length < 63 ? length : 63), text);
		if (!set_choice(option, &index, name, place, diag))
			return false;
		bits |= 1u << index;
		text += length;
	}
	*field = bits;
	return true;
}

bool option_set(struct arena *arena, const struct option *option, void *base, const char *text, struct place place,
                struct diag *diag)
{
	void *field = (char *)base + option->offset;
	switch (option->type) {
	case OPTION_TEXT:
	case OPTION_COLOUR:
	case OPTION_STYLE:
	case OPTION_SHIELD:
	case OPTION_HATCH:
		*(const char **)field = arena_text(arena, text);
		return true;
	case OPTION_BOOL:
		return set_bool(option, field, text, place, diag);
	case OPTION_NUMBER:
	case OPTION_LENGTH:
	case OPTION_DISTANCE:
		return set_number(option, field, text, place, diag);
	case OPTION_CHOICE:
		return set_choice(option, field, text, place, diag);
	case OPTION_CHOICES:
		return set_choices(option, field, text, place, diag);
	case OPTION_DATA: {
		struct texts *texts = field;
		texts->items = ARENA_NEW(arena, const char *);
		texts->items[0] = arena_text(arena, text);
		texts->count = 1;
		return true;
	}
	case OPTION_LOCALIZED: {
		struct localized *localized = field;
		localized->entries = ARENA_NEW(arena, struct localized_entry);
		localized->entries[0] = (struct localized_entry){"", arena_text(arena, text)};
		localized->count = 1;
		return true;
	}
	case OPTION_NUMBERS: {
		struct numbers *numbers = field;
		numbers->values = ARENA_NEW(arena, double);
		numbers->count = 1;
		struct option single = *option;
		single.type = OPTION_NUMBER;
		return set_number(&single, numbers->values, text, place, diag);
	}
	case OPTION_MATCH:
		diag_error(diag, WRONG_TYPE, place, "for example {kind: station}", "'%s' takes a list of column: value",
		           option->key);
		return false;
	}
	BUG("unknown option type");
}

void option_defaults(struct arena *arena, const struct kind *kind, void *base)
{
	struct diag diag;
	diag_init(&diag);
	for (size_t i = 0; i < kind->option_count; i++) {
		const struct option *option = &kind->options[i];
		if (option->fallback && !option_set(arena, option, base, option->fallback, no_place, &diag))
			BUG("an option's default is not valid");
	}
	diag_clear(&diag);
}

/* Levenshtein distance, two rows, for words below 64 bytes. */
static size_t edit_distance(const char *a, const char *b)
{
	size_t rows[2][64];
	size_t columns = strlen(b);
	if (columns >= 64 || strlen(a) >= 64)
		return 64;
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

const char *option_suggest(const char *word, const void *names, size_t stride, size_t count)
{
	const char *best = NULL;
	size_t best_distance = strlen(word) / 3 + 2;
	for (size_t i = 0; i < count; i++) {
		const char *name = *(const char *const *)((const char *)names + i * stride);
		size_t distance = name ? edit_distance(word, name) : 64;
		if (distance < best_distance) {
			best_distance = distance;
			best = name;
		}
	}
	return best;
}

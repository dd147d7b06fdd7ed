/* Options: setting a field of an option struct from text, after the row that describes it. */
#include "base/options.h"

#include "base/colour_names.h"
#include "base/units.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Of one option. */
#define CHOICES_MOST 64

const char option_required[] = "required";
const char option_colour_hint[] = "a colour is \"#rrggbb\", in quotes, or a name of CSS, as navy";

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

const void *option_field(const struct option *option, const void *base)
{
	return (const char *)base + option->offset;
}

const void *option_of_type(const struct kind *kind, const void *base, enum option_type type)
{
	for (size_t i = 0; i < kind->option_count; i++)
		if (kind->options[i].type == type)
			return option_field(&kind->options[i], base);
	return NULL;
}

static bool set_bool(const struct option *option, bool *field, const char *text, struct place place, struct diag *diag)
{
	bool on = !strcmp(text, "true") || !strcmp(text, "yes") || !strcmp(text, "on");
	bool off = !strcmp(text, "false") || !strcmp(text, "no") || !strcmp(text, "off") || !strcmp(text, "none");
	if (!on && !off) {
		diag_error(diag, WRONG_VALUE, place, "write yes or no", "'%s' takes yes or no, not '%s'", option->key,
		           text);
		return false;
	}
	*field = on;
	return true;
}

static bool parse_whole(const char *text, double *value)
{
	return base_number_parse(text, value) && *value == floor(*value);
}

/* How each type of number is named, written and read. */
static const struct {
	const char *what, *hint, *unit;
	bool (*parse)(const char *text, double *value);
} numbers[] = {
        [OPTION_NUMBER] = {"number", NULL, "", base_number_parse},
        [OPTION_WHOLE] = {"whole number", NULL, "", parse_whole},
        [OPTION_LENGTH] = {"length", "for example 8mm, 0.5in, 12pt", " points", units_parse_length},
        [OPTION_DISTANCE] = {"distance on the ground", "for example 15km, 800m", " metres", units_parse_distance},
};

static bool set_number(const struct option *option, enum option_type type, double *field, const char *text,
                       struct place place, struct diag *diag)
{
	double value;
	if (!numbers[type].parse(text, &value)) {
		diag_error(diag, WRONG_VALUE, place, numbers[type].hint, "'%s' takes a %s, not '%s'", option->key,
		           numbers[type].what, text);
		return false;
	}
	if ((option->minimum != 0 || option->maximum != 0) && !(value >= option->minimum && value <= option->maximum)) {
		char low[48], high[48];
		diag_error(diag, OUT_OF_RANGE, place, NULL, "'%s' must lie between %s and %s%s, not %s", option->key,
		           base_number_text(low, option->minimum, 2), base_number_text(high, option->maximum, 2),
		           numbers[type].unit, text);
		return false;
	}
	*field = value;
	return true;
}

static bool set_choice(const struct option *option, int *field, const char *text, struct place place, struct diag *diag)
{
	const char *names[CHOICES_MOST], *list = "";
	int count = 0;
	for (const char *at = option->choices; *at; count++) {
		size_t length = strcspn(at, "|");
		names[count] = arena_text_n(&diag->arena, at, length);
		if (!strcmp(names[count], text)) {
			*field = count;
			return true;
		}
		list = arena_printf(&diag->arena, "%s%s%s", list, count ? ", " : "", names[count]);
		at += length + (at[length] == '|');
	}
	const char *near = option_suggest(text, names, sizeof *names, (size_t)count);
	diag_error(diag, WRONG_VALUE, place,
	           near ? arena_printf(&diag->arena, "did you mean '%s'?", near)
	                : arena_printf(&diag->arena, "one of: %s", list),
	           "'%s' cannot be '%s'", option->key, text);
	return false;
}

static bool set_colour(const struct option *option, struct colour *field, const char *text, struct place place,
                       struct diag *diag)
{
	if (colour_parse(text, field))
		return true;
	const char *near = option_suggest(text, colour_names, sizeof *colour_names, colour_name_count);
	diag_error(diag, WRONG_VALUE, place,
	           near ? arena_printf(&diag->arena, "did you mean '%s'?", near) : option_colour_hint,
	           "%s: '%s' is not a colour", option->key, text);
	return false;
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

static bool set_whole(const struct option *option, int *field, const char *text, struct place place, struct diag *diag)
{
	double value;
	bool good = set_number(option, OPTION_WHOLE, &value, text, place, diag);
	if (good)
		*field = (int)value;
	return good;
}

/* A list of one number. */
static bool set_numbers(struct arena *arena, const struct option *option, struct numbers *field, const char *text,
                        struct place place, struct diag *diag)
{
	*field = (struct numbers){ARENA_NEW(arena, double), 1};
	return set_number(option, option->type == OPTION_LENGTHS ? OPTION_LENGTH : OPTION_NUMBER, field->values, text,
	                  place, diag);
}

bool option_set(struct arena *arena, const struct option *option, void *base, const char *text, struct place place,
                struct diag *diag)
{
	void *field = (char *)base + option->offset;
	switch (option->type) {
	case OPTION_BOOL:
		return set_bool(option, field, text, place, diag);
	case OPTION_NUMBER:
	case OPTION_LENGTH:
	case OPTION_DISTANCE:
		return set_number(option, option->type, field, text, place, diag);
	case OPTION_WHOLE:
		return set_whole(option, field, text, place, diag);
	case OPTION_CHOICE:
		return set_choice(option, field, text, place, diag);
	case OPTION_CHOICES:
		return set_choices(option, field, text, place, diag);
	case OPTION_RGBA:
		return set_colour(option, field, text, place, diag);
	case OPTION_NUMBERS:
	case OPTION_LENGTHS:
		return set_numbers(arena, option, field, text, place, diag);
	case OPTION_COLUMNS:
	case OPTION_REFERENCES:
	case OPTION_DATA:
	case OPTION_TEXTS:
		*(struct texts *)field = (struct texts){ARENA_NEW(arena, const char *), 1};
		((struct texts *)field)->items[0] = arena_text(arena, text);
		return true;
	case OPTION_LOCALIZED:
	case OPTION_NAMES:
		*(struct localized *)field = (struct localized){ARENA_NEW(arena, struct localized_entry), 1};
		((struct localized *)field)->entries[0] = (struct localized_entry){"", arena_text(arena, text)};
		return true;
	case OPTION_LOCALIZED_CHOICES:
		diag_error(diag, WRONG_TYPE, place, "for example {last: {en: to Kunming}}", "'%s' takes keys: %s",
		           option->key, option->choices);
		return false;
	case OPTION_LABEL:
	case OPTION_TEXT_OR_COLUMN: /* without a default: spec/ reads them */
		return true;
	case OPTION_FILTER:
	case OPTION_MATCH:
		diag_error(diag, WRONG_TYPE, place, "for example {kind: station}", "'%s' takes a condition",
		           option->key);
		return false;
	case OPTION_SECTION:
		return true;
	default:
		*(const char **)field = arena_text(arena, text);
		return true;
	}
}

/* Whether `none` would leave the kind without what it cannot do without. */
static bool needs_value(const struct option *option)
{
	if (option->can_be_none)
		return false;
	switch (option->type) {
	case OPTION_NUMBER:
	case OPTION_LENGTH:
		return option->minimum > 0;
	case OPTION_WHOLE:
		return option->fallback != NULL;
	case OPTION_NUMBERS:
	case OPTION_LENGTHS:
		return option->fallback && *option->fallback && option->minimum != 0;
	case OPTION_TEXT:
	case OPTION_STYLE:
	case OPTION_REFERENCE:
		return option->fallback && *option->fallback;
	default:
		return option->fallback == option_required;
	}
}

/* Code that relies on a default finds one number; without a default, or where the option says so, there is none. */
static struct numbers no_numbers(const struct option *option)
{
	static double zero;
	bool any = option->fallback && *option->fallback && !option->can_be_none;
	return any ? (struct numbers){&zero, 1} : (struct numbers){0};
}

static struct texts no_texts(const struct option *option)
{
	static const char *nothing;
	bool all_if_empty = option->type == OPTION_REFERENCES && option->minimum > 0;
	return all_if_empty ? (struct texts){&nothing, 0} : (struct texts){0};
}

const char option_no_style[] = "none";

bool option_set_none(const struct option *option, void *field)
{
	if (needs_value(option))
		return false;
	switch (option->type) {
	case OPTION_NUMBER:
	case OPTION_LENGTH:
		*(double *)field = 0;
		return true;
	case OPTION_WHOLE:
		*(int *)field = 0;
		return true;
	case OPTION_CHOICES:
		*(unsigned *)field = 0;
		return true;
	case OPTION_STYLE:
		*(const char **)field = !option->fallback                           ? NULL
		                        : option->can_be_none && !*option->fallback ? option_no_style
		                                                                    : "";
		return true;
	case OPTION_TEXT:
	case OPTION_COLUMN:
	case OPTION_SHIELD:
	case OPTION_REFERENCE:
		*(const char **)field = option->fallback ? "" : NULL;
		return true;
	case OPTION_COLUMNS:
	case OPTION_REFERENCES:
	case OPTION_DATA:
	case OPTION_TEXTS:
		*(struct texts *)field = no_texts(option);
		return true;
	case OPTION_NUMBERS:
	case OPTION_LENGTHS:
		*(struct numbers *)field = no_numbers(option);
		return true;
	case OPTION_LOCALIZED:
	case OPTION_NAMES:
		*(struct localized *)field = (struct localized){0};
		return true;
	case OPTION_LABEL:
	case OPTION_TEXT_OR_COLUMN:
		*(struct label *)field = (struct label){.is_none = true};
		return true;
	case OPTION_FILTER:
	case OPTION_MATCH:
		*(const struct expression **)field = NULL;
		return true;
	case OPTION_LOCALIZED_CHOICES: /* without a default */
		return true;
	default:
		return false;
	}
}

void option_defaults(struct arena *arena, const struct kind *kind, void *base)
{
	struct diag diag;
	diag_init(&diag);
	for (size_t i = 0; i < kind->option_count; i++) {
		const struct option *option = &kind->options[i];
		if (option->fallback && option->fallback != option_required &&
		    !option_set(arena, option, base, option->fallback, no_place, &diag))
			BUG("an option's default is not valid");
	}
	diag_clear(&diag);
}

const char *localized_get(const struct localized *text, const char *language)
{
	const char *any = NULL;
	for (size_t i = 0; i < text->count; i++) {
		if (!strcmp(text->entries[i].language, language))
			return text->entries[i].text;
		if (!*text->entries[i].language)
			any = text->entries[i].text;
	}
	return any;
}

const char *localized_any(const struct localized *text, const char *language)
{
	const char *found = localized_get(text, language);
	return found ? found : text->count ? text->entries[0].text : "";
}

/* The values of options as JSON Schema. In: a row of a table. Out: members of a schema's object.
 * Whatever YAML takes a plain text for, the map reader reads it as text: a text may be a number or a truth value here,
 * a number may stand in quotes. */
#include "spec/schema_parts.h"

#include "base/colour.h"

#include <string.h>

#define REF(name) "\"allOf\": [{\"$ref\": \"#/definitions/" name "\"}]"

/* Those that are the same whatever else the row says. */
static const char *const fixed[] = {
        [OPTION_ID] = "\"type\": [\"string\", \"integer\"], \"minimum\": 0, " SCHEMA_PATTERN(
                "[a-z0-9_-]+", "an id has lower-case letters a-z, digits, '-' and '_' only"),
        [OPTION_BOOL] = REF("yes_no"),
        [OPTION_DISTANCE] = "\"type\": \"string\", " SCHEMA_PATTERN(SCHEMA_NUMBER "k?m *",
                                                                    "a distance on the ground, for example 15km, 800m"),
        [OPTION_RGBA] = REF("colour"),
        [OPTION_COLOUR] = REF("colour"),
        [OPTION_STYLE] = REF("text_style"),
        [OPTION_LABEL] = REF("localized"),
        [OPTION_TEXT_OR_COLUMN] = REF("text"),
        [OPTION_SHIELD] = REF("shield_name"),
        [OPTION_HATCH] = REF("hatch_name"),
        [OPTION_COLUMN] = REF("text"),
        [OPTION_NAMES] = REF("localized"),
        [OPTION_REFERENCE] = REF("text"),
        [OPTION_FILTER] = REF("condition"),
        [OPTION_MATCH] = REF("condition"),
};

/* Whether `none` is a value that the reader takes by itself. */
static bool takes_none(const struct option *option)
{
	union {
		char bytes[256];
		double alignment;
	} field = {{0}};
	return option_set_none(option, field.bytes);
}

static const char *or_none(const struct option *option)
{
	return takes_none(option) ? "|" SCHEMA_NONE : "";
}

static void add_number(const struct option *option, struct buffer *out)
{
	bool is_length = option->type == OPTION_LENGTH || option->type == OPTION_LENGTHS;
	buffer_text(out, "\"type\": [\"number\", \"string\"]");
	if (option->type == OPTION_WHOLE)
		buffer_text(out, ", \"multipleOf\": 1");
	if (option->minimum != 0 || option->maximum != 0) {
		double least = takes_none(option) && option->minimum > 0 ? 0 : option->minimum;
		buffer_number_after(out, ", \"minimum\": ", least, 6);
		buffer_number_after(out, ", \"maximum\": ", option->maximum, 6);
	}
	buffer_printf(out, ", " SCHEMA_PATTERN(SCHEMA_NUMBER "%s%s", "%s"), is_length ? SCHEMA_LENGTHS "? *" : "",
	              or_none(option), is_length ? "a length, for example 8mm, 0.5in, 12pt" : "a number");
}

static void add_list_of(const struct option *option, void (*add_item)(const struct option *, struct buffer *),
                        struct buffer *out)
{
	buffer_text(out, "\"anyOf\": [{");
	add_item(option, out);
	buffer_text(out, "}, {\"type\": \"array\", \"items\": {");
	add_item(option, out);
	buffer_printf(out, "}%s}]", option->minimum > 0 || option->type != OPTION_CHOICES ? ", \"minItems\": 1" : "");
}

/* Choices as a JSON array; a number also as the text that it is. */
static void add_choice(const struct option *option, struct buffer *out)
{
	size_t length = 0;
	const char *at = option->choices, *before = "\"enum\": [";
	while ((at = option_choice_next(at, &length))) {
		buffer_printf(out, "%s\"%.*s\"", before, (int)length, at);
		before = ", ";
	}
	buffer_char(out, ']');
}

/* Several choices in one text. */
static void add_choices_text(const struct option *option, struct buffer *out)
{
	buffer_printf(out, "\"type\": \"string\", \"pattern\": \"^([ ,]*((%s)([ ,]+|$))*%s)$\"", option->choices,
	              or_none(option));
}

static void add_texts(const struct option *option, struct buffer *out)
{
	const char *least = option->minimum > 0 ? ", \"minItems\": 1" : "";
	buffer_printf(out,
	              "\"anyOf\": [{\"$ref\": \"#/definitions/text\"}, "
	              "{\"type\": \"array\", \"items\": {\"$ref\": \"#/definitions/text\"}%s}]",
	              least);
}

static void add_localized_choices(const struct option *option, struct buffer *out)
{
	size_t length = 0;
	const char *at = option->choices, *before = "";
	buffer_text(out, "\"anyOf\": [{\"type\": \"object\", \"properties\": {");
	while ((at = option_choice_next(at, &length))) {
		buffer_printf(out, "%s\"%.*s\": {\"$ref\": \"#/definitions/localized\"}", before, (int)length, at);
		before = ", ";
	}
	buffer_printf(out, "}, \"additionalProperties\": false}%s]",
	              takes_none(option) ? ", {\"const\": \"none\"}" : "");
}

void spec_schema_value(const struct option *option, struct buffer *out)
{
	switch (option->type) {
	case OPTION_SECTION:
		spec_schema_shape(option->choices ? option->choices : "any", out);
		break;
	case OPTION_NUMBER:
	case OPTION_WHOLE:
	case OPTION_LENGTH:
		add_number(option, out);
		break;
	case OPTION_NUMBERS:
	case OPTION_LENGTHS:
		add_list_of(option, add_number, out);
		break;
	case OPTION_CHOICE:
		add_choice(option, out);
		break;
	case OPTION_CHOICES:
		add_list_of(option, add_choices_text, out);
		break;
	case OPTION_TEXTS:
	case OPTION_COLUMNS:
	case OPTION_REFERENCES:
	case OPTION_DATA:
		add_texts(option, out);
		break;
	case OPTION_LOCALIZED_CHOICES:
		add_localized_choices(option, out);
		break;
	case OPTION_TEXT:
	case OPTION_LOCALIZED:
		buffer_printf(out, REF("%s%s"), option_is_needed(option) ? "written_" : "",
		              option->type == OPTION_TEXT ? "text" : "localized");
		break;
	default:
		buffer_text(out, fixed[option->type]);
	}
}

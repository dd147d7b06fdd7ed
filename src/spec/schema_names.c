/* What the schema's tables refer to: texts, places on the page, and the names that theme, pages and messages have.
 * In: a theme, the folder of themes. Out: definitions of the schema. */
#include "spec/schema_parts.h"

#include "base/colour_names.h"
#include "spec/map_reader.h"
#include "spec/message_file.h"
#include "spec/seed_file.h"

#include <string.h>

#define REF(name) "{\"$ref\": \"#/definitions/" name "\"}"
#define ANY_LANGUAGE(content)                                                                                          \
	"{\"type\": \"object\", \"propertyNames\": {\"pattern\": \"" SCHEMA_LANGUAGE "\"}, \
\"additionalProperties\": " content "}"
#define NUMBER(least, most)                                                                                            \
	"{\"type\": [\"number\", \"string\"], \"minimum\": " #least ", \"maximum\": " #most                            \
	", \"pattern\": \"^" SCHEMA_NUMBER "$\"}"
#define LIST_OF(items, least, most)                                                                                    \
	"{\"type\": \"array\", \"items\": " items ", \"minItems\": " #least ", \"maxItems\": " #most "}"

/* clang-format off */
static const struct {
	const char *name, *schema;
} basics[] = {
        {"any", "{}"},
        {"text", "{\"type\": [\"string\", \"number\", \"boolean\"]}"},
        {"written_text", "{\"type\": [\"string\", \"number\", \"boolean\"], \"pattern\": \"[^ ]\"}"},
        {"texts", "{\"anyOf\": [" REF("text") ", {\"type\": \"array\", \"items\": " REF("text") "}]}"},
        {"some_texts", "{\"anyOf\": [" REF("text") ", " LIST_OF(REF("text"), 1, 10000) "]}"},
        {"localized", "{\"anyOf\": [" REF("text") ", " ANY_LANGUAGE(REF("text")) "]}"},
        {"written_localized", "{\"anyOf\": [" REF("written_text") ", " ANY_LANGUAGE(REF("text")) "]}"},
        {"language", "{\"type\": \"string\", \"pattern\": \"" SCHEMA_LANGUAGE "\"}"},
        {"yes_no", "{\"enum\": [\"yes\", \"no\", true, false, \"on\", \"off\", \"none\"]}"},
        {"shown", REF("yes_no")},
        {"condition", "{\"description\": \"a condition, as rank <= 3; or {column: value}\", \"anyOf\": [" REF(
                              "text") ", {\"type\": \"object\", \"additionalProperties\": " REF("some_texts") "}]}"},
        {"side", "{\"type\": \"string\", " SCHEMA_PATTERN(SCHEMA_NUMBER SCHEMA_LENGTHS " *",
         "a length with its unit, for example 180mm, 7in, 1600px") "}"},
        {"size", "{\"type\": \"string\", " SCHEMA_PATTERN(SCHEMA_SIZE, "a size, for example 180x120mm, 8x6in, 1600x1200px") "}"},
        {"width", "{\"type\": \"string\", " SCHEMA_PATTERN(SCHEMA_NUMBER SCHEMA_LENGTHS, "a width, for example 600px, 89mm") "}"},
        {"scale", NUMBER(0.5, 8)},
        {"box", "{\"description\": \"[west, south, east, north] in degrees\", \"type\": \"array\", \"items\": [" NUMBER(
                        -180, 360) ", " NUMBER(-90, 90) ", " NUMBER(-180, 360) ", " NUMBER(-90, 90) "], \"minItems\": "
                                                                                                    "4, \"maxItems\": "
                                                                                                    "4}"},
        {"point", "{\"description\": \"[longitude, latitude]\", \"type\": \"array\", \"items\": [" NUMBER(
                          -360, 360) ", " NUMBER(-90, 90) "], \"minItems\": 2, \"maxItems\": 2}"},
        {"distance_in", "{\"type\": [\"number\", \"string\"], \"minimum\": 0, \"maximum\": 2000, \"pattern\": "
                        "\"^" SCHEMA_NUMBER SCHEMA_LENGTHS "? *$\"}"},
        {"offset", "{\"anyOf\": [" REF("distance_in") ", " LIST_OF(REF("distance_in"), 2, 2) "]}"},
        {"corner", "{\"enum\": [\"top-left\", \"top-right\", \"bottom-left\", \"bottom-right\", \"map top-left\", "
                   "\"map top-right\", \"map bottom-left\", \"map bottom-right\", \"map\", \"panel\", \"auto\"]}"},
        {"fitted", "{\"type\": \"object\", \"properties\": {\"fit\": " REF(
                           "fit") "}, \"required\": [\"fit\"], \"additionalProperties\": false}"},
        {"noun_forms", "{\"anyOf\": [" REF("written_text") ", " LIST_OF(REF("written_text"), 2, 2)
         ", {\"type\": \"object\", \"propertyNames\": " REF("plural") ", \"additionalProperties\": "
         REF("written_text") "}]}"},
        {"noun", "{\"anyOf\": [" REF("noun_forms") ", " ANY_LANGUAGE(REF("noun_forms")) "]}"},
};
/* clang-format on */

void spec_schema_names(const char *first, const void *names, size_t stride, size_t count, struct buffer *out)
{
	buffer_printf(out, "\"enum\": [\"%s\"", first);
	for (size_t i = 0; i < count; i++) {
		const char *name = *(const char *const *)((const char *)names + i * stride);
		if (strcmp(name, first) != 0)
			buffer_json_after(out, ", ", name);
	}
	buffer_char(out, ']');
}

static void add_theme_names(struct arena *arena, const struct theme *theme, enum option_type type, const char *before,
                            const char *after, struct buffer *out)
{
	struct texts names = theme_names(arena, theme, type);
	buffer_text(out, before);
	spec_schema_names("none", names.items, sizeof *names.items, names.count, out);
	buffer_printf(out, "%s,\n", after);
}

/* What a map file takes from its theme. Shields and hatches may be its own. */
static void add_theme(struct arena *arena, const struct theme *theme, struct buffer *out)
{
	add_theme_names(arena, theme, OPTION_COLOUR,
	                "\"colour\": {\"description\": \"a colour of the theme; a name of CSS; or digits in quotes\", "
	                "\"anyOf\": [{",
	                "}, " REF("css_colour") "]}", out);
	buffer_text(out,
	            "\"css_colour\": {\"type\": \"string\", \"anyOf\": [{\"pattern\": \"^(#([0-9A-Fa-f]{3,4}|"
	            "[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})|([Rr][Gg][Bb]|[Hh][Ss][Ll])[Aa]?[(].*[)]|[A-Z][A-Za-z]*)$\"}, {");
	spec_schema_names("transparent", &colour_names[0].name, sizeof *colour_names, colour_name_count, out);
	buffer_text(out, "}]},\n");
	add_theme_names(arena, theme, OPTION_STYLE, "\"text_style\": {\"anyOf\": [{\"const\": \"\"}, {", "}]}", out);
	add_theme_names(arena, theme, OPTION_SHIELD, "\"shield_name\": {\"anyOf\": [{", "}, " REF("text") "]}", out);
	add_theme_names(arena, theme, OPTION_HATCH, "\"hatch_name\": {\"anyOf\": [{", "}, " REF("text") "]}", out);
}

void spec_schema_basics(struct arena *arena, const struct theme *theme, const char *share_dir, struct buffer *out)
{
	struct texts themes = {0};
	for (size_t i = 0; i < sizeof basics / sizeof *basics; i++)
		buffer_printf(out, "\"%s\": %s,\n", basics[i].name, basics[i].schema);
	add_theme(arena, theme, out);
	buffer_text(out, "\"plural\": {");
	spec_schema_names(messages_plural_names[0], messages_plural_names + 1, sizeof *messages_plural_names,
	                  PLURAL_FORMS - 1, out);
	buffer_text(out, "},\n\"position\": {");
	spec_schema_names("none", label_pin_positions, sizeof *label_pin_positions, label_pin_position_count, out);
	buffer_text(out, "},\n\"page\": {\"anyOf\": [{");
	spec_schema_names(page_sizes[0].name, &page_sizes[1].name, sizeof *page_sizes, page_size_count - 1, out);
	buffer_text(out, "}, " REF("size") ", " REF("width") "]},\n\"theme\": {\"anyOf\": [{");
	seed_file_names(arena, arena_printf(arena, "%s/themes", share_dir), &themes);
	spec_schema_names(THEME_DEFAULT, themes.items, sizeof *themes.items, themes.count, out);
	buffer_text(out, "}, {\"type\": \"string\", \"pattern\": \"[.]yaml$\"}]}");
}

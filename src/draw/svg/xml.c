/* SVG, its XML: a thin cover over libxml2's writer that keeps the first failure and lets no text
 * through that XML forbids. In: names and values. Out: well-formed elements and attributes. */
#include "draw/path_limit.h"
#include "draw/svg/path.h"
#include "draw/svg/thin.h"
#include "draw/svg/writer.h"

#include "base/utf8.h"

#include <string.h>

/* utf8_clean() leaves U+FFFE and U+FFFF, which are valid UTF-8 but not XML. */
static const xmlChar *clean(struct svg *svg, const char *text)
{
	char *copy = utf8_clean(&svg->arena, text, strlen(text));
	for (char *at = copy; (at = strstr(at, "\xEF\xBF")) != NULL; at += 3) {
		if (at[2] == '\xBE' || at[2] == '\xBF')
			at[2] = '\xBD';
	}
	return (const xmlChar *)copy;
}

static void check(struct svg *svg, int written)
{
	if (written < 0)
		svg->failed = true;
}

void svg_begin(struct svg *svg, const char *element)
{
	check(svg, xmlTextWriterStartElement(svg->xml, (const xmlChar *)element));
}

void svg_end(struct svg *svg)
{
	check(svg, xmlTextWriterEndElement(svg->xml));
}

void svg_attribute(struct svg *svg, const char *name, const char *value)
{
	check(svg, xmlTextWriterWriteAttribute(svg->xml, (const xmlChar *)name, clean(svg, value)));
}

char *svg_number(struct svg *svg, double value, int decimals)
{
	char text[48];
	number_text(text, value, decimals);
	const char *digits = text[0] == '-' ? text + 1 : text;
	if (digits[0] != '0' || digits[1] != '.')
		return arena_text(&svg->arena, text);
	return arena_printf(&svg->arena, "%s%s", digits == text ? "" : "-", digits + 1);
}

void svg_length_attribute(struct svg *svg, const char *name, double points)
{
	svg_attribute(svg, name, svg_length(svg, points, 1));
}

void svg_content(struct svg *svg, const char *text)
{
	check(svg, xmlTextWriterWriteString(svg->xml, clean(svg, text)));
}

char *svg_id(struct svg *svg, const char *joint, const char *name)
{
	return arena_printf(&svg->arena, "%s%s%s", svg->prefix, joint, name);
}

char *svg_length(struct svg *svg, double points, int decimals)
{
	return svg_number(svg, points * SVG_UNITS_PER_POINT, decimals);
}

bool svg_path_attribute(struct svg *svg, const struct path *path, enum svg_detail detail)
{
	struct path limited;
	arena_reset(&svg->paths);
	if (!path_limit(&svg->paths, svg->page, path, &limited)) {
		diag_error(svg->diag, CANNOT_DRAW, no_place, NULL, "a path has a coordinate that is not a number");
		svg->failed = true;
		return false;
	}
	static const struct svg_thinning details[] = {
	        [SVG_FINE] = {.grid = 0.01, .tolerance = SVG_TOLERANCE},
	        [SVG_PLAIN] = {.grid = 0.1, .tolerance = SVG_TOLERANCE},
	        [SVG_HALO] = {.grid = 0.2, .tolerance = SVG_HALO_TOLERANCE, .flatten = true},
	};
	if (detail != SVG_EXACT)
		limited = svg_thin(&svg->paths, &limited, &details[detail]);
	struct buffer data;
	buffer_init(&data);
	svg_path_data(&limited, &data);
	check(svg, xmlTextWriterWriteAttribute(svg->xml, (const xmlChar *)"d",
	                                       (const xmlChar *)(data.bytes ? data.bytes : "")));
	buffer_clear(&data);
	return true;
}

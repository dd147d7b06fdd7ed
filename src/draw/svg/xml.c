/* SVG, its XML: elements and attributes, a line for each element but inside of texts.
 * In: names and values. Out: well-formed XML; whatever a value holds, XML allows what is written. */
#include "draw/path_limit.h"
#include "draw/svg/thin.h"
#include "draw/svg/writer.h"

#include "base/utf8.h"

#include <string.h>

/* What stands for the character in a value; NULL: itself. `in_attribute`: a parser makes blanks of line ends and tabs
 * there. */
static const char *reference(char c, bool in_attribute)
{
	static const char characters[] = "<>&\"\r\n\t";
	static const char *const references[] = {"&lt;", "&gt;", "&amp;", "&quot;", "&#13;", "&#10;", "&#9;"};
	const char *found = strchr(characters, c);
	return found && (in_attribute || (c != '\n' && c != '\t')) ? references[found - characters] : NULL;
}

static void add_value(struct svg *svg, const char *text, bool in_attribute)
{
	const char *clean = base_utf8_clean(&svg->arena, text, strlen(text)), *added = clean;
	for (const char *at = clean; *at; at++) {
		const char *instead = reference(*at, in_attribute);
		size_t length = 1;
		/* base_utf8_clean() leaves U+FFFE and U+FFFF, which are valid UTF-8 but not XML. */
		if (strncmp(at, "\xEF\xBF\xBE", 3) == 0 || strncmp(at, "\xEF\xBF\xBF", 3) == 0)
			instead = "\uFFFD", length = 3;
		if (!instead)
			continue;
		buffer_add(svg->out, added, (size_t)(at - added));
		buffer_text(svg->out, instead);
		added = at + length;
		at = added - 1;
	}
	buffer_text(svg->out, added);
}

static void end_line(struct svg *svg)
{
	if (!svg->in_text)
		buffer_char(svg->out, '\n');
}

static void end_tag(struct svg *svg)
{
	if (svg->in_tag)
		buffer_char(svg->out, '>');
	svg->in_tag = false;
}

void svg_begin(struct svg *svg, const char *element)
{
	if (svg->in_tag) {
		end_tag(svg);
		end_line(svg);
	}
	buffer_printf(svg->out, "<%s", element);
	svg->open = arena_grow(&svg->arena, svg->open, svg->depth, &svg->open_capacity, sizeof *svg->open);
	svg->open[svg->depth++] = element;
	svg->in_tag = true;
}

void svg_end(struct svg *svg)
{
	const char *element = svg->open[--svg->depth];
	if (svg->in_tag)
		buffer_text(svg->out, "/>");
	else
		buffer_printf(svg->out, "</%s>", element);
	svg->in_tag = false;
	end_line(svg);
}

void svg_attribute(struct svg *svg, const char *name, const char *value)
{
	buffer_printf(svg->out, " %s=\"", name);
	add_value(svg, value, true);
	buffer_char(svg->out, '"');
}

void svg_content(struct svg *svg, const char *text)
{
	end_tag(svg);
	add_value(svg, text, false);
}

void svg_character(struct svg *svg, uint32_t character)
{
	end_tag(svg);
	buffer_printf(svg->out, "&#x%X;", (unsigned)character);
}

char *svg_number(struct svg *svg, double value, int decimals)
{
	char text[48];
	base_number_text(text, value, decimals);
	const char *digits = text[0] == '-' ? text + 1 : text;
	if (digits[0] != '0' || digits[1] != '.')
		return arena_text(&svg->arena, text);
	return arena_printf(&svg->arena, "%s%s", digits == text ? "" : "-", digits + 1);
}

void svg_length_attribute(struct svg *svg, const char *name, double points)
{
	svg_attribute(svg, name, svg_length(svg, points, 1));
}

char *svg_id(struct svg *svg, const char *joint, const char *name)
{
	return arena_printf(&svg->arena, "%s%s%s", svg->prefix, joint, name);
}

char *svg_length(struct svg *svg, double points, int decimals)
{
	return svg_number(svg, points * SVG_UNITS_PER_POINT, decimals);
}

void svg_path_attribute(struct svg *svg, const struct path *path, enum svg_detail detail)
{
	struct path limited;
	arena_reset(&svg->paths);
	if (!path_limit(&svg->paths, svg->page, path, &limited)) {
		diag_error(svg->diag, CANNOT_DRAW, no_place, NULL, "a path has a coordinate that is not a number");
		return;
	}
	static const struct svg_thinning details[] = {
	        [SVG_FINE] = {.grid = 0.01, .tolerance = SVG_TOLERANCE},
	        [SVG_PLAIN] = {.grid = 0.1, .tolerance = SVG_TOLERANCE},
	        [SVG_HALO] = {.grid = 0.2, .tolerance = SVG_HALO_TOLERANCE, .flatten = true},
	};
	if (detail != SVG_EXACT)
		limited = svg_thin(&svg->paths, &limited, &details[detail]);
	buffer_text(svg->out, " d=\"");
	svg_path_data(&limited, svg->out);
	buffer_char(svg->out, '"');
}

/* SVG, its styles: presentation attributes. In: marks. Out: attribute values as text.
 * No CSS, because office programs and e-readers drop much of it. */
#include "draw/path_limit.h"
#include "draw/svg/writer.h"

#include <math.h>
#include <string.h>

static const struct {
	const char *name;
	const char *initial; /* what SVG assumes where the attribute is missing; "": it does not say */
} properties[PROPERTY_COUNT] = {
        [FILL] = {"fill", "#000"},
        [FILL_OPACITY] = {"fill-opacity", "1"},
        [FILL_RULE] = {"fill-rule", "nonzero"},
        [STROKE] = {"stroke", "none"},
        [STROKE_OPACITY] = {"stroke-opacity", "1"},
        [STROKE_WIDTH] = {"stroke-width", "1"},
        [STROKE_CAP] = {"stroke-linecap", "butt"},
        [STROKE_JOIN] = {"stroke-linejoin", "miter"},
        [STROKE_DASHES] = {"stroke-dasharray", "none"},
        [STROKE_DASH_OFFSET] = {"stroke-dashoffset", "0"},
        [FONT_FAMILY] = {"font-family", ""},
        [FONT_SIZE] = {"font-size", ""},
        [FONT_WEIGHT] = {"font-weight", "400"},
        [FONT_STYLE] = {"font-style", "normal"},
        [LETTER_SPACING] = {"letter-spacing", "0"},
};

static char *colour_text(struct svg *svg, struct colour colour)
{
	char hex[8];
	colour_hex(colour, hex);
	if (hex[1] == hex[2] && hex[3] == hex[4] && hex[5] == hex[6])
		return arena_printf(&svg->arena, "#%c%c%c", hex[1], hex[3], hex[5]);
	return arena_text(&svg->arena, hex);
}

void svg_style_set_fill(struct svg *svg, struct style *style, struct colour colour)
{
	style->values[FILL] = colour.opacity > 0 ? colour_text(svg, colour) : "none";
	if (colour.opacity > 0)
		style->values[FILL_OPACITY] = svg_number(svg, fmin(colour.opacity, 1), 3);
}

static char *dashes_text(struct svg *svg, const struct stroke *stroke)
{
	struct buffer text;
	buffer_init(&text);
	for (size_t i = 0; i < stroke->dash_count; i++) {
		if (i > 0)
			buffer_char(&text, ' ');
		buffer_text(&text, svg_length(svg, stroke->dashes[i], 1));
	}
	char *result = arena_text(&svg->arena, text.bytes);
	buffer_clear(&text);
	return result;
}

static void set_stroke(struct svg *svg, struct style *style, const struct stroke *stroke)
{
	static const char *const caps[] = {"butt", "round", "square"};
	static const char *const joins[] = {"miter", "round", "bevel"};
	style->values[STROKE] = "none";
	if (!stroke_is_visible(stroke) || !stroke_is_drawable(stroke)) /* writing the path reports it */
		return;
	style->values[STROKE] = colour_text(svg, stroke->colour);
	style->values[STROKE_OPACITY] = svg_number(svg, fmin(stroke->colour.opacity, 1), 3);
	style->values[STROKE_WIDTH] = svg_length(svg, stroke->width, 2);
	style->values[STROKE_CAP] = caps[stroke->cap];
	style->values[STROKE_JOIN] = joins[stroke->join];
	style->values[STROKE_DASHES] = stroke->dash_count > 0 ? dashes_text(svg, stroke) : "none";
	if (stroke->dash_count > 0)
		style->values[STROKE_DASH_OFFSET] = svg_length(svg, stroke->dash_offset, 2);
}

struct style svg_style_of_path(struct svg *svg, const struct path_mark *mark)
{
	struct style style = {0};
	svg_style_set_fill(svg, &style, mark->fill);
	if (mark->fill.opacity > 0)
		style.values[FILL_RULE] = "evenodd";
	set_stroke(svg, &style, &mark->stroke);
	return style;
}

struct style svg_style_of_halo(struct svg *svg, const struct text_mark *mark)
{
	struct style style = {0};
	const struct stroke stroke = {.colour = mark->halo, .width = 2 * mark->halo_width, .join = JOIN_ROUND};
	style.values[FILL] = "none";
	set_stroke(svg, &style, &stroke);
	return style;
}

struct style svg_style_of_outline(struct svg *svg, const struct text_mark *mark)
{
	struct style style = {0};
	svg_style_set_fill(svg, &style, mark->fill);
	style.values[FILL_RULE] = "nonzero";
	style.values[STROKE] = "none";
	return style;
}

const char *style_known(const struct style *inherited, enum property property)
{
	return inherited->values[property] ? inherited->values[property] : properties[property].initial;
}

void svg_style_write(struct svg *svg, const struct style *style, const struct style *inherited)
{
	for (int i = 0; i < PROPERTY_COUNT; i++) {
		const char *value = style->values[i];
		if (value && strcmp(value, style_known(inherited, (enum property)i)) != 0)
			svg_attribute(svg, properties[i].name, value);
	}
}

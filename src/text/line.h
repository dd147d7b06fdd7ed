/* One line in Pango's parts: what a layout makes of it, without the heights that a layout measures for every font in
 * every size. */
#pragma once

#include "text/context.h"

struct line_item {
	PangoItem *item;
	PangoGlyphString *glyphs;
};

struct line {
	struct line_item *items; /* from left to right */
	size_t count;
	const uint32_t *letters; /* per byte of the text: where the letter with its marks begins */
};

/* The text holds no control characters. */
struct line line_open(struct text_context *context, struct arena *arena, const char *text, const char *language,
                      const struct text_style *style);
void line_close(struct line *line);

/* One line of text: cut into items of one font and direction, put in their order from left to right, and shaped, as
 * pango_layout does it for a paragraph that is not broken. In: clean text. Out: items and glyphs of Pango's, and where
 * letters begin. A layout always measures its lines' heights, which here come from the font's capitals: for that Pango
 * sets a sample of the language in each font and size, and asks fontconfig once more for each, 0.1 of 1.4 G
 * instructions of a sheet. */
#include "text/line.h"

#include "base/utf8.h"

#include <string.h>

/* HarfBuzz may give a mark a cluster of its own; spacing, and copying out of a PDF, go by whole letters. */
static const uint32_t *find_letters(struct arena *arena, GList *items, const char *text)
{
	size_t length = strlen(text), taken, characters = base_utf8_length(text);
	PangoLogAttr *attributes = ARENA_ARRAY(arena, characters + 1, PangoLogAttr);
	pango_default_break(text, (int)length, NULL, attributes, (int)characters + 1);
	PangoLogAttr *own = attributes;
	for (const GList *at = items; at; at = at->next) {
		PangoItem *item = at->data;
		pango_tailor_break(text + item->offset, item->length, &item->analysis, item->offset, own,
		                   item->num_chars + 1);
		own += item->num_chars;
	}
	uint32_t *letters = ARENA_ARRAY(arena, length + 1, uint32_t), start = 0;
	size_t character = 0;
	for (size_t i = 0; i < length; i += taken, character++) {
		base_utf8_decode(text + i, length - i, &taken);
		if (attributes[character].is_cursor_position)
			start = (uint32_t)i;
		for (size_t k = i; k < i + taken; k++)
			letters[k] = start;
	}
	return letters;
}

struct line line_open(struct text_context *context, struct arena *arena, const char *text, const char *language,
                      const struct text_style *style)
{
	int length = (int)strlen(text);
	GList *items = text_items(context, arena, text, language, style);
	struct line line = {.letters = find_letters(arena, items, text)};
	GList *visual = pango_reorder_items(items);
	line.items = ARENA_ARRAY(arena, g_list_length(visual) + 1, struct line_item);
	for (const GList *at = visual; at; at = at->next) {
		struct line_item *shaped = &line.items[line.count++];
		shaped->item = at->data;
		shaped->glyphs = pango_glyph_string_new();
		pango_shape_with_flags(text + shaped->item->offset, shaped->item->length, text, length,
		                       &shaped->item->analysis, shaped->glyphs, PANGO_SHAPE_NONE);
	}
	g_list_free(visual);
	g_list_free(items);
	return line;
}

void line_close(struct line *line)
{
	for (size_t i = 0; i < line->count; i++) {
		pango_glyph_string_free(line->items[i].glyphs);
		pango_item_free(line->items[i].item);
	}
}

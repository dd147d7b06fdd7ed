/* Kept texts: a table from what decides how a text is set to its lines. In and out: copies, so that neither side's
 * memory has to outlive the other's. */
#include "text/context.h"

#include <string.h>

struct hash text_kept_key(const char *text, const char *language, const struct text_style *style, bool from_right,
                          double width)
{
	const double numbers[] = {style->size, style->spacing, width, style->weight, style->italic, from_right};
	return hash_join(hash_join(hash_text(text), hash_text(language)), hash_bytes(numbers, sizeof numbers));
}

static void *copy_array(struct arena *arena, const void *items, size_t count, size_t size)
{
	void *copy = arena_array(arena, count + 1, size);
	if (count)
		memcpy(copy, items, count * size);
	return copy;
}

static struct text_run *copy_lines(struct arena *arena, const struct text_run *lines, size_t count)
{
	struct text_run *copies = copy_array(arena, lines, count, sizeof *lines);
	for (struct text_run *run = copies; run < copies + count; run++) {
		run->text = arena_text(arena, run->text);
		run->language = arena_text(arena, run->language);
		run->glyphs = copy_array(arena, run->glyphs, run->glyph_count, sizeof *run->glyphs);
		run->spans = copy_array(arena, run->spans, run->span_count, sizeof *run->spans);
		for (struct glyph_span *span = run->spans; span < run->spans + run->span_count; span++)
			span->clusters = copy_array(arena, span->clusters, span->count, sizeof *span->clusters);
	}
	return copies;
}

bool text_kept_find(const struct text_context *context, struct hash key, struct arena *arena, struct text_run **lines,
                    size_t *count)
{
	const struct kept_text *found = hash_table_find(&context->kept, key);
	if (!found)
		return false;
	*lines = copy_lines(arena, found->lines, found->line_count);
	*count = found->line_count;
	return true;
}

void text_kept_add(struct text_context *context, struct hash key, const struct text_run *lines, size_t count)
{
	struct kept_text *added = hash_table_add(&context->kept, key, NULL);
	*added = (struct kept_text){copy_lines(&context->store, lines, count), count};
	context->store_bytes += context->kept.stride;
	for (size_t i = 0; i < count; i++)
		context->store_bytes += sizeof *lines + 2 * strlen(lines[i].text) +
		                        lines[i].span_count * sizeof(struct glyph_span) +
		                        lines[i].glyph_count * (sizeof(struct glyph) + sizeof(uint32_t));
}

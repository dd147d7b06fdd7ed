/* Cut: a run taken apart into what can be moved and turned by itself.
 * In: a shaped run. Out: runs of one letter with its marks, or, where letters join, of one word or blank. */
#include "text/font.h"

#include <string.h>

static bool is_blank(const struct text_run *run, const struct glyph_span *span, size_t glyph)
{
	return run->text[span->clusters[glyph]] == ' ';
}

size_t text_unit_end(const struct text_run *run, const struct glyph_span *span, size_t first)
{
	size_t end = first + 1;
	while (end < span->count && (span->clusters[end] == span->clusters[end - 1] ||
	                             (run->joined && !is_blank(run, span, end) && !is_blank(run, span, end - 1))))
		end++;
	return end;
}

size_t text_unit_count(const struct text_run *run)
{
	size_t count = 0;
	for (size_t s = 0; s < run->span_count; s++)
		for (size_t i = 0; i < run->spans[s].count; i = text_unit_end(run, &run->spans[s], i))
			count++;
	return count;
}

struct text_run text_cut(struct arena *arena, const struct text_run *run, const struct glyph_span *span, size_t first,
                         size_t end, double *left)
{
	size_t from = span->text_end, to = span->text_end, next = span->first + end;
	uint32_t *clusters = ARENA_ARRAY(arena, end - first, uint32_t);
	struct text_run cut = *run;
	for (size_t i = first; i < end; i++)
		from = span->clusters[i] < from ? span->clusters[i] : from;
	if (span->right_to_left ? first > 0 : end < span->count)
		to = span->clusters[span->right_to_left ? first - 1 : end];
	/* The first part says it all: of single letters nobody would find the word. */
	if (!span->right_to_left)
		cut.said = from == 0 ? run->text : "";
	*left = run->glyphs[span->first + first].x;
	cut.text = arena_text_n(arena, run->text + from, to - from);
	cut.glyphs = ARENA_ARRAY(arena, end - first, struct glyph);
	cut.glyph_count = end - first;
	for (size_t i = first; i < end; i++) {
		cut.glyphs[i - first] = run->glyphs[span->first + i];
		cut.glyphs[i - first].x -= *left;
		clusters[i - first] = (uint32_t)(span->clusters[i] - from);
	}
	cut.spans = ARENA_NEW(arena, struct glyph_span);
	*cut.spans = (struct glyph_span){span->face, 0, end - first, 0, to - from, clusters, span->right_to_left};
	cut.span_count = 1;
	cut.width = (next < run->glyph_count ? run->glyphs[next].x - run->spacing * run->size : run->width) - *left;
	cut.ink = (struct box){0, run->ink.top, cut.width, run->ink.bottom};
	cut.spacing = 0;
	return cut;
}

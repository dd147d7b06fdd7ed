/* Cut: a run letterspaced, or taken apart into what can be moved and turned by itself.
 * In: a shaped run. Out: the run spaced; runs of one letter with its marks, or, where letters join, of one word or
 * blank. */
#include "text/font.h"

#include "base/utf8.h"

#include <string.h>

size_t text_cluster_count(const struct text_run *run)
{
	size_t clusters = 0;
	if (run->joined)
		return 1;
	for (size_t s = 0; s < run->span_count; s++)
		for (size_t k = 0; k < run->spans[s].count; k++)
			clusters += k == 0 || run->spans[s].clusters[k] != run->spans[s].clusters[k - 1];
	return clusters ? clusters : (run->text ? base_utf8_length(run->text) : 0);
}

struct text_run text_spaced(struct arena *arena, const struct text_run *run, double spacing)
{
	struct text_run spaced = *run;
	size_t clusters = 0;
	if (spacing <= 0 || run->joined)
		return spaced;
	spaced.glyphs = ARENA_ARRAY(arena, run->glyph_count + 1, struct glyph);
	if (run->glyph_count)
		memcpy(spaced.glyphs, run->glyphs, run->glyph_count * sizeof *run->glyphs);
	for (size_t s = 0; s < run->span_count; s++)
		for (size_t k = 0; k < run->spans[s].count; k++) {
			clusters += k == 0 || run->spans[s].clusters[k] != run->spans[s].clusters[k - 1];
			spaced.glyphs[run->spans[s].first + k].x += spacing * (double)(clusters - 1);
		}
	size_t count = text_cluster_count(run);
	double added = count > 1 ? spacing * (double)(count - 1) : 0;
	spaced.width += added;
	spaced.ink.right += added;
	if (run->size > 0)
		spaced.spacing += spacing / run->size;
	return spaced;
}

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

/* SVG, where letters stand: the places and the direction that a viewer needs to set a run as it was shaped.
 * In: shaped runs. Out: places in points. Which viewer knows what was measured: docs/DECISIONS.md. */
#include "draw/svg/places.h"

#include "base/utf8.h"

#include <string.h>

bool svg_is_upright_or_blank(uint32_t character)
{
	return character == ' ' || character == 0xA0 || base_utf8_is_upright(character);
}

bool svg_span_is_all(const struct text_run *run, const struct glyph_span *span, bool (*is_of)(uint32_t character))
{
	size_t length;
	for (size_t i = span->text_start; i < span->text_end; i += length) {
		if (!is_of(base_utf8_decode(run->text + i, span->text_end - i, &length)))
			return false;
	}
	return true;
}

bool svg_run_tells_direction(const struct text_run *run)
{
	if (!run->language || !text_is_right_to_left(run->language))
		return false;
	const struct glyph_span *only = run->span_count == 1 ? &run->spans[0] : NULL;
	return !only || (only->right_to_left && !svg_span_is_all(run, only, svg_is_upright_or_blank));
}

double svg_span_left(const struct text_run *run, const struct glyph_span *span, size_t start)
{
	for (size_t i = 0; i < span->count; i++) {
		if (span->clusters[i] >= start)
			return run->glyphs[span->first + i].x;
	}
	return 0;
}

double svg_span_right(const struct text_run *run, const struct glyph_span *span, size_t start)
{
	for (size_t i = 0; span->right_to_left && i < span->count; i++) {
		if (span->clusters[i] < start)
			return run->glyphs[span->first + i].x;
	}
	size_t next = span->first + span->count;
	return next < run->glyph_count ? run->glyphs[next].x : run->width;
}

/* Whether glyph `i` of the span is the first that shows the character at byte `at`, and alone does so. */
static bool shows_character(const struct glyph_span *span, size_t i, size_t at)
{
	return i < span->count && span->clusters[i] == at && (i + 1 >= span->count || span->clusters[i + 1] != at);
}

const char *svg_span_places(struct svg *svg, const struct text_run *run, const struct glyph_span *span, size_t start,
                            size_t end, double origin)
{
	if (run->spacing <= 0 || span->right_to_left)
		return NULL;
	size_t i = 0, length;
	while (i < span->count && span->clusters[i] < start)
		i++;
	struct buffer places;
	buffer_init(&places);
	bool fit = true;
	for (size_t at = start; at < end && fit; at += length, i++) {
		uint32_t character = base_utf8_decode(run->text + at, end - at, &length);
		fit = at < span->text_end && character < 0x10000 && shows_character(span, i, at);
		if (fit) {
			buffer_text(&places, at > start ? " " : "");
			buffer_number(&places, (origin + run->glyphs[span->first + i].x) * SVG_UNITS_PER_POINT, 1);
		}
	}
	const char *text = fit && places.length ? arena_text(&svg->arena, places.bytes) : NULL;
	buffer_clear(&places);
	return text;
}

bool svg_span_needs_letters(struct svg *svg, const struct text_run *run, const struct glyph_span *span, size_t start,
                            size_t end)
{
	return run->spacing > 0 && !span->right_to_left && !svg_span_places(svg, run, span, start, end, 0);
}

const char *svg_run_places(struct svg *svg, const struct text_run *run, double origin)
{
	return run->span_count == 1 ? svg_span_places(svg, run, &run->spans[0], 0, strlen(run->text), origin) : NULL;
}

/* Where the letters of SVG text stand. Private to text.c. */
#pragma once

#include "draw/svg/writer.h"

bool svg_is_upright_or_blank(uint32_t character);
/* Whether all characters of the span are of that sort. */
bool svg_span_is_all(const struct text_run *run, const struct glyph_span *span, bool (*is_of)(uint32_t character));
/* Whether the SVG must say that the whole runs from right to left. It does not for plain words and numbers: these look
 * the same either way, and office programs, which misplace what has a direction, draw them in their place. */
bool svg_run_tells_direction(const struct text_run *run);
/* Left end of what is seen of the run's text from byte `start` of the span on, points from the run's origin. */
double svg_span_left(const struct text_run *run, const struct glyph_span *span, size_t start);
/* Its right end: where the next span begins, or what stands before `start` in a right-to-left span. */
double svg_span_right(const struct text_run *run, const struct glyph_span *span, size_t start);
/* The places of the letters of bytes start..end, "12.3 20.1 …": NULL when they are not spaced, or when letters and
 * characters do not go one to one, for viewers count characters. */
const char *svg_span_places(struct svg *svg, const struct text_run *run, const struct glyph_span *span, size_t start,
                            size_t end, double origin);
/* The same for a run of one span, which is written without <tspan>; NULL for others. */
const char *svg_run_places(struct svg *svg, const struct text_run *run, double origin);
/* Whether bytes start..end are spaced but have no list of places: then each letter is written by itself. */
bool svg_span_needs_letters(struct svg *svg, const struct text_run *run, const struct glyph_span *span, size_t start,
                            size_t end);

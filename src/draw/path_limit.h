/* Path limit: paths that every consumer can take: finite, and not far outside the page. */
#pragma once

#include "page/page.h"

/* False when a coordinate is not finite. Else *out is the path itself, or, where it leaves the page by more
 * than four page sizes, a copy in `arena` cut to that box (curves of it as short lines). */
bool path_limit(struct arena *arena, const struct page *page, const struct path *path, struct path *out);
/* For single coordinates and lengths, points: finite and less than a million. */
bool draw_is_drawable(double value);
bool box_is_drawable(struct box box);
/* Whether width and dashes are drawable, dashes not negative and not all 0. */
bool stroke_is_drawable(const struct stroke *stroke);
/* Whether origin, angle, size and glyphs of a text are drawable. */
bool text_mark_is_drawable(const struct text_mark *mark);

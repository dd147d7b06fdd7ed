/* SVG prefix: what every id of one SVG begins with, so that several maps share one HTML page. */
#pragma once

#include "draw/draw.h"

/* The options' prefix, else 'c' and a hash of the page's id; NULL with an error when the options' one
 * cannot begin an id. */
const char *svg_prefix(struct arena *arena, const struct page *page, const struct draw_options *options,
                       struct diag *diag);

/* Open sheet: a plain map without a panel. Its title stands above the map; facts, keys of the legend and credits below
 * it, as wide as the page. Private to the room. */
#pragma once

#include "furniture/element.h"

/* Divides the page inside its margins; `input`: the version's scene, without a view, and the legend that is expected.
 * False where the panel has more to tell, or what stands below would take too much of the page. */
bool open_sheet_divide(const struct furniture_input *input, struct box page, struct sheet *out);
bool open_sheet_is(const struct sheet *sheet);
/* What stands above and below the map. */
void open_sheet_draw(const struct furniture_input *input, struct group *group);

/* Covered: which of many symbols are hidden below others. Seen only inside the draw room. */
#pragma once

#include "page/page.h"

/* hidden[i]: at none of the samples, `per_point` of them to a point each way, of small symbols more, is anything of
 * symbol i seen, since later ones lie over it. None is hidden where the symbol lets light through. In time n. The
 * result is in `arena`. */
bool *draw_find_covered(struct arena *arena, const struct symbols_mark *symbols, double per_point);

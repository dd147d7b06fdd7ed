/* Backdrop: the colour under a label's place. Names stand on one colour if they can, and are readable on it. Page
 * points. */
#pragma once

#include "labels/labels.h"
#include "labels/turned_box.h"

struct backdrop_map;

/* Paints the backdrops one over the other on a raster in `arena`; NULL if there are none. A text whose contrast with
 * its backdrop is below `least_contrast` (WCAG) gets another colour. */
struct backdrop_map *backdrop_map_build(struct arena *arena, const struct label_backdrop *backdrops, size_t count,
                                        struct box frame, double least_contrast);
/* Returns the cost of the place's backdrop: 0 for one colour on which the text is readable. Writes that colour, if it
 * is one, and the contrast wanted into the place. The request names colours to keep off or to prefer. `map` may be
 * NULL. */
double backdrop_map_rate(struct backdrop_map *map, const struct turned_box *block, const struct label_request *request,
                         struct label_place *place);
/* The colour of the piece's text, darkened or lightened if its backdrop needs that. */
struct colour backdrop_fill(const struct label_place *place, const struct label_piece *piece);
/* Returns the width of its halo, points, 0 for none, and the halo's colour. On a hatch every text has a halo, which
 * hides the lines round it. */
double backdrop_halo(const struct label_place *place, const struct label_piece *piece, struct colour *halo);

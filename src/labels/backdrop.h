/* Backdrop: what lies under a label's place: its colours, and whose land it is. Names stand on their own land and on
 * one colour if they can, and are readable on it. Page points. */
#pragma once

#include "labels/ground.h"

struct backdrop_map;

/* Paints the input's backdrops one over the other on a raster in `arena`, and whose land they are on *ground; NULL if
 * there are none. */
struct backdrop_map *backdrop_map_build(struct arena *arena, const struct label_input *input,
                                        struct ground_map **ground);
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

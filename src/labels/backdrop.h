/* Backdrop: what colour lies under a label's place, so that names stand on one backdrop if they can and read well on
 * it. Page points. */
#ifndef CORRIDOR_LABELS_BACKDROP_H
#define CORRIDOR_LABELS_BACKDROP_H

#include "labels/labels.h"
#include "labels/turned_box.h"

struct backdrop_map;

/* The backdrops painted one over the other, on a raster; NULL when there are none. A text whose contrast with its
 * backdrop is below `least_contrast` (WCAG) gets another colour. */
struct backdrop_map *backdrop_map_build(struct arena *arena, const struct label_backdrop *backdrops, size_t count,
                                        struct box frame, double least_contrast);
/* What the place costs for its backdrop: 0 on one backdrop on which its text reads well. Notes that backdrop, if it is
 * one, and the contrast wanted, in the place. The request tells backdrops to keep off or to prefer. `map` may be NULL.
 */
double backdrop_map_rate(struct backdrop_map *map, const struct turned_box *block, const struct label_request *request,
                         struct label_place *place);
/* The piece's text colour as it suits the backdrop that the place stands on. */
struct colour backdrop_fill(const struct label_place *place, const struct label_piece *piece);
/* Width and colour of its halo likewise; 0: none. On a hatch every text has one, which wipes the lines round it. */
double backdrop_halo(const struct label_place *place, const struct label_piece *piece, struct colour *halo);

#endif

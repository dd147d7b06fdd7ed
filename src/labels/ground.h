/* Ground: what colour lies under a label's place, so that names stand on one ground if they can and read well on it.
 * Page points. */
#ifndef CORRIDOR_LABELS_GROUND_H
#define CORRIDOR_LABELS_GROUND_H

#include "labels/labels.h"
#include "labels/turned_box.h"

struct ground_map;

/* The grounds painted one over the other, on a raster; NULL when there are none. A text whose contrast with its ground
 * is below `least_contrast` (WCAG) gets another colour. */
struct ground_map *ground_map_build(struct arena *arena, const struct label_ground *grounds, size_t count,
                                    struct box frame, double least_contrast);
/* What the spot costs for its ground: 0 on one ground on which its text reads well. Notes that ground, if it is one,
 * and the contrast wanted, in the spot. The request tells grounds to keep
 * off or to prefer. `map` may be NULL. */
double ground_map_rate(struct ground_map *map, const struct turned_box *block, const struct label_request *request,
                       struct label_candidate *spot);
/* The piece's text colour as it suits the ground that the spot stands on. */
struct colour ground_fill(const struct label_candidate *spot, const struct label_piece *piece);
/* Width and colour of its halo likewise; 0: none. On a hatch every text has one, which wipes the lines round it. */
double ground_halo(const struct label_candidate *spot, const struct label_piece *piece, struct colour *halo);

#endif

/* Ground: whose land lies where, and what a name pays for standing on other land than its own. A reader takes a name
 * for that of the land it stands on. */
#pragma once

#include "geometry/cell_raster.h"
#include "geometry/turned_box.h"
#include "labels/labels.h"

struct ground_map;

/* Parts of a name's block, 0..1; what is left stands on its own land. */
struct ground_shares {
	double abroad;   /* on land of others */
	double covered;  /* on a lake or the sea */
	double nobodys;  /* on land of nobody */
	bool is_certain; /* the name tells itself whose it is: otherwise only what lies abroad counts */
};
/* 0 for a name on its own land, never above a quarter of `weight`, so that it rather stands abroad than nowhere. */
double ground_shares_cost(struct ground_shares shares, double weight);

/* All of it nobody's land; NULL if no backdrop of the input is anybody's. */
struct ground_map *ground_map_new(struct arena *arena, const struct label_input *input,
                                  const struct cell_raster *raster);
/* The cells of the range that are `covered`, as cell_raster_cover() gives them, come to be that land. */
void ground_map_cover(struct ground_map *ground, unsigned land, struct cell_range range, const uint8_t *covered);

/* Where a request is at home. */
struct ground_home {
	bool is_known, is_certain;
	unsigned land; /* as in struct label_backdrop; 0: nobody's */
};
/* `ground` may be NULL, here and below. */
struct ground_home ground_map_home(const struct ground_map *ground, const struct label_request *request);
double ground_map_rate(const struct ground_map *ground, const struct turned_box *block, struct ground_home home,
                       double weight);

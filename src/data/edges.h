/* Edges that need points on their way before coordinates are brought to longitude and latitude. */
#ifndef CORRIDOR_DATA_EDGES_H
#define CORRIDOR_DATA_EDGES_H

#include "data/dataset.h"

/* Whether the feature has a step of more than 180 degrees that longitudes beyond 180 are part of: once these are within
 * -180..180 nothing tells how long it was. */
bool data_has_long_step(const struct dataset *dataset, const struct feature *feature);

/* Divides edges of polygons that go all round in longitude, whose ends become one meridian, into three, and those of a
 * projected system into pieces of at most 25,000 of its units, a thousand at most: straight there, they are curves in
 * longitude and latitude. Points of a dataset in memory are written anew in `arena`. */
void data_divide_edges(struct arena *arena, struct dataset *dataset);

#endif

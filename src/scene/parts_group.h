/* Groups of parts that lie near each other: a country's main land with its islands, what it has overseas. */
#pragma once

#include "base/arena.h"
#include "geometry/points.h"

struct parts_group {
	struct lonlat_box box; /* of its parts; east or west may lie beyond 180 */
	double weight;         /* sum of their squared diagonals, degrees of latitude */
};

/* So many groups are told apart; what is smaller than all of these is passed over. */
enum { PARTS_GROUPS_MOST = 256 };
struct parts_groups {
	struct parts_group items[2 * PARTS_GROUPS_MOST];
	size_t count;
};

/* Adds a part by its box. Two groups are one if the gap between their boxes is at most a tenth of the larger one's
 * diagonal. */
void parts_groups_add(struct parts_groups *groups, struct lonlat_box part);
/* The group with the largest weight; empty when there is none. */
struct lonlat_box parts_groups_largest(struct parts_groups *groups);
/* Whether a part lies in the box, also once round the globe. */
bool parts_group_holds(struct lonlat_box box, struct lonlat_box part);

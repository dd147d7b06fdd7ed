/* Groups of parts that lie near each other.
 * In: boxes of parts in degrees, in any order. Out: the box of the largest group. Why so: a country with land overseas
 * is one feature in one file and a hundred in another, so that neither "the largest part of a feature" nor "the largest
 * feature" tells its main land; boxes are enough, since groups are told apart by wide gaps. */
#include "scene/parts_group.h"

#include <math.h>
#include <stdlib.h>

#define NEAR 0.1 /* of the larger diagonal */

static double cosine(struct lonlat_box box)
{
	return fmax(0.01, cos((box.south + box.north) / 2 * acos(-1) / 180));
}

static double diagonal(struct lonlat_box box)
{
	return hypot((box.east - box.west) * cosine(box), box.north - box.south);
}

/* Moves the box round the globe to where its middle is nearest to the other's. */
static struct lonlat_box turned_to(struct lonlat_box box, struct lonlat_box other)
{
	double apart = (box.west + box.east - other.west - other.east) / 2, turns = 360 * round(apart / 360);
	box.west -= turns;
	box.east -= turns;
	return box;
}

static struct lonlat_box joined_box(struct lonlat_box a, struct lonlat_box b)
{
	return (struct lonlat_box){fmin(a.west, b.west), fmin(a.south, b.south), fmax(a.east, b.east),
	                           fmax(a.north, b.north)};
}

static bool are_near(struct lonlat_box a, struct lonlat_box b)
{
	double east = fmax(0, fmax(a.west - b.east, b.west - a.east));
	double north = fmax(0, fmax(a.south - b.north, b.south - a.north));
	return hypot(east * cosine(joined_box(a, b)), north) <= NEAR * fmax(diagonal(a), diagonal(b));
}

/* Joins what is near the group `first`. Returns whether there was anything. */
static bool join_near(struct parts_groups *groups, size_t first)
{
	struct parts_group *group = &groups->items[first];
	size_t before = groups->count, kept = first + 1;
	for (size_t i = first + 1; i < before; i++) {
		struct parts_group other = groups->items[i];
		other.box = turned_to(other.box, group->box);
		if (are_near(group->box, other.box)) {
			group->box = joined_box(group->box, other.box);
			group->weight += other.weight;
		} else {
			groups->items[kept++] = other;
		}
	}
	groups->count = kept;
	return kept < before;
}

static int by_weight(const void *a, const void *b)
{
	const struct parts_group *first = a, *second = b;
	if (first->weight != second->weight)
		return first->weight < second->weight ? 1 : -1;
	if (first->box.west != second->box.west)
		return first->box.west > second->box.west ? 1 : -1;
	return (first->box.south > second->box.south) - (first->box.south < second->box.south);
}

/* A joined group is larger and may now be near to others, so this goes on until none are near. */
static void join(struct parts_groups *groups)
{
	for (bool joined = true; joined;) {
		joined = false;
		qsort(groups->items, groups->count, sizeof *groups->items, by_weight);
		for (size_t i = 0; i < groups->count; i++)
			joined |= join_near(groups, i);
	}
}

void parts_groups_add(struct parts_groups *groups, struct lonlat_box part)
{
	double size = diagonal(part);
	if (!isfinite(size))
		return;
	groups->items[groups->count++] = (struct parts_group){part, size * size};
	if (groups->count < 2 * PARTS_GROUPS_MOST)
		return;
	join(groups);
	if (groups->count > PARTS_GROUPS_MOST)
		groups->count = PARTS_GROUPS_MOST;
}

struct lonlat_box parts_groups_largest(struct parts_groups *groups)
{
	join(groups);
	return groups->count ? groups->items[0].box : lonlat_box_empty;
}

bool parts_group_holds(struct lonlat_box box, struct lonlat_box part)
{
	part = turned_to(part, box);
	return part.west >= box.west - 1e-9 && part.east <= box.east + 1e-9 && part.south >= box.south - 1e-9 &&
	       part.north <= box.north + 1e-9;
}

/* Spatial index: finds the records of a shapefile that may meet a box, without reading the others.
 *
 * In: the bytes of a .qix. Out: record numbers. Layout, as shapelib writes it (shptree.c, SHPWriteTree): "SQT", byte
 * order (1: little-endian), version 1, three bytes unused, number of shapes, depth; then nodes, each one the bytes of
 * the nodes below it, box (west, south, east, north), number of shapes, their records from 0, number of nodes below,
 * and these. Why so: written by shapelib, but not searched by it: its search trusts counts and offsets. Here the whole
 * tree is walked once before it is used. */
#include "data/shapefile/shp.h"

#include "base/bits.h"

#include <string.h>

#define TREE_HEADER   16
#define NODE_HEAD     40 /* bytes below, box, number of shapes */
#define DEEPEST       32 /* shapelib's own are at most 12 levels deep */
#define WORD          64
#define MOST_BRANCHES 4

struct tree_walk {
	struct bytes nodes;
	size_t at;
	size_t shapes;
	uint64_t *seen; /* one bit a record */
	size_t seen_count;
};

/* Takes the records of a node at walk->at, each at most once. */
static bool see_records(struct tree_walk *walk, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++, walk->at += 4) {
		uint32_t record = little_endian(walk->nodes.start + walk->at);
		if (record >= walk->shapes || walk->seen[record / WORD] >> record % WORD & 1)
			return false;
		walk->seen[record / WORD] |= (uint64_t)1 << record % WORD;
		walk->seen_count++;
	}
	return true;
}

/* Whether the node at walk->at, which must lie in `outer`, and all below it are sound; leaves walk->at behind them. */
static bool check_node(struct tree_walk *walk, struct lonlat_box outer, int depth)
{
	size_t left = walk->nodes.length - walk->at;
	if (depth > DEEPEST || left < NODE_HEAD + 4)
		return false;
	const char *node = walk->nodes.start + walk->at;
	size_t below = little_endian(node), count = little_endian(node + 36);
	struct lonlat_box box = shapefile_box(node + 4);
	/* NaN fails it too. */
	if (!(box.west <= box.east && box.south <= box.north && lonlat_box_holds(outer, box)))
		return false;
	if (count > (left - NODE_HEAD - 4) / 4)
		return false;
	walk->at += NODE_HEAD;
	if (!see_records(walk, (uint32_t)count))
		return false;
	uint32_t branches = little_endian(walk->nodes.start + walk->at);
	walk->at += 4;
	size_t end = walk->at + below;
	if (branches > MOST_BRANCHES || below > walk->nodes.length - walk->at)
		return false;
	for (uint32_t i = 0; i < branches; i++)
		if (!check_node(walk, box, depth + 1))
			return false;
	return walk->at == end;
}

const char *shape_tree_open(struct bytes qix, size_t shapes, struct lonlat_box bounds, struct shape_tree *out)
{
	if (qix.length < TREE_HEADER || memcmp(qix.start, "SQT\1\1", 5) != 0)
		return "is not a spatial index";
	if (little_endian(qix.start + 8) != shapes)
		return "belongs to another file";
	struct arena scratch;
	arena_init(&scratch);
	struct tree_walk walk = {.nodes = {qix.start + TREE_HEADER, qix.length - TREE_HEADER},
	                         .shapes = shapes,
	                         .seen = ARENA_ARRAY(&scratch, shapes / WORD + 1, uint64_t)};
	const struct lonlat_box everywhere = {-1e300, -1e300, 1e300, 1e300};
	bool good = check_node(&walk, everywhere, 0) && walk.at == walk.nodes.length;
	arena_clear(&scratch);
	if (!good)
		return "is damaged or cut short";
	if (!lonlat_box_holds(shapefile_box(walk.nodes.start + 4), bounds))
		return "belongs to another file";
	*out = (struct shape_tree){walk.nodes, shapes};
	return NULL;
}

/* Marks the records of the node at walk->at and of those below it whose box meets `box`. */
static void mark_node(struct tree_walk *walk, struct lonlat_box box)
{
	const char *node = walk->nodes.start + walk->at;
	size_t below = little_endian(node), count = little_endian(node + 36);
	size_t branches_at = walk->at + NODE_HEAD + count * 4;
	if (!lonlat_box_overlaps(box, shapefile_box(node + 4))) {
		walk->at = branches_at + 4 + below;
		return;
	}
	walk->at += NODE_HEAD;
	see_records(walk, (uint32_t)count);
	uint32_t branches = little_endian(walk->nodes.start + walk->at);
	walk->at += 4;
	for (uint32_t i = 0; i < branches; i++)
		mark_node(walk, box);
}

uint32_t *shape_tree_find(const struct shape_tree *tree, struct arena *arena, struct lonlat_box box, size_t *count)
{
	struct arena scratch;
	arena_init(&scratch);
	struct tree_walk walk = {.nodes = tree->nodes,
	                         .shapes = tree->shapes,
	                         .seen = ARENA_ARRAY(&scratch, tree->shapes / WORD + 1, uint64_t)};
	mark_node(&walk, box);
	uint32_t *records = ARENA_ARRAY(arena, walk.seen_count, uint32_t);
	*count = 0;
	for (size_t word = 0; word <= tree->shapes / WORD; word++)
		for (uint64_t bits = walk.seen[word]; bits; bits &= bits - 1)
			records[(*count)++] = (uint32_t)(word * WORD) + bits_lowest(bits);
	arena_clear(&scratch);
	return records;
}

/* Writes the spatial index of a shapefile. In: the path of a .shp. Out: the bytes of its .qix.
 * Why so: shapelib makes the tree and its bytes, so that whatever reads such files reads ours. It is told the box of
 * each record after that was checked, and sees no file. */
#include "data/shapefile/memory.h"
#include "data/shapefile/shapefile.h"
#include "data/shapefile/shp.h"

#define INDEX_LIMIT ((size_t)INT32_MAX)
#define DEEPEST     12

/* As shapelib chooses it for a file of so many shapes. */
static int tree_depth(size_t shapes)
{
	int depth = 0;
	for (size_t nodes = 4; nodes < shapes && depth < DEEPEST; nodes *= 2)
		depth++;
	return depth;
}

/* The boxes of all records. NULL with an error if any is damaged: the index names records by number. */
static struct lonlat_box *read_boxes(const struct shp_file *shp, struct arena *arena, struct diag *diag, size_t *count)
{
	struct lonlat_box *boxes = NULL;
	struct shp_scan scan;
	struct shp_record record;
	struct record_tally tally = {0};
	size_t capacity = 0;
	*count = 0;
	shp_scan_begin(&scan, shp, &tally, diag);
	while (shp_scan_next(&scan, &record)) {
		boxes = arena_grow(arena, boxes, *count, &capacity, sizeof *boxes);
		boxes[(*count)++] = record.box;
	}
	shp_scan_end(&scan);
	if (!tally.left_out)
		return boxes;
	record_tally_report(&tally, shp->name, scan.count, no_place, diag);
	diag_error(diag, DAMAGED_FILE, no_place, NULL, "%s is damaged, so no index is made of it", shp->name);
	return NULL;
}

static SHPTree *make_tree(const struct shp_file *shp, const struct lonlat_box *boxes, size_t count)
{
	double low[4] = {shp->bounds.west, shp->bounds.south}, high[4] = {shp->bounds.east, shp->bounds.north};
	SHPTree *tree = SHPCreateTree(NULL, 2, tree_depth(count), low, high);
	for (size_t i = 0; tree && i < count; i++) {
		SHPObject shape = {.nShapeId = (int)i,
		                   .dfXMin = boxes[i].west,
		                   .dfYMin = boxes[i].south,
		                   .dfXMax = boxes[i].east,
		                   .dfYMax = boxes[i].north};
		SHPTreeAddShapeId(tree, &shape);
	}
	return tree;
}

static bool write_tree(SHPTree *tree, struct arena *arena, struct buffer *out)
{
	struct memory_file file = {.written = out};
	SAHooks hooks = shapefile_memory_hooks();
	if (!tree)
		return false;
	SHPTreeTrimExtraNodes(tree);
	bool good = SHPWriteTreeLL(tree, shapefile_memory_name(arena, &file, ".qix"), &hooks);
	SHPDestroyTree(tree);
	return good;
}

bool shapefile_index(const char *path, struct diag *diag, struct buffer *out)
{
	struct arena scratch;
	arena_init(&scratch);
	struct shp_file shp = {.buffer = read_buffer_open(path, path, INDEX_LIMIT, no_place, diag), .name = path};
	const char *beside = shp.buffer ? data_file_beside(&scratch, path, ".shx") : NULL;
	size_t count;
	struct lonlat_box *boxes = NULL;
	if (shp.buffer &&
	    (!beside || data_file_read(&scratch, beside, beside, INDEX_LIMIT, no_place, diag, &shp.shx)) &&
	    shp_file_open(&shp, diag))
		boxes = read_boxes(&shp, &scratch, diag, &count);
	bool good = boxes && write_tree(make_tree(&shp, boxes, count), &scratch, out);
	if (boxes && !good)
		diag_error(diag, DAMAGED_FILE, no_place, NULL, "%s: no index can be made of it", path);
	read_buffer_close(shp.buffer);
	arena_clear(&scratch);
	return good;
}

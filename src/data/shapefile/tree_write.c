/* Writes the spatial index of a shapefile. In: the path of a .shp. Out: the bytes of its .qix.
 * Why so: shapelib makes the tree and its bytes, so that whatever reads such files reads ours. It sees the .shp through
 * a window and a .shx made after every record was checked, as when a map is drawn. */
#include "data/shapefile/index.h"

#include "data/shapefile/check.h"
#include "data/shapefile/memory.h"

#define INDEX_LIMIT ((size_t)INT32_MAX)

static bool write_tree(struct memory_folder *folder, struct arena *arena)
{
	SAHooks hooks = shapefile_memory_hooks(), writing = shapefile_memory_write_hooks();
	SHPHandle shapes = SHPOpenLL(shapefile_memory_name(arena, folder, ".shp"), "rb", &hooks);
	SHPTree *tree = shapes ? SHPCreateTree(shapes, 2, 0, NULL, NULL) : NULL;
	bool good = tree;
	if (tree) {
		SHPTreeTrimExtraNodes(tree);
		good = SHPWriteTreeLL(tree, shapefile_memory_name(arena, folder, ".qix"), &writing);
		SHPDestroyTree(tree);
	}
	if (shapes)
		SHPClose(shapes);
	return good;
}

bool shapefile_index(const char *path, struct diag *diag, struct buffer *out)
{
	struct arena scratch;
	arena_init(&scratch);
	struct shape_index index;
	struct bytes shx = {0};
	struct read_buffer *shp = read_buffer_open(path, path, INDEX_LIMIT, no_place, diag);
	const char *beside = shp ? data_file_beside(&scratch, path, ".shx") : NULL;
	bool good = shp && (!beside || data_file_read(&scratch, beside, beside, INDEX_LIMIT, no_place, diag, &shx)) &&
	            shape_index_build_large(&scratch, shp, shx, path, no_place, diag, NULL, &index);
	const char *header = good ? read_buffer_at(shp, 0, 100) : NULL;
	if (header) {
		struct memory_folder folder = {.shp.window = shp, .qix = out};
		folder.shx.bytes = shape_index_file(&scratch, (struct bytes){header, 100}, &index);
		good = write_tree(&folder, &scratch);
		if (!good)
			diag_error(diag, DAMAGED_FILE, no_place, NULL, "%s: no index can be made of it", path);
	}
	read_buffer_close(shp);
	arena_clear(&scratch);
	return good && header;
}

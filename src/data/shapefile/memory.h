/* The files that shapelib sees. With shapefile.c, shapefile_table.c and shapefile_tree.c the only users of shapelib.
 * Private to the data room. */
#ifndef CORRIDOR_DATA_SHAPEFILE_MEMORY_H
#define CORRIDOR_DATA_SHAPEFILE_MEMORY_H

#include "base/buffer.h"
#include "data/file.h"
#include "data/read_buffer.h"

#include <shapefil.h>

/* What shapelib takes for a file. */
struct memory_file {
	struct bytes bytes;         /* or */
	struct read_buffer *window; /* NULL: all is in `bytes` */
	size_t at;
};

struct memory_folder {
	struct memory_file shp, shx, dbf;
	struct buffer *qix; /* what is written under that ending; NULL: nothing may be */
};

/* The name under which the hooks open the file of the folder with that ending (".shp"): they carry no context, so it
 * is the folder's address, which must stay. */
const char *shapefile_memory_name(struct arena *arena, const struct memory_folder *folder, const char *ending);
SAHooks shapefile_memory_hooks(void);
/* Hooks that write the folder's .qix. */
SAHooks shapefile_memory_write_hooks(void);

#endif

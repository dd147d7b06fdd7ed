/* The files that shapelib sees, which reads .dbf and writes .qix. Only these files and table.c and tree_write.c include
 * shapelib. Private to the shapefile reader. */
#pragma once

#include "base/buffer.h"
#include "data/file.h"
#include "data/read_buffer.h"

#include <shapefil.h>

/* What shapelib takes for a file. */
struct memory_file {
	struct read_buffer *buffer;
	size_t at;
};

struct memory_folder {
	struct memory_file dbf;
	struct buffer *qix; /* what is written under that suffix */
};

/* The name under which the hooks open the file of the folder with that suffix (".dbf"): they carry no context, so it is
 * the folder's address, which must stay. */
const char *shapefile_memory_name(struct arena *arena, const struct memory_folder *folder, const char *suffix);
/* Hooks that read the folder's .dbf. */
SAHooks shapefile_memory_hooks(void);
/* Hooks that write the folder's .qix. */
SAHooks shapefile_memory_write_hooks(void);

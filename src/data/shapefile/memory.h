/* The file that shapelib sees: a .dbf that it reads, or a .qix that it writes. Only memory.c, table.c and tree_write.c
 * include shapelib. Private to the shapefile reader. */
#pragma once

#include "base/buffer.h"
#include "data/file.h"
#include "data/read_buffer.h"

#include <shapefil.h>

struct memory_file {
	struct read_buffer *buffer; /* of a .dbf */
	size_t at;
	struct buffer *written; /* of a .qix; NULL for a .dbf */
};

/* The name under which the hooks open the file, with its suffix (".dbf"): they carry no context, so it is the address
 * of the file, which must stay. */
const char *shapefile_memory_name(struct arena *arena, const struct memory_file *file, const char *suffix);
SAHooks shapefile_memory_hooks(void);

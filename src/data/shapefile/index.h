/* The spatial index beside a shapefile (.qix): a map of a small part of a large file then reads only what it shows. */
#ifndef CORRIDOR_DATA_SHAPEFILE_INDEX_H
#define CORRIDOR_DATA_SHAPEFILE_INDEX_H

#include "base/buffer.h"
#include "base/diag.h"

/* Makes the bytes of the .qix of a .shp, which is checked first. False with errors. */
bool shapefile_index(const char *path, struct diag *diag, struct buffer *out);

#endif

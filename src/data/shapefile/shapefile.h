/* Shapefile: the reader, and its form that is fed bytes. Private to the data room. */
#ifndef CORRIDOR_DATA_SHAPEFILE_H
#define CORRIDOR_DATA_SHAPEFILE_H

#include "data/formats.h"

/* The files of one shapefile; only .shp is needed. `dbf_name` names the .dbf in messages. */
struct shapefile_bytes {
	struct bytes shp, shx, dbf, cpg, prj;
	const char *dbf_name;
};

dataset_reader shapefile_read;

/* Reads from memory only; `out` arrives zeroed but for `file`. Follow with dataset_finish(). */
bool shapefile_read_bytes(struct arena *arena, const struct shapefile_bytes *bytes,
                          const struct dataset_request *request, struct diag *diag, struct dataset *out);

#endif

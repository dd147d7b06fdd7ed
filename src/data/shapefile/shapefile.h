/* Shapefile: the one door to this folder. */
#pragma once

#include "base/buffer.h"
#include "data/formats.h"

extern const struct data_format data_format_shapefile;

/* The files of one shapefile; only .shp is needed. `dbf_name` names the .dbf in messages. */
struct shapefile_bytes {
	struct bytes shp, shx, dbf, cpg, prj;
	const char *dbf_name;
};
/* Reads from memory only; `out` arrives zeroed but for `file`. Follow with dataset_finish(). */
bool shapefile_read_bytes(struct arena *arena, const struct shapefile_bytes *bytes,
                          const struct dataset_request *request, struct diag *diag, struct dataset *out);

/* Makes the bytes of the spatial index (.qix) of a .shp, which is checked first: a map of a small part of a large file
 * then reads only what it shows. False with errors. */
bool shapefile_index(const char *path, struct diag *diag, struct buffer *out);

/* Formats: what the readers of the data room share with dataset.c. Private to the data room.
 *
 * A new format is one file with a read function, and a line in the list in dataset.c. */
#ifndef CORRIDOR_DATA_FORMATS_H
#define CORRIDOR_DATA_FORMATS_H

#include "data/dataset.h"
#include "data/file.h"

/* As dataset_read(), for one format; dataset.c then checks coordinates and sets bounds. `out` arrives zeroed
 * but for `file`. */
typedef bool dataset_reader(struct arena *arena, const struct dataset_request *request, struct diag *diag,
                            struct dataset *out);

/* A file with more vertices is an error: it would not be drawn in reasonable memory. */
#define VERTEX_BUDGET ((size_t)50 * 1000 * 1000)

/* NULL when the point is fit to use, otherwise what is wrong with it ("the latitude 121.5 is out of range").
 * A coordinate beyond the end of the range by rounding only is moved to it. */
const char *dataset_coordinate_fault(struct arena *arena, struct lonlat *point, bool geographic);
/* What the author may do about a point with a fault, or NULL. */
const char *dataset_coordinate_hint(struct lonlat point, const char *crs);

/* The text of a .prj as dataset.crs: NULL when it is empty or plainly lon/lat on WGS 84. */
const char *crs_from_prj(struct arena *arena, struct bytes prj);
/* Degrees of longitude and latitude, on whichever datum. NULL is geographic. */
bool crs_is_geographic(const char *crs);

/* The common checks and the bounds; for readers that are fed bytes. `by_line`: records are lines, named
 * "file:7" and not "file: record 7". */
bool dataset_finish(struct dataset *dataset, bool by_line, struct place place, struct diag *diag);

#endif

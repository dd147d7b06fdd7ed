/* Dataset: what a geodata file holds — features in lon/lat degrees with attribute columns. */
#ifndef CORRIDOR_DATA_DATASET_H
#define CORRIDOR_DATA_DATASET_H

#include "base/arena.h"
#include "base/diag.h"
#include "geometry/points.h"

enum geometry_type { GEOMETRY_POINTS, GEOMETRY_LINES, GEOMETRY_POLYGONS };

/* A run of points: a line, or a ring with its first point not repeated. */
struct part {
	size_t first, count; /* in dataset.points */
};

struct feature {
	size_t record; /* as the file counts: shapefile record or CSV line, from 1 */
	size_t first_part,
	        part_count; /* in dataset.parts; a polygon's holes are parts like its outer rings (even-odd) */
	struct lonlat_box bounds;
	const char **values; /* one per column, valid UTF-8, "" when empty */
};

struct dataset {
	const char *file; /* as named in messages */
	enum geometry_type type;
	const char **columns;
	size_t column_count;
	struct feature *features;
	size_t feature_count;
	struct part *parts;
	size_t part_count;
	struct lonlat *points; /* x, y of `crs` until the pipeline has brought them to WGS 84 */
	size_t point_count;
	const char *crs; /* text of the .prj; NULL: lon/lat WGS 84 */
};

/* How to read a file; NULL or 0 for what the author did not say. */
struct dataset_request {
	const char *file;      /* path to open */
	const char *shown;     /* path in messages */
	const char *encoding;  /* of text attributes; overrides .cpg and LDID */
	const char *lon, *lat; /* CSV: column names; default lon, lat */
	bool as_line;          /* CSV: the rows in order are one line (or one per value of line_by) */
	const char *line_by;   /* CSV */
	struct place place;    /* of the data entry in the map file */
};

/* Reads by the file's ending: .shp, .csv (each format is a row in a list). On failure adds errors and
 * returns false. Out of range coordinates, NaN, broken records: errors that name file and record. A dataset
 * with no feature is an error. Everything is in `arena`. */
bool dataset_read(struct arena *arena, const struct dataset_request *request, struct diag *diag, struct dataset *out);

/* Column index or -1. */
int dataset_column(const struct dataset *dataset, const char *name);
/* The feature's value, NULL when there is no such column. */
const char *feature_value(const struct dataset *dataset, const struct feature *feature, const char *column);
/* First feature whose column equals the value, or NULL. */
const struct feature *dataset_find(const struct dataset *dataset, const char *column, const char *value);
/* Recomputes every feature's bounds after points were changed. */
void dataset_update_bounds(struct dataset *dataset);
/* The names of the formats read, for help: "shapefile (.shp), CSV (.csv)". */
const char *dataset_formats(void);

#endif

/* Dataset: what a geodata file holds — features in lon/lat degrees with attribute columns. */
#pragma once

#include "base/arena.h"
#include "base/diag.h"
#include "data/tally.h"
#include "geometry/points.h"

#include <stdint.h>

enum geometry_type { GEOMETRY_POINTS, GEOMETRY_LINES, GEOMETRY_POLYGONS };

/* What the format says of all values of a column, whatever they look like: those of a CSV are texts, so that 010 and 10
 * are two keys. Values are texts here in either case. */
enum column_type { COLUMN_TEXT, COLUMN_NUMBER };

/* A part of a feature: a line, a ring, or the points of a multipoint. */
struct part {
	size_t first; /* in dataset.points; where these stay in the file: a number that no other part of it has */
	uint32_t count;
	uint32_t polygon; /* number of the polygon, from 1, whose outline (the first with that number) or hole it is; 0:
	                     not said */
};

/* A point as a file holds it, aligned no better than there. */
struct stored_point {
	double lon, lat;
} __attribute__((packed, aligned(4)));

/* What a feature holds that is more than one point. */
struct feature_shape {
	struct lonlat_box box;
	struct part parts[]; /* holes are parts like outer rings: those of a polygon even-odd, of which it is what any
	                        covers; where polygons are not said, all rings even-odd, but for parts that overlap */
};

struct feature {
	size_t record;               /* as the file counts: shapefile record or CSV line, from 1 */
	const char *values;          /* of its row, see value_rows_at(); NULL: see feature_row() */
	struct feature_shape *shape; /* NULL: its only part is one point in memory */
	uint32_t point;              /* this point in dataset.points */
	uint32_t part_count;
	enum geometry_type type;
};

/* The row of a table that a point of a line was read from. */
struct point_row {
	size_t record;
	const char *values; /* as those of a feature */
};

struct data_format;

enum crs_source { CRS_UNSTATED, CRS_OF_FILE, CRS_OF_AUTHOR };

struct dataset {
	const char *file;        /* as named in messages */
	enum geometry_type type; /* of the features; of the first of them if the file holds several types */
	unsigned types;          /* bits 1 << type of those that it holds; 0: `type` alone */
	struct dataset *by_type; /* of a file of several types: its features of each type; NULL: of one type */
	const char **columns;
	const enum column_type *column_types; /* one per column; NULL: all are texts */
	bool decimal_comma; /* numbers in texts are written with a decimal comma, as the coordinates are */
	size_t column_count;
	struct feature *features; /* in the file's order; of several types the points first, then lines, polygons */
	size_t feature_count;
	uint32_t *twins;     /* of each feature: the last one before it with the same points, from 1; 0: none. NULL: not
	                        asked */
	size_t record_count; /* of the file, those without a feature included; 0: as many as features */
	struct record_tally left_out; /* the records that cannot be drawn: readers add, dataset_finish() reports */
	struct lonlat *points; /* x, y of `crs` until the pipeline has brought them to WGS 84; NULL: in the file */
	size_t point_count;
	const struct point_row *rows; /* of each point, where rows of a table make lines; NULL: points have no values */
	const struct data_format *format;
	void *source;      /* what stays in the file, for the format's functions; NULL: all is in memory */
	bool by_view;      /* no feature is in `features`: they are read when dataset_walk() asks for those of a view */
	bool borrowed;     /* a copy of another dataset, which closes the source */
	const char *crs;   /* coordinate system of the points: a WKT, a code, a PROJ string; NULL: lon/lat WGS 84 */
	bool is_projected; /* `crs` has no degrees */
	enum crs_source crs_source; /* who states it */
	const char *crs_fault;      /* why the one that the file states is not used; NULL: it is, or there is none */
	struct place place;         /* of the data entry in the map file */
};

/* Says what a coordinate system is, for the data room, which knows none but WGS 84. */
struct crs_judge {
	/* What is wrong with it, valid until the next call; or NULL, and whether it is of longitude and latitude in
	 * degrees. */
	const char *(*fault)(void *context, const char *crs, bool *is_degrees);
	void *context;
};

/* For a table without coordinates: which of its columns names areas of the world inside. */
struct area_column {
	const char *world;  /* file of the world inside */
	const char *column; /* found, in the arena of the dataset; NULL: none */
	bool are_units;     /* units of countries; else countries */
};

/* How to read a file; NULL or 0 for what the author did not say. */
struct dataset_request {
	const char *file;        /* path to open */
	const char *shown;       /* path in messages */
	const char *text;        /* a CSV, read in place of the file; NULL */
	const char *key;         /* column of `keys`; NULL: all records are read */
	const char *const *keys; /* GeoPackage: only records with one of these values are asked for */
	size_t key_count;
	const char *names_from; /* GeoPackage: a table that has the names of the records, which have the same `key` */
	const char *encoding;   /* of text attributes; overrides .cpg and LDID */
	const char *lon, *lat;  /* CSV: column names; NULL: the usual ones are looked for */
	const char *geometry;   /* CSV: column of WKT; NULL: looked for by its values */
	const char *layer;      /* of a file that may hold several; NULL: it has one */
	bool as_line;           /* CSV: the rows in order are one line (or one per value of line_by) */
	const char *line_by;    /* CSV */
	struct area_column *areas;     /* CSV without coordinates: looked for, for the hint; NULL: not */
	const char *table_by;          /* CSV: it has no coordinates, but this column; its features have no part */
	const char *crs;               /* of the points: wins over what the file states */
	const struct crs_judge *judge; /* NULL: texts are judged by their first words */
	struct place place;            /* of the data entry in the map file */
	bool in_memory;                /* points are to be changed: hold them all, however many */
	bool by_view;                  /* only features in a view are asked for: a spatial index may be used */
	bool one_view;                 /* and of one view only: a large file may be read when it is known, in one go */
	size_t large;                  /* bytes from which a .shp is read piece by piece; 0: as is best */
};

/* Reads by the file's suffix: .shp, .csv (each format is a row in a list). On failure adds errors and
 * returns false. Records that are damaged, or have coordinates that are not finite or out of range, are left out with
 * one warning; if none is left, or most are out of range, that is an error. A dataset with no feature is a warning.
 * Coordinates beyond degrees without a coordinate system are an error that names those which they may be in.
 * Everything is in `arena`. */
bool dataset_read(struct arena *arena, const struct dataset_request *request, struct diag *diag, struct dataset *out);

/* The formats that are read, for `list`: the name of one by its number from 0, NULL after the last; *suffixes gets the
 * first of its suffixes, which a NULL follows where it has fewer than `most`. */
const char *dataset_format_name(size_t index, const char *const **suffixes, size_t *most);

/* Closes what is open. The arena keeps the rest. */
void dataset_close(struct dataset *dataset);

/* A walk over the features whose boxes meet a box, in the file's order. */
struct feature_walk {
	const struct dataset *dataset;
	struct lonlat_box box;
	struct diag *diag;
	const uint32_t *numbers; /* of the features to look at; NULL: all */
	size_t next, count;
	struct arena arena, parts; /* of the numbers; of the current feature, if it is read by view */
	struct feature current;
	struct record_tally left_out; /* records that cannot be drawn */
	bool failed;
};
void dataset_walk(const struct dataset *dataset, struct lonlat_box box, struct diag *diag, struct feature_walk *out);
/* The next feature, valid until the next call of a dataset that is read by view; NULL at the end and after an error. */
const struct feature *feature_walk_next(struct feature_walk *walk);
/* Ends the walk, with a warning if records were left out; false with errors if the file has changed meanwhile. */
bool feature_walk_end(struct feature_walk *walk);

/* Points of a part from index `from` on, *count of them (as many as are at hand), valid until the next call; NULL
 * if the file has changed meanwhile. The last point of a ring may repeat the first. */
const struct stored_point *dataset_points(const struct dataset *dataset, struct part part, size_t from, size_t *count);
/* All points of a part, *count of them, a ring's first point not repeated: in the dataset itself or in `arena`. */
const struct lonlat *dataset_part(const struct dataset *dataset, struct part part, struct arena *arena, size_t *count);
/* The first point of a part; NaN when the file has changed meanwhile. */
struct lonlat dataset_first_point(const struct dataset *dataset, struct part part);
typedef bool point_test(const void *context, struct lonlat point);
/* The first of the feature's points that passes the test; false: none does. */
bool dataset_find_point(const struct dataset *dataset, const struct feature *feature, point_test *is_wanted,
                        const void *context, struct lonlat *out);
/* Coordinates this close outside the range are rounding, not faults, degrees: world maps in single precision, or cut in
 * another coordinate system, end up to so far behind 180. */
#define RANGE_TOLERANCE 0.005
/* NULL when the point is fit to use (longitudes to 360, which dataset_read() brings into -180..180), otherwise what is
 * wrong with it ("the latitude 121.5 is out of range"). A coordinate beyond the end of the range by rounding only is
 * moved to it. */
const char *dataset_coordinate_fault(struct arena *arena, struct lonlat *point, bool geographic);

/* Finds the features that repeat another's shape, for dataset->twins; nothing if they are read by view. */
void dataset_find_twins(struct arena *arena, struct dataset *dataset);
/* True if any feature is of the type. */
bool dataset_has(const struct dataset *dataset, enum geometry_type type);
/* The features of a type as a dataset; the dataset itself if its file holds one type only, whatever it is. */
const struct dataset *dataset_of_type(const struct dataset *dataset, enum geometry_type type);
/* "points and lines", in `arena`. */
const char *dataset_type_names(const struct dataset *dataset, struct arena *arena);
/* Column index or -1. */
int dataset_column(const struct dataset *dataset, const char *name);
/* The feature's values. */
const char *feature_row(const struct dataset *dataset, const struct feature *feature);
/* The value in a column of a row, valid UTF-8, "" when empty. */
const char *value_rows_at(const char *row, size_t column);
/* The same of the feature's row. */
const char *feature_value_at(const struct dataset *dataset, const struct feature *feature, size_t column);
/* What is known of point `index` of a part: the row that it was read from, else the feature's record and values. */
struct point_row dataset_point_row(const struct dataset *dataset, const struct feature *feature, struct part part,
                                   size_t index);
/* The feature's value, NULL when there is no such column. */
const char *feature_value(const struct dataset *dataset, const struct feature *feature, const char *column);
enum column_type dataset_column_type(const struct dataset *dataset, size_t column);
/* The number that a value of a feature says; false if it is none. */
bool dataset_number_parse(const struct dataset *dataset, const char *value, double *number);
/* Whether a value of a column is the one that is looked for: as a number where the column holds numbers, however either
 * is written (`1`, `1.00`, `1.1e5`), else to the letter. */
bool dataset_value_is(const struct dataset *dataset, size_t column, const char *value, const char *wanted);
/* A feature's key as other data would write it: a number of a column of numbers without needless digits, in `arena`.
 * NULL when there is no such column. */
const char *feature_key(const struct dataset *dataset, const struct feature *feature, const char *column,
                        struct arena *arena);
/* First feature whose column holds the value (dataset_value_is()), or NULL. */
const struct feature *dataset_find(const struct dataset *dataset, const char *column, const char *value);
/* The first such feature behind `after`; NULL: of all. */
const struct feature *dataset_find_next(const struct dataset *dataset, const char *column, const char *value,
                                        const struct feature *after);
/* Part `index` of a feature. */
static inline struct part feature_part(const struct feature *feature, size_t index)
{
	return feature->shape ? feature->shape->parts[index] : (struct part){feature->point, 1, 0};
}
/* The box of all its points. */
struct lonlat_box feature_box(const struct dataset *dataset, const struct feature *feature);
/* Recomputes every feature's box after points were changed. */
void dataset_update_boxes(struct dataset *dataset);

/* The records of a .shp: found by its index, checked, read. Private to the shapefile reader. */
#pragma once

#include "data/formats.h"
#include "data/read_buffer.h"

#include <stdint.h>

/* Numbers as shapefiles hold them, whatever the processor's order. */
static inline uint32_t little_endian(const char *at)
{
	const unsigned char *byte = (const unsigned char *)at;
	return (uint32_t)byte[3] << 24 | (uint32_t)byte[2] << 16 | (uint32_t)byte[1] << 8 | byte[0];
}
static inline uint32_t big_endian(const char *at)
{
	const unsigned char *byte = (const unsigned char *)at;
	return (uint32_t)byte[0] << 24 | (uint32_t)byte[1] << 16 | (uint32_t)byte[2] << 8 | byte[3];
}
double shapefile_double(const char *at);
/* A box as its four doubles (west, south, east, north) lie in a file. */
struct lonlat_box shapefile_box(const char *at);

/* A .shp with its .shx. */
struct shp_file {
	struct read_buffer *buffer;
	struct bytes shx; /* start NULL: there is none */
	const char *name; /* of the .shp in messages */
	struct place place;
	/* As shp_file_open() found them: */
	uint32_t type_code;
	enum geometry_type type;
	size_t end; /* of the records, bytes */
	struct lonlat_box bounds;
	size_t indexed;   /* entries of the .shx, if it is one */
	bool is_in_order; /* the .shx lists the records as they must lie: one behind the other, filling the file */
};

/* Records that the table marks as deleted: from 1, ascending. */
struct deleted_records {
	uint32_t *numbers;
	size_t count;
};

/* Reads the header, and decides whether the .shx can be right. The members above are set. False with an error. */
bool shp_file_open(struct shp_file *shp, struct diag *diag);

/* A record: what its header and its counts say. */
struct shp_record {
	size_t number;          /* from 1 */
	size_t offset, content; /* bytes; `content` is without the record's own header of 8 bytes */
	size_t part_count, point_count;
	size_t starts_at,
	        points_at; /* bytes: where the first vertices of its parts and its points lie; starts_at 0: one part */
	struct lonlat_box box;
};

/* Reports a damaged record; returns false. */
bool shp_file_report(const struct shp_file *shp, size_t number, const char *fault, const char *hint, struct diag *diag);
/* The record that a .shx in order names, numbers from 0. False with an error if it is damaged or the .shp says
 * otherwise. */
bool shp_file_record(const struct shp_file *shp, size_t number, struct diag *diag, struct shp_record *out);

/* All records one after the other: in the order of the .shx if that agrees with the .shp, otherwise in that of the
 * .shp, with a warning unless there is no .shx at all. */
struct shp_scan {
	const struct shp_file *shp;
	struct diag *diag;
	bool by_index; /* in the order of the .shx, not of the .shp */
	bool compares; /* the .shx still says what is found */
	size_t count;  /* records so far */
	size_t offset;
};
void shp_scan_begin(struct shp_scan *scan, const struct shp_file *shp, struct diag *diag);
/* The next record; false at the end, or with an error that names the record: it lies outside the file, or its counts
 * are not within its length. */
bool shp_scan_next(struct shp_scan *scan, struct shp_record *out);
/* Ends the scan: false after an error. */
bool shp_scan_end(struct shp_scan *scan);

/* Reads the features of all records but the deleted ones into `out`. `in_file`: their points stay in the file, and
 * their bounds are the records' own boxes; otherwise points are read too. *records gets the number of records. False
 * with errors that name the record. */
bool shp_file_read(const struct shp_file *shp, struct deleted_records deleted, bool in_file, struct arena *arena,
                   struct diag *diag, struct dataset *out, size_t *records);
/* Reads one feature of a file whose .shx is in order, as data_format.feature does. */
bool shp_file_feature(const struct shp_file *shp, struct deleted_records deleted, size_t number, struct arena *arena,
                      struct record_tally *left_out, struct diag *diag, struct feature *out);
/* Says how far reading goes on without a gap from this record on, numbers from 0, of a .shx in order. */
void shp_file_expect(const struct shp_file *shp, size_t number);
const struct stored_point *shp_file_points(const struct shp_file *shp, const struct part *part, size_t from,
                                           size_t *count);

/* The spatial index beside a shapefile (.qix), as shapelib, GDAL and MapServer write it: a quadtree of boxes. */
struct shape_tree {
	struct bytes nodes; /* checked */
	size_t shapes;      /* of the shapefile */
};

/* Checks every count, offset, box and number of the index of a shapefile with so many shapes in `bounds`. The bytes
 * must outlive the tree. Returns what is wrong with it, or NULL. */
const char *shape_tree_open(struct bytes qix, size_t shapes, struct lonlat_box bounds, struct shape_tree *out);
/* The records (from 0, ascending) that may meet the box: those of every node whose box does. */
uint32_t *shape_tree_find(const struct shape_tree *tree, struct arena *arena, struct lonlat_box box, size_t *count);

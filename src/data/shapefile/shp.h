/* The records of a .shp: found by its index, checked, read. Private to the shapefile reader. */
#pragma once

#include "data/formats.h"
#include "data/read_buffer.h"

#include <stdint.h>

#define SHP_FILE_HEADER   100
#define SHP_RECORD_HEADER 8

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
	size_t rows; /* of the table beside it; 0: there is none, or it is empty */
	/* As shp_file_open() found them: */
	uint32_t type_code;
	enum geometry_type type;
	size_t stated; /* length that the header states, bytes */
	size_t end;    /* where records may end at the latest, bytes */
	struct lonlat_box bounds;
	size_t indexed;   /* entries of the .shx, if it is one */
	bool is_in_order; /* the .shx lists the records as they must lie: one behind the other, filling the file */
	bool is_cut;      /* they would fill it, were it not cut short */
};

/* Records that the table marks as deleted: from 1, ascending. */
struct deleted_records {
	uint32_t *numbers;
	size_t count;
};

/* Reads the header, and decides whether the .shx can be right. The members above are set. The type is that of the first
 * record if the header's is unknown. False with an error. */
bool shp_file_open(struct shp_file *shp, struct diag *diag);

/* A record: what its header and its counts say. */
struct shp_record {
	size_t number;       /* from 1 */
	size_t stated;       /* number that its header says */
	size_t offset;       /* bytes */
	size_t content;      /* bytes, without the record's own header of 8 bytes */
	size_t left;         /* bytes in the file for it */
	size_t needed, most; /* bytes that its counts ask for at least and at most; 0: the counts cannot be read */
	bool is_exact;       /* its length is the one that its counts ask for */
	bool holds_more;     /* its length has room for more vertices */
	bool has_type;       /* it is empty or of the file's type */
	size_t part_count, point_count;
	size_t types_at;             /* bytes: where the types of a multipatch's parts lie; 0: it is none */
	size_t starts_at, points_at; /* bytes: where the first vertices of its parts and its points lie; starts_at 0:
	                              * one part */
	struct lonlat_box box;
	const struct record_fault *fault; /* NULL: it is whole */
};

/* Reads the header and counts of what may be a record there. False if there is no room for one. */
bool shp_record_read(const struct shp_file *shp, size_t offset, struct shp_record *out);
/* Reports that the file has changed while it was read; returns false. */
bool shp_file_report_change(const struct shp_file *shp, struct diag *diag);
/* The record that a .shx in order names, numbers from 0. False with an error if the file has changed. */
bool shp_file_record(const struct shp_file *shp, size_t number, struct diag *diag, struct shp_record *out);

/* What the .shx says of a record, numbers from 0, bytes. */
size_t shp_file_entry_offset(const struct shp_file *shp, size_t number);
size_t shp_file_entry_content(const struct shp_file *shp, size_t number);

extern const struct record_fault shapefile_cut_short, shapefile_bad_counts, shapefile_other_type, shapefile_damaged,
        shapefile_empty, shapefile_too_few, shapefile_bad_parts, shapefile_first_part, shapefile_bad_length,
        shapefile_spare_bytes;

/* All records one after the other: in the order of the .shx if that agrees with the .shp, otherwise in that of the
 * .shp, with a warning unless there is no .shx at all. Where a record does not lie where the one before ends, the next
 * one is looked for; those between are counted as left out. */
struct shp_scan {
	const struct shp_file *shp;
	struct diag *diag;
	struct record_tally *tally;
	bool by_index;          /* in the order of the .shx, not of the .shp */
	bool compares;          /* the .shx still says what is found */
	bool is_sure;           /* a record was found at `offset` after others were lost */
	bool has_useless_index; /* the .shx names no whole record behind the damage */
	bool is_numbered;       /* all records so far had their numbers in their headers */
	size_t count;           /* records so far, those left out included */
	size_t offset;
	struct shp_record previous; /* number 0: none */
};
void shp_scan_begin(struct shp_scan *scan, const struct shp_file *shp, struct record_tally *tally, struct diag *diag);
/* The next record that is whole; the others are counted. False at the end. */
bool shp_scan_next(struct shp_scan *scan, struct shp_record *out);
/* Ends the scan: counts what is missing at the end of the file, and warns of a header that gives a wrong length. */
void shp_scan_end(struct shp_scan *scan);

/* Reads the features of all records but the deleted ones into `out`, and counts those that cannot be drawn. `in_file`:
 * their points stay in the file, and their bounds are the records' own boxes; otherwise points are read too. *records
 * gets the number of records. False with errors. */
bool shp_file_read(const struct shp_file *shp, struct deleted_records deleted, bool in_file, struct arena *arena,
                   struct diag *diag, struct dataset *out, size_t *records);
/* Reads one feature of a file whose .shx is in order, as data_format.feature does. */
bool shp_file_feature(const struct shp_file *shp, struct deleted_records deleted, size_t number, struct arena *arena,
                      struct record_tally *left_out, struct diag *diag, struct feature *out);
/* Says how far reading goes on without a gap from this record on, numbers from 0, of a .shx in order. */
void shp_file_expect(const struct shp_file *shp, size_t number);
const struct stored_point *shp_file_points(const struct shp_file *shp, struct part part, size_t from, size_t *count);

/* The vertices of a multipatch, and what each of its parts is. */
struct shp_patch {
	const struct lonlat *points;
	size_t point_count;
	const struct part *parts; /* `first`: in points */
	const uint32_t *types;    /* of each part, as the file has them */
	size_t part_count;
};
/* What is seen of it from above, as rings, in `arena`. Their points are put into `points` from `first` on, at most
 * three for each of the patch's. Returns how many there are. */
size_t shp_patch_shape(const struct shp_patch *patch, struct arena *arena, struct lonlat *points, size_t first,
                       struct feature_shape **shape);

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

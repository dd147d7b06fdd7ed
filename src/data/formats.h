/* Formats: a row of functions for each, and what the readers share. Private to the data room.
 *
 * A new format is one file with such a row, and a line in the list in dataset.c. */
#pragma once

#include "data/dataset.h"
#include "data/file.h"

struct read_buffer;

struct data_format {
	const char *name;
	const char *suffixes[4]; /* ".shp"; NULL: no more */
	bool by_line;            /* its records are lines of text */
	const char *crs_file;    /* ".prj", which states the coordinate system; NULL: no file beside it does */
	/* As dataset_read(). `out` arrives zeroed but for `file` and `format`. dataset.c then checks the coordinates
	 * that are in memory and sets the bounds. */
	bool (*open)(struct arena *arena, const struct dataset_request *request, struct diag *diag,
	             struct dataset *out);
	/* In place of open(), for a format that reads one file of at most `limit` bytes from front to back into memory.
	 */
	bool (*read)(struct arena *arena, struct read_buffer *buffer, const struct dataset_request *request,
	             struct diag *diag, struct dataset *out);
	size_t limit;
	/* The others are only called for a dataset with a source: a format that is read whole leaves them NULL.
	 * find: the numbers, from 0, of the features that may meet the box, ascending, in `arena`; NULL: all *count. */
	const uint32_t *(*find)(const struct dataset *dataset, struct lonlat_box box, struct arena *arena,
	                        size_t *count);
	/* Reads one feature, its parts into `arena`. It has no part if there is none: an empty or deleted record, or
	 * one that cannot be drawn, which is counted. False with an error if the file has changed. */
	bool (*feature)(const struct dataset *dataset, size_t number, struct arena *arena,
	                struct record_tally *left_out, struct diag *diag, struct feature *out);
	/* As dataset_points(). */
	const struct stored_point *(*points)(const struct dataset *dataset, struct part part, size_t from,
	                                     size_t *count);
	/* The row of a feature whose `values` are NULL. */
	const char *(*values)(const struct dataset *dataset, const struct feature *feature);
	void (*close)(struct dataset *dataset);
};

/* A file with more vertices is an error: it would not be drawn in reasonable memory. */
#define VERTEX_BUDGET ((size_t)50 * 1000 * 1000)

/* Opens or reads the request's file. */
bool data_format_open(const struct data_format *format, struct arena *arena, const struct dataset_request *request,
                      struct diag *diag, struct dataset *out);
/* Reads bytes in place of a file, with read(); `out` arrives zeroed but for `file`. Follow with dataset_finish(). */
bool data_format_read_bytes(const struct data_format *format, struct arena *arena, struct bytes bytes,
                            const struct dataset_request *request, struct diag *diag, struct dataset *out);

/* Of so many parts, to be filled in, with an empty box. */
struct feature_shape *feature_shape_new(struct arena *arena, size_t part_count);
/* Adds to the feature's box the poles that its rings go round: a ring round a pole holds it, wherever its points lie.
 */
void dataset_complete_box(const struct dataset *dataset, struct feature *feature);

/* What is wrong with a record whose points span that box, in degrees of -180..180, and stay in the file; or NULL. */
const struct record_fault *dataset_box_fault(struct lonlat_box box);
/* What the author may do about a point with a fault, or NULL. */
const char *dataset_coordinate_hint(struct lonlat point);

/* Says that a file's suffix is none of a format that is read (`formats` lists these), and how to convert the file. */
void data_foreign_report(const struct dataset_request *request, const char *formats, struct diag *diag);

/* A path as one word of a shell's command line, for a hint. */
const char *data_shell_word(struct arena *arena, const char *path);

/* False with an error if the file is empty, or its first bytes say that it is no data but an archive, a web page or a
 * pointer of Git LFS. True for a file that cannot be opened, too: its reader reports that. */
bool data_foreign_check(const struct dataset_request *request, struct diag *diag);

/* The common checks and the bounds, and what was left out; for readers that are fed bytes. `by_line`: records are
 * lines, unless the reader has given them names in dataset.left_out. */
bool dataset_finish(struct dataset *dataset, bool by_line, struct place place, struct diag *diag);

/* The attribute table beside a shapefile: columns, and values either read at once or when they are asked for. Private
 * to the data room. */
#ifndef CORRIDOR_DATA_SHAPEFILE_TABLE_H
#define CORRIDOR_DATA_SHAPEFILE_TABLE_H

#include "data/formats.h"
#include "data/shapefile/stream.h"

struct shape_table;

/* Where a table comes from. */
struct table_source {
	struct bytes bytes;         /* in memory, or */
	struct read_buffer *window; /* a large file seen in pieces, which the table takes */
	struct bytes cpg;
	const char *name; /* in messages */
	const char *shp;  /* the shapes' file in messages */
	const struct dataset_request *request;
	struct diag *diag;
};

/* Checks the table and opens it; NULL with an error, the window closed. */
struct shape_table *shape_table_open(const struct table_source *source);
void shape_table_close(struct shape_table *table);
/* Whether there is a row for each of so many shapes; an error otherwise, a warning when there are more. */
bool shape_table_fits(const struct shape_table *table, size_t shapes);
bool shape_table_is_deleted(const struct shape_table *table, size_t record);
/* Looks at every row once, without shapelib: the deleted ones, numbers from 1 in `arena`, and whether all text is
 * ASCII. False with an error when the file has changed. */
bool shape_table_survey(struct shape_table *table, struct arena *arena, struct deleted_records *deleted);
/* What the survey has found. */
bool shape_table_is_ascii(const struct shape_table *table);
/* Gives the dataset its columns, and its features their values; or, when a survey has found nothing but ASCII, which
 * no encoding changes, itself to read them from: then the dataset closes it, and *taken is set. */
bool shape_table_read(struct shape_table *table, struct arena *arena, struct dataset *out, bool *taken);
/* A feature's values, one per column: of a table that the dataset has taken. */
const char **shape_table_values(struct shape_table *table, size_t record);

#endif

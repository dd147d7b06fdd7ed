/* The attribute table beside a shapefile: columns, and values either read at once or when they are asked for. Private
 * to the data room. */
#pragma once

#include "data/formats.h"
#include "data/shapefile/shp.h"
#include "data/value_rows.h"

struct shape_table;

/* Where a table comes from. */
struct table_source {
	struct read_buffer *buffer; /* of the .dbf, which the table takes */
	struct bytes cpg;
	const char *name; /* in messages */
	const char *shp;  /* the shapes' file in messages */
	const struct dataset_request *request;
	struct diag *diag;
};

/* Checks the table and opens it; NULL with a warning, the buffer closed. Where the file is cut short, it has the rows
 * that are whole. */
struct shape_table *shape_table_open(const struct table_source *source);
void shape_table_close(struct shape_table *table);
/* How many rows there are. */
size_t shape_table_rows(const struct shape_table *table);
/* Warns if there are more or fewer rows than shapes; those without a row have empty values. */
void shape_table_compare(const struct shape_table *table, size_t shapes);
/* Looks at every row once, without shapelib: the deleted ones, numbers from 1 in `arena`, and whether all text is
 * ASCII. False with an error if the file has changed. */
bool shape_table_survey(struct shape_table *table, struct arena *arena, struct deleted_records *deleted);
/* What the survey has found. */
bool shape_table_is_ascii(const struct shape_table *table);
/* Gives the dataset its columns, and its features their values: *all_read. If `on_request` and all is ASCII, which
 * reads the same in every encoding, the values are left to shape_table_values(). */
bool shape_table_read(struct shape_table *table, struct arena *arena, struct dataset *out, bool on_request,
                      bool *all_read);
/* The row of a record, numbers from 1, which lasts as long as the table. */
const char *shape_table_values(struct shape_table *table, size_t record);

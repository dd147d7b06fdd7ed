/* Feature builder: makes the features of a dataset in memory, one after the other, for formats that are read whole.
 * Private to the data room.
 *
 *	struct feature_builder builder;
 *	feature_builder_init(&builder, arena, out);          // `out` as data_format.open() gets it
 *	size_t name = feature_builder_column(&builder, "name", 4);
 *	for every record of the file:
 *		feature_builder_begin(&builder, number);
 *		feature_builder_part(&builder, GEOMETRY_POLYGONS); // a ring, a line, or a point or the points of a
 *multipoint feature_builder_point(&builder, x, y);             // as often as the part has points
 *		feature_builder_value(&builder, name, COLUMN_TEXT, text, length);
 *		feature_builder_end(&builder);                     // or feature_builder_drop(), if the record is
 *damaged return feature_builder_finish(&builder, request, by_line, diag);
 *
 * Parts of several types may be mixed in a record: each type becomes a feature of its own with the record's values.
 * Rings may be closed or not, in either direction, holes anywhere after the first ring. Columns may come as they are
 * met; a record has "" in those that it does not name. */
#pragma once

#include "base/buffer.h"
#include "base/hash_table.h"
#include "data/dataset.h"
#include "data/value_rows.h"

struct built_part;
struct built_column;

struct feature_builder {
	struct arena *arena;  /* of the result */
	struct arena scratch; /* until the features are finished */
	struct dataset *out;
	size_t feature_capacity, point_capacity;
	/* Columns, and their numbers by name: */
	struct built_column *columns;
	size_t column_count, column_capacity;
	struct hash_table column_numbers;
	struct value_rows rows;
	/* The current record: */
	size_t record, first_point;
	struct built_part *parts;
	size_t part_count, part_capacity;
	uint32_t polygon;    /* number of what feature_builder_polygon() began, from 1; 0: nothing */
	struct buffer texts; /* its values, in any order */
	/* What was left out or mended, beside out->left_out: */
	size_t unclosed, first_unclosed; /* rings, and the record of the first */
	size_t short_parts, first_short; /* with too few points, of features that have others */
	bool has_left_columns;           /* beyond the limit */
	bool is_full; /* beyond VERTEX_BUDGET: no point is added any more, and finishing is an error */
};

/* `out` arrives zeroed but for `file` and `format`, and gets its features in `arena`. Must be finished or abandoned. */
void feature_builder_init(struct feature_builder *builder, struct arena *arena, struct dataset *out);
/* The number of the column with this name, added if it is new; the name may hold any bytes, and is cleaned. SIZE_MAX,
 * with which feature_builder_value() does nothing, if there are too many columns. */
size_t feature_builder_column(struct feature_builder *builder, const char *name, size_t length);
/* Begins the feature of a record, numbered from 1 as the file counts (a line where its records are lines). */
void feature_builder_begin(struct feature_builder *builder, size_t record);
/* Begins a polygon in a format that says so: of the rings that follow, up to the next polygon, the first is its outer
 * one and the others are its holes. */
void feature_builder_polygon(struct feature_builder *builder);
/* Begins a part of the feature. */
void feature_builder_part(struct feature_builder *builder, enum geometry_type type);
/* Adds a point to the last part: x, y in the units of the dataset's `crs`. */
void feature_builder_point(struct feature_builder *builder, double x, double y);
/* Sets a value of the feature; of several of one column the last one counts. The text, which may hold any bytes, is
 * copied and cleaned; one of no length is an empty value. A column is numeric in the end if all its values are. */
void feature_builder_value(struct feature_builder *builder, size_t column, enum column_type type, const char *text,
                           size_t length);
/* Whether the feature has a value in the column already. */
bool feature_builder_has(const struct feature_builder *builder, size_t column);
/* Ends the feature. False if nothing of it can be drawn: it has no part, or too few points, which is counted in
 * out->left_out. */
bool feature_builder_end(struct feature_builder *builder);
/* Ends one that has values alone, and no part, for a table that is joined with shapes. */
void feature_builder_end_bare(struct feature_builder *builder);
/* Forgets the feature, and counts it in out->left_out. */
void feature_builder_drop(struct feature_builder *builder, const struct record_fault *fault);
/* Gives `out` its columns, and warns of what was mended. `by_line`: records are lines. False with an error if there are
 * too many vertices. dataset_finish() follows, which reports what was left out. */
bool feature_builder_finish(struct feature_builder *builder, const struct dataset_request *request, bool by_line,
                            struct diag *diag);
/* Gives up after an error of the file. */
void feature_builder_abandon(struct feature_builder *builder);

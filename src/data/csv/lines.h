/* Lines of a CSV: rows whose points make lines. Private to csv/. */
#pragma once

#include "base/hash_table.h"
#include "data/dataset.h"

/* The rows are one line, or one for each value of a column. */
struct csv_lines {
	struct arena *arena, *scratch;
	struct dataset *out;
	size_t *line_of_row;
	struct point_row *rows;
	struct hash_table lines; /* numbers of lines by their value */
	size_t point_capacity, row_capacity, line_capacity, feature_capacity;
};

void csv_lines_init(struct csv_lines *lines, struct arena *arena, struct arena *scratch, struct dataset *out);
/* Adds the point of a row to the line of a value, "" where all rows are one line. */
void csv_lines_add(struct csv_lines *lines, const char *value, struct point_row row, struct lonlat point);
/* Brings the points of each line together, in the file's order, and counts lines of a single point. */
void csv_lines_finish(struct csv_lines *lines);

/* Join: the rows of a table with the shapes of other data, found by a key. */
#pragma once

#include "data/dataset.h"

struct join_request {
	const struct dataset *table; /* with a row in each feature, whatever its parts */
	const char *by;              /* its column of keys */
	const char *const *keys;     /* of each row, where they are not the column's; NULL for a row: it has none */
	const struct dataset *areas; /* in memory or in its file, but not by view */
	const char *areas_by;        /* its column of keys */
};

/* What found no partner. */
struct join_report {
	size_t joined;                 /* rows */
	size_t missing, first_missing; /* rows without an area, and the number of the first of them from 0 */
	size_t doubles, first_double,
	        doubled; /* rows of a key that a row before has; the first, and the one before it */
};

/* Makes a dataset of the areas that a row is for, in their order, with the columns of the table and, behind them, those
 * of the areas that the table does not have. Keys are compared as feature_key() writes them. Of several rows of a key
 * the first stands; several areas of one key have the same row. `out` takes over the areas' open file. */
void dataset_join(struct arena *arena, const struct join_request *request, struct dataset *out,
                  struct join_report *report);

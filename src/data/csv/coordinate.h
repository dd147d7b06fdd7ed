/* Coordinates of a CSV: what a field says, however people write it. Private to csv/. */
#pragma once

#include "data/file.h"

#include <stdbool.h>

/* Which coordinate a value is by its letter (N, S, E, W). */
enum csv_axis { CSV_AXIS_UNSAID, CSV_AXIS_LON, CSV_AXIS_LAT };

struct csv_coordinate {
	double value; /* south and west are negative */
	enum csv_axis axis;
	char group; /* comma or point that parts its digits by threes, for certain; 0: none */
};

/* Whether the field has nothing in it, or what stands for nothing: "NA", "null", "-", "\N". */
bool csv_field_is_empty(struct bytes field);
/* Reads a number with a decimal point or comma ("121.5", "121,5", "1 234 567,8"), or degrees ("48°51′24″N", "W 2.35",
 * "48:51:24", "4230N"). False if the field is nothing like it. */
bool csv_coordinate_parse(struct bytes field, struct csv_coordinate *out);
/* Whether the field is one number before that mark and three digits behind it, "652,398": a decimal or thousands. */
bool csv_field_may_be_grouped(struct bytes field, char mark);
/* Reads two of them from one field: "48.85, 2.35", "(48,85; 2,35)", "4230N 00131E". */
bool csv_coordinate_pair_parse(struct bytes field, struct csv_coordinate out[2]);

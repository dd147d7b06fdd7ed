/* Layout of a CSV: its separator, its header, and the columns that hold the geometry. Private to csv/. */
#pragma once

#include "data/csv/columns.h"
#include "data/csv_rows.h"
#include "data/formats.h"

/* What says N or S, E or W of the pair. */
struct csv_hemispheres {
	size_t lon, lat;             /* columns; CSV_NO_COLUMN: none */
	char lon_letter, lat_letter; /* in the names of the pair's columns; 0: none */
};

struct csv_layout {
	char separator;
	struct csv_rows rows; /* the next one is the first row of data */
	const char **columns;
	size_t column_count;
	size_t geometry; /* column of WKT or WKB; CSV_NO_COLUMN: the pair holds points */
	struct csv_pair pair;
	enum csv_pair_kind kind; /* of the pair, where its names told it */
	bool has_other_geometry; /* columns beside it hold WKT or WKB, too */
	size_t skipped;          /* rows above the header that are no comment */
};

/* Finds how the text is laid out: what the map file names, else what the names and the values in the first rows say;
 * with `is_projected` eastings are looked for before longitudes. The names are in `arena`; fields that must be
 * rewritten in `scratch`. False with an error if nothing in it can be the coordinates. */
bool csv_layout_find(struct arena *arena, struct arena *scratch, const struct dataset_request *request,
                     struct bytes text, bool is_projected, struct diag *diag, struct csv_layout *out);

/* Says that a column which `role` of the data entry names is not there. Returns false. */
bool csv_layout_report_missing(struct arena *scratch, const struct csv_layout *layout,
                               const struct dataset_request *request, const char *name, const char *role,
                               struct diag *diag);

/* A field as it may stand in a message: cleaned and not long. */
const char *csv_field_shown(struct arena *arena, struct bytes field);

/* Checks of the columns that options name. */
#pragma once

#include "render/check_data.h"
#include "scene/scene.h"

/* Whose columns are looked up, and in which data. */
struct column_asker {
	const char *what, *id; /* "layer", "roads" */
	struct place place;
	const struct data_spec *data;
	const struct dataset *dataset;
	struct diag *diag;
	bool in_class; /* its condition stands below `classes` */
};

/* Reports columns that the option's field names and the data have not: an error each, with the nearest as a hint, at
 * the asker's place, or at the column's own in an expression. */
void map_check_columns(const struct column_asker *asker, const struct option *option, const void *field);
/* Reports columns of the layer's label that its data have not; warns if it is to have names, and the data have none. */
void map_check_label(const struct loaded_map *map, const struct layer_spec *layer, struct diag *diag);
/* Tells of texts in a column that the condition compares with a number: a note, a warning if none is a number. Of data
 * whose features are read by view nothing is known. */
void map_check_numbers(const struct layer_spec *layer, const struct expression *where, const struct dataset *dataset,
                       struct diag *diag);
/* The same of a column of numbers that an option of the layer names; it is there, or the option's default. */
void map_check_number_column(const struct layer_spec *layer, const struct option *option, const struct dataset *dataset,
                             struct diag *diag);
/* Notes that labels are text styles, as in older map files: once for the map. */
void map_note_label_styles(const struct loaded_map *map, struct diag *diag);

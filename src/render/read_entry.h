/* Reading the file of a data entry, as every entry of a map is read. Private to the render room. */
#pragma once

#include "data/dataset.h"
#include "spec/map_spec.h"

/* Data in a store is READ_ALL: it is read once for all views. READ_BY_VIEW takes a spatial index, by which what a view
 * shows is read as often as it is asked for; READ_BY_ONE_VIEW may do without, since it is asked for once. */
enum data_reading { READ_ALL, READ_BY_VIEW, READ_BY_ONE_VIEW };

/* Reads a file and brings it to lon/lat WGS 84; all of it is in `arena`. False with errors. */
bool map_read_entry(const struct data_spec *data, enum data_reading reading, struct arena *arena, struct diag *diag,
                    struct dataset *dataset);

/* Reading a data entry of either sort: of a file, or a table whose rows have the shapes of other data. Private to the
 * render room. */
#pragma once

#include "render/read_entry.h"

/* Reads the entry as map_read_entry() does; of one with `areas` the table, which it joins with these: all of it, with
 * warnings of rows without an area and of rows of one area. False with an error if no row has an area, too. */
bool map_read_joined(const struct data_spec *data, enum data_reading reading, struct arena *arena, struct diag *diag,
                     struct dataset *out);

/* Which column of a table without coordinates names areas. Private to csv/. */
#pragma once

#include "data/csv/layout.h"

/* Looks for the first column whose values are countries or units of the world inside, by ISO 3166 code or name, for
 * request->areas; nothing where nobody asks. The name is in `arena`. */
void csv_area_column(struct arena *arena, struct arena *scratch, const struct dataset_request *request,
                     const struct csv_layout *layout);

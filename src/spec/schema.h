/* JSON Schema (draft 7) of the map file, for editors: made from the tables of options that the reader reads by. */
#pragma once

#include "spec/map_spec.h"

/* Writes the schema. `theme`: whose colours, text styles, shields and hatches it knows; `share_dir`: whose themes. */
void map_schema(struct arena *arena, const struct catalogue *catalogue, const struct theme *theme,
                const char *share_dir, struct buffer *out);

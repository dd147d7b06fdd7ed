/* Deferred data: what only a map's context draws is opened when the first frame shows it. Private to the render room.
 */
#pragma once

#include "render/render.h"

struct deferred_data {
	struct arena arena; /* of what has been opened */
	bool *waits;        /* one per data entry */
};

/* Whether the map can do without the data until it is drawn: only layers of context draw them, and no extent is fitted
 * to these. */
bool map_data_can_wait(const struct map_spec *spec, const struct data_spec *data);
/* To be called before any data are read. */
struct deferred_data *map_deferred_new(struct arena *arena, const struct map_spec *spec);
/* Whether the data entry of that index is not open yet; `deferred` may be NULL. */
bool map_data_waits(const struct deferred_data *deferred, size_t index);
void map_deferred_close(struct deferred_data *deferred);
/* Opens and checks what waits of the data that these layers draw at the scale. False with errors. */
bool map_open_shown(const struct loaded_map *map, const struct layer_spec *const *layers, size_t count,
                    double denominator, struct diag *diag);

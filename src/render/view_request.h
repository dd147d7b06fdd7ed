/* View requests: what a version of a map shows. */
#ifndef CORRIDOR_RENDER_VIEW_REQUEST_H
#define CORRIDOR_RENDER_VIEW_REQUEST_H

#include "render/render.h"

/* What the version shows, in a frame of the page. The points lie in `arena`. */
struct view_request map_view_request(const struct loaded_map *map, size_t version, struct box frame,
                                     struct arena *arena);

#endif

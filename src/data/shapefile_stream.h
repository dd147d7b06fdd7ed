/* A large shapefile whose points stay in the file and are read when they are drawn. Private to the data room. */
#ifndef CORRIDOR_DATA_SHAPEFILE_STREAM_H
#define CORRIDOR_DATA_SHAPEFILE_STREAM_H

#include "data/shapefile_check.h"

/* Files of fewer bytes are read whole: they are drawn sooner so. */
#define STREAM_FROM ((size_t)4 << 20)

/* Checks the file and adds features, parts and boxes of every record but the deleted ones (numbers from 1, ascending)
 * to `out`, whose stream becomes the owner of `window`; *shapes gets the number of records. The headers are read once.
 * False with errors that name the record. */
bool shape_stream_read(struct arena *arena, struct window *window, struct bytes shx, const uint32_t *deleted,
                       size_t deleted_count, struct place place, struct diag *diag, struct dataset *out,
                       size_t *shapes);
const struct stored_point *shape_stream_points(struct shape_stream *stream, const struct part *part, size_t from,
                                               size_t *count);
void shape_stream_close(struct shape_stream *stream);

#endif

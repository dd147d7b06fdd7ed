/* A large shapefile whose points stay in the file and are read when they are drawn. Private to the data room. */
#ifndef CORRIDOR_DATA_SHAPEFILE_STREAM_H
#define CORRIDOR_DATA_SHAPEFILE_STREAM_H

#include "data/shapefile/check.h"
#include "data/shapefile/tree.h"

/* Files of fewer bytes are read whole: they are drawn sooner so. */
#define STREAM_FROM ((size_t)4 << 20)

/* Records that the table marks as deleted: from 1, ascending. */
struct deleted_records {
	uint32_t *numbers;
	size_t count;
};

/* Checks the file and adds features, parts and boxes of every record but the deleted ones to `out`, whose stream
 * becomes the owner of `window`; *shapes gets the number of records. The headers are read once. False with errors that
 * name the record. */
bool shape_stream_read(struct arena *arena, struct read_buffer *window, struct bytes shx,
                       struct deleted_records deleted, struct place place, struct diag *diag, struct dataset *out,
                       size_t *shapes);

/* What finds the records of a view; all of it lives as long as the dataset. */
struct shape_view_index {
	struct shape_header header;
	struct bytes shx; /* orderly */
	bool has_tree;    /* otherwise all records are looked at */
	struct shape_tree tree;
	struct deleted_records deleted;
};
/* Makes `out` a dataset that is read by view: its stream becomes the owner of `window`. */
void shape_stream_open_by_view(struct read_buffer *window, const struct shape_view_index *index, struct place place,
                               struct dataset *out);
/* As dataset_walk(), of a dataset that was opened by view. */
bool shape_stream_walk(const struct dataset *dataset, const struct feature_visitor *visitor, struct diag *diag);
const struct stored_point *shape_stream_points(struct shape_stream *stream, const struct part *part, size_t from,
                                               size_t *count);
void shape_stream_close(struct shape_stream *stream);

#endif

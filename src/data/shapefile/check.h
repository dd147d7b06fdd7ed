/* Shapefile check: what shapelib trusts is made trustworthy first. Private to the data room. */
#ifndef CORRIDOR_DATA_SHAPEFILE_CHECK_H
#define CORRIDOR_DATA_SHAPEFILE_CHECK_H

#include "data/formats.h"
#include "data/read_buffer.h"

#include <stdint.h>
#include <string.h>

/* Where a record lies in the .shp, bytes; `content` is without the record's own 8 byte header. */
struct shape_record {
	uint32_t offset, content;
};

struct shape_index {
	struct shape_record *records; /* NULL when a visitor was told of them */
	size_t count;
	enum geometry_type type;
	size_t part_count, point_count; /* of all records together */
};

/* Finds and checks every record: inside the file, not overlapping, its counts within its length, the sum
 * within the vertex budget. Takes the order of the .shx when that is sound, otherwise the order of the .shp,
 * with a warning unless there is no .shx at all. `name` is the .shp in messages. */
bool shape_index_build(struct arena *arena, struct bytes shp, struct bytes shx, const char *name, struct place place,
                       struct diag *diag, struct shape_index *out);
/* What is told of each record while the index is built, so that a large file is read once. */
struct shape_visitor {
	void *context;
	/* Before the first record, and again when the order of the .shx was wrong: what was told is void. */
	void (*begin)(void *context, enum geometry_type type);
	/* `content` is its first 48 bytes, or all; sound as to its counts. `number` is from 1. Returns what is wrong
	 * with it, or NULL; *hint may be set then. */
	const char *(*visit)(void *context, struct shape_record record, size_t number, const char *content,
	                     const char **hint);
};
/* The same for a file that is too large to be held. */
bool shape_index_build_large(struct arena *arena, struct read_buffer *shp, struct bytes shx, const char *name,
                             struct place place, struct diag *diag, const struct shape_visitor *visitor,
                             struct shape_index *out);
/* What the header says. */
struct shape_header {
	enum geometry_type type;
	size_t end; /* of the records, bytes */
	struct lonlat_box bounds;
};
bool shape_header_read(struct read_buffer *shp, const char *name, struct place place, struct diag *diag,
                       struct shape_header *out);
/* Whether the .shx can be right: its records lie in the file, one behind the other. *count gets how many there are. */
bool shape_index_is_orderly(struct bytes shx, const struct shape_header *header, size_t *count);
/* Takes `count` records of an orderly .shx, numbers from 0, as shape_index_build_large() takes all. *agrees tells
 * whether .shx and .shp say the same of each; false with errors, or when they do not. */
bool shape_index_build_some(struct arena *arena, struct read_buffer *shp, const struct shape_header *header,
                            struct bytes shx, const uint32_t *records, size_t count, const char *name,
                            struct place place, struct diag *diag, const struct shape_visitor *visitor, bool *agrees);
/* Numbers as shapefiles hold them. */
static inline uint32_t little_endian(const char *at)
{
	const unsigned char *byte = (const unsigned char *)at;
	return (uint32_t)byte[3] << 24 | (uint32_t)byte[2] << 16 | (uint32_t)byte[1] << 8 | byte[0];
}
static inline uint32_t big_endian(const char *at)
{
	const unsigned char *byte = (const unsigned char *)at;
	return (uint32_t)byte[0] << 24 | (uint32_t)byte[1] << 16 | (uint32_t)byte[2] << 8 | byte[3];
}
/* The bytes of a .shx that says exactly what the index says. */
struct bytes shape_index_file(struct arena *arena, struct bytes shp, const struct shape_index *index);

/* Checks the .dbf's header and field widths against its size. `dbf` is the file, or as much of it as a header may
 * take, `length` the whole file's. *records gets the record count. */
bool shapefile_table_check(struct bytes dbf, size_t length, const char *name, struct place place, struct diag *diag,
                           size_t *records);

#endif

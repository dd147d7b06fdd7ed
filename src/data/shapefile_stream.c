/* Large shapefiles: records are found and checked by their headers; their points stay in the file.
 *
 * In: a window on the .shp and its checked index. Out: features whose bounds are the records' own boxes and whose
 * parts say where the points lie. So a map of a small region reads only what it shows, and memory follows the largest
 * part rather than the file. Layout: ESRI Shapefile Technical Description, July 1998: lines and polygons, plain, Z or
 * M, hold type, box, counts, starts of parts, then x and y of each point as little-endian doubles. */
#include "data/shapefile_stream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RECORD_HEADER 8
#define BOX_AT        4
#define PARTS_AT      44
#define POINT_BYTES   16

struct shape_stream {
	struct window *window;
};

static double stored_double(const char *at)
{
	double value;
	memcpy(&value, at, sizeof value); /* little-endian machines only: see shapefile_read() */
	return value;
}

static struct lonlat_box stored_box(const char *content)
{
	return (struct lonlat_box){stored_double(content + BOX_AT), stored_double(content + BOX_AT + 8),
	                           stored_double(content + BOX_AT + 16), stored_double(content + BOX_AT + 24)};
}

/* What is wrong with a record's box, or NULL. */
static const char *box_fault(struct arena *arena, struct lonlat_box box, struct lonlat *point)
{
	*point = (struct lonlat){box.west, box.south};
	const char *fault = coordinate_fault(arena, point, true);
	if (fault)
		return fault;
	*point = (struct lonlat){box.east, box.north};
	fault = coordinate_fault(arena, point, true);
	return fault || (box.west <= box.east && box.south <= box.north) ? fault : "its box is turned inside out";
}

struct stream_reader {
	struct arena *arena;
	struct arena scratch;
	struct window *window;
	struct dataset *out;
	size_t left_out, first_left_out;
	const char *fault; /* of the record at hand */
	const char *hint;
};

/* The parts of a record with its content at `content`; false with reader->fault. */
static bool stream_parts(struct stream_reader *reader, size_t content, size_t parts, size_t points)
{
	size_t fewest = reader->out->type == GEOMETRY_POLYGONS ? 4 : 2; /* a ring is stored closed */
	size_t first = content + PARTS_AT + 4 * parts, start = 0;
	for (size_t i = 0; i < parts; i++) {
		const char *at = i + 1 < parts ? window_at(reader->window, content + PARTS_AT + 4 * (i + 1), 4) : NULL;
		if (i + 1 < parts && !at) {
			reader->fault = "the file has changed while it was read";
			return false;
		}
		size_t end = at ? little_endian(at) : points;
		if (end < start || end > points) {
			reader->fault = "its parts are out of order";
			return false;
		}
		if (end - start >= fewest)
			reader->out->parts[reader->out->part_count++] =
			        (struct part){first + start * POINT_BYTES, end - start};
		start = end;
	}
	return true;
}

static bool stream_record(struct stream_reader *reader, struct shape_record record, size_t number)
{
	struct dataset *out = reader->out;
	size_t content = record.offset + RECORD_HEADER;
	const char *bytes = window_at(reader->window, content, record.content < PARTS_AT ? 4 : PARTS_AT);
	if (!bytes) {
		reader->fault = "the file has changed while it was read";
		return false;
	}
	size_t parts = record.content < PARTS_AT || little_endian(bytes) == 0 ? 0 : little_endian(bytes + 36);
	if (parts == 0)
		return true;
	size_t points = little_endian(bytes + 40), first_part = out->part_count;
	struct lonlat_box box = stored_box(bytes);
	struct lonlat point;
	reader->fault = box_fault(&reader->scratch, box, &point);
	if (reader->fault) {
		reader->hint = coordinate_hint(point, NULL);
		return false;
	}
	if (!stream_parts(reader, content, parts, points))
		return false;
	if (out->part_count == first_part) {
		if (reader->left_out++ == 0)
			reader->first_left_out = number;
		return true;
	}
	out->features[out->feature_count++] = (struct feature){
	        .record = number, .first_part = first_part, .part_count = out->part_count - first_part, .bounds = box};
	out->point_count += points;
	return true;
}

bool shape_stream_read(struct arena *arena, struct window *window, const struct shape_index *index,
                       bool (*is_deleted)(void *context, size_t record), void *context, struct place place,
                       struct diag *diag, struct dataset *out)
{
	struct stream_reader reader = {.arena = arena, .window = window, .out = out};
	arena_init(&reader.scratch);
	out->type = index->type;
	out->features = ARENA_ARRAY(arena, index->count, struct feature);
	out->parts = ARENA_ARRAY(arena, index->part_count, struct part);
	bool good = true;
	for (size_t i = 0; good && i < index->count; i++) {
		if (is_deleted(context, i))
			continue;
		good = stream_record(&reader, index->records[i], i + 1);
		if (!good)
			diag_error(diag, place, reader.hint, "%s: record %zu is damaged: %s", out->file, i + 1,
			           reader.fault);
	}
	if (good && reader.left_out)
		diag_warning(diag, place, NULL,
		             "%s: %zu shapes have too few vertices to be drawn, the first is record %zu", out->file,
		             reader.left_out, reader.first_left_out);
	arena_clear(&reader.scratch);
	if (good) {
		out->stream = malloc(sizeof *out->stream);
		if (!out->stream)
			BUG("out of memory");
		out->stream->window = window;
	}
	return good;
}

const struct stored_point *shape_stream_points(struct shape_stream *stream, const struct part *part, size_t from,
                                               size_t *count)
{
	size_t most = WINDOW_SIZE / POINT_BYTES;
	*count = part->count - from < most ? part->count - from : most;
	return (const void *)window_at(stream->window, part->first + from * POINT_BYTES, *count * POINT_BYTES);
}

void shape_stream_close(struct shape_stream *stream)
{
	if (!stream)
		return;
	window_close(stream->window);
	free(stream);
}

/* Large shapefiles: records are found and checked by their headers; their points stay in the file.
 *
 * In: a window on the .shp and its checked index. Out: features whose bounds are the records' own boxes and whose
 * parts say where the points lie. So a map of a small region reads only what it shows, and memory follows the largest
 * part rather than the file. When the view is known, features are visited while the headers are read, and nothing is
 * kept of any: the file is gone through once. Layout: ESRI Shapefile Technical Description, July 1998: lines and
 * polygons, plain, Z or M, hold type, box, counts, starts of parts, then x and y of each point as little-endian
 * doubles. */
#include "data/shapefile/stream.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RECORD_HEADER 8
#define BOX_AT        4
#define PARTS_AT      44
#define POINT_BYTES   16

struct shape_stream {
	struct read_buffer *window;
	struct shape_view_index index; /* of a dataset that is read by view */
	struct place place;
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
	const char *fault = dataset_coordinate_fault(arena, point, true);
	if (fault)
		return fault;
	*point = (struct lonlat){box.east, box.north};
	fault = dataset_coordinate_fault(arena, point, true);
	return fault || (box.west <= box.east && box.south <= box.north) ? fault : "its box is turned inside out";
}

struct stream_reader {
	struct arena *arena;
	struct arena scratch;
	struct read_buffer *window;
	struct dataset *out;
	const struct feature_visitor *visitor; /* NULL: features are kept */
	size_t feature_capacity, part_capacity;
	struct deleted_records deleted;
	size_t met; /* features, those passed over included */
	size_t left_out, first_left_out;
};

static void begin_features(void *context, enum geometry_type type)
{
	struct stream_reader *reader = context;
	reader->out->type = type;
	reader->out->feature_count = reader->out->part_count = reader->out->point_count = 0;
	reader->met = reader->left_out = 0;
	if (reader->visitor)
		reader->visitor->begin(reader->visitor->context);
}

static void add_stored_part(struct stream_reader *reader, struct part part)
{
	struct dataset *out = reader->out;
	if (out->part_count == reader->part_capacity)
		out->parts = arena_grow(reader->arena, out->parts, out->part_count, &reader->part_capacity,
		                        sizeof *out->parts);
	out->parts[out->part_count++] = part;
}

/* Adds the parts of a record with its content at `content`; returns what is wrong with them, or NULL. */
static const char *add_stored_parts(struct stream_reader *reader, size_t content, size_t parts, size_t points)
{
	size_t fewest = reader->out->type == GEOMETRY_POLYGONS ? 4 : 2; /* a ring is stored closed */
	size_t first = content + PARTS_AT + 4 * parts, start = 0;
	for (size_t i = 0; i < parts; i++) {
		const char *at =
		        i + 1 < parts ? read_buffer_at(reader->window, content + PARTS_AT + 4 * (i + 1), 4) : NULL;
		if (i + 1 < parts && !at)
			return "the file has changed while it was read";
		size_t end = at ? little_endian(at) : points;
		if (end < start || end > points)
			return "its parts are out of order";
		if (end - start >= fewest)
			add_stored_part(reader, (struct part){first + start * POINT_BYTES, end - start});
		start = end;
	}
	return NULL;
}

static bool is_sound_box(struct lonlat_box box)
{
	return box.west >= -180 && box.west <= box.east && box.east <= 180 && box.south >= -90 &&
	       box.south <= box.north && box.north <= 90;
}

static bool is_marked_deleted(struct stream_reader *reader, size_t number)
{
	size_t low = 0, high = reader->deleted.count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (reader->deleted.numbers[middle] < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low < reader->deleted.count && reader->deleted.numbers[low] == number;
}

/* Its parts are the last that were added, and are forgotten. */
static void visit_feature(struct stream_reader *reader, const struct feature *feature)
{
	const struct feature_visitor *visitor = reader->visitor;
	if (lonlat_box_overlaps(visitor->box, feature->bounds) &&
	    !visitor->is_needless(visitor->context, reader->out, feature))
		visitor->visit(visitor->context, reader->out, feature);
	reader->out->part_count = feature->first_part;
}

static void keep_feature(struct stream_reader *reader, struct feature feature)
{
	struct dataset *out = reader->out;
	if (out->feature_count == reader->feature_capacity)
		out->features = arena_grow(reader->arena, out->features, out->feature_count, &reader->feature_capacity,
		                           sizeof *out->features);
	out->features[out->feature_count++] = feature;
}

static const char *add_stored_feature(void *context, struct shape_record record, size_t number, const char *content,
                                      const char **hint)
{
	struct stream_reader *reader = context;
	struct dataset *out = reader->out;
	size_t parts = record.content < PARTS_AT || little_endian(content) == 0 ? 0 : little_endian(content + 36);
	if (parts == 0 || is_marked_deleted(reader, number))
		return NULL;
	size_t points = little_endian(content + 40), first_part = out->part_count;
	struct lonlat_box box = stored_box(content);
	struct lonlat point;
	const char *fault = is_sound_box(box) ? NULL : box_fault(&reader->scratch, box, &point);
	if (fault) {
		*hint = dataset_coordinate_hint(point, NULL);
		return fault;
	}
	fault = add_stored_parts(reader, record.offset + RECORD_HEADER, parts, points);
	if (fault)
		return fault;
	if (out->part_count == first_part) {
		if (reader->left_out++ == 0)
			reader->first_left_out = number;
		return NULL;
	}
	struct feature feature = {
	        .record = number, .first_part = first_part, .part_count = out->part_count - first_part, .bounds = box};
	reader->met++;
	if (reader->visitor) {
		visit_feature(reader, &feature);
		return NULL;
	}
	keep_feature(reader, feature);
	out->point_count += points;
	return NULL;
}

static void warn_left_out(const struct stream_reader *reader, struct place place, struct diag *diag)
{
	if (reader->left_out)
		diag_warning(diag, LEFT_OUT, place, NULL,
		             "%s: %zu shapes have too few vertices to be drawn, the first is record %zu",
		             reader->out->file, reader->left_out, reader->first_left_out);
}

static struct shape_stream *stream_new(struct read_buffer *window)
{
	struct shape_stream *stream = calloc(1, sizeof *stream);
	if (!stream)
		BUG("out of memory");
	stream->window = window;
	return stream;
}

/* All records. */
static bool read_features(struct stream_reader *reader, struct bytes shx, struct place place, struct diag *diag,
                          size_t *shapes)
{
	const struct shape_visitor visitor = {reader, begin_features, add_stored_feature};
	struct shape_index index;
	arena_init(&reader->scratch);
	bool good = shape_index_build_large(&reader->scratch, reader->window, shx, reader->out->file, place, diag,
	                                    &visitor, &index);
	if (good)
		warn_left_out(reader, place, diag);
	*shapes = index.count;
	arena_clear(&reader->scratch);
	return good;
}

bool shape_stream_read(struct arena *arena, struct read_buffer *window, struct bytes shx,
                       struct deleted_records deleted, struct place place, struct diag *diag, struct dataset *out,
                       size_t *shapes)
{
	struct stream_reader reader = {.arena = arena, .window = window, .out = out, .deleted = deleted};
	if (!read_features(&reader, shx, place, diag, shapes))
		return false;
	out->stream = stream_new(window);
	return true;
}

void shape_stream_open_by_view(struct read_buffer *window, const struct shape_view_index *index, struct place place,
                               struct dataset *out)
{
	out->type = index->header.type;
	out->by_view = true;
	out->stream = stream_new(window);
	out->stream->index = *index;
	out->stream->place = place;
}

/* The records that the tree finds; *agrees as shape_index_build_some() tells it. */
static bool read_found(struct stream_reader *reader, const struct shape_stream *stream, struct diag *diag, bool *agrees)
{
	const struct shape_view_index *index = &stream->index;
	const struct shape_visitor visitor = {reader, begin_features, add_stored_feature};
	size_t count;
	arena_init(&reader->scratch);
	const uint32_t *records = shape_tree_find(&index->tree, &reader->scratch, reader->visitor->box, &count);
	bool good = shape_index_build_some(&reader->scratch, stream->window, &index->header, index->shx, records, count,
	                                   reader->out->file, stream->place, diag, &visitor, agrees);
	arena_clear(&reader->scratch);
	if (good)
		warn_left_out(reader, stream->place, diag);
	return good;
}

static bool read_for_visitor(struct stream_reader *reader, const struct shape_stream *stream, struct diag *diag)
{
	size_t shapes;
	bool agrees = false;
	if (stream->index.has_tree) {
		bool good = read_found(reader, stream, diag, &agrees);
		if (agrees)
			return good;
	}
	/* Otherwise the .shx is wrong, which reading all tells and survives. */
	if (!read_features(reader, stream->index.shx, stream->place, diag, &shapes))
		return false;
	if (reader->met == 0)
		diag_error(diag, NO_FEATURES, stream->place, NULL, "%s holds no feature", reader->out->file);
	return reader->met > 0;
}

bool shape_stream_walk(const struct dataset *dataset, const struct feature_visitor *visitor, struct diag *diag)
{
	const struct shape_stream *stream = dataset->stream;
	struct dataset shown = *dataset;
	struct arena parts;
	shown.by_view = false;
	arena_init(&parts);
	struct stream_reader reader = {.arena = &parts,
	                               .window = stream->window,
	                               .out = &shown,
	                               .visitor = visitor,
	                               .deleted = stream->index.deleted};
	bool good = read_for_visitor(&reader, stream, diag);
	arena_clear(&parts);
	return good;
}

const struct stored_point *shape_stream_points(struct shape_stream *stream, const struct part *part, size_t from,
                                               size_t *count)
{
	size_t most = READ_BUFFER_SIZE / POINT_BYTES;
	*count = part->count - from < most ? part->count - from : most;
	return (const void *)read_buffer_at(stream->window, part->first + from * POINT_BYTES, *count * POINT_BYTES);
}

void shape_stream_close(struct shape_stream *stream)
{
	if (!stream)
		return;
	read_buffer_close(stream->window);
	free(stream);
}

/* Features of a .shp: their parts, and their points where these are held in memory.
 *
 * In: records whose counts are sound. Out: features whose parts say where the points lie, in the file or in memory. So
 * a map of a small region reads only the points that it shows, and memory follows the largest part rather than the
 * file. */
#include "data/shapefile/shp.h"

#define POINT_BYTES 16
#define CHANGED     "the file has changed while it was read"

static bool is_deleted(struct deleted_records deleted, size_t number)
{
	size_t low = 0, high = deleted.count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (deleted.numbers[middle] < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low < deleted.count && deleted.numbers[low] == number;
}

/* What is wrong with a record's box, or NULL; *point gets the corner that is. */
static const char *box_fault(struct arena *arena, struct lonlat_box box, struct lonlat *point)
{
	if (box.west >= -180 && box.west <= box.east && box.east <= 180 && box.south >= -90 && box.south <= box.north &&
	    box.north <= 90)
		return NULL;
	*point = (struct lonlat){box.west, box.south};
	const char *fault = dataset_coordinate_fault(arena, point, true);
	if (fault)
		return fault;
	*point = (struct lonlat){box.east, box.north};
	fault = dataset_coordinate_fault(arena, point, true);
	return fault || (box.west <= box.east && box.south <= box.north) ? fault : "its box is turned inside out";
}

/* Adds the parts that have `fewest` points or more. Returns what is wrong with them, or NULL. */
static const char *read_parts(const struct shp_file *shp, const struct shp_record *record, size_t fewest,
                              struct arena *arena, struct feature *out)
{
	struct part *parts = ARENA_ARRAY(arena, record->part_count, struct part);
	out->parts = parts;
	for (size_t i = 0, start = 0, end; i < record->part_count; i++, start = end) {
		end = record->point_count;
		if (i + 1 < record->part_count) {
			const char *at = read_buffer_at(shp->buffer, record->starts_at + 4 * (i + 1), 4);
			if (!at)
				return CHANGED;
			end = little_endian(at);
		}
		if (end <= start || end > record->point_count)
			return "its parts are out of order";
		if (end - start >= fewest)
			parts[out->part_count++] = (struct part){record->points_at + start * POINT_BYTES, end - start};
	}
	return NULL;
}

static const struct record_fault too_few_points = {"with too few vertices to be drawn", NULL};
static const size_t fewest_points[] = {[GEOMETRY_POINTS] = 1, [GEOMETRY_LINES] = 2, [GEOMETRY_POLYGONS] = 3};

/* The feature of a record, its points in the file; without a part if the record is empty, deleted or left out. */
static bool read_feature(const struct shp_file *shp, const struct shp_record *record, struct deleted_records deleted,
                         bool in_file, struct arena *arena, struct record_tally *left_out, struct diag *diag,
                         struct feature *out)
{
	*out = (struct feature){.bounds = record->box, .type = shp->type};
	if (record->part_count == 0 || is_deleted(deleted, record->number))
		return true;
	struct arena scratch;
	struct lonlat corner;
	arena_init(&scratch);
	const char *fault = in_file ? box_fault(&scratch, record->box, &corner) : NULL;
	const char *hint = fault ? dataset_coordinate_hint(corner, NULL) : NULL;
	/* Rings are stored closed. */
	bool rings = in_file && shp->type == GEOMETRY_POLYGONS;
	if (!fault)
		fault = read_parts(shp, record, fewest_points[shp->type] + rings, arena, out);
	if (fault)
		shp_file_report(shp, record->number, fault, hint, diag);
	else if (!out->part_count)
		record_tally_add(left_out, &too_few_points, record->number);
	arena_clear(&scratch);
	out->record = record->number;
	return !fault;
}

bool shp_file_feature(const struct shp_file *shp, struct deleted_records deleted, size_t number, struct arena *arena,
                      struct record_tally *left_out, struct diag *diag, struct feature *out)
{
	struct shp_record record;
	return shp_file_record(shp, number, diag, &record) &&
	       read_feature(shp, &record, deleted, true, arena, left_out, diag, out);
}

const struct stored_point *shp_file_points(const struct shp_file *shp, const struct part *part, size_t from,
                                           size_t *count)
{
	size_t most = READ_BUFFER_SIZE / POINT_BYTES;
	*count = part->count - from < most ? part->count - from : most;
	return (const void *)read_buffer_at(shp->buffer, part->first + from * POINT_BYTES, *count * POINT_BYTES);
}

struct feature_reader {
	const struct shp_file *shp;
	struct arena *arena;
	struct dataset *out;
};

/* Brings the points of a part to out->points; a ring loses its closing vertex. False if the file has changed. */
static bool load_part(const struct shp_file *shp, struct part *part, struct dataset *out)
{
	struct lonlat *points = out->points + out->point_count;
	for (size_t done = 0, got; done < part->count; done += got) {
		const char *at = (const void *)shp_file_points(shp, part, done, &got);
		if (!at)
			return false;
		for (size_t i = 0; i < got; i++, at += POINT_BYTES)
			points[done + i] = (struct lonlat){shapefile_double(at), shapefile_double(at + 8)};
	}
	size_t last = part->count - 1;
	part->first = out->point_count;
	if (out->type == GEOMETRY_POLYGONS && last > 0 && points[0].lon == points[last].lon &&
	    points[0].lat == points[last].lat)
		part->count = last;
	return true;
}

/* Brings the points of a feature to out->points, and drops parts that are then too short. */
static bool load_feature(const struct shp_file *shp, struct feature *feature, struct dataset *out)
{
	struct part *parts = feature->parts;
	size_t count = feature->part_count;
	feature->part_count = 0;
	for (size_t i = 0; i < count; i++) {
		if (!load_part(shp, &parts[i], out))
			return false;
		if (parts[i].count < fewest_points[out->type])
			continue;
		out->point_count += parts[i].count;
		parts[feature->part_count++] = parts[i];
	}
	return true;
}

static bool load_points(struct feature_reader *reader, size_t points, struct diag *diag)
{
	struct dataset *out = reader->out;
	size_t count = out->feature_count;
	out->points = ARENA_ROOM(reader->arena, points, struct lonlat);
	out->feature_count = 0;
	for (size_t i = 0; i < count; i++) {
		struct feature *feature = &out->features[i];
		if (!load_feature(reader->shp, feature, out))
			return shp_file_report(reader->shp, feature->record, CHANGED, NULL, diag);
		if (feature->part_count)
			out->features[out->feature_count++] = *feature;
		else
			record_tally_add(&out->left_out, &too_few_points, feature->record);
	}
	return true;
}

/* Adds the features of all records; *points gets the number of vertices. */
static bool add_features(struct feature_reader *reader, struct deleted_records deleted, bool in_file, struct diag *diag,
                         size_t *records, size_t *points)
{
	struct dataset *out = reader->out;
	struct shp_scan scan;
	struct shp_record record;
	size_t capacity = 0;
	bool good = true;
	*points = 0;
	shp_scan_begin(&scan, reader->shp, diag);
	while (good && shp_scan_next(&scan, &record)) {
		struct feature feature;
		good = read_feature(reader->shp, &record, deleted, in_file, reader->arena, &out->left_out, diag,
		                    &feature);
		*points += record.point_count;
		if (!good || !feature.part_count)
			continue;
		out->features =
		        arena_grow(reader->arena, out->features, out->feature_count, &capacity, sizeof *out->features);
		out->features[out->feature_count++] = feature;
	}
	*records = scan.count;
	return shp_scan_end(&scan) && good;
}

bool shp_file_read(const struct shp_file *shp, struct deleted_records deleted, bool in_file, struct arena *arena,
                   struct diag *diag, struct dataset *out, size_t *records)
{
	struct feature_reader reader = {.shp = shp, .arena = arena, .out = out};
	size_t points;
	if (!add_features(&reader, deleted, in_file, diag, records, &points))
		return false;
	if (points > VERTEX_BUDGET) {
		diag_error(diag, OVER_LIMIT, shp->place, "simplify it first",
		           "%s holds %zu vertices, at most %zu are read", shp->name, points, VERTEX_BUDGET);
		return false;
	}
	out->record_count = *records;
	return in_file || load_points(&reader, points, diag);
}

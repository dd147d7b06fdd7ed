/* Features of a .shp: their parts, and their points where these are held in memory.
 *
 * In: records whose counts are sound. Out: features whose parts say where the points lie, in the file or in memory. So
 * a map of a small region reads only the points that it shows, and memory follows the largest part rather than the
 * file. */
#include "data/shapefile/shp.h"

#include <math.h>

#define POINT_BYTES 16

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

/* Where part i begins, a vertex of the record; false if the file has changed. */
static bool read_start(const struct shp_file *shp, const struct shp_record *record, size_t i, size_t *start)
{
	const char *at = i < record->part_count ? read_buffer_at(shp->buffer, record->starts_at + 4 * i, 4) : NULL;
	*start = at ? little_endian(at) : record->point_count;
	return at || i == record->part_count;
}

/* Adds the parts that have `fewest` points or more. False if the file has changed; *fault gets what is wrong with them,
 * or NULL. Where the first part does not begin at the first vertex, it is taken to do so. */
static bool read_parts(const struct shp_file *shp, const struct shp_record *record, size_t fewest,
                       struct record_tally *tally, struct feature *out, const struct record_fault **fault)
{
	struct part *parts = out->shape->parts;
	size_t start = 0, end;
	*fault = NULL;
	if (record->starts_at && !read_start(shp, record, 0, &start))
		return false;
	bool wrong_start = start != 0;
	start = 0;
	for (size_t i = 0; i < record->part_count; i++, start = end) {
		end = record->point_count;
		if (i + 1 < record->part_count && !read_start(shp, record, i + 1, &end))
			return false;
		if (end <= start || end > record->point_count) {
			*fault = &shapefile_bad_parts;
			out->part_count = 0;
			return true;
		}
		if (end - start >= fewest)
			parts[out->part_count++] =
			        (struct part){record->points_at + start * POINT_BYTES, (uint32_t)(end - start), 0};
	}
	if (wrong_start && out->part_count)
		record_tally_mended(tally, &shapefile_first_part, record->number);
	return true;
}

/* The box of a record whose own is wrong, of its points; of NaN if one is not finite. False if the file has changed. */
static bool measure_box(const struct shp_file *shp, const struct shp_record *record, struct lonlat_box *box)
{
	const struct part all = {record->points_at, (uint32_t)record->point_count, 0};
	*box = lonlat_box_empty;
	for (size_t done = 0, got; done < all.count; done += got) {
		const char *at = (const void *)shp_file_points(shp, all, done, &got);
		if (!at)
			return false;
		for (size_t i = 0; i < got; i++, at += POINT_BYTES) {
			struct lonlat point = {shapefile_double(at), shapefile_double(at + 8)};
			if (!isfinite(point.lon) || !isfinite(point.lat)) {
				*box = (struct lonlat_box){NAN, NAN, NAN, NAN};
				return true;
			}
			lonlat_box_add(box, point);
		}
	}
	return true;
}

/* Whether the box cannot be that of the record, or hardly: it has no width or no height, but several points. */
static bool box_is_doubtful(const struct shp_record *record)
{
	const struct lonlat_box *box = &record->box;
	bool is_flat = !(box->west < box->east && box->south < box->north);
	return dataset_box_fault(*box) || (is_flat && record->point_count > 1);
}

static const size_t fewest_points[] = {[GEOMETRY_POINTS] = 1, [GEOMETRY_LINES] = 2, [GEOMETRY_POLYGONS] = 3};

/* The feature of a record, its points in the file; without a part if the record is empty, deleted or left out. False if
 * the file has changed. */
static bool read_feature(const struct shp_file *shp, const struct shp_record *record, struct deleted_records deleted,
                         bool in_file, struct arena *arena, struct record_tally *tally, struct feature *out)
{
	*out = (struct feature){.record = record->number, .type = shp->type};
	if (is_deleted(deleted, record->number))
		return true;
	if (record->part_count == 0) {
		record_tally_add(tally, &shapefile_empty, record->number);
		return true;
	}
	if (!in_file && shp->type == GEOMETRY_POINTS && record->point_count == 1 && record->points_at <= UINT32_MAX) {
		out->point = (uint32_t)record->points_at;
		out->part_count = 1;
		return true;
	}
	/* Rings are stored closed. */
	bool rings = in_file && shp->type == GEOMETRY_POLYGONS;
	size_t fewest = record->types_at ? 1 : fewest_points[shp->type] + rings;
	const struct record_fault *fault;
	out->shape = feature_shape_new(arena, record->part_count);
	out->shape->box = record->box;
	if (in_file && box_is_doubtful(record) && !measure_box(shp, record, &out->shape->box))
		return false;
	if (!read_parts(shp, record, fewest, tally, out, &fault))
		return false;
	if (!fault && !out->part_count)
		fault = &shapefile_too_few;
	if (!fault && in_file)
		fault = dataset_box_fault(out->shape->box);
	if (fault) {
		record_tally_add(tally, fault, record->number);
		out->part_count = 0;
	}
	return true;
}

bool shp_file_feature(const struct shp_file *shp, struct deleted_records deleted, size_t number, struct arena *arena,
                      struct record_tally *left_out, struct diag *diag, struct feature *out)
{
	struct shp_record record;
	*out = (struct feature){.record = number + 1};
	if (!shp_file_record(shp, number, diag, &record))
		return false;
	if (!record.fault)
		return read_feature(shp, &record, deleted, true, arena, left_out, out) ||
		       shp_file_report_change(shp, diag);
	record_tally_add(left_out, record.fault, record.number);
	return true;
}

const struct stored_point *shp_file_points(const struct shp_file *shp, struct part part, size_t from, size_t *count)
{
	size_t most = READ_BUFFER_SIZE / POINT_BYTES;
	*count = part.count - from < most ? part.count - from : most;
	return (const void *)read_buffer_at(shp->buffer, part.first + from * POINT_BYTES, *count * POINT_BYTES);
}

struct feature_reader {
	const struct shp_file *shp;
	struct arena *arena;
	struct dataset *out;
	size_t *types_at; /* of a multipatch's parts, for each feature, bytes; NULL: there is none */
	size_t types_capacity;
};

/* Brings the points of a part to out->points; a ring loses its closing vertex. False if the file has changed. */
static bool load_part(const struct shp_file *shp, struct part *part, struct dataset *out)
{
	struct lonlat *points = out->points + out->point_count;
	for (size_t done = 0, got; done < part->count; done += got) {
		const char *at = (const void *)shp_file_points(shp, *part, done, &got);
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
	if (!feature->shape) {
		struct part part = feature_part(feature, 0);
		bool good = load_part(shp, &part, out);
		feature->point = (uint32_t)out->point_count++;
		return good;
	}
	struct part *parts = feature->shape->parts;
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

/* Brings what is seen of a multipatch from above to out->points. */
static bool load_patch(struct feature_reader *reader, size_t types_at, struct feature *feature)
{
	struct dataset *out = reader->out;
	struct arena scratch;
	arena_init(&scratch);
	size_t count = 0;
	for (size_t i = 0; i < feature->part_count; i++)
		count += feature->shape->parts[i].count;
	struct dataset raw = {.type = GEOMETRY_LINES, .points = ARENA_ROOM(&scratch, count, struct lonlat)};
	uint32_t *types = ARENA_ARRAY(&scratch, feature->part_count, uint32_t);
	bool good = true;
	for (size_t i = 0; i < feature->part_count && good; i++) {
		const char *type = read_buffer_at(reader->shp->buffer, types_at + 4 * i, 4);
		types[i] = type ? little_endian(type) : 0;
		good = type && load_part(reader->shp, &feature->shape->parts[i], &raw);
		raw.point_count += feature->shape->parts[i].count;
	}
	const struct shp_patch patch = {raw.points, count, feature->shape->parts, types, feature->part_count};
	feature->part_count =
	        good ? (uint32_t)shp_patch_shape(&patch, reader->arena, out->points, out->point_count, &feature->shape)
	             : 0;
	for (size_t i = 0; i < feature->part_count; i++)
		out->point_count = feature->shape->parts[i].first + feature->shape->parts[i].count;
	arena_clear(&scratch);
	return good;
}

static bool load_points(struct feature_reader *reader, size_t points, struct diag *diag)
{
	struct dataset *out = reader->out;
	size_t count = out->feature_count;
	out->points = ARENA_ROOM(reader->arena, points, struct lonlat);
	out->feature_count = 0;
	for (size_t i = 0; i < count; i++) {
		struct feature *feature = &out->features[i];
		size_t types_at = reader->types_at ? reader->types_at[i] : 0;
		if (!(types_at ? load_patch(reader, types_at, feature) : load_feature(reader->shp, feature, out)))
			return shp_file_report_change(reader->shp, diag);
		if (feature->part_count)
			out->features[out->feature_count++] = *feature;
		else
			record_tally_add(&out->left_out, &shapefile_too_few, feature->record);
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
	shp_scan_begin(&scan, reader->shp, &out->left_out, diag);
	while (good && shp_scan_next(&scan, &record)) {
		struct feature feature;
		good = read_feature(reader->shp, &record, deleted, in_file, reader->arena, &out->left_out, &feature);
		/* Of a strip's vertices each one makes a triangle. */
		*points += record.types_at ? 3 * record.point_count : record.point_count;
		if (!good || !feature.part_count)
			continue;
		if (record.types_at) {
			reader->types_at = arena_grow(reader->arena, reader->types_at, out->feature_count,
			                              &reader->types_capacity, sizeof *reader->types_at);
			reader->types_at[out->feature_count] = record.types_at;
		}
		out->features =
		        arena_grow(reader->arena, out->features, out->feature_count, &capacity, sizeof *out->features);
		out->features[out->feature_count++] = feature;
	}
	shp_scan_end(&scan);
	*records = scan.count;
	return good || shp_file_report_change(reader->shp, diag);
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

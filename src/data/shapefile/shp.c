/* Records of a .shp, and whether its .shx can be trusted.
 *
 * In: a read buffer on the .shp, the bytes of the .shx. Out: records whose counts lie within their lengths, and
 * features. A .shx is in order if its entries lie one behind the other and fill the file, as writers leave it. Then its
 * order is that of the .shp, which is read from front to back, and any other entry shows on the way: nothing is ever
 * read twice to find out. A .shx in another order (records were written anew) is compared with the .shp first. Layout:
 * ESRI Shapefile Technical Description, July 1998. */
#include "data/shapefile/shp.h"

#include <stdlib.h>
#include <string.h>

#define FILE_HEADER    100
#define RECORD_HEADER  8
#define INDEX_ENTRY    8
#define LONGEST_COUNTS 48 /* type, box, two counts, the first part's start */
#define LOOKED_AT      (RECORD_HEADER + LONGEST_COUNTS)
#define SKIPPED        8192 /* bytes of a record that take longer to read than to jump over */
#define BOX_AT         4

double shapefile_double(const char *at)
{
	uint64_t bits = (uint64_t)little_endian(at + 4) << 32 | little_endian(at);
	double value;
	memcpy(&value, &bits, sizeof value);
	return value;
}

struct lonlat_box shapefile_box(const char *at)
{
	return (struct lonlat_box){shapefile_double(at), shapefile_double(at + 8), shapefile_double(at + 16),
	                           shapefile_double(at + 24)};
}

enum shape_dimension { PLAIN, WITH_Z, WITH_M };

struct shape_type {
	uint32_t code;
	enum geometry_type geometry;
	bool single; /* one point without counts */
	bool parts;
	enum shape_dimension dimension;
};

static const struct shape_type shape_types[] = {
        {3, GEOMETRY_LINES, false, true, PLAIN},      {5, GEOMETRY_POLYGONS, false, true, PLAIN},
        {1, GEOMETRY_POINTS, true, false, PLAIN},     {8, GEOMETRY_POINTS, false, false, PLAIN},
        {11, GEOMETRY_POINTS, true, false, WITH_Z},   {21, GEOMETRY_POINTS, true, false, WITH_M},
        {18, GEOMETRY_POINTS, false, false, WITH_Z},  {28, GEOMETRY_POINTS, false, false, WITH_M},
        {13, GEOMETRY_LINES, false, true, WITH_Z},    {23, GEOMETRY_LINES, false, true, WITH_M},
        {15, GEOMETRY_POLYGONS, false, true, WITH_Z}, {25, GEOMETRY_POLYGONS, false, true, WITH_M},
};

static const struct shape_type *find_shape_type(uint32_t code)
{
	for (size_t i = 0; i < sizeof shape_types / sizeof *shape_types; i++)
		if (shape_types[i].code == code)
			return &shape_types[i];
	return NULL;
}

static size_t entry_offset(const struct shp_file *shp, size_t i)
{
	return (size_t)big_endian(shp->shx.start + FILE_HEADER + i * INDEX_ENTRY) * 2;
}

static size_t entry_content(const struct shp_file *shp, size_t i)
{
	return (size_t)big_endian(shp->shx.start + FILE_HEADER + i * INDEX_ENTRY + 4) * 2;
}

static bool is_index(struct bytes shx)
{
	return shx.start && shx.length >= FILE_HEADER && big_endian(shx.start) == 9994 &&
	       (shx.length - FILE_HEADER) % INDEX_ENTRY == 0 && (size_t)big_endian(shx.start + 24) * 2 == shx.length;
}

static bool fills_file(const struct shp_file *shp)
{
	size_t behind = FILE_HEADER;
	for (size_t i = 0; i < shp->indexed; i++) {
		if (entry_offset(shp, i) != behind || behind > shp->end)
			return false;
		behind += RECORD_HEADER + entry_content(shp, i);
	}
	return shp->indexed && behind == shp->end;
}

static bool check_length(struct shp_file *shp, size_t stated, struct diag *diag)
{
	size_t length = shp->buffer->length;
	if (stated > length || stated < FILE_HEADER) {
		diag_error(diag, DAMAGED_FILE, shp->place, "copy it again from where it came",
		           "%s is damaged or cut short: %zu bytes, its header says %zu", shp->name, length, stated);
		return false;
	}
	if (stated < length)
		diag_warning(diag, SIDE_FILE, shp->place, NULL,
		             "%s is longer than its header says: %zu bytes are ignored", shp->name, length - stated);
	shp->end = stated;
	return true;
}

bool shp_file_open(struct shp_file *shp, struct diag *diag)
{
	const char *header = read_buffer_at(shp->buffer, 0, FILE_HEADER);
	if (!header || big_endian(header) != 9994) {
		diag_error(diag, DAMAGED_FILE, shp->place, NULL, "%s is not a shapefile", shp->name);
		return false;
	}
	if (!check_length(shp, (size_t)big_endian(header + 24) * 2, diag))
		return false;
	shp->type_code = little_endian(header + 32);
	shp->bounds = shapefile_box(header + 36);
	const struct shape_type *type = find_shape_type(shp->type_code);
	if (!type) {
		diag_error(diag, WRONG_GEOMETRY, shp->place, "points, multipoints, lines and polygons are read",
		           shp->type_code == 0    ? "%s holds no shapes (type %u)"
		           : shp->type_code == 31 ? "%s holds surfaces in space (multipatch, type %u)"
		                                  : "%s holds shapes of an unknown type %u",
		           shp->name, (unsigned)shp->type_code);
		return false;
	}
	shp->type = type->geometry;
	shp->indexed = is_index(shp->shx) ? (shp->shx.length - FILE_HEADER) / INDEX_ENTRY : 0;
	shp->is_in_order = fills_file(shp);
	return true;
}

/* Finds the record that lies there: its length is what its own header says. Returns its header and its content, or as
 * much of that as matters; NULL if none can lie there. */
static const char *find_record(const struct shp_file *shp, size_t offset, struct shp_record *out)
{
	if (offset < FILE_HEADER || offset > shp->end || shp->end - offset < RECORD_HEADER + 4)
		return NULL;
	size_t left = shp->end - offset;
	const char *header = read_buffer_at(shp->buffer, offset, LOOKED_AT < left ? LOOKED_AT : left);
	size_t content = header ? (size_t)big_endian(header + 4) * 2 : 0;
	if (content < 4 || content > left - RECORD_HEADER)
		return NULL;
	*out = (struct shp_record){.offset = offset, .content = content};
	return header;
}

/* Bytes the content of a record with these counts takes at least: measures may be left out. */
static uint64_t content_needed(const struct shape_type *type, uint64_t parts, uint64_t points)
{
	if (type->single)
		return type->dimension == WITH_Z ? 28 : 20;
	uint64_t bytes = (type->parts ? 44 + 4 * parts : 40) + 16 * points;
	return type->dimension == WITH_Z ? bytes + 16 + 8 * points : bytes;
}

/* Reads type, box and counts. Returns what is wrong with them, or NULL. */
static const char *read_counts(const struct shp_file *shp, const char *content, struct shp_record *record)
{
	uint32_t code = little_endian(content);
	if (code == 0)
		return NULL;
	const struct shape_type *type = find_shape_type(code);
	if (!type || type->geometry != shp->type)
		return "its type is not that of the file";
	size_t counts_end = type->single ? BOX_AT : type->parts ? 44 : 40;
	if (record->content < counts_end)
		return "its length is too short";
	size_t parts = type->parts ? little_endian(content + 36) : 1;
	size_t points = type->single ? 1 : little_endian(content + counts_end - 4);
	if (content_needed(type, parts, points) > record->content)
		return "it is shorter than its counts say";
	if (type->parts && (parts == 0) != (points == 0))
		return "its counts contradict each other";
	if (type->parts && parts > 0 && little_endian(content + 44) != 0)
		return "its first part does not begin at its first vertex";
	size_t at = record->offset + RECORD_HEADER + counts_end;
	record->part_count = points ? parts : 0;
	record->point_count = points;
	record->starts_at = type->parts ? at : 0;
	record->points_at = type->parts ? at + 4 * parts : at;
	if (type->single) {
		double x = shapefile_double(content + BOX_AT), y = shapefile_double(content + BOX_AT + 8);
		record->box = (struct lonlat_box){x, y, x, y};
	} else {
		record->box = shapefile_box(content + BOX_AT);
	}
	return NULL;
}

bool shp_file_report(const struct shp_file *shp, size_t number, const char *fault, const char *hint, struct diag *diag)
{
	diag_error(diag, DAMAGED_FILE, shp->place, hint, "%s: record %zu is damaged: %s", shp->name, number, fault);
	return false;
}

static void report_index(const struct shp_file *shp, struct diag *diag)
{
	diag_warning(diag, SIDE_FILE, shp->place, NULL, "the index beside %s (.shx) is damaged and is not used",
	             shp->name);
}

bool shp_file_record(const struct shp_file *shp, size_t number, struct diag *diag, struct shp_record *out)
{
	const char *header = find_record(shp, entry_offset(shp, number), out);
	const char *fault = "the index beside the file (.shx) says otherwise";
	if (header && out->content == entry_content(shp, number)) {
		out->number = number + 1;
		fault = read_counts(shp, header + RECORD_HEADER, out);
	}
	return !fault || shp_file_report(shp, number + 1, fault, NULL, diag);
}

static int compare_records(const void *a, const void *b)
{
	size_t left = ((const struct shp_record *)a)->offset, right = ((const struct shp_record *)b)->offset;
	return (left > right) - (left < right);
}

/* Whether a .shx in an order of its own tells of records that are in the .shp, each of them once. */
static bool index_agrees(const struct shp_file *shp)
{
	struct arena scratch;
	arena_init(&scratch);
	struct shp_record *records = ARENA_ARRAY(&scratch, shp->indexed, struct shp_record);
	bool agrees = is_index(shp->shx);
	for (size_t i = 0; agrees && i < shp->indexed; i++)
		agrees = find_record(shp, entry_offset(shp, i), &records[i]) &&
		         records[i].content == entry_content(shp, i);
	if (agrees && shp->indexed)
		qsort(records, shp->indexed, sizeof *records, compare_records);
	for (size_t i = 1; agrees && i < shp->indexed; i++)
		agrees = records[i].offset - records[i - 1].offset >= RECORD_HEADER + records[i - 1].content;
	arena_clear(&scratch);
	return agrees;
}

void shp_scan_begin(struct shp_scan *scan, const struct shp_file *shp, struct diag *diag)
{
	*scan = (struct shp_scan){.shp = shp, .diag = diag, .offset = FILE_HEADER, .compares = shp->is_in_order};
	scan->by_index = shp->shx.start && !shp->is_in_order && index_agrees(shp);
	if (shp->shx.start && !shp->is_in_order && !scan->by_index)
		report_index(shp, diag);
}

void shp_file_expect(const struct shp_file *shp, size_t number)
{
	if (number >= shp->indexed || entry_offset(shp, number) + LOOKED_AT <= shp->buffer->expected)
		return;
	size_t first = entry_offset(shp, number), end = first;
	for (size_t i = number; i < shp->indexed && entry_offset(shp, i) - first < READ_BUFFER_SIZE; i++) {
		end = entry_offset(shp, i) + LOOKED_AT;
		if (entry_content(shp, i) > SKIPPED)
			break;
	}
	read_buffer_expect(shp->buffer, end);
}

bool shp_scan_next(struct shp_scan *scan, struct shp_record *out)
{
	const struct shp_file *shp = scan->shp;
	size_t number = scan->count;
	if (scan->by_index ? number >= shp->indexed : scan->offset >= shp->end)
		return false;
	size_t offset = scan->by_index ? entry_offset(shp, number) : scan->offset;
	if (scan->compares)
		shp_file_expect(shp, number);
	const char *header = find_record(shp, offset, out), *fault = "it does not fit in the file";
	if (header) {
		out->number = number + 1;
		fault = read_counts(shp, header + RECORD_HEADER, out);
	}
	if (scan->compares && header &&
	    (number >= shp->indexed || entry_offset(shp, number) != offset ||
	     entry_content(shp, number) != out->content)) {
		scan->compares = false;
		report_index(shp, scan->diag);
	}
	if (fault) {
		scan->offset = SIZE_MAX;
		return shp_file_report(shp, number + 1, fault, NULL, scan->diag);
	}
	scan->offset = offset + RECORD_HEADER + out->content;
	scan->count++;
	return true;
}

bool shp_scan_end(struct shp_scan *scan)
{
	read_buffer_expect(scan->shp->buffer, 0);
	return scan->offset != SIZE_MAX;
}

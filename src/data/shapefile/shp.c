/* The header of a .shp, a single record, and whether the .shx can be trusted.
 *
 * In: a read buffer on the .shp, the bytes of the .shx. Out: records whose counts lie within the file, or what is wrong
 * with them. A .shx is in order if its entries lie one behind the other and fill the file, as writers leave it. Layout:
 * ESRI Shapefile Technical Description, July 1998. */
#include "data/shapefile/shp.h"

#include <string.h>

#define INDEX_ENTRY    8
#define LONGEST_COUNTS 48 /* type, box, two counts, the first part's start */
#define LOOKED_AT      (SHP_RECORD_HEADER + LONGEST_COUNTS)
#define SKIPPED        8192 /* bytes of a record that take longer to read than to jump over */
#define BOX_AT         4
#define MULTIPATCH     31 /* code of the type */

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
	bool part_types; /* multipatch: each part says what it is */
	enum shape_dimension dimension;
};

static const struct shape_type shape_types[] = {
        {3, GEOMETRY_LINES, false, true, false, PLAIN},      {5, GEOMETRY_POLYGONS, false, true, false, PLAIN},
        {1, GEOMETRY_POINTS, true, false, false, PLAIN},     {8, GEOMETRY_POINTS, false, false, false, PLAIN},
        {11, GEOMETRY_POINTS, true, false, false, WITH_Z},   {21, GEOMETRY_POINTS, true, false, false, WITH_M},
        {18, GEOMETRY_POINTS, false, false, false, WITH_Z},  {28, GEOMETRY_POINTS, false, false, false, WITH_M},
        {13, GEOMETRY_LINES, false, true, false, WITH_Z},    {23, GEOMETRY_LINES, false, true, false, WITH_M},
        {15, GEOMETRY_POLYGONS, false, true, false, WITH_Z}, {25, GEOMETRY_POLYGONS, false, true, false, WITH_M},
        {31, GEOMETRY_POLYGONS, false, true, true, WITH_Z},
};

const struct record_fault shapefile_cut_short = {"cut short", "copy the file again from where it came"};
const struct record_fault shapefile_bad_counts = {"with counts that its length does not hold", NULL};
const struct record_fault shapefile_other_type = {"of another type of shape than the file", NULL};
const struct record_fault shapefile_damaged = {"damaged beyond reading", "copy the file again from where it came"};
const struct record_fault shapefile_empty = {.words = "without a shape", .is_empty = true};
const struct record_fault shapefile_too_few = {"with too few vertices to be drawn", NULL};
const struct record_fault shapefile_bad_parts = {"with parts out of order", NULL};
const struct record_fault shapefile_first_part = {"with a first part that does not begin at the first vertex", NULL};
const struct record_fault shapefile_bad_length = {"with a wrong length", NULL};
const struct record_fault shapefile_spare_bytes = {"with fewer vertices than its length holds", NULL};

static const struct shape_type *find_shape_type(uint32_t code)
{
	for (size_t i = 0; i < sizeof shape_types / sizeof *shape_types; i++)
		if (shape_types[i].code == code)
			return &shape_types[i];
	return NULL;
}

size_t shp_file_entry_offset(const struct shp_file *shp, size_t number)
{
	return (size_t)big_endian(shp->shx.start + SHP_FILE_HEADER + number * INDEX_ENTRY) * 2;
}

size_t shp_file_entry_content(const struct shp_file *shp, size_t number)
{
	return (size_t)big_endian(shp->shx.start + SHP_FILE_HEADER + number * INDEX_ENTRY + 4) * 2;
}

static bool is_index(struct bytes shx)
{
	return shx.start && shx.length >= SHP_FILE_HEADER && big_endian(shx.start) == 9994 &&
	       (shx.length - SHP_FILE_HEADER) % INDEX_ENTRY == 0 &&
	       (size_t)big_endian(shx.start + 24) * 2 == shx.length;
}

/* Where the records end, bytes, if the entries of the .shx lie one behind the other; 0 if they do not. */
static size_t end_of_entries(const struct shp_file *shp)
{
	size_t behind = SHP_FILE_HEADER;
	for (size_t i = 0; i < shp->indexed; i++) {
		if (shp_file_entry_offset(shp, i) != behind)
			return 0;
		behind += SHP_RECORD_HEADER + shp_file_entry_content(shp, i);
	}
	return behind;
}

/* The type that the first records have, of those that are not empty; NULL if there is none or they have several. */
static const struct shape_type *type_of_records(const struct shp_file *shp)
{
	const struct shape_type *found = NULL;
	size_t offset = SHP_FILE_HEADER;
	for (int looked_at = 0; looked_at < 3;) {
		const char *header = read_buffer_at(shp->buffer, offset, SHP_RECORD_HEADER + 4);
		size_t content = header ? (size_t)big_endian(header + 4) * 2 : 0;
		if (content < 4)
			break;
		uint32_t code = little_endian(header + SHP_RECORD_HEADER);
		const struct shape_type *type = code ? find_shape_type(code) : found;
		if (found && type != found)
			return NULL;
		found = type;
		looked_at += code != 0;
		offset += SHP_RECORD_HEADER + content;
	}
	return found;
}

/* The type that the header gives, unless the records agree on another one. */
static bool find_type(struct shp_file *shp, struct diag *diag)
{
	const struct shape_type *type = find_shape_type(shp->type_code), *other = type_of_records(shp);
	if (type && other && other->geometry != type->geometry)
		diag_warning(diag, SIDE_FILE, shp->place, NULL,
		             "the header of %s says type %u, its shapes are of type %u", shp->name,
		             (unsigned)type->code, (unsigned)other->code);
	if (!type || (other && other->geometry != type->geometry))
		type = other;
	if (!type && shp->type_code) {
		diag_error(diag, WRONG_GEOMETRY, shp->place, "points, multipoints, lines and polygons are read",
		           "%s holds shapes of an unknown type %u", shp->name, (unsigned)shp->type_code);
		return false;
	}
	shp->type_code = type ? type->code : 0;
	shp->type = type ? type->geometry : GEOMETRY_POINTS;
	return true;
}

bool shp_file_open(struct shp_file *shp, struct diag *diag)
{
	const char *header = read_buffer_at(shp->buffer, 0, SHP_FILE_HEADER);
	if (!header || big_endian(header) != 9994) {
		diag_error(diag, DAMAGED_FILE, shp->place, NULL, "%s is not a shapefile", shp->name);
		return false;
	}
	shp->stated = (size_t)big_endian(header + 24) * 2;
	shp->type_code = little_endian(header + 32);
	shp->bounds = shapefile_box(header + 36);
	shp->end = shp->buffer->length;
	shp->indexed = is_index(shp->shx) ? (shp->shx.length - SHP_FILE_HEADER) / INDEX_ENTRY : 0;
	size_t entries_end = is_index(shp->shx) ? end_of_entries(shp) : 0;
	bool is_stated = entries_end && entries_end == shp->stated;
	shp->is_in_order = entries_end == shp->end || (is_stated && entries_end < shp->end);
	shp->is_cut = is_stated && entries_end > shp->end;
	return find_type(shp, diag);
}

/* Bytes that the content of a record with these counts takes at least: measures may be left out. */
static uint64_t content_needed(const struct shape_type *type, uint64_t parts, uint64_t points)
{
	if (type->single)
		return type->dimension == WITH_Z ? 28 : 20;
	uint64_t bytes = (type->parts ? 44 + (type->part_types ? 8 : 4) * parts : 40) + 16 * points;
	return type->dimension == WITH_Z ? bytes + 16 + 8 * points : bytes;
}

/* Bytes that the measures add, which may be left out. */
static uint64_t measures(const struct shape_type *type, uint64_t points)
{
	return type->dimension == PLAIN ? 0 : type->single ? 8 : 16 + 8 * points;
}

/* Reads counts and box. Returns what is wrong with them, or NULL. */
static const struct record_fault *read_counts(const struct shape_type *type, const char *content,
                                              struct shp_record *out)
{
	size_t counts_end = type->single ? BOX_AT : type->parts ? 44 : 40;
	if (out->left < counts_end + (type->single ? 16 : 0))
		return &shapefile_cut_short;
	size_t parts = type->parts ? little_endian(content + 36) : 1;
	size_t points = type->single ? 1 : little_endian(content + counts_end - 4);
	uint64_t needed = content_needed(type, parts, points);
	if (needed > out->left)
		return out->content > out->left ? &shapefile_cut_short : &shapefile_bad_counts;
	out->needed = needed;
	out->most = needed + measures(type, points);
	out->is_exact = out->content == needed || out->content == out->most;
	/* Some writers pad records, or add measures to types that have none. */
	out->holds_more = type->dimension == PLAIN && out->content > needed && (out->content - needed) % 16 == 0;
	if ((type->parts && (parts == 0) != (points == 0)) || (points == 0 && !out->is_exact))
		return &shapefile_bad_counts;
	size_t at = out->offset + SHP_RECORD_HEADER + counts_end;
	out->part_count = points ? parts : 0;
	out->point_count = points;
	out->starts_at = type->parts ? at : 0;
	out->types_at = type->part_types ? at + 4 * parts : 0;
	out->points_at = type->parts ? at + (type->part_types ? 8 : 4) * parts : at;
	if (type->single) {
		double x = shapefile_double(content + BOX_AT), y = shapefile_double(content + BOX_AT + 8);
		out->box = (struct lonlat_box){x, y, x, y};
	} else {
		out->box = shapefile_box(content + BOX_AT);
	}
	return NULL;
}

bool shp_record_read(const struct shp_file *shp, size_t offset, struct shp_record *out)
{
	*out = (struct shp_record){.offset = offset};
	if (offset < SHP_FILE_HEADER || offset > shp->end || shp->end - offset < SHP_RECORD_HEADER + 4)
		return false;
	size_t left = shp->end - offset;
	const char *header = read_buffer_at(shp->buffer, offset, LOOKED_AT < left ? LOOKED_AT : left);
	if (!header)
		return false;
	out->stated = big_endian(header);
	out->content = (size_t)big_endian(header + 4) * 2;
	out->left = left - SHP_RECORD_HEADER;
	uint32_t code = little_endian(header + SHP_RECORD_HEADER);
	const struct shape_type *type = find_shape_type(code);
	out->has_type = code == 0 ||
	                (type && type->geometry == shp->type && type->part_types == (shp->type_code == MULTIPATCH));
	if (code == 0) {
		out->needed = out->most = 4;
		out->is_exact = out->content == 4;
	} else {
		out->fault = out->has_type ? read_counts(type, header + SHP_RECORD_HEADER, out) : &shapefile_other_type;
	}
	if (!out->fault && out->needed > out->content)
		out->fault = &shapefile_bad_counts;
	return true;
}

bool shp_file_report_change(const struct shp_file *shp, struct diag *diag)
{
	diag_error(diag, DAMAGED_FILE, shp->place, NULL, "%s has changed while it was read", shp->name);
	return false;
}

bool shp_file_record(const struct shp_file *shp, size_t number, struct diag *diag, struct shp_record *out)
{
	static const struct record_fault misplaced = {"that the index (.shx) gives a wrong place",
	                                              "delete the .shx: it is then made in memory"};
	if (!shp_record_read(shp, shp_file_entry_offset(shp, number), out))
		return shp_file_report_change(shp, diag);
	size_t content = shp_file_entry_content(shp, number);
	if (out->content != content)
		out->fault = out->stated == number + 1 && out->needed && out->needed <= content ? NULL : &misplaced;
	out->number = number + 1;
	return true;
}

void shp_file_expect(const struct shp_file *shp, size_t number)
{
	if (number >= shp->indexed || shp_file_entry_offset(shp, number) + LOOKED_AT <= shp->buffer->expected)
		return;
	size_t first = shp_file_entry_offset(shp, number), end = first;
	for (size_t i = number; i < shp->indexed && shp_file_entry_offset(shp, i) - first < READ_BUFFER_SIZE; i++) {
		end = shp_file_entry_offset(shp, i) + LOOKED_AT;
		if (shp_file_entry_content(shp, i) > SKIPPED)
			break;
	}
	read_buffer_expect(shp->buffer, end);
}

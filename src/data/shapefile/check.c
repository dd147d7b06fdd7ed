/* Shapefile check: finds the records of a .shp and checks every count in it and in the .dbf.
 *
 * In: the bytes of the files. Out: a list of sound records, from which a new .shx is made for shapelib.
 * shapelib believes the .shx (a length too long gives stale memory as coordinates, many entries on one record
 * multiply it) and the .dbf's record count, and its own repair of a .shx can run for ever.
 * Layout: ESRI Shapefile Technical Description, July 1998; dBASE III header. */
#include "data/shapefile/check.h"

#include <stdlib.h>
#include <string.h>

#define FILE_HEADER      100
#define RECORD_HEADER    8
#define INDEX_ENTRY      8
#define LONGEST_COUNTS   48 /* type, box, two counts, the first part's start */
#define LOOKED_AT        (RECORD_HEADER + LONGEST_COUNTS)
#define SKIPPED          8192 /* bytes of a record that take longer to read than to jump over */
#define TABLE_HEADER     32
#define FIELD_DESCRIPTOR 32

struct shape_type;

struct checker {
	struct arena *arena;
	struct bytes shp;           /* in memory, or */
	struct read_buffer *window; /* seen in pieces */
	size_t end;                 /* of the records, from the header */
	const char *name;
	struct place place;
	struct diag *diag;
	struct shape_index *index;
	const struct shape_visitor *visitor; /* may be NULL */
	const struct shape_type *type;       /* of the record before */
	struct shape_record before;          /* the record before; begins zeroed */
	bool ordered;                        /* no record lies before the one before it */
	size_t faulty;                       /* record, from 1, with the fault: no more are visited */
	const char *fault, *hint;
};

/* `length` bytes of the .shp, which it is known to have; NULL when it has shrunk meanwhile. */
static const char *shp_at(const struct checker *checker, size_t offset, size_t length)
{
	return checker->window ? read_buffer_at(checker->window, offset, length) : checker->shp.start + offset;
}

static void put_big_endian(char *at, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		at[i] = (char)(value >> (24 - 8 * i) & 0xFF);
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
        {1, GEOMETRY_POINTS, true, false, PLAIN},     {11, GEOMETRY_POINTS, true, false, WITH_Z},
        {21, GEOMETRY_POINTS, true, false, WITH_M},   {8, GEOMETRY_POINTS, false, false, PLAIN},
        {18, GEOMETRY_POINTS, false, false, WITH_Z},  {28, GEOMETRY_POINTS, false, false, WITH_M},
        {3, GEOMETRY_LINES, false, true, PLAIN},      {13, GEOMETRY_LINES, false, true, WITH_Z},
        {23, GEOMETRY_LINES, false, true, WITH_M},    {5, GEOMETRY_POLYGONS, false, true, PLAIN},
        {15, GEOMETRY_POLYGONS, false, true, WITH_Z}, {25, GEOMETRY_POLYGONS, false, true, WITH_M},
};

static const struct shape_type *find_shape_type(uint32_t code)
{
	for (size_t i = 0; i < sizeof shape_types / sizeof *shape_types; i++)
		if (shape_types[i].code == code)
			return &shape_types[i];
	return NULL;
}

static bool check_header(struct checker *checker)
{
	struct bytes shp = checker->shp;
	const char *header = shp.length < FILE_HEADER ? NULL : shp_at(checker, 0, FILE_HEADER);
	if (!header || big_endian(header) != 9994) {
		diag_error(checker->diag, DAMAGED_FILE, checker->place, NULL, "%s is not a shapefile", checker->name);
		return false;
	}
	size_t stated = (size_t)big_endian(header + 24) * 2;
	if (stated > shp.length || stated < FILE_HEADER) {
		diag_error(checker->diag, DAMAGED_FILE, checker->place, "copy it again from where it came",
		           "%s is damaged or cut short: %zu bytes, its header says %zu", checker->name, shp.length,
		           stated);
		return false;
	}
	if (stated < shp.length)
		diag_warning(checker->diag, SIDE_FILE, checker->place, NULL,
		             "%s is longer than its header says: %zu bytes are ignored", checker->name,
		             shp.length - stated);
	checker->end = stated;
	uint32_t code = little_endian(header + 32);
	const struct shape_type *type = find_shape_type(code);
	if (!type) {
		diag_error(checker->diag, WRONG_GEOMETRY, checker->place,
		           "points, multipoints, lines and polygons are read",
		           code == 0    ? "%s holds no shapes (type %u)"
		           : code == 31 ? "%s holds surfaces in space (multipatch, type %u)"
		                        : "%s holds shapes of an unknown type %u",
		           checker->name, (unsigned)code);
		return false;
	}
	checker->index->type = type->geometry;
	return true;
}

/* Bytes the content of a record with these counts takes at least: measures may be left out. */
static uint64_t content_needed(const struct shape_type *type, uint64_t parts, uint64_t points)
{
	if (type->single)
		return type->dimension == WITH_Z ? 28 : 20;
	uint64_t bytes = (type->parts ? 44 + 4 * parts : 40) + 16 * points;
	return type->dimension == WITH_Z ? bytes + 16 + 8 * points : bytes;
}

/* What is wrong with the content of a record, or NULL; adds its counts to the index. `content` is as much of it as
 * matters: LONGEST_COUNTS bytes or all. */
static const char *content_fault(struct checker *checker, struct shape_record record, const char *content)
{
	uint32_t code = little_endian(content);
	if (code == 0)
		return NULL;
	/* Nearly all records of a file are of one type. */
	const struct shape_type *type =
	        checker->type && checker->type->code == code ? checker->type : find_shape_type(code);
	if (!type || type->geometry != checker->index->type)
		return "its type is not that of the file";
	checker->type = type;
	uint64_t parts = 1, points = 1;
	if (!type->single) {
		if (record.content < (type->parts ? 44 : 40))
			return "its length is too short";
		parts = type->parts ? little_endian(content + 36) : 1;
		points = little_endian(content + (type->parts ? 40 : 36));
	}
	if (content_needed(type, parts, points) > record.content)
		return "it is shorter than its counts say";
	if (type->parts && (parts == 0) != (points == 0))
		return "its counts contradict each other";
	if (type->parts && parts > 0 && little_endian(content + 44) != 0)
		return "its first part does not begin at its first vertex";
	checker->index->part_count += parts;
	checker->index->point_count += points;
	return NULL;
}

/* Takes the record that lies there, the one of this number from 1, its length being what its own header says; false
 * when none can. Its content is checked and visited too, unless one before had a fault. */
static bool take_record(struct checker *checker, size_t offset, size_t number, struct shape_record *record)
{
	if (offset < FILE_HEADER || offset > checker->end || checker->end - offset < RECORD_HEADER + 4)
		return false;
	size_t left = checker->end - offset;
	const char *header = shp_at(checker, offset, LOOKED_AT < left ? LOOKED_AT : left);
	size_t content = header ? (size_t)big_endian(header + 4) * 2 : 0;
	if (content < 4 || content > left - RECORD_HEADER)
		return false;
	*record = (struct shape_record){(uint32_t)offset, (uint32_t)content};
	if (offset - checker->before.offset < RECORD_HEADER + (size_t)checker->before.content)
		checker->ordered = false;
	checker->before = *record;
	if (checker->fault)
		return true;
	checker->fault = content_fault(checker, *record, header + RECORD_HEADER);
	if (!checker->fault && checker->visitor)
		checker->fault = checker->visitor->visit(checker->visitor->context, *record, number,
		                                         header + RECORD_HEADER, &checker->hint);
	checker->faulty = number;
	return true;
}

/* Whether the contents are sound, after all records were taken. */
static bool check_contents(struct checker *checker)
{
	struct shape_index *index = checker->index;
	if (checker->fault)
		diag_error(checker->diag, DAMAGED_FILE, checker->place, checker->hint, "%s: record %zu is damaged: %s",
		           checker->name, checker->faulty, checker->fault);
	else if (index->point_count > VERTEX_BUDGET)
		diag_error(checker->diag, OVER_LIMIT, checker->place, "simplify it first",
		           "%s holds %zu vertices, at most %zu are read", checker->name, index->point_count,
		           VERTEX_BUDGET);
	else
		return true;
	return false;
}

/* Begins anew: nothing is taken yet. */
static void begin(struct checker *checker)
{
	enum geometry_type type = checker->index->type;
	*checker->index = (struct shape_index){.type = type};
	checker->fault = checker->hint = NULL;
	checker->ordered = true;
	checker->before = (struct shape_record){0};
	if (checker->visitor)
		checker->visitor->begin(checker->visitor->context, type);
}

/* Lists the record, unless a visitor has kept what it needs. */
static void list_record(struct checker *checker, struct shape_record record, size_t *capacity)
{
	struct shape_index *index = checker->index;
	if (!checker->visitor) {
		index->records =
		        arena_grow(checker->arena, index->records, index->count, capacity, sizeof *index->records);
		index->records[index->count] = record;
	}
	index->count++;
}

static bool scan_records(struct checker *checker)
{
	struct shape_index *index = checker->index;
	size_t capacity = 0;
	begin(checker);
	for (size_t offset = FILE_HEADER; offset < checker->end;) {
		struct shape_record record;
		if (!take_record(checker, offset, index->count + 1, &record)) {
			diag_error(checker->diag, DAMAGED_FILE, checker->place, NULL,
			           "%s: record %zu is damaged: it does not fit in the file", checker->name,
			           index->count + 1);
			return false;
		}
		list_record(checker, record, &capacity);
		offset += RECORD_HEADER + (size_t)record.content;
	}
	return true;
}

static bool is_index(struct bytes shx)
{
	return shx.length >= FILE_HEADER && big_endian(shx.start) == 9994 &&
	       (shx.length - FILE_HEADER) % INDEX_ENTRY == 0 && (size_t)big_endian(shx.start + 24) * 2 == shx.length;
}

static size_t entry_count(struct bytes shx)
{
	return (shx.length - FILE_HEADER) / INDEX_ENTRY;
}

static size_t entry_offset(struct bytes shx, size_t i)
{
	return (size_t)big_endian(shx.start + FILE_HEADER + i * INDEX_ENTRY) * 2;
}

static size_t entry_content(struct bytes shx, size_t i)
{
	return (size_t)big_endian(shx.start + FILE_HEADER + i * INDEX_ENTRY + 4) * 2;
}

static int compare_offsets(const void *a, const void *b)
{
	uint32_t left = ((const struct shape_record *)a)->offset, right = ((const struct shape_record *)b)->offset;
	return (left > right) - (left < right);
}

/* Of the records that the .shx tells of, which the .shp agrees with. */
static bool records_overlap(struct arena *arena, struct bytes shx, size_t count)
{
	struct shape_record *sorted = ARENA_ARRAY(arena, count, struct shape_record);
	for (size_t i = 0; i < count; i++)
		sorted[i] = (struct shape_record){(uint32_t)entry_offset(shx, i), (uint32_t)entry_content(shx, i)};
	qsort(sorted, count, sizeof *sorted, compare_offsets);
	for (size_t i = 1; i < count; i++)
		if (sorted[i].offset - sorted[i - 1].offset < RECORD_HEADER + sorted[i - 1].content)
			return true;
	return false;
}

/* Tells the window how far it goes on from record i to the beginning of a long one. */
static void expect_run(const struct checker *checker, struct bytes shx, size_t i)
{
	size_t first = entry_offset(shx, i), end = first;
	if (first + LOOKED_AT <= checker->window->until)
		return;
	/* An offset before the first is far beyond it, unsigned. */
	for (size_t count = entry_count(shx); i < count && entry_offset(shx, i) - first < READ_BUFFER_SIZE; i++) {
		end = entry_offset(shx, i) + LOOKED_AT;
		if (entry_content(shx, i) > SKIPPED)
			break;
	}
	read_buffer_expect(checker->window, end);
}

/* Takes the record that the .shx names, from 0; false when it does not agree with the .shp. */
static bool take_entry(struct checker *checker, struct bytes shx, size_t i, struct shape_record *record)
{
	return take_record(checker, entry_offset(shx, i), i + 1, record) && entry_content(shx, i) == record->content;
}

/* Takes the records in the order of the .shx; false when that does not agree with the .shp. */
static bool take_index(struct checker *checker, struct bytes shx)
{
	size_t count = is_index(shx) ? entry_count(shx) : 0, capacity = 0;
	if (!is_index(shx))
		return false;
	begin(checker);
	if (!checker->visitor) {
		checker->index->records = ARENA_ARRAY(checker->arena, count, struct shape_record);
		capacity = count;
	}
	bool taken = true;
	for (size_t i = 0; i < count && taken; i++) {
		struct shape_record record;
		if (checker->window)
			expect_run(checker, shx, i);
		taken = take_entry(checker, shx, i, &record);
		if (taken)
			list_record(checker, record, &capacity);
	}
	if (checker->window)
		read_buffer_expect(checker->window, 0);
	return taken && (checker->ordered || !records_overlap(checker->arena, shx, count));
}

static bool build_index(struct checker *checker, struct bytes shx)
{
	*checker->index = (struct shape_index){0};
	if (!check_header(checker))
		return false;
	bool taken = shx.start && take_index(checker, shx);
	if (!taken) {
		if (shx.start)
			diag_warning(checker->diag, SIDE_FILE, checker->place, NULL,
			             "the index beside %s (.shx) is damaged and is not used", checker->name);
		if (!scan_records(checker))
			return false;
	}
	return check_contents(checker);
}

bool shape_index_build(struct arena *arena, struct bytes shp, struct bytes shx, const char *name, struct place place,
                       struct diag *diag, struct shape_index *out)
{
	struct checker checker = {.arena = arena, .shp = shp, .name = name, .place = place, .diag = diag, .index = out};
	return build_index(&checker, shx);
}

bool shape_index_build_large(struct arena *arena, struct read_buffer *shp, struct bytes shx, const char *name,
                             struct place place, struct diag *diag, const struct shape_visitor *visitor,
                             struct shape_index *out)
{
	struct checker checker = {.arena = arena,
	                          .shp = {NULL, shp->length},
	                          .window = shp,
	                          .name = name,
	                          .place = place,
	                          .diag = diag,
	                          .index = out,
	                          .visitor = visitor};
	return build_index(&checker, shx);
}

bool shape_header_read(struct read_buffer *shp, const char *name, struct place place, struct diag *diag,
                       struct shape_header *out)
{
	struct shape_index index = {0};
	struct checker checker = {
	        .shp = {NULL, shp->length}, .window = shp, .name = name, .place = place, .diag = diag, .index = &index};
	const char *header = check_header(&checker) ? shp_at(&checker, 0, FILE_HEADER) : NULL;
	if (!header)
		return false;
	double edges[4];
	memcpy(edges, header + 36, sizeof edges);
	*out = (struct shape_header){index.type, checker.end, {edges[0], edges[1], edges[2], edges[3]}};
	return true;
}

bool shape_index_is_orderly(struct bytes shx, const struct shape_header *header, size_t *count)
{
	if (!shx.start || !is_index(shx))
		return false;
	*count = entry_count(shx);
	size_t behind = FILE_HEADER;
	for (size_t i = 0; i < *count; i++) {
		size_t offset = entry_offset(shx, i), content = entry_content(shx, i);
		if (offset < behind || offset > header->end || header->end - offset < RECORD_HEADER + content)
			return false;
		behind = offset + RECORD_HEADER + content;
	}
	return true;
}

bool shape_index_build_some(struct arena *arena, struct read_buffer *shp, const struct shape_header *header,
                            struct bytes shx, const uint32_t *records, size_t count, const char *name,
                            struct place place, struct diag *diag, const struct shape_visitor *visitor, bool *agrees)
{
	struct shape_index index = {.type = header->type};
	struct checker checker = {.arena = arena,
	                          .shp = {NULL, shp->length},
	                          .window = shp,
	                          .end = header->end,
	                          .name = name,
	                          .place = place,
	                          .diag = diag,
	                          .index = &index,
	                          .visitor = visitor};
	begin(&checker);
	*agrees = true;
	for (size_t i = 0; i < count && *agrees; i++) {
		struct shape_record record;
		*agrees = take_entry(&checker, shx, records[i], &record);
	}
	return *agrees && check_contents(&checker);
}

struct bytes shape_index_file(struct arena *arena, struct bytes shp, const struct shape_index *index)
{
	size_t length = FILE_HEADER + index->count * INDEX_ENTRY;
	char *file = arena_alloc(arena, length);
	memcpy(file, shp.start, FILE_HEADER);
	put_big_endian(file + 24, (uint32_t)(length / 2));
	for (size_t i = 0; i < index->count; i++) {
		char *entry = file + FILE_HEADER + i * INDEX_ENTRY;
		put_big_endian(entry, index->records[i].offset / 2);
		put_big_endian(entry + 4, index->records[i].content / 2);
	}
	return (struct bytes){file, length};
}

/* Bytes that the fields of a row take together, with the deletion mark before them. */
static size_t fields_width(struct bytes dbf, size_t header)
{
	size_t width = 1;
	for (size_t at = TABLE_HEADER; at + FIELD_DESCRIPTOR <= header && dbf.start[at] != 0x0D; at += FIELD_DESCRIPTOR)
		width += (unsigned char)dbf.start[at + 16];
	return width;
}

bool shapefile_table_check(struct bytes dbf, size_t length, const char *name, struct place place, struct diag *diag,
                           size_t *records)
{
	const unsigned char *byte = (const unsigned char *)dbf.start;
	size_t header = dbf.length > TABLE_HEADER ? byte[8] | (size_t)byte[9] << 8 : 0;
	size_t row = dbf.length > TABLE_HEADER ? byte[10] | (size_t)byte[11] << 8 : 0;
	size_t width = header <= dbf.length ? fields_width(dbf, header) : 0;
	if (header <= TABLE_HEADER || header > dbf.length || row == 0 || width > row) {
		diag_error(diag, DAMAGED_FILE, place, NULL, "%s is damaged or is not a dBASE table", name);
		return false;
	}
	if (width < row)
		diag_warning(diag, SIDE_FILE, place, NULL,
		             "the rows of %s are wider than its columns: values may be shifted", name);
	*records = little_endian(dbf.start + 4);
	if (*records <= (length - header) / row)
		return true;
	diag_error(diag, DAMAGED_FILE, place, "copy it again from where it came",
	           "%s is damaged or cut short: room for %zu of %zu records", name, (length - header) / row, *records);
	return false;
}

/* Odd shapefiles: each kind of damage that files come with, in every type of shape that can have it, written into
 * build/test-data-odd/. What is whole is read, what is not is said in one warning, in whichever way the file is read; and
 * bytes changed on top of that break nothing. */
#include "data_files.h"
#include "fuzz/data_walk.h"
#include "odd_shapefile.h"

#define FOLDER "build/test-data-odd/"
/* Of each file, with bytes changed by a generator with a fixed seed. */
#define MUTATIONS 12

/* Types as bits. */
enum {
	PLAIN_POINT = 1 << 0,
	OTHER_POINTS = 1 << 1, /* with heights or measures */
	PLAIN_MULTI = 1 << 2,
	OTHER_MULTI = 1 << 3,
	PLAIN_LINES = 1 << 4,
	OTHER_LINES = 1 << 5,
	PLAIN_AREAS = 1 << 6,
	OTHER_AREAS = 1 << 7,
	PATCHES = 1 << 8,
	ALL = (1 << 9) - 1,
	LINES = PLAIN_LINES | OTHER_LINES,
	AREAS = PLAIN_AREAS | OTHER_AREAS | PATCHES,
	PARTED = LINES | AREAS,
	COUNTED = PARTED | PLAIN_MULTI | OTHER_MULTI,
	PLAIN = PLAIN_POINT | PLAIN_MULTI | PLAIN_LINES | PLAIN_AREAS,
	MEASURED = ALL & ~PLAIN
};

static const struct {
	int type, group;
} types[] = {{1, PLAIN_POINT}, {11, OTHER_POINTS}, {21, OTHER_POINTS}, {8, PLAIN_MULTI},  {18, OTHER_MULTI},
             {28, OTHER_MULTI}, {3, PLAIN_LINES},   {13, OTHER_LINES},  {23, OTHER_LINES}, {5, PLAIN_AREAS},
             {15, OTHER_AREAS}, {25, OTHER_AREAS},  {31, PATCHES}};

#define STALE    "(.shx) is damaged or stale and is not used"
#define LENGTHS  "gives a wrong length"
#define LENGTH_2 "1 of 4 records is mended: 1 with a wrong length (record 2)"
#define NO_TABLE "is damaged or is not a dBASE table, so the features have no values"
#define COUNTS_2 "1 of 4 records is left out: 1 with counts that its length does not hold (record 2)"
#define PARTS_2  "1 of 4 records is left out: 1 with parts out of order (record 2)"
#define TYPE_2   "1 of 4 records is left out: 1 of another type of shape than the file (record 2)"
#define START_2_ "1 of 4 records is mended: 1 with a first part that does not begin at the first vertex (record 2)"
#define NAN_2    "1 of 4 records is left out: 1 with a coordinate that is not finite (record 2)"
#define FAR_2    "1 of 4 records is left out: 1 with a coordinate that is out of range (record 2)"
#define EMPTY    "holds no feature, so nothing is drawn of it"
#define CUT_4    "1 of 4 records is left out: 1 cut short (record 4)"
#define CUT_3    "2 of 4 records are left out: 2 cut short (first: record 3)"

static const struct odd_case {
	const char *name;
	int groups;
	struct odd_edit edits[4];
	int features; /* -1: an error */
	const char *said[2];
	bool in_points; /* the fault is in points, which a file that is read piece by piece shows when it is drawn */
} cases[] = {
        {"sound", ALL, {{NO_EDIT}}, 4, {NULL}},
        {"upper-case", ALL, {{UPPER_CASE}}, 4, {NULL}},
        /* the index */
        {"no-index", ALL, {{SHX_DROP}}, 4, {NULL}},
        {"index-stale", ALL, {{SHX_CUT, 0, 8}}, 4, {STALE}},
        {"index-of-one", ALL, {{SHX_CUT, 0, 24}}, 4, {STALE}},
        {"index-of-none", ALL, {{SHX_CUT, 0, 32}}, 4, {STALE}},
        {"index-cut", ALL, {{SHX_CUT_ONLY, 0, 5}}, 4, {STALE}},
        {"index-header-cut", ALL, {{SHX_CUT_ONLY, 0, 90}}, 4, {STALE}},
        {"index-length", ALL, {{SHX_LENGTH, 0, 7}}, 4, {STALE}},
        {"index-magic", ALL, {{SHX_AT, 3, 1}}, 4, {STALE}},
        {"index-offset-none", ALL, {{SHX_OFFSET, 1, 0}}, 4, {STALE}},
        {"index-offset-inside", ALL, {{SHX_OFFSET, 1, 60}}, 4, {STALE}},
        {"index-offset-outside", ALL, {{SHX_OFFSET, 1, 1e9}}, 4, {STALE}},
        {"index-offset-twice", ALL, {{SHX_OFFSET, 1, 50}}, 4, {STALE}},
        {"index-content-short", ALL, {{SHX_CONTENT, 1, 1}}, 4, {STALE}},
        {"index-content-long", ALL, {{SHX_CONTENT, 3, 1e6}}, 4, {STALE}},
        {"index-in-own-order", ALL, {{SHX_SWAP, 1}}, 4, {NULL}},
        /* numbers of records */
        {"numbers-from-0", ALL, {{RENUMBER, 0, 0}}, 4, {NULL}},
        {"numbers-from-100", ALL, {{RENUMBER, 0, 100}}, 4, {NULL}},
        {"number-wrong", ALL, {{NUMBER, 1, 77}}, 4, {NULL}},
        {"number-wrong-no-index", ALL, {{NUMBER, 1, 77}, {SHX_DROP}}, 4, {NULL}},
        {"number-none", ALL, {{NUMBER, 2, 0}, {SHX_DROP}}, 4, {NULL}},
        /* lengths of records */
        {"length-0", ALL, {{LENGTH, 1, 0}}, 4, {LENGTH_2}},
        {"length-0-no-index", ALL, {{LENGTH, 1, 0}, {SHX_DROP}}, 4, {LENGTH_2}},
        {"length-3", ALL, {{LENGTH, 1, 3}}, 4, {LENGTH_2}},
        {"length-3-no-index", ALL, {{LENGTH, 1, 3}, {SHX_DROP}}, 4, {LENGTH_2}},
        {"length-overrun", ALL, {{LENGTH, 1, 400}}, 4, {LENGTH_2}},
        {"length-overrun-no-index", ALL, {{LENGTH, 1, 400}, {SHX_DROP}}, 4, {LENGTH_2}},
        {"length-huge", ALL, {{LENGTH, 1, 2147483647}}, 4, {LENGTH_2}},
        {"length-huge-no-index", ALL, {{LENGTH, 1, 4294967295.}, {SHX_DROP}}, 4, {LENGTH_2}},
        {"length-of-last", ALL, {{LENGTH, 3, 1000}}, 4, {"1 with a wrong length (record 4)"}},
        {"length-of-last-0", ALL, {{LENGTH, 3, 0}, {SHX_DROP}}, 4, {"1 with a wrong length (record 4)"}},
        {"length-of-first", ALL, {{LENGTH, 0, 0}, {SHX_DROP}}, 4, {"1 with a wrong length (record 1)"}},
        {"lengths-all-0", ALL, {{LENGTH, 0, 0}, {LENGTH, 1, 0}, {LENGTH, 2, 0}}, 4, {"3 with a wrong length (first: record 1)"}},
        {"length-and-counts", COUNTED, {{LENGTH, 1, 0}, {POINTS, 1, 1e9}}, 3, {COUNTS_2}},
        {"length-and-counts-no-index", COUNTED, {{LENGTH, 1, 0}, {POINTS, 1, 1e9}, {SHX_DROP}}, 3, {"1 damaged beyond reading (record 2)"}},
        /* the header of the .shp */
        {"file-length-0", ALL, {{SHP_LENGTH, 0, 0}}, 4, {LENGTHS}},
        {"file-length-50", ALL, {{SHP_LENGTH, 0, 50}}, 4, {LENGTHS}},
        {"file-length-50-alone", ALL, {{SHP_LENGTH, 0, 50}, {SHX_DROP}, {DBF_DROP}}, 4, {LENGTHS, "has no table"}},
        {"file-length-inside", ALL, {{SHP_LENGTH, 0, 61}}, 4, {LENGTHS}},
        {"file-length-huge", ALL, {{SHP_LENGTH, 0, 1e9}}, 4, {LENGTHS}},
        {"file-length-negative", ALL, {{SHP_LENGTH, 0, 4294967295.}}, 4, {LENGTHS}},
        {"file-type-0", ALL, {{SHP_TYPE, 0, 0}}, 4, {NULL}},
        {"file-type-unknown", ALL, {{SHP_TYPE, 0, 99}}, 4, {NULL}},
        {"file-type-other", ALL & ~LINES, {{SHP_TYPE, 0, 3}}, 4, {"says type 3, its shapes are of type"}},
        {"file-box-nan", ALL, {{SHP_BOX, 0, NAN}}, 4, {NULL}},
        {"file-box-far", ALL, {{SHP_BOX, 0, 1e308}}, 4, {NULL}},
        {"magic", ALL, {{SHP_AT, 2, 0}}, -1, {"is not a shapefile"}},
        /* types of records */
        {"type-other", ALL & ~LINES, {{TYPE, 1, 3}}, 3, {TYPE_2}},
        {"type-other-lines", LINES, {{TYPE, 1, 5}}, 3, {TYPE_2}},
        {"type-unknown", ALL, {{TYPE, 1, 99}}, 3, {TYPE_2}},
        {"type-negative", ALL, {{TYPE, 1, 4294967295.}, {SHX_DROP}}, 3, {TYPE_2}},
        {"types-other-than-first", ALL & ~LINES, {{TYPE, 1, 3}, {TYPE, 2, 3}}, 2, {"2 of another type of shape than the file (first: record 2)"}},
        /* counts and parts */
        {"parts-none", PARTED, {{PARTS, 1, 0}}, 3, {COUNTS_2}},
        {"parts-many", PARTED, {{PARTS, 1, 1e6}}, 3, {COUNTS_2}},
        {"parts-huge", PARTED, {{PARTS, 1, 4294967295.}}, 3, {COUNTS_2}},
        {"points-none", COUNTED, {{POINTS, 1, 0}}, 3, {COUNTS_2}},
        {"points-many", COUNTED, {{POINTS, 1, 1e6}}, 3, {COUNTS_2}},
        {"points-huge", COUNTED, {{POINTS, 1, 4294967295.}, {SHX_DROP}}, 3, {COUNTS_2}},
        {"points-none-parts-none", PARTED, {{POINTS, 1, 0}, {PARTS, 1, 0}}, 3, {COUNTS_2}},
        {"points-fewer", COUNTED & PLAIN, {{POINTS, 1, 9}}, 4, {"1 of 4 records is mended: 1 with fewer vertices than its length holds (record 2)"}},
        {"first-part-1", PARTED, {{START, 1, 1}}, 4, {START_2_}},
        {"first-part-9", PARTED, {{START, 1, 9}}, 4, {START_2_}},
        {"first-part-far", PARTED, {{START, 1, 1e6}}, 4, {START_2_}},
        {"first-part-huge", PARTED, {{START, 1, 4294967295.}}, 4, {START_2_}},
        {"part-at-0", PARTED, {{START_2, 1, 0}}, 3, {PARTS_2}},
        {"part-at-end", PARTED, {{START_2, 1, 10}}, 3, {PARTS_2}},
        {"part-behind-end", PARTED, {{START_2, 1, 11}}, 3, {PARTS_2}},
        {"part-huge", PARTED, {{START_2, 1, 4294967295.}}, 3, {PARTS_2}},
        {"parts-swapped", PARTED, {{START, 1, 5}, {START_2, 1, 0}}, 3, {PARTS_2}},
        /* coordinates */
        {"x-nan", ALL, {{X, 1, NAN}}, 3, {NAN_2}, true},
        {"y-infinite", ALL, {{Y, 1, INFINITY}}, 3, {NAN_2}, true},
        {"x-minus-infinite", ALL, {{X, 1, -INFINITY}}, 3, {NAN_2}, true},
        {"x-1e308", ALL, {{X, 1, 1e308}}, 3, {FAR_2}, true},
        {"y-minus-1e308", ALL, {{Y, 1, -1e308}}, 3, {FAR_2}, true},
        {"y-200", ALL, {{Y, 1, 200}}, 3, {FAR_2}, true},
        {"x-and-y", ALL, {{X, 1, NAN}, {Y, 2, 1e300}}, 2, {"2 of 4 records are left out: 1 with a coordinate that is not finite (record 2), 1 with a coordinate that is out of range (record 3)"}, true},
        {"all-nan", ALL, {{X, 0, NAN}, {X, 1, NAN}, {X, 2, NAN}, {X, 3, NAN}}, -1, {"none of its 4 records can be drawn: 4 with a coordinate that is not finite (first: record 1)"}, true},
        {"ring-open", COUNTED, {{X_LAST, 1, 11.3}}, 4, {NULL}},
        {"box-nan", COUNTED, {{BOX, 1, NAN}}, 4, {NULL}},
        {"box-far", COUNTED, {{BOX, 1, 1e300}}, 4, {NULL}},
        {"box-inside-out", COUNTED, {{BOX, 1, 12}}, 4, {NULL}},
        /* shapes that are none */
        {"null-first", ALL, {{NULL_SHAPE, 0}}, 3, {"1 of 4 records is left out: 1 without a shape (record 1)"}},
        {"null-second", ALL, {{NULL_SHAPE, 1}}, 3, {"1 without a shape (record 2)"}},
        {"null-last", ALL, {{NULL_SHAPE, 3}}, 3, {"1 without a shape (record 4)"}},
        {"null-two-no-index", ALL, {{NULL_SHAPE, 1}, {NULL_SHAPE, 2}, {SHX_DROP}}, 2, {"2 without a shape (first: record 2)"}},
        {"null-all", ALL, {{NULL_SHAPE, 0}, {NULL_SHAPE, 1}, {NULL_SHAPE, 2}, {NULL_SHAPE, 3}}, 0, {EMPTY, "none of its 4 records can be drawn: 4 without a shape"}},
        {"no-record", ALL, {{SHP_CUT_AT, 0}, {SHP_LENGTH, 0, 50}, {SHX_CUT, 0, 32}, {DBF_ROWS}}, 0, {EMPTY}},
        {"no-record-but-rows", ALL, {{SHP_CUT_AT, 0}, {SHP_LENGTH, 0, 50}, {SHX_CUT, 0, 32}}, 0, {EMPTY, "has 4 rows for the 0 shapes of"}},
        /* files that are cut, and bytes that are none of theirs */
        {"cut-in-last", PLAIN, {{SHP_CUT, 0, 4}}, 3, {CUT_4}},
        {"cut-in-last-no-index", PLAIN, {{SHP_CUT, 0, 4}, {SHX_DROP}}, 3, {CUT_4}},
        {"cut-in-measures", MEASURED, {{SHP_CUT, 0, 4}}, 4, {"1 of 4 records is mended: 1 with a wrong length (record 4)"}},
        {"cut-in-last-header", ALL, {{SHP_CUT_AT, 3}, {SHP_ADD, 0, 6}}, 3, {CUT_4}},
        {"cut-at-last", ALL, {{SHP_CUT_AT, 3}}, 3, {CUT_4}},
        {"cut-at-third", ALL, {{SHP_CUT_AT, 2}}, 2, {CUT_3}},
        {"cut-at-third-no-index", ALL, {{SHP_CUT_AT, 2}, {SHX_DROP}}, 2, {CUT_3}},
        {"cut-at-third-alone", ALL, {{SHP_CUT_AT, 2}, {SHX_DROP}, {DBF_DROP}}, 2, {LENGTHS, "has no table"}},
        {"cut-at-first", ALL, {{SHP_CUT_AT, 0}}, -1, {"none of its 4 records can be drawn: 4 cut short (first: record 1)"}},
        {"rubbish-2", ALL, {{SHP_ADD, 0, 2}}, 4, {"the last 2 bytes are ignored"}},
        {"rubbish-30", ALL, {{SHP_ADD, 0, 30}}, 4, {"the last 30 bytes are ignored"}},
        {"rubbish-300-no-index", ALL, {{SHP_ADD, 0, 300}, {SHX_DROP}}, 4, {"the last 300 bytes are ignored"}},
        {"inserted-2", ALL, {{SHP_INSERT, 2, 2}}, 4, {STALE, LENGTHS}},
        {"inserted-9", ALL, {{SHP_INSERT, 2, 9}}, 4, {STALE, LENGTHS}},
        {"inserted-100-no-index", ALL, {{SHP_INSERT, 2, 100}, {SHX_DROP}}, 4, {LENGTHS}},
        {"removed-second", ALL & ~COUNTED, {{SHP_REMOVE, 1}, {SHX_DROP}}, 3, {"1 of 4 records is left out: 1 damaged beyond reading (record 2)"}},
        {"removed-third", ALL, {{SHP_REMOVE, 2}, {SHX_DROP}}, 3, {"1 of 4 records is left out: 1 damaged beyond reading (record 3)"}},
        /* the table */
        {"no-table", ALL, {{DBF_DROP}}, 4, {"has no table beside it (.dbf)"}},
        {"no-rows", ALL, {{DBF_ROWS, 0, 0}}, 4, {"has 0 rows for the 4 shapes of"}},
        {"fewer-rows", ALL, {{DBF_ROWS, 0, 3}}, 4, {"has 3 rows for the 4 shapes of"}},
        {"more-rows-said", ALL, {{DBF_ROWS, 0, 5}}, 4, {"damaged or cut short: 4 of 5 rows are read"}},
        {"rows-huge", ALL, {{DBF_ROWS, 0, 4294967295.}}, 4, {"damaged or cut short: 4 of 4294967295 rows are read"}},
        {"more-rows", ALL, {{SHP_CUT_AT, 3}, {SHP_LENGTH, 0, 0}, {SHX_DROP}}, 3, {"has 4 rows for the 3 shapes of", LENGTHS}},
        {"table-cut", ALL, {{DBF_CUT, 0, 6}}, 4, {"damaged or cut short: 3 of 4 rows are read"}},
        {"table-header-cut", ALL, {{DBF_CUT, 0, 100}}, 4, {NO_TABLE}},
        {"table-empty", ALL, {{DBF_CUT, 0, 149}}, 4, {NO_TABLE}},
        {"table-header-length", ALL, {{DBF_AT, 8, 0}}, 4, {NO_TABLE}},
        {"table-row-length", ALL, {{DBF_AT, 10, 0}}, 4, {NO_TABLE}},
        {"table-row-short", ALL, {{DBF_AT, 10, 9}}, 4, {NO_TABLE}},
        {"table-field-type", ALL, {{DBF_AT, 32 + 11, 7}}, 4, {NULL}},
        {"table-field-width", ALL, {{DBF_AT, 32 + 16, 2}}, 4, {"values may be shifted"}},
        {"table-driver", ALL, {{DBF_AT, 29, 0xEE}}, 4, {NULL}},
        {"deleted", ALL, {{DBF_DELETE, 1}}, 3, {NULL}},
        {"deleted-all", ALL, {{DBF_DELETE, 0}, {DBF_DELETE, 1}, {DBF_DELETE, 2}, {DBF_DELETE, 3}}, 0, {EMPTY}},
        {"deleted-and-damaged", ALL, {{DBF_DELETE, 0}, {TYPE, 1, 99}}, 2, {TYPE_2}},
};

static void save(const char *stem, const char *suffix, bool there, const struct buffer *bytes)
{
	char path[512];
	snprintf(path, sizeof path, FOLDER "%s%s", stem, suffix);
	if (there)
		data_write(path, bytes->length ? bytes->bytes : "", bytes->length);
}

static void save_all(const struct odd_file *file, const char *stem)
{
	save(stem, file->suffix, true, &file->shp);
	save(stem, ".shx", file->has_shx, &file->shx);
	save(stem, ".dbf", file->has_dbf, &file->dbf);
}

static bool expects(const struct odd_case *odd, const struct reading *reading, size_t messages)
{
	if (reading->good != (odd->features >= 0) || reading->diag.errors + reading->diag.warnings != messages)
		return false;
	for (size_t i = 0; i < messages; i++)
		if (!data_said(reading, reading->good ? DIAG_WARNING : DIAG_ERROR, odd->said[i]) &&
		    !data_said(reading, DIAG_WARNING, odd->said[i]))
			return false;
	return !reading->good || reading->dataset.feature_count == (size_t)odd->features;
}

static void check_values(const struct odd_case *odd, const struct dataset *dataset)
{
	for (size_t i = 0; i < dataset->feature_count; i++) {
		const char *name = feature_value(dataset, &dataset->features[i], "name");
		char wanted[16];
		snprintf(wanted, sizeof wanted, "name%zu", dataset->features[i].record);
		if (name && *name && strcmp(odd->name, "table-field-width") && strcmp(name, wanted))
			fail_msg("%s: record %zu has the values of another", odd->name, dataset->features[i].record);
	}
}

static bool report(struct reading *reading, const char *path, const char *how)
{
	data_print(reading);
	fprintf(stderr, "%s: %s differently (%zu features)\n", path, how, reading->dataset.feature_count);
	return false;
}

/* Reads the file as a whole, and so that points stay in it. */
static bool check_file(const struct odd_case *odd, const char *stem, const char *suffix)
{
	char path[512];
	size_t messages = (odd->said[0] != NULL) + (odd->said[1] != NULL);
	snprintf(path, sizeof path, FOLDER "%s%s", stem, suffix);
	struct reading whole = data_read(&(struct dataset_request){.file = path, .in_memory = true});
	bool good = expects(odd, &whole, messages) || report(&whole, path, "read");
	if (whole.good) {
		walk_dataset(&whole.dataset);
		check_values(odd, &whole.dataset);
	}
	data_done(&whole);
	struct reading stream = data_read(&(struct dataset_request){.file = path, .large = 1});
	good = (odd->in_points || expects(odd, &stream, messages) || report(&stream, path, "streamed")) && good;
	dataset_close(&stream.dataset);
	data_done(&stream);
	return good;
}

static void make(struct odd_file *file, const struct odd_case *odd, int type)
{
	odd_write(file, type);
	for (size_t i = 0; i < sizeof odd->edits / sizeof *odd->edits; i++)
		odd_apply(file, &odd->edits[i]);
}

static void each_kind_in_each_type(void **state)
{
	(void)state;
	size_t files = 0, failed = 0;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
			if (!(cases[i].groups & types[t].group))
				continue;
			struct odd_file file;
			char stem[128];
			make(&file, &cases[i], types[t].type);
			snprintf(stem, sizeof stem, "%s-%d", cases[i].name, types[t].type);
			save_all(&file, stem);
			failed += !check_file(&cases[i], stem, file.suffix);
			odd_clear(&file);
			files++;
		}
	assert_int_equal(failed, 0);
	assert_true(files >= 1000);
}

static void check_bytes(const struct odd_file *file)
{
	struct shapefile_bytes bytes = {.dbf_name = "odd.dbf"};
	struct dataset_request request = {.file = "odd.shp", .shown = "odd.shp"};
	struct reading reading = {.dataset.file = "odd.shp"};
	/* Copies of exactly the size, so that a sanitizer sees one byte too far. */
	char *shp = malloc(file->shp.length + 1), *shx = malloc(file->shx.length + 1), *dbf = malloc(file->dbf.length + 1);
	memcpy(shp, file->shp.bytes, file->shp.length);
	memcpy(shx, file->shx.bytes, file->shx.length);
	memcpy(dbf, file->dbf.bytes, file->dbf.length);
	bytes.shp = (struct bytes){realloc(shp, file->shp.length ? file->shp.length : 1), file->shp.length};
	if (file->has_shx)
		bytes.shx = (struct bytes){shx, file->shx.length};
	if (file->has_dbf)
		bytes.dbf = (struct bytes){dbf, file->dbf.length};
	arena_init(&reading.arena);
	diag_init(&reading.diag);
	reading.good = shapefile_read_bytes(&reading.arena, &bytes, &request, &reading.diag, &reading.dataset) &&
	               dataset_finish(&reading.dataset, false, request.place, &reading.diag);
	assert_int_equal(reading.good, reading.diag.errors == 0);
	if (reading.good)
		walk_dataset(&reading.dataset);
	data_done(&reading);
	free((void *)bytes.shp.start);
	free(shx);
	free(dbf);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

/* Changes up to four bytes, half of them to those that hurt in counts. */
static void mutate(struct odd_file *file, uint32_t *seed)
{
	static const unsigned char hurting[] = {0, 1, 0x7F, 0x80, 0xFF, 2, 4, 0x1F};
	struct buffer *const files[] = {&file->shp, &file->shp, &file->shp, &file->shx, &file->dbf};
	for (uint32_t left = 1 + next_random(seed) % 4; left; left--) {
		struct buffer *buffer = files[next_random(seed) % 5];
		uint32_t value = next_random(seed);
		if (buffer->length)
			buffer->bytes[next_random(seed) % buffer->length] =
			        (char)(value & 0x100 ? hurting[value % 8] : value);
		if (value % 16 == 0 && buffer->length)
			buffer->length -= next_random(seed) % buffer->length;
	}
}

/* Whatever is changed on top, what is read holds what must hold. */
static void changed_bytes_break_nothing(void **state)
{
	(void)state;
	uint32_t seed = 20181101;
	size_t files = 0;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t t = 0; t < sizeof types / sizeof *types; t++)
			for (int k = 0; k < MUTATIONS && cases[i].groups & types[t].group; k++) {
				struct odd_file file;
				make(&file, &cases[i], types[t].type);
				mutate(&file, &seed);
				check_bytes(&file);
				odd_clear(&file);
				files++;
			}
	assert_true(files >= 10000);
}

/* Whatever stands in the place of a file beside the .shp, the shapes are drawn. */
static void what_is_not_a_side_file(void **state)
{
	(void)state;
	static const char *const names[3] = {"a", "b", "c"};
	static const char *const suffixes[] = {".shx", ".dbf", ".cpg", ".prj"};
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		for (int folder = 0; folder < 2; folder++) {
			char path[256];
			snprintf(path, sizeof path, FOLDER "side%s", suffixes[i]);
			data_write_shapefile(FOLDER "side", SHPT_POINT, NULL, names);
			data_remove(path);
			if (folder)
				mkdir(path, 0755);
			else
				mkfifo(path, 0644);
			struct reading reading = data_read_file(FOLDER "side.shp");
			assert_read(&reading);
			assert_int_equal(reading.dataset.feature_count, 3);
			assert_int_equal(reading.dataset.column_count, i == 1 ? 0 : 2);
			assert_int_equal(reading.diag.warnings, 1);
			assert_said(&reading, DIAG_WARNING, folder ? "is a folder, not a file" : "is not a regular file");
			assert_said(&reading, DIAG_WARNING, "is not used");
			data_done(&reading);
			if (folder)
				rmdir(path);
			else
				data_remove(path);
		}
}

int main(void)
{
	data_folder(FOLDER);
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(each_kind_in_each_type),
	        cmocka_unit_test(changed_bytes_break_nothing),
	        cmocka_unit_test(what_is_not_a_side_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

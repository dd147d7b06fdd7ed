/* Damaged shapefiles: cut at every byte, every byte changed, and counts made to hurt. Whatever is in them, what is whole
 * is read, what is missing is said, and no memory that is not the file's is looked at. */
#include "data_files.h"

#define FOLDER "build/test-data-damage/"

static const char *const names[3] = {"a", "b", "c"};
static const int types[] = {SHPT_POINT, SHPT_POINTZ,  SHPT_MULTIPOINTZ, SHPT_ARC,
                            SHPT_ARCM,  SHPT_POLYGON, SHPT_POLYGONZ};

struct files {
	struct shapefile_bytes bytes;
};

static struct files load(const char *stem)
{
	struct files files = {{.dbf_name = "test.dbf"}};
	char path[256];
	snprintf(path, sizeof path, "%s.shp", stem);
	files.bytes.shp = data_load(path);
	snprintf(path, sizeof path, "%s.shx", stem);
	files.bytes.shx = data_load(path);
	snprintf(path, sizeof path, "%s.dbf", stem);
	files.bytes.dbf = data_load(path);
	return files;
}

static void drop(struct files *files)
{
	free((void *)files->bytes.shp.start);
	free((void *)files->bytes.shx.start);
	free((void *)files->bytes.dbf.start);
}

static struct files write_and_load(int type)
{
	data_write_shapefile(FOLDER "test", type, NULL, names);
	return load(FOLDER "test");
}

static struct reading read_bytes(const struct shapefile_bytes *bytes)
{
	struct reading reading = {.dataset.file = "test.shp"};
	struct dataset_request request = {.file = "test.shp", .shown = "test.shp"};
	arena_init(&reading.arena);
	diag_init(&reading.diag);
	reading.good = shapefile_read_bytes(&reading.arena, bytes, &request, &reading.diag, &reading.dataset) &&
	               dataset_finish(&reading.dataset, false, request.place, &reading.diag);
	assert_int_equal(reading.good, reading.diag.errors == 0);
	return reading;
}

static bool same_feature(const struct dataset *a, const struct feature *one, const struct dataset *b,
                         const struct feature *other)
{
	if (one->part_count != other->part_count)
		return false;
	for (size_t i = 0; i < one->part_count; i++)
		if (feature_part(one, i).count != feature_part(other, i).count ||
		    memcmp(a->points + feature_part(one, i).first, b->points + feature_part(other, i).first,
		           feature_part(one, i).count * sizeof *a->points))
			return false;
	return true;
}

/* Whether all features of `some` are in `whole` with the same points. */
static bool holds_shapes(const struct dataset *whole, const struct dataset *some)
{
	for (size_t i = 0; i < some->feature_count; i++) {
		const struct feature *feature = &some->features[i];
		if (feature->record > whole->feature_count ||
		    !same_feature(some, feature, whole, &whole->features[feature->record - 1]))
			return false;
	}
	return true;
}

static bool same_content(const struct dataset *a, const struct dataset *b)
{
	if (a->feature_count != b->feature_count || a->column_count != b->column_count || !holds_shapes(a, b))
		return false;
	for (size_t i = 0; i < a->feature_count; i++)
		for (size_t column = 0; column < a->column_count; column++)
			if (strcmp(feature_value_at(a, &a->features[i], column), feature_value_at(b, &b->features[i], column)) != 0)
				return false;
	return true;
}

/* How many lengths of a cut file gave all features, some, or an error. */
struct cuts {
	size_t all, some, none;
};

/* Cuts one of the files at every length. */
static struct cuts cut_everywhere(struct files *files, struct bytes *cut, const struct dataset *whole)
{
	struct bytes full = *cut;
	struct cuts cuts = {0};
	for (size_t length = 0; length < full.length; length++) {
		/* A block of its own, so that a sanitizer sees a read past the cut. */
		char *copy = malloc(length ? length : 1);
		memcpy(copy, full.start, length);
		*cut = (struct bytes){copy, length};
		struct reading reading = read_bytes(&files->bytes);
		bool all = reading.good && reading.dataset.feature_count == whole->feature_count;
		if (reading.good)
			assert_true(holds_shapes(whole, &reading.dataset));
		if (reading.good && !all)
			assert_int_equal(reading.dataset.left_out.left_out,
			                 whole->feature_count - reading.dataset.feature_count);
		cuts.all += all;
		cuts.some += reading.good && !all;
		cuts.none += !reading.good;
		data_done(&reading);
		free(copy);
	}
	*cut = full;
	return cuts;
}

/* Where record 2 begins, bytes. */
static size_t second_record(const struct files *files)
{
	const unsigned char *shx = (const unsigned char *)files->bytes.shx.start + 108;
	return 2 * ((size_t)shx[0] << 24 | (size_t)shx[1] << 16 | (size_t)shx[2] << 8 | shx[3]);
}

static void cut_at_every_byte(void **state)
{
	(void)state;
	for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
		struct files files = write_and_load(types[t]);
		struct reading whole = read_bytes(&files.bytes);
		assert_read(&whole);
		/* The measures behind the last point may be left out of a record. */
		struct cuts cuts = cut_everywhere(&files, &files.bytes.shp, &whole.dataset);
		assert_true(cuts.none <= second_record(&files) && cuts.some > 40 && cuts.all <= 56);
		/* The index can be made anew, whatever is left of it. */
		cuts = cut_everywhere(&files, &files.bytes.shx, &whole.dataset);
		assert_int_equal(cuts.all, files.bytes.shx.length);
		cuts = cut_everywhere(&files, &files.bytes.dbf, &whole.dataset);
		assert_int_equal(cuts.all, files.bytes.dbf.length);
		data_done(&whole);
		drop(&files);
	}
}

/* A table that is cut has the rows that are whole; a header that is cut is none. */
static void rows_of_a_cut_table(void **state)
{
	(void)state;
	struct files files = write_and_load(SHPT_POINT);
	size_t length = files.bytes.dbf.length;
	for (size_t cut = 0; cut < length; cut++) {
		files.bytes.dbf.length = cut;
		struct reading reading = read_bytes(&files.bytes);
		const struct dataset *dataset = &reading.dataset;
		assert_read(&reading);
		/* Each row has 29 bytes behind 97 of the header; one byte ends the file. */
		size_t rows = cut < 97 ? 0 : (cut - 97) / 29;
		assert_int_equal(dataset->column_count, cut < 97 ? 0 : 2);
		for (size_t i = 0; cut >= 97 && i < 3; i++)
			assert_string_equal(feature_value_at(dataset, &dataset->features[i], 0), i < rows ? names[i] : "");
		assert_int_equal(reading.diag.warnings > 0, rows < 3);
		data_done(&reading);
	}
	files.bytes.dbf.length = length;
	drop(&files);
}

/* Every byte of a file set to a few values: no crash, and values and points only where all is consistent. */
static void change_everywhere(struct files *files, struct bytes bytes)
{
	static const unsigned char values[] = {0x00, 0x01, 0x7F, 0x80, 0xFF, 0x20};
	unsigned char *at = (unsigned char *)bytes.start;
	for (size_t i = 0; i < bytes.length; i++) {
		unsigned char before = at[i];
		for (size_t v = 0; v < sizeof values; v++) {
			at[i] = values[v];
			struct reading reading = read_bytes(&files->bytes);
			data_done(&reading);
		}
		at[i] = before;
	}
}

static void every_byte_changed(void **state)
{
	(void)state;
	static const int some[] = {SHPT_POINT, SHPT_POLYGONZ, SHPT_MULTIPOINTM};
	for (size_t t = 0; t < sizeof some / sizeof *some; t++) {
		struct files files = write_and_load(some[t]);
		change_everywhere(&files, files.bytes.shp);
		change_everywhere(&files, files.bytes.shx);
		change_everywhere(&files, files.bytes.dbf);
		drop(&files);
	}
}

static void put(struct bytes bytes, size_t offset, uint32_t value, bool big)
{
	unsigned char *at = (unsigned char *)bytes.start + offset;
	for (size_t i = 0; i < 4; i++)
		at[big ? 3 - i : i] = (unsigned char)(value >> 8 * i);
}

/* Reads so many of the three features, and says why not the others. */
static void assert_features(struct files *files, size_t count, const char *message)
{
	struct reading reading = read_bytes(&files->bytes);
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, count);
	assert_said(&reading, DIAG_WARNING, message);
	data_done(&reading);
	drop(files);
}

static void hostile_counts(void **state)
{
	(void)state;
	static const char bad_counts[] = "test.shp: 1 of 3 records is left out: 1 with counts that its length does not hold "
	                                 "(record 1)";
	static const uint32_t counts[] = {0x7FFFFFFF, 0xFFFFFFFF, 0x10000000, 0x80000000, 0x0FFFFFFF, 6};
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		struct files files = write_and_load(SHPT_POLYGON);
		put(files.bytes.shp, 100 + 8 + 36, counts[i], false);
		assert_features(&files, 2, bad_counts);
		files = write_and_load(SHPT_POLYGON);
		put(files.bytes.shp, 100 + 8 + 40, counts[i], false);
		assert_features(&files, 2, bad_counts);
		files = write_and_load(SHPT_POLYGON);
		put(files.bytes.shp, 100 + 8 + 44, counts[i], false);
		assert_features(&files, 3,
		                "test.shp: 1 of 3 records is mended: 1 with a first part that does not begin at the "
		                "first vertex (record 1)");
		files = write_and_load(SHPT_MULTIPOINT);
		put(files.bytes.shp, 100 + 8 + 36, counts[i], false);
		assert_features(&files, 2, bad_counts);
		files = write_and_load(SHPT_POINT);
		put(files.bytes.dbf, 4, counts[i], false);
		assert_features(&files, 3, "test.dbf is damaged or cut short: 3 of");
	}
}

/* The length of record 2 of a polygon file, whose record 1 has five vertices in one part. */
#define SECOND (100 + 8 + 44 + 4 + 16 * 5)

static void parts_out_of_order(void **state)
{
	(void)state;
	static const uint32_t starts[] = {10, 0xFFFFFFFF, 0x80000000};
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
		struct files files = write_and_load(SHPT_POLYGON);
		put(files.bytes.shp, SECOND + 8 + 44 + 4, starts[i], false);
		assert_features(&files, 2,
		                "test.shp: 1 of 3 records is left out: 1 with parts out of order (record 2)");
	}
}

static void mixed_types(void **state)
{
	(void)state;
	struct files files = write_and_load(SHPT_POLYGON);
	put(files.bytes.shp, SECOND + 8, SHPT_ARC, false);
	assert_features(&files, 2,
	                "test.shp: 1 of 3 records is left out: 1 of another type of shape than the file (record 2)");
	files = write_and_load(SHPT_POLYGON);
	put(files.bytes.shp, SECOND + 8, 7, false);
	assert_features(&files, 2, "1 of another type of shape than the file (record 2)");
}

/* Reads with a damaged index: a warning, and the same content as with a sound one. */
static void assert_index_unused(struct files *files)
{
	struct reading reading = read_bytes(&files->bytes);
	struct shapefile_bytes without = files->bytes;
	without.shx = (struct bytes){NULL, 0};
	struct reading whole = read_bytes(&without);
	assert_read(&reading);
	assert_true(same_content(&reading.dataset, &whole.dataset));
	assert_said(&reading, DIAG_WARNING, "the index beside test.shp (.shx) is damaged or stale and is not used");
	data_done(&reading);
	data_done(&whole);
	drop(files);
}

static void a_wrong_index_is_not_used(void **state)
{
	(void)state;
	/* a length too long by 8: the last coordinate would come from elsewhere */
	struct files files = write_and_load(SHPT_ARC);
	put(files.bytes.shx, 100 + 4, (44 + 4 + 16 * 5 + 8) / 2, true);
	assert_index_unused(&files);
	/* two entries on one record */
	files = write_and_load(SHPT_ARC);
	memcpy((char *)files.bytes.shx.start + 108, files.bytes.shx.start + 100, 8);
	assert_index_unused(&files);
	/* an offset past the end, one in the header, one in the middle of a record */
	static const uint32_t offsets[] = {0x7FFFFFFF, 0xFFFFFFFF, 10, 60};
	for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
		files = write_and_load(SHPT_ARC);
		put(files.bytes.shx, 108, offsets[i], true);
		assert_index_unused(&files);
	}
}

/* 3 MB of entries on one record would be 2e10 vertices. */
static void an_index_cannot_multiply_records(void **state)
{
	(void)state;
	struct files files = write_and_load(SHPT_ARC);
	size_t entries = 400000, length = 100 + 8 * entries;
	char *many = calloc(1, length);
	memcpy(many, files.bytes.shx.start, 100);
	for (size_t i = 0; i < entries; i++)
		memcpy(many + 100 + 8 * i, files.bytes.shx.start + 100, 8);
	free((void *)files.bytes.shx.start);
	files.bytes.shx = (struct bytes){many, length};
	put(files.bytes.shx, 24, (uint32_t)(length / 2), true);
	assert_index_unused(&files);
}

/* The counts of a record tell where it ends if its length does not, and so does the .shx. */
static void record_lengths(void **state)
{
	(void)state;
	static const uint32_t lengths[] = {0, 1, 12, 60, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000};
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
		for (int index = 0; index < 2; index++) {
			struct files files = write_and_load(SHPT_ARC);
			struct bytes shx = files.bytes.shx;
			put(files.bytes.shp, 104, lengths[i], true);
			if (!index)
				files.bytes.shx = (struct bytes){NULL, 0};
			struct reading reading = read_bytes(&files.bytes);
			assert_read(&reading);
			assert_int_equal(reading.dataset.feature_count, 3);
			assert_said(&reading, DIAG_WARNING,
			            "test.shp: 1 of 3 records is mended: 1 with a wrong length (record 1)");
			assert_int_equal(reading.diag.count, 1);
			data_done(&reading);
			files.bytes.shx = shx;
			drop(&files);
		}
}

/* The length in the file's header is believed only where no record contradicts it. */
static void file_lengths(void **state)
{
	(void)state;
	static const uint32_t lengths[] = {0, 50, 64, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000};
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		struct files files = write_and_load(SHPT_POINT);
		put(files.bytes.shp, 24, lengths[i], true);
		assert_features(&files, 3, "the header of test.shp gives a wrong length");
	}
	struct files files = write_and_load(SHPT_POINT);
	put(files.bytes.shp, 24, 50 + 14, true);
	put(files.bytes.shx, 24, 54, true);
	files.bytes.shx.length = 108;
	assert_features(&files, 1, "test.shp is longer than its records: the last 56 bytes are ignored");
}

static void field_widths(void **state)
{
	(void)state;
	struct files files = write_and_load(SHPT_POINT);
	((char *)files.bytes.dbf.start)[32 + 16] = 60;
	assert_features(&files, 3, "test.dbf is damaged or is not a dBASE table, so the features have no values");
	files = write_and_load(SHPT_POINT);
	((char *)files.bytes.dbf.start)[32 + 16] = 4;
	assert_features(&files, 3, "values may be shifted");
}

static int setup(void **state)
{
	(void)state;
	data_folder(FOLDER);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(cut_at_every_byte),
	        cmocka_unit_test(rows_of_a_cut_table),
	        cmocka_unit_test(every_byte_changed),
	        cmocka_unit_test(hostile_counts),
	        cmocka_unit_test(parts_out_of_order),
	        cmocka_unit_test(mixed_types),
	        cmocka_unit_test(a_wrong_index_is_not_used),
	        cmocka_unit_test(an_index_cannot_multiply_records),
	        cmocka_unit_test(record_lengths),
	        cmocka_unit_test(file_lengths),
	        cmocka_unit_test(field_widths),
	};
	return cmocka_run_group_tests(tests, setup, NULL);
}

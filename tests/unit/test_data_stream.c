/* Large shapefiles read piece by piece: the same features as read whole, faults named, and files that shrink survived. */
#include "data_files.h"

#include "data/read_buffer.h"

#include <math.h>

#define FOLDER "build/test-data-stream/"

static struct reading read_with(const char *path, size_t large)
{
	struct reading reading = {0};
	struct dataset_request request = {.file = path, .large = large, .in_memory = large == 0};
	arena_init(&reading.arena);
	diag_init(&reading.diag);
	reading.good = dataset_read(&reading.arena, &request, &reading.diag, &reading.dataset);
	return reading;
}

static void drop(struct reading *reading)
{
	dataset_close(&reading->dataset);
	arena_clear(&reading->arena);
	diag_clear(&reading->diag);
}

static void assert_same_feature(struct reading *whole, struct reading *stream, size_t i)
{
	const struct feature *a = &whole->dataset.features[i], *b = &stream->dataset.features[i];
	assert_int_equal(a->record, b->record);
	assert_int_equal(a->part_count, b->part_count);
	const struct lonlat_box one = feature_box(&whole->dataset, a), other_box = feature_box(&stream->dataset, b);
	assert_memory_equal(&one, &other_box, sizeof one);
	for (size_t p = 0; p < a->part_count; p++) {
		size_t count, other;
		const struct lonlat *points =
		        dataset_part(&whole->dataset, feature_part(a, p), &whole->arena, &count);
		const struct lonlat *read = dataset_part(&stream->dataset, feature_part(b, p), &stream->arena, &other);
		assert_int_equal(count, other);
		assert_memory_equal(points, read, count * sizeof *points);
	}
	for (size_t column = 0; column < whole->dataset.column_count; column++)
		assert_string_equal(feature_value_at(&whole->dataset, a, column),
		                    feature_value_at(&stream->dataset, b, column));
}

static void test_streamed_as_whole(void **state)
{
	(void)state;
	static const char *const files[] = {"geodata/admin/prefectures.shp", "geodata/admin/districts.shp",
	                                    "geodata/osm/sea.shp",           "geodata/osm/lakes.shp",
	                                    "geodata/osm/borders.shp",       "geodata/gshhg/rivers.shp"};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct reading whole = read_with(files[i], 0), stream = read_with(files[i], 1);
		assert_true(whole.good && stream.good);
		assert_null(whole.dataset.source);
		assert_non_null(stream.dataset.source);
		assert_int_equal(whole.dataset.feature_count, stream.dataset.feature_count);
		for (size_t k = 0; k < whole.dataset.feature_count; k++)
			assert_same_feature(&whole, &stream, k);
		drop(&whole);
		drop(&stream);
	}
}

static void write_polygons(const char *stem, size_t vertices)
{
	SHPHandle shp = SHPCreate(stem, SHPT_POLYGON);
	assert_non_null(shp);
	double *x = malloc(vertices * sizeof *x), *y = malloc(vertices * sizeof *y);
	for (int k = 0; k < 3; k++) {
		for (size_t i = 0; i < vertices; i++) {
			double angle = -2 * M_PI * (double)(i % (vertices - 1)) / (double)(vertices - 1);
			x[i] = 10 * k + cos(angle);
			y[i] = 20 + sin(angle);
		}
		SHPObject *shape = SHPCreateSimpleObject(SHPT_POLYGON, (int)vertices, x, y, NULL);
		SHPWriteObject(shp, -1, shape);
		SHPDestroyObject(shape);
	}
	SHPClose(shp);
	free(x);
	free(y);
}

/* A part that takes several read buffers, and a file that is cut while it is open. */
static void test_file_that_shrinks(void **state)
{
	(void)state;
	size_t vertices = 3 * READ_BUFFER_SIZE / 16;
	write_polygons(FOLDER "shrinks", vertices);
	struct reading reading = read_with(FOLDER "shrinks.shp", 1);
	assert_true(reading.good);
	struct arena arena;
	arena_init(&arena);
	size_t count;
	dataset_part(&reading.dataset, feature_part(&reading.dataset.features[1], 0), &arena, &count);
	assert_int_equal(count, vertices - 1);
	assert_int_equal(truncate(FOLDER "shrinks.shp", 100 + 60 + 16 * (off_t)vertices + 16 * 100), 0);
	dataset_part(&reading.dataset, feature_part(&reading.dataset.features[2], 0), &arena, &count);
	assert_int_equal(count, 0);
	assert_true(isnan(dataset_first_point(&reading.dataset, feature_part(&reading.dataset.features[2], 0)).lon));
	arena_clear(&arena);
	drop(&reading);
}

static void change(const char *path, long at, const void *bytes, size_t length)
{
	FILE *file = fopen(path, "r+b");
	assert_non_null(file);
	assert_int_equal(fseek(file, at, SEEK_SET), 0);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

/* Record 2 is left out of a file that is read piece by piece. */
static void assert_second_left_out(const char *message)
{
	struct reading reading = read_with(FOLDER "bad.shp", 1);
	assert_read(&reading);
	assert_non_null(reading.dataset.source);
	assert_int_equal(reading.dataset.feature_count, 2);
	assert_int_equal(reading.dataset.features[1].record, 3);
	assert_said(&reading, DIAG_WARNING, message);
	drop(&reading);
}

static void test_faults_named(void **state)
{
	(void)state;
	long second = 100 + 8 + 48 + 16 * 100; /* header, first record */
	double far = 500, west = 11.5;
	write_polygons(FOLDER "bad", 100);
	change(FOLDER "bad.shp", second + 8 + 4, &west, sizeof west);
	struct reading reading = read_with(FOLDER "bad.shp", 1);
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 3);
	assert_true(fabs(feature_box(&reading.dataset, &reading.dataset.features[1]).west - 9) < 0.01);
	drop(&reading);
	change(FOLDER "bad.shp", second + 8 + 48 + 32, &far, sizeof far);
	assert_second_left_out("1 with a coordinate that is out of range (record 2)");
	far = NAN;
	change(FOLDER "bad.shp", second + 8 + 48 + 32, &far, sizeof far);
	assert_second_left_out("1 with a coordinate that is not finite (record 2)");
	write_polygons(FOLDER "bad", 100);
	uint32_t two = 2, ninety = 90;
	change(FOLDER "bad.shp", second + 8 + 36, &two, sizeof two);
	assert_second_left_out("1 with counts that its length does not hold (record 2)");
	change(FOLDER "bad.shp", second + 8 + 40, &ninety, sizeof ninety);
	ninety = 91;
	change(FOLDER "bad.shp", second + 8 + 48, &ninety, sizeof ninety);
	assert_second_left_out("1 with parts out of order (record 2)");
	/* Longitudes to 360 are brought into the range, which takes all points in memory. */
	double beyond = 190;
	change(FOLDER "bad.shp", 36 + 16, &beyond, sizeof beyond);
	reading = read_with(FOLDER "bad.shp", 1);
	assert_read(&reading);
	assert_null(reading.dataset.source);
	drop(&reading);
}

/* Every byte changed in turn: an error or a reading, never memory that is not ours. */
static void test_every_byte(void **state)
{
	(void)state;
	write_polygons(FOLDER "byte", 6);
	struct bytes sound = data_load(FOLDER "byte.shp");
	for (size_t i = 0; i < sound.length; i++) {
		char changed = (char)(sound.start[i] ^ 0x41);
		data_write(FOLDER "byte.shp", sound.start, sound.length);
		change(FOLDER "byte.shp", (long)i, &changed, 1);
		struct reading reading = read_with(FOLDER "byte.shp", 1);
		assert_int_equal(reading.good, reading.diag.errors == 0);
		for (size_t k = 0; reading.good && k < reading.dataset.feature_count; k++)
			for (size_t p = 0; p < reading.dataset.features[k].part_count; p++) {
				size_t count;
				dataset_part(&reading.dataset, feature_part(&reading.dataset.features[k], p), &reading.arena,
				             &count);
				assert_true(count <= 6);
			}
		drop(&reading);
	}
	free((void *)sound.start);
}

static void test_read_buffer(void **state)
{
	(void)state;
	size_t length = 5 * READ_BUFFER_SIZE + 123;
	unsigned char *bytes = malloc(length);
	uint32_t random = 1;
	for (size_t i = 0; i < length; i++) {
		random = random * 1664525u + 1013904223u;
		bytes[i] = (unsigned char)(random >> 24);
	}
	data_write(FOLDER "buffer", bytes, length);
	struct diag diag;
	diag_init(&diag);
	struct read_buffer *buffer = read_buffer_open(FOLDER "buffer", "buffer", length, no_place, &diag);
	assert_non_null(buffer);
	for (int i = 0; i < 5000; i++) {
		random = random * 1664525u + 1013904223u;
		size_t at = random % length;
		random = random * 1664525u + 1013904223u;
		size_t wanted = random % (i % 10 ? 200 : READ_BUFFER_SIZE);
		/* What is expected, rightly or not, decides only how much is read. */
		if (i % 3 == 0)
			read_buffer_expect(buffer, i % 2 ? at + random % 5000 : random % length);
		const char *got = read_buffer_at(buffer, at, wanted);
		assert_int_equal(got != NULL, wanted <= length - at);
		if (got)
			assert_memory_equal(got, bytes + at, wanted);
	}
	read_buffer_expect(buffer, 700);
	assert_non_null(read_buffer_at(buffer, 100, 50));
	assert_true(buffer->start == 100 && buffer->filled == 600);
	assert_null(read_buffer_at(buffer, 0, READ_BUFFER_SIZE + 1));
	assert_null(read_buffer_at(buffer, SIZE_MAX, 1));
	read_buffer_close(buffer);
	assert_null(read_buffer_open(FOLDER "buffer", "buffer", length - 1, no_place, &diag));
	assert_null(read_buffer_open(FOLDER "none", "none", length, no_place, &diag));
	assert_int_equal(diag.errors, 2);
	diag_clear(&diag);
	free(bytes);
}

int main(void)
{
	data_folder(FOLDER);
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_streamed_as_whole), cmocka_unit_test(test_file_that_shrinks),
	        cmocka_unit_test(test_faults_named),      cmocka_unit_test(test_every_byte),
	        cmocka_unit_test(test_read_buffer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

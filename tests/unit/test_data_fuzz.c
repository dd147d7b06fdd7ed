/* The fuzz targets of the data room on their corpora, and on each input with bytes changed in a fixed way. */
#include "data_files.h"

#include <dirent.h>

#define LLVMFuzzerTestOneInput fuzz_csv
#include "fuzz/fuzz_csv.c"
#undef LLVMFuzzerTestOneInput

#define LLVMFuzzerTestOneInput fuzz_geojson
#include "fuzz/fuzz_geojson.c"
#undef LLVMFuzzerTestOneInput

#define LLVMFuzzerTestOneInput fuzz_shapefile
#include "fuzz/fuzz_shapefile.c"
#undef LLVMFuzzerTestOneInput

#define LLVMFuzzerTestOneInput fuzz_gpx
#include "fuzz/fuzz_gpx.c"
#undef LLVMFuzzerTestOneInput

#define LLVMFuzzerTestOneInput fuzz_kml
#include "fuzz/fuzz_kml.c"
#undef LLVMFuzzerTestOneInput

#define LLVMFuzzerTestOneInput fuzz_geopackage
#include "fuzz/fuzz_geopackage.c"
#undef LLVMFuzzerTestOneInput

typedef int fuzz_target(const uint8_t *data, size_t size);

/* The input as it is, then with single bytes changed by a generator with a fixed seed. */
static void run(fuzz_target *target, struct bytes input)
{
	uint8_t *copy = malloc(input.length ? input.length : 1);
	memcpy(copy, input.start, input.length);
	assert_int_equal(target(copy, input.length), 0);
	uint32_t seed = 20180701;
	for (int i = 0; i < 400 && input.length > 0; i++) {
		seed = seed * 1664525 + 1013904223;
		copy[(seed >> 8) % input.length] = (uint8_t)(seed >> 3);
		assert_int_equal(target(copy, input.length), 0);
		if (i % 8 == 7)
			memcpy(copy, input.start, input.length);
	}
	free(copy);
}

static size_t replay(fuzz_target *target, const char *folder)
{
	size_t done = 0;
	struct dirent **entries;
	int count = scandir(folder, &entries, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		char path[512];
		snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.') {
			struct bytes input = data_load(path);
			assert_non_null(input.start);
			run(target, input);
			free((void *)input.start);
			done++;
		}
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return done;
}

static void csv_corpus(void **state)
{
	(void)state;
	assert_true(replay(fuzz_csv, "tests/fuzz/corpus/csv") >= 5);
}

static void geojson_corpus(void **state)
{
	(void)state;
	assert_true(replay(fuzz_geojson, "tests/fuzz/corpus/geojson") >= 11);
}

static void shapefile_corpus(void **state)
{
	(void)state;
	assert_true(replay(fuzz_shapefile, "tests/fuzz/corpus/shapefile") >= 5);
}

static void gpx_corpus(void **state)
{
	(void)state;
	assert_true(replay(fuzz_gpx, "tests/fuzz/corpus/gpx") >= 5);
}

static void kml_corpus(void **state)
{
	(void)state;
	assert_true(replay(fuzz_kml, "tests/fuzz/corpus/kml") >= 2);
}

static void geopackage_corpus(void **state)
{
	(void)state;
	assert_true(replay(fuzz_geopackage, "tests/fuzz/corpus/geopackage") >= 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(csv_corpus),
	        cmocka_unit_test(geojson_corpus),
	        cmocka_unit_test(shapefile_corpus),
	        cmocka_unit_test(geopackage_corpus),
	        cmocka_unit_test(gpx_corpus),
	        cmocka_unit_test(kml_corpus),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

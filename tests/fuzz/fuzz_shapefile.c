/* Fuzz target: shapefiles. The input is four lengths (little-endian, 4 bytes each) of .shp, .shx, .dbf and .cpg, then
 * those files, then the .prj. An empty file is a missing one. Corpus: tests/fuzz/corpus/shapefile/. */
#include "data/shapefile/shapefile.h"

#include "fuzz/data_walk.h"

#include <stdint.h>

#define LENGTHS 4

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct bytes take(const uint8_t **at, size_t *left, size_t length)
{
	if (length > *left)
		length = *left;
	struct bytes taken = {length ? (const char *)*at : NULL, length};
	*at += length;
	*left -= length;
	return taken;
}

static struct shapefile_bytes split(const uint8_t *data, size_t size)
{
	struct shapefile_bytes files = {.dbf_name = "fuzz.dbf"};
	struct bytes *const parts[LENGTHS] = {&files.shp, &files.shx, &files.dbf, &files.cpg};
	const uint8_t *at = data + 4 * LENGTHS;
	size_t left = size - 4 * LENGTHS;
	for (size_t i = 0; i < LENGTHS; i++) {
		const uint8_t *length = data + 4 * i;
		*parts[i] = take(&at, &left, length[0] | (size_t)length[1] << 8 | (size_t)length[2] << 16);
	}
	files.prj = take(&at, &left, left);
	return files;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 4 * LENGTHS)
		return 0;
	struct shapefile_bytes files = split(data, size);
	if (!files.shp.start)
		return 0;
	struct fuzz_reading reading;
	fuzz_reading_begin(&reading, "fuzz.shp");
	bool good = shapefile_read_bytes(&reading.arena, &files, &reading.request, &reading.diag, &reading.dataset);
	return fuzz_reading_end(&reading, good, false);
}

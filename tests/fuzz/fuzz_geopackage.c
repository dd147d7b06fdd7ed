/* Fuzz target: GeoPackages, read whole. The input is the bytes of the database. Corpus: tests/fuzz/corpus/geopackage/. */
#include "data/geopackage/geopackage.h"

#include "fuzz/data_walk.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_reading reading;
	fuzz_reading_begin(&reading, "fuzz.gpkg");
	/* SQLite may write into its copy. */
	char *copy = arena_alloc(&reading.arena, size + 1);
	memcpy(copy, data, size);
	bool good = geopackage_read_bytes(&reading.arena, (struct bytes){copy, size}, &reading.request, &reading.diag,
	                                  &reading.dataset);
	return fuzz_reading_end(&reading, good, false);
}

/* Fuzz target: GPX. The input is the file. Corpus: tests/fuzz/corpus/gpx/. */
#include "data/gpx.h"

#include "fuzz/data_walk.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_format(&data_format_gpx, "fuzz.gpx", data, size);
}

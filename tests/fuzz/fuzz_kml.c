/* Fuzz target: KML. The input is the file. Corpus: tests/fuzz/corpus/kml/. */
#include "data/kml.h"

#include "fuzz/data_walk.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_format(&data_format_kml, "fuzz.kml", data, size);
}

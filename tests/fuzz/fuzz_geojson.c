/* Fuzz target: GeoJSON, GeoJSON a line, TopoJSON. The first byte says how the text is asked for: bit 0 by line, bits 1
 * and 2 the encoding. The rest is the text. Corpus: tests/fuzz/corpus/geojson/. */
#include "data/geojson/geojson.h"

#include "fuzz/data_walk.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const encodings[] = {NULL, "gbk", "utf-16", "utf-8"};
	if (size == 0)
		return 0;
	struct fuzz_reading reading;
	fuzz_reading_begin(&reading, "fuzz.geojson");
	reading.request.encoding = encodings[data[0] >> 1 & 3];
	struct bytes text = {(const char *)data + 1, size - 1};
	const struct data_format *format = data[0] & 1 ? &data_format_geojson_lines : &data_format_geojson;
	bool good = data_format_read_bytes(format, &reading.arena, text, &reading.request, &reading.diag,
	                                   &reading.dataset);
	return fuzz_reading_end(&reading, good, format->by_line);
}

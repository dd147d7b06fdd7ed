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
	struct dataset_request request = {.file = "fuzz.geojson", .shown = "fuzz.geojson"};
	request.encoding = encodings[data[0] >> 1 & 3];
	struct arena arena;
	struct diag diag;
	arena_init(&arena);
	diag_init(&diag);
	struct dataset dataset = {.file = "fuzz.geojson"};
	struct bytes text = {(const char *)data + 1, size - 1};
	bool by_line = data[0] & 1;
	bool good = geojson_read_bytes(&arena, text, by_line, &request, &diag, &dataset) &&
	            dataset_finish(&dataset, by_line, request.place, &diag);
	MUST_HOLD(good == (diag.errors == 0));
	if (good)
		walk_dataset(&dataset);
	struct buffer messages;
	buffer_init(&messages);
	diag_format(&diag, false, &messages);
	MUST_HOLD(messages.length == 0 || base_utf8_valid(messages.bytes, messages.length));
	buffer_clear(&messages);
	diag_clear(&diag);
	arena_clear(&arena);
	return 0;
}

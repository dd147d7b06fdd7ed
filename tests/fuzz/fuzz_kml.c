/* Fuzz target: KML. The input is the file. Corpus: tests/fuzz/corpus/kml/. */
#include "data/kml.h"

#include "fuzz/data_walk.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dataset_request request = {.file = "fuzz.kml", .shown = "fuzz.kml"};
	struct arena arena;
	struct diag diag;
	arena_init(&arena);
	diag_init(&diag);
	struct dataset dataset = {.file = "fuzz.kml"};
	struct bytes text = {(const char *)data, size};
	bool good = kml_read_bytes(&arena, text, &request, &diag, &dataset) &&
	            dataset_finish(&dataset, true, request.place, &diag);
	MUST_HOLD(good == (diag.errors == 0));
	if (good && dataset.feature_count)
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

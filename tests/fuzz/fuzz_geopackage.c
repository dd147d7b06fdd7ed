/* Fuzz target: GeoPackages, read whole. The input is the bytes of the database. Corpus: tests/fuzz/corpus/geopackage/. */
#include "data/geopackage/geopackage.h"

#include "fuzz/data_walk.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct dataset_request request = {.file = "fuzz.gpkg", .shown = "fuzz.gpkg"};
	struct arena arena;
	struct diag diag;
	arena_init(&arena);
	diag_init(&diag);
	struct dataset dataset = {.file = "fuzz.gpkg"};
	/* SQLite may write into its copy. */
	char *copy = arena_alloc(&arena, size + 1);
	memcpy(copy, data, size);
	bool good = geopackage_read_bytes(&arena, (struct bytes){copy, size}, &request, &diag, &dataset) &&
	            dataset_finish(&dataset, false, request.place, &diag);
	MUST_HOLD(good == (diag.errors == 0));
	if (good && dataset.feature_count > 0)
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

/* Fuzz target: map files. The input is the file's text; what follows a first NUL is the text of a --set. Whatever it
 * holds, reading ends with a map or with errors that can be printed. Corpus: tests/spec/ (every file one fault) and
 * tests/fuzz/corpus/map_file/. */
#include "spec_catalogue.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Uses everything a reader of the map may follow. */
static void walk(const struct map_spec *spec)
{
	for (size_t version = 0; version < spec->version_count; version++)
		for (size_t layer = 0; layer < spec->layer_count; layer++)
			map_spec_layer_shown(spec, layer, version);
	for (size_t member = 0; member < spec->member_count; member++)
		if (map_spec_joined(spec, member) >= (int)spec->version_count)
			abort();
	for (size_t layer = 0; layer < spec->layer_count; layer++)
		if (!spec->layers[layer].kind || !spec->layers[layer].options)
			abort();
	if (!spec->theme || spec->language_count == 0 || spec->version_count == 0)
		abort();
	if (!(spec->page.width > 0 && spec->page.height > 0 && spec->padding >= 0))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = size ? memchr(data, 0, size) : NULL;
	size_t length = end ? (size_t)(end - data) : size;
	char *set = calloc(1, size - length + 1);
	if (end)
		memcpy(set, end + 1, size - length - 1);
	const char *const sets[] = {set};
	struct map_overrides overrides = {.share_dir = "tests/spec/share", .sets = sets, .set_count = end ? 1 : 0};
	struct arena arena;
	struct diag diag;
	struct map_spec spec;
	struct buffer text;
	arena_init(&arena);
	diag_init(&diag);
	buffer_init(&text);
	if (map_spec_read(&arena, "map.yaml", (const char *)data, length, &test_catalogue, &overrides, &diag, &spec))
		walk(&spec);
	else if (diag.errors == 0)
		abort();
	if (diag.count < 200)
		diag_format(&diag, false, &text);
	buffer_clear(&text);
	diag_clear(&diag);
	arena_clear(&arena);
	free(set);
	return 0;
}

/* A batch's store: data of which something is said are read once like others, and every map says it, at its own place. */
#define SMALL_FOLDER "build/test-store"
#include "render/store.h"
#include "small_map.h"

/* A table that is not UTF-8, which is a warning; with a coordinate left out, which is another. */
static const char table[] = "name,lon,lat\nCaf\xE9,10,50\nOne,11,\nTwo,12,50.2\n";
static const char short_map[] = "title: T\ndata: {towns: towns.csv}\nlayers:\n  - {kind: marker, data: towns, label: name}\n";
static const char long_map[] = "title: T\npage: a5\n\ndata:\n  places: {file: towns.csv}\n"
                               "layers:\n  - {kind: marker, data: places, label: name}\n";

static void read_map(struct map_store *store, const char *text, const char *said)
{
	struct loaded_map map;
	struct diag diag;
	struct buffer out;
	const struct map_use use = {.store = store};
	const struct map_overrides overrides = {.share_dir = "seeds"};
	diag_init(&diag);
	buffer_init(&out);
	assert_true(map_open_for(&use, &map, SMALL_MAP, text, strlen(text), &overrides, &diag));
	diag_format(&diag, 0, &out);
	for (size_t i = 0; i < diag.count; i++)
		assert_int_equal(diag.entries[i].times, 1);
	if (!strstr(out.bytes, said))
		fail_msg("not said: %s\nbut: %s", said, out.bytes);
	assert_non_null(strstr(out.bytes, "cp1252"));
	assert_int_equal(map.datasets[0].feature_count, 2);
	assert_true(map.datasets[0].borrowed);
	map_close(&map);
	buffer_clear(&out);
	diag_clear(&diag);
}

static void test_messages_are_kept(void **state)
{
	(void)state;
	write_file(SMALL_FOLDER "/towns.csv", table);
	struct map_store *store = map_store_open(1 << 20);
	read_map(store, short_map, "map.yaml:2:8: warning: towns.csv: 1 of 3 rows is left out: 1 without coordinates (line 3)");
	assert_int_equal(store->data.count, 1);
	remove(SMALL_FOLDER "/towns.csv"); /* it is read no more */
	read_map(store, short_map, "map.yaml:2:8: warning: towns.csv: 1 of 3 rows is left out: 1 without coordinates (line 3)");
	read_map(store, long_map, "map.yaml:5:3: warning: towns.csv: 1 of 3 rows is left out: 1 without coordinates (line 3)");
	assert_int_equal(store->data.count, 1);
	map_store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_messages_are_kept)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Spatial index: the same features and the same picture with and without one; stale, cut, changed and foreign ones are
 * told and not used; values of a large table are read when they are asked for. */
#include "data_files.h"

#include "data/shapefile_index.h"
#include "page/page.h"
#include "render/render.h"
#include "render/store.h"

#include <fcntl.h>
#include <math.h>
#include <sys/stat.h>

#define FOLDER  "build/test-data-tree/"
#define COLUMNS 80
#define ROWS    50
#define CORNERS 80

/* Rough circles around the points of a grid, 100 to 140 E, 10 to 35 N, more than is read whole; every 100th row of the
 * table is deleted. */
static void write_grid(const char *stem, int columns, int rows, int corners)
{
	SHPHandle shp = SHPCreate(stem, SHPT_POLYGON);
	DBFHandle dbf = DBFCreate(stem);
	assert_true(shp && dbf);
	DBFAddField(dbf, "name", FTString, 12, 0);
	uint32_t random = 1;
	for (int i = 0; i < columns * rows; i++) {
		double x[CORNERS + 1], y[CORNERS + 1];
		char name[16];
		for (int k = 0; k < corners; k++) {
			random = random * 1664525u + 1013904223u;
			double angle = -2 * M_PI * k / corners;
			double radius = 0.2 + (double)(random >> 24) / 1000;
			x[k] = 100 + 40.0 * (i % columns) / columns + radius * cos(angle);
			y[k] = 10 + 25.0 * (i / columns) / rows + radius * sin(angle);
		}
		x[corners] = x[0];
		y[corners] = y[0];
		SHPObject *shape = SHPCreateSimpleObject(SHPT_POLYGON, corners + 1, x, y, NULL);
		SHPWriteObject(shp, -1, shape);
		SHPDestroyObject(shape);
		snprintf(name, sizeof name, "n%d", i + 1);
		DBFWriteStringAttribute(dbf, i, 0, name);
		if (i % 100 == 50)
			DBFMarkRecordDeleted(dbf, i, 1);
	}
	SHPClose(shp);
	DBFClose(dbf);
}

static void write_tree_of(const char *shp, const char *qix)
{
	struct diag diag;
	struct buffer content;
	diag_init(&diag);
	buffer_init(&content);
	assert_true(shapefile_index(shp, &diag, &content));
	assert_int_equal(diag.count, 0);
	data_write(qix, content.bytes, content.length);
	buffer_clear(&content);
	diag_clear(&diag);
}

static struct reading read_small(const char *path, bool by_view)
{
	return data_read(&(struct dataset_request){.file = path, .large = 1, .by_view = by_view});
}

static void close_reading(struct reading *reading)
{
	dataset_close(&reading->dataset);
	data_done(reading);
}

static void assert_same_features(const struct dataset *some, const struct dataset *all, struct lonlat_box box)
{
	size_t next = 0;
	for (size_t i = 0; i < all->feature_count; i++) {
		const struct feature *a = &all->features[i];
		const struct feature *b = next < some->feature_count ? &some->features[next] : NULL;
		if (!b || b->record != a->record) {
			assert_false(lonlat_box_overlaps(a->bounds, box));
			continue;
		}
		next++;
		assert_memory_equal(&a->bounds, &b->bounds, sizeof a->bounds);
		assert_memory_equal(&all->parts[a->first_part], &some->parts[b->first_part], sizeof *all->parts);
		assert_string_equal(feature_value(all, a, "name"), feature_value(some, b, "name"));
	}
	assert_int_equal(next, some->feature_count);
}

static void test_features_within(void **state)
{
	(void)state;
	write_grid(FOLDER "grid", 30, 30, 12);
	write_tree_of(FOLDER "grid.shp", FOLDER "grid.qix");
	struct reading all = read_small(FOLDER "grid.shp", false), some = read_small(FOLDER "grid.shp", true);
	assert_read(&all);
	assert_read(&some);
	assert_int_equal(some.diag.count, 0);
	assert_false(all.dataset.by_view);
	assert_true(some.dataset.by_view);
	assert_non_null(all.dataset.table);
	assert_int_equal(all.dataset.feature_count, 900 - 9);
	assert_string_equal(feature_value(&all.dataset, &all.dataset.features[60], "name"), "n62");
	static const struct lonlat_box boxes[] = {{110, 15, 115, 20}, {100, 10, 100.1, 10.1}, {-180, -90, 180, 90},
	                                          {50, 50, 60, 60},   {139, 34, 170, 80}};
	size_t found[5];
	for (size_t i = 0; i < 5; i++) {
		struct dataset within;
		assert_true(dataset_within(&some.dataset, boxes[i], &some.arena, &some.diag, &within));
		assert_false(within.borrowed); /* or a store would keep shapes of features that go */
		assert_same_features(&within, &all.dataset, boxes[i]);
		found[i] = within.feature_count;
	}
	assert_true(found[0] > 0 && found[0] < 300); /* otherwise nothing is spared */
	assert_int_equal(found[2], all.dataset.feature_count);
	assert_int_equal(found[3], 0);
	close_reading(&all);
	close_reading(&some);
}

/* shapelib, and so GDAL and MapServer, finds the same records in the file. */
static void test_others_read_it(void **state)
{
	(void)state;
	write_grid(FOLDER "grid", 30, 30, 12);
	write_tree_of(FOLDER "grid.shp", FOLDER "grid.qix");
	struct reading reading = read_small(FOLDER "grid.shp", true);
	assert_read(&reading);
	SHPTreeDiskHandle tree = SHPOpenDiskTree(FOLDER "grid.qix", NULL);
	assert_non_null(tree);
	double low[4] = {110, 15, 0, 0}, high[4] = {115, 20, 0, 0};
	int count;
	int *records = SHPSearchDiskTreeEx(tree, low, high, &count);
	struct dataset within;
	const struct lonlat_box box = {110, 15, 115, 20};
	assert_true(dataset_within(&reading.dataset, box, &reading.arena, &reading.diag, &within));
	size_t next = 0;
	for (int i = 0; i < count; i++) {
		if (records[i] % 100 == 50) /* deleted */
			continue;
		assert_true(next < within.feature_count);
		assert_int_equal(within.features[next++].record, records[i] + 1);
	}
	assert_int_equal(next, within.feature_count);
	free(records);
	SHPCloseDiskTree(tree);
	close_reading(&reading);
}

/* Reads by view: the index is not used, all features are there, and the warning says why. */
static void assert_not_used(const char *message)
{
	struct reading reading = read_small(FOLDER "small.shp", true);
	assert_read(&reading);
	assert_false(reading.dataset.by_view);
	assert_int_equal(reading.dataset.feature_count, 36);
	assert_int_equal(reading.diag.count, 1);
	assert_said(&reading, DIAG_WARNING, message);
	close_reading(&reading);
}

static void set_time(const char *path, time_t seconds)
{
	struct timespec times[2] = {{seconds, 0}, {seconds, 0}};
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void test_stale_and_foreign(void **state)
{
	(void)state;
	write_grid(FOLDER "small", 6, 6, 5);
	write_grid(FOLDER "other", 5, 5, 5);
	write_tree_of(FOLDER "small.shp", FOLDER "small.qix");
	set_time(FOLDER "small.shp", 1000001);
	set_time(FOLDER "small.qix", 1000000);
	assert_not_used("small.qix is older than " FOLDER "small.shp and is not used");
	set_time(FOLDER "small.qix", 1000001);
	struct reading reading = read_small(FOLDER "small.shp", true);
	assert_read(&reading);
	assert_true(reading.dataset.by_view);
	close_reading(&reading);
	write_tree_of(FOLDER "other.shp", FOLDER "small.qix");
	assert_not_used("small.qix belongs to another file and is not used");
	data_write(FOLDER "small.qix", "text", 4);
	assert_not_used("small.qix is not a spatial index and is not used");
}

/* Cut anywhere, it is not used; with any byte changed, it is not used or finds records that are there. */
static void test_damaged(void **state)
{
	(void)state;
	write_grid(FOLDER "small", 6, 6, 5);
	write_tree_of(FOLDER "small.shp", FOLDER "small.qix");
	struct bytes sound = data_load(FOLDER "small.qix");
	for (size_t length = 16; length < sound.length; length += 1 + length / 16) {
		data_write(FOLDER "small.qix", sound.start, length);
		assert_not_used("small.qix is damaged or cut short and is not used");
	}
	size_t used = 0;
	char *changed = malloc(sound.length);
	for (size_t i = 0; i < sound.length; i++) {
		memcpy(changed, sound.start, sound.length);
		changed[i] ^= 0x41;
		data_write(FOLDER "small.qix", changed, sound.length);
		struct reading reading = read_small(FOLDER "small.shp", true);
		assert_read(&reading);
		struct dataset within;
		const struct lonlat_box box = {-180, -90, 180, 90};
		assert_true(dataset_within(&reading.dataset, box, &reading.arena, &reading.diag, &within));
		assert_true(within.feature_count <= 36);
		assert_int_equal(reading.dataset.by_view, reading.diag.count == 0);
		used += reading.dataset.by_view;
		close_reading(&reading);
	}
	assert_true(used < sound.length / 2);
	free(changed);
	free((void *)sound.start);
}

/* The .shx says something else than the .shp of a record in the view: all is read, with its own warning. */
static void test_wrong_shx(void **state)
{
	(void)state;
	write_grid(FOLDER "small", 6, 6, 5);
	write_tree_of(FOLDER "small.shp", FOLDER "small.qix");
	struct bytes shx = data_load(FOLDER "small.shx");
	char *changed = malloc(shx.length);
	memcpy(changed, shx.start, shx.length);
	changed[100 + 8 * 20 + 7] -= 2; /* the length of record 21 */
	data_write(FOLDER "small.shx", changed, shx.length);
	struct reading reading = read_small(FOLDER "small.shp", true);
	assert_read(&reading);
	assert_true(reading.dataset.by_view);
	struct dataset within;
	const struct lonlat_box box = {-180, -90, 180, 90};
	assert_true(dataset_within(&reading.dataset, box, &reading.arena, &reading.diag, &within));
	assert_int_equal(within.feature_count, 36);
	assert_said(&reading, DIAG_WARNING, "(.shx) is damaged and is not used");
	close_reading(&reading);
	free(changed);
	free((void *)shx.start);
}

/* The page as text; *warnings gets what was said. `store` may be NULL; `west` of the map's extent. */
static char *draw_at(const char *shp, double west, struct map_store *store, size_t *warnings)
{
	char text[1000];
	snprintf(text, sizeof text,
	         "corridor: 1\nid: grid\ntitle: Grid\nlanguages: [en]\npage: 120x90mm\n"
	         "projection: \"+proj=lcc +lat_1=15 +lat_2=30 +lon_0=115\"\n"
	         "data:\n  land: {file: \"%s\"}\n  cities: {file: geodata/cities.csv, key: adcode}\n"
	         "layers:\n  - {id: land, kind: area, data: land, fill: town, edge: ink}\n"
	         "members:\n  points: cities\n  list:\n    songjiang: {key: \"310117\"}\n"
	         "versions:\n  \"1\": {year: 2018, members: [songjiang], extent: [%.1f, 15, %.1f, 19]}\n",
	         shp, west, west + 6);
	struct loaded_map map;
	struct diag diag;
	struct arena arena;
	struct page page;
	struct label_report report = {0};
	struct buffer dump;
	struct map_overrides overrides = {.share_dir = "seeds"};
	struct render_options options = {.bare = true};
	diag_init(&diag);
	arena_init(&arena);
	buffer_init(&dump);
	bool good = map_open_shared(&map, "test.yaml", text, strlen(text), &overrides, store, NULL, &diag) &&
	            map_render(&map, &options, &arena, &diag, &page, &report);
	for (size_t i = 0; i < diag.count && !good; i++)
		fprintf(stderr, "%s\n", diag.entries[i].message);
	assert_true(good);
	/* A store knows features by where they lie, for longer than those read for one view are there. */
	assert_false(store && map.datasets[0].by_view);
	page_dump(&page, &dump);
	*warnings = diag.count;
	map_close(&map);
	diag_clear(&diag);
	arena_clear(&arena);
	return dump.bytes;
}

static char *draw(const char *shp, size_t *warnings)
{
	return draw_at(shp, 110, NULL, warnings);
}

static void test_same_picture(void **state)
{
	(void)state;
	size_t said;
	write_grid(FOLDER "heavy", COLUMNS, ROWS, CORNERS);
	struct stat status;
	assert_int_equal(stat(FOLDER "heavy.shp", &status), 0);
	assert_true(status.st_size > 4 << 20); /* otherwise it is read whole, and no index is looked at */
	unlink(FOLDER "heavy.qix");
	char *without = draw(FOLDER "heavy.shp", &said);
	assert_int_equal(said, 0);
	assert_true(strstr(without, "land-") != NULL);
	write_tree_of(FOLDER "heavy.shp", FOLDER "heavy.qix");
	char *with = draw(FOLDER "heavy.shp", &said);
	assert_int_equal(said, 0);
	assert_string_equal(with, without);
	set_time(FOLDER "heavy.qix", 1000000);
	char *stale = draw(FOLDER "heavy.shp", &said);
	assert_int_equal(said, 1);
	assert_string_equal(stale, without);
	write_tree_of(FOLDER "heavy.shp", FOLDER "heavy.qix");
	assert_int_equal(truncate(FOLDER "heavy.qix", 1000), 0);
	char *cut = draw(FOLDER "heavy.shp", &said);
	assert_int_equal(said, 1);
	assert_string_equal(cut, without);
	free(without);
	free(with);
	free(stale);
	free(cut);
}

/* Maps of one store, whose shapes are kept from one to the next, are those drawn alone. */
static void test_same_in_store(void **state)
{
	(void)state;
	size_t said;
	write_grid(FOLDER "heavy", COLUMNS, ROWS, CORNERS);
	write_tree_of(FOLDER "heavy.shp", FOLDER "heavy.qix");
	struct map_store *store = map_store_open((size_t)1 << 30);
	for (int i = 0; i < 6; i++) {
		double west = 108 + i % 2 * 9;
		map_store_expect(store, true);
		char *kept = draw_at(FOLDER "heavy.shp", west, store, &said);
		char *alone = draw_at(FOLDER "heavy.shp", west, NULL, &said);
		assert_string_equal(kept, alone);
		free(kept);
		free(alone);
	}
	map_store_close(store);
}

int main(void)
{
	data_folder(FOLDER);
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_features_within), cmocka_unit_test(test_others_read_it), cmocka_unit_test(test_stale_and_foreign),
	        cmocka_unit_test(test_damaged),         cmocka_unit_test(test_wrong_shx),
	        cmocka_unit_test(test_same_picture),    cmocka_unit_test(test_same_in_store),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Features read by view, with a spatial index or in one go: the same features and the same picture as of a file read
 * at once; stale, cut, changed and foreign indexes are told and not used; values of a large table are read when they
 * are asked for. */
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

static struct reading read_in_one_go(const char *path)
{
	return data_read(&(struct dataset_request){.file = path, .large = 1, .by_view = true, .one_view = true});
}

/* What a walk has shown: copies of the features, their parts in `parts` of their own. */
struct walked {
	struct feature features[1000];
	struct part parts[1000]; /* the first of each */
	char names[1000][16];
	size_t count, begun;
};

static void note_begin(void *context)
{
	struct walked *walked = context;
	walked->count = 0;
	walked->begun++;
}

static bool none_is_needless(void *context, const struct dataset *dataset, const struct feature *feature)
{
	(void)context, (void)dataset, (void)feature;
	return false;
}

static void note(void *context, const struct dataset *dataset, const struct feature *feature)
{
	struct walked *walked = context;
	assert_true(walked->count < 1000);
	assert_int_equal(feature->part_count, 1);
	walked->features[walked->count] = *feature;
	walked->parts[walked->count] = dataset->parts[feature->first_part];
	snprintf(walked->names[walked->count], 16, "%s", feature_value(dataset, feature, "name"));
	walked->count++;
}

static bool walk(struct reading *reading, struct lonlat_box box, struct walked *walked)
{
	walked->count = walked->begun = 0;
	const struct feature_visitor visitor = {box, walked, note_begin, none_is_needless, note};
	return dataset_walk(&reading->dataset, &visitor, &reading->diag);
}

static void close_reading(struct reading *reading)
{
	dataset_close(&reading->dataset);
	data_done(reading);
}

static void assert_same_features(const struct walked *some, const struct dataset *all, struct lonlat_box box)
{
	size_t next = 0;
	for (size_t i = 0; i < all->feature_count; i++) {
		const struct feature *a = &all->features[i];
		if (!lonlat_box_overlaps(a->bounds, box))
			continue;
		assert_true(next < some->count);
		const struct feature *b = &some->features[next];
		assert_int_equal(a->record, b->record);
		assert_memory_equal(&a->bounds, &b->bounds, sizeof a->bounds);
		assert_memory_equal(&all->parts[a->first_part], &some->parts[next], sizeof *all->parts);
		assert_string_equal(feature_value(all, a, "name"), some->names[next]);
		next++;
	}
	assert_int_equal(next, some->count);
}

static void test_features_within(void **state)
{
	(void)state;
	write_grid(FOLDER "grid", 30, 30, 12);
	write_tree_of(FOLDER "grid.shp", FOLDER "grid.qix");
	struct reading all = read_small(FOLDER "grid.shp", false), some = read_small(FOLDER "grid.shp", true);
	assert_int_equal(unlink(FOLDER "grid.qix"), 0);
	struct reading in_one_go = read_in_one_go(FOLDER "grid.shp");
	assert_read(&all);
	assert_read(&some);
	assert_read(&in_one_go);
	assert_int_equal(some.diag.count + in_one_go.diag.count, 0);
	assert_true(in_one_go.dataset.by_view);
	assert_int_equal(in_one_go.dataset.feature_count, 0);
	assert_false(all.dataset.by_view);
	assert_true(some.dataset.by_view);
	assert_non_null(all.dataset.table);
	assert_int_equal(all.dataset.feature_count, 900 - 9);
	assert_string_equal(feature_value(&all.dataset, &all.dataset.features[60], "name"), "n62");
	static const struct lonlat_box boxes[] = {{110, 15, 115, 20}, {100, 10, 100.1, 10.1}, {-180, -90, 180, 90},
	                                          {50, 50, 60, 60},   {139, 34, 170, 80}};
	size_t found[5];
	for (size_t i = 0; i < 5; i++) {
		static struct walked walked;
		assert_true(walk(&some, boxes[i], &walked));
		assert_same_features(&walked, &all.dataset, boxes[i]);
		found[i] = walked.count;
		assert_true(walk(&in_one_go, boxes[i], &walked));
		assert_same_features(&walked, &all.dataset, boxes[i]);
		assert_true(walk(&all, boxes[i], &walked));
		assert_same_features(&walked, &all.dataset, boxes[i]);
	}
	assert_true(found[0] > 0 && found[0] < 300); /* otherwise nothing is spared */
	assert_int_equal(found[2], all.dataset.feature_count);
	assert_int_equal(found[3], 0);
	close_reading(&all);
	close_reading(&some);
	close_reading(&in_one_go);
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
	static struct walked walked;
	const struct lonlat_box box = {110, 15, 115, 20};
	assert_true(walk(&reading, box, &walked));
	int next = 0;
	for (size_t i = 0; i < walked.count; i++, next++) {
		while (next < count && (size_t)records[next] + 1 != walked.features[i].record)
			next++; /* deleted, or only near */
		assert_true(next < count);
	}
	assert_true(walked.count > 0);
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
		static struct walked walked;
		assert_true(walk(&reading, (struct lonlat_box){-180, -90, 180, 90}, &walked));
		assert_true(walked.count <= 36);
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
	for (int with_tree = 1; with_tree >= 0; with_tree--) {
		static struct walked walked;
		struct reading reading =
		        with_tree ? read_small(FOLDER "small.shp", true) : read_in_one_go(FOLDER "small.shp");
		assert_read(&reading);
		assert_true(reading.dataset.by_view);
		assert_true(walk(&reading, (struct lonlat_box){-180, -90, 180, 90}, &walked));
		assert_int_equal(walked.count, 36);
		for (size_t i = 0; i < 36; i++)
			assert_int_equal(walked.features[i].record, i + 1);
		assert_true(walked.begun > 1); /* what was visited before is void */
		assert_said(&reading, DIAG_WARNING, "(.shx) is damaged and is not used");
		close_reading(&reading);
		unlink(FOLDER "small.qix");
	}
	free(changed);
	free((void *)shx.start);
}

/* A record that is damaged is told, wherever it lies. */
static void test_damaged_record(void **state)
{
	(void)state;
	static struct walked walked;
	write_grid(FOLDER "small", 6, 6, 5);
	struct bytes shp = data_load(FOLDER "small.shp");
	char *changed = malloc(shp.length);
	memcpy(changed, shp.start, shp.length);
	double far_away = 1000;
	size_t record = 8 + 48 + 6 * 16;
	memcpy(changed + 100 + 20 * record + 8 + 4, &far_away, sizeof far_away); /* the box of record 21 */
	data_write(FOLDER "small.shp", changed, shp.length);
	struct reading reading = read_in_one_go(FOLDER "small.shp");
	assert_read(&reading);
	assert_false(walk(&reading, (struct lonlat_box){100, 10, 101, 11}, &walked));
	assert_said(&reading, DIAG_ERROR, "record 21 is damaged");
	close_reading(&reading);
	free(changed);
	free((void *)shp.start);
}

static void test_no_feature(void **state)
{
	(void)state;
	static struct walked walked;
	write_grid(FOLDER "none", 1, 1, 5);
	DBFHandle dbf = DBFOpen(FOLDER "none", "rb+");
	assert_true(dbf && DBFMarkRecordDeleted(dbf, 0, 1));
	DBFClose(dbf);
	struct reading reading = read_in_one_go(FOLDER "none.shp");
	assert_read(&reading);
	assert_false(walk(&reading, (struct lonlat_box){100, 10, 101, 11}, &walked));
	assert_said(&reading, DIAG_ERROR, "none.shp holds no feature");
	close_reading(&reading);
}

static const char bare_page[] = "page: 120x90mm\n";

/* The page as text; *warnings gets what was said. `west` of the map's extent. */
static char *draw_page(const char *shp, double west, const char *sheet, const struct map_use *use, size_t *warnings)
{
	char text[1000];
	snprintf(text, sizeof text,
	         "corridor: 1\nid: grid\ntitle: Grid\nlanguages: [en]\n%s"
	         "projection: \"+proj=lcc +lat_1=15 +lat_2=30 +lon_0=115\"\n"
	         "data:\n  land: {file: \"%s\"}\n  cities: {file: geodata/cities.csv, key: adcode}\n"
	         "layers:\n  - {id: land, kind: area, data: land, fill: town, edge: ink}\n"
	         "members:\n  points: cities\n  list:\n    songjiang: {key: \"310117\"}\n"
	         "versions:\n  \"1\": {year: 2018, members: [songjiang], extent: [%.1f, 15, %.1f, 19]}\n",
	         sheet, shp, west, west + 6);
	struct loaded_map map;
	struct diag diag;
	struct arena arena;
	struct page page;
	struct label_report report = {0};
	struct buffer dump;
	struct map_overrides overrides = {.share_dir = "seeds"};
	struct render_options options = {.bare = sheet == bare_page};
	diag_init(&diag);
	arena_init(&arena);
	buffer_init(&dump);
	bool good = map_open_for(use, &map, "test.yaml", text, strlen(text), &overrides, &diag) &&
	            map_render(&map, &options, &arena, &diag, &page, &report);
	for (size_t i = 0; i < diag.count && !good; i++)
		fprintf(stderr, "%s\n", diag.entries[i].message);
	assert_true(good);
	/* A store knows features by where they lie, for longer than those read for one view are there. */
	assert_false(use->store && map.datasets[0].by_view);
	page_dump(&page, &dump);
	*warnings = diag.count;
	map_close(&map);
	diag_clear(&diag);
	arena_clear(&arena);
	return dump.bytes;
}

static char *draw_at(const char *shp, double west, const struct map_use *use, size_t *warnings)
{
	return draw_page(shp, west, bare_page, use, warnings);
}

static char *draw(const char *shp, size_t *warnings)
{
	return draw_at(shp, 110, &(struct map_use){0}, warnings);
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
	char *in_one_go = draw_at(FOLDER "heavy.shp", 110, &(struct map_use){.one_view = true}, &said);
	assert_int_equal(said, 0);
	assert_string_equal(in_one_go, without);
	free(in_one_go);
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

/* The locator shows a wider region than the map, with an index too: it showed only what lies in the map's frame. */
static void test_locator_is_whole(void **state)
{
	(void)state;
	static const char sheet[] = "page: a4\nfurniture: {locator: {data: land, span: 22}}\n";
	size_t said;
	write_grid(FOLDER "heavy", COLUMNS, ROWS, CORNERS);
	unlink(FOLDER "heavy.qix");
	char *whole = draw_page(FOLDER "heavy.shp", 110, sheet, &(struct map_use){0}, &said);
	char *in_one_go = draw_page(FOLDER "heavy.shp", 110, sheet, &(struct map_use){.one_view = true}, &said);
	write_tree_of(FOLDER "heavy.shp", FOLDER "heavy.qix");
	char *with = draw_page(FOLDER "heavy.shp", 110, sheet, &(struct map_use){0}, &said);
	assert_non_null(strstr(whole, "part-locator"));
	assert_string_equal(with, whole);
	assert_string_equal(in_one_go, whole);
	free(whole);
	free(in_one_go);
	free(with);
}

/* The .shx is found wrong when half of the features are drawn: all are drawn once. */
static void test_same_with_wrong_shx(void **state)
{
	(void)state;
	size_t said;
	write_grid(FOLDER "heavy", COLUMNS, ROWS, CORNERS);
	unlink(FOLDER "heavy.qix");
	char *sound = draw(FOLDER "heavy.shp", &said);
	struct bytes shx = data_load(FOLDER "heavy.shx");
	char *changed = malloc(shx.length);
	memcpy(changed, shx.start, shx.length);
	changed[100 + 8 * 1200 + 7] -= 2;
	data_write(FOLDER "heavy.shx", changed, shx.length);
	char *drawn = draw_at(FOLDER "heavy.shp", 110, &(struct map_use){.one_view = true}, &said);
	assert_int_equal(said, 1);
	assert_string_equal(drawn, sound);
	free(drawn);
	free(sound);
	free(changed);
	free((void *)shx.start);
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
		char *kept = draw_at(FOLDER "heavy.shp", west, &(struct map_use){.store = store}, &said);
		char *alone = draw_at(FOLDER "heavy.shp", west, &(struct map_use){0}, &said);
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
	        cmocka_unit_test(test_damaged_record),  cmocka_unit_test(test_no_feature),
	        cmocka_unit_test(test_same_picture),    cmocka_unit_test(test_same_with_wrong_shx),
	        cmocka_unit_test(test_same_in_store),   cmocka_unit_test(test_locator_is_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

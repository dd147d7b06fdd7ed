/* Features read by view, with a spatial index or in one go: the same features and the same picture as of a file read
 * at once; stale, cut, changed and foreign indexes are told and not used; values of a large table are read when they
 * are asked for. */
#include "data_grid.h"

#define FOLDER "build/test-data-tree/"

static void assert_same_features(const struct walked *some, const struct dataset *all, struct lonlat_box box)
{
	size_t next = 0;
	for (size_t i = 0; i < all->feature_count; i++) {
		const struct feature *a = &all->features[i];
		const struct lonlat_box own = feature_box(all, a);
		const struct part part = feature_part(a, 0);
		if (!lonlat_box_overlaps(own, box))
			continue;
		assert_true(next < some->count);
		const struct feature *b = &some->features[next];
		assert_int_equal(a->record, b->record);
		assert_memory_equal(&own, &some->boxes[next], sizeof own);
		assert_memory_equal(&part, &some->parts[next], sizeof part);
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
	assert_int_equal(some.diag.warnings + in_one_go.diag.warnings, 0);
	assert_true(in_one_go.dataset.by_view);
	assert_int_equal(in_one_go.dataset.feature_count, 0);
	assert_false(all.dataset.by_view);
	assert_true(some.dataset.by_view);
	assert_null(all.dataset.features[0].values); /* read as they are asked for */
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
	assert_int_equal(reading.diag.warnings, 1);
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
		assert_int_equal(reading.dataset.by_view, reading.diag.warnings == 0);
		used += reading.dataset.by_view;
		close_reading(&reading);
	}
	assert_true(used < sound.length / 2);
	free(changed);
	free((void *)sound.start);
}

/* Writes the .shx of small.shp with the length of record 21, and what depends on it, changed by `words` of 2 bytes. */
static void change_shx(struct bytes shx, int words, bool next_too)
{
	char *changed = malloc(shx.length);
	memcpy(changed, shx.start, shx.length);
	changed[100 + 8 * 20 + 7] += words;
	if (next_too) {
		changed[100 + 8 * 21 + 3] += words;
		changed[100 + 8 * 21 + 7] -= words;
	}
	data_write(FOLDER "small.shx", changed, shx.length);
	free(changed);
}

/* The .shx says something else than the .shp of a record: it does not fill the file, which shows when it is opened, and
 * all is read, with its own warning. */
static void test_wrong_shx(void **state)
{
	(void)state;
	write_grid(FOLDER "small", 6, 6, 5);
	write_tree_of(FOLDER "small.shp", FOLDER "small.qix");
	struct bytes shx = data_load(FOLDER "small.shx");
	change_shx(shx, -2, false);
	for (int with_tree = 1; with_tree >= 0; with_tree--) {
		static struct walked walked;
		struct reading reading =
		        with_tree ? read_small(FOLDER "small.shp", true) : read_in_one_go(FOLDER "small.shp");
		assert_read(&reading);
		assert_false(reading.dataset.by_view);
		assert_said(&reading, DIAG_WARNING, "(.shx) is damaged or stale and is not used");
		assert_true(walk(&reading, (struct lonlat_box){-180, -90, 180, 90}, &walked));
		assert_int_equal(walked.count, 36);
		for (size_t i = 0; i < 36; i++)
			assert_int_equal(walked.features[i].record, i + 1);
		close_reading(&reading);
		unlink(FOLDER "small.qix");
	}
	free((void *)shx.start);
}

/* A .shx that fills the file and is wrong all the same is not found out when it is opened: read as a whole, it is warned
 * of; read by view, the record is left out. */
static void test_shx_wrong_inside(void **state)
{
	(void)state;
	static struct walked walked;
	write_grid(FOLDER "small", 6, 6, 5);
	unlink(FOLDER "small.qix");
	struct bytes shx = data_load(FOLDER "small.shx");
	change_shx(shx, 2, true);
	struct reading whole = read_small(FOLDER "small.shp", false), by_view = read_in_one_go(FOLDER "small.shp");
	assert_read(&whole);
	assert_int_equal(whole.dataset.feature_count, 36);
	assert_said(&whole, DIAG_WARNING, "(.shx) is damaged or stale and is not used");
	assert_read(&by_view);
	assert_true(by_view.dataset.by_view);
	assert_true(walk(&by_view, (struct lonlat_box){-180, -90, 180, 90}, &walked));
	assert_int_equal(walked.count, 35);
	assert_said(&by_view, DIAG_WARNING,
	            "1 record is left out: 1 that the index (.shx) gives a wrong place (record 22)");
	close_reading(&whole);
	close_reading(&by_view);
	free((void *)shx.start);
}

/* Records that were written anew lie elsewhere than their neighbours: the .shx is right, in an order of its own. */
static void test_shx_in_own_order(void **state)
{
	(void)state;
	write_grid(FOLDER "small", 6, 6, 5);
	SHPHandle shp = SHPOpen(FOLDER "small", "rb+");
	const double x[] = {100, 100, 101, 101, 100, 100, 100}, y[] = {10, 11, 11, 10.5, 10.2, 10.1, 10};
	SHPObject *shape = SHPCreateSimpleObject(SHPT_POLYGON, 7, x, y, NULL);
	assert_int_equal(SHPWriteObject(shp, 4, shape), 4);
	SHPDestroyObject(shape);
	SHPClose(shp);
	for (int by_view = 0; by_view < 2; by_view++) {
		struct reading reading = read_small(FOLDER "small.shp", by_view);
		assert_read(&reading);
		assert_int_equal(reading.diag.warnings, 0);
		assert_int_equal(reading.dataset.feature_count, 36);
		assert_int_equal(reading.dataset.features[4].record, 5);
		assert_int_equal(feature_part(&reading.dataset.features[4], 0).count, 7);
		assert_string_equal(feature_value(&reading.dataset, &reading.dataset.features[4], "name"), "n5");
		assert_int_equal(feature_part(&reading.dataset.features[5], 0).count, 6);
		close_reading(&reading);
	}
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

/* Adds a ring round the south pole, from 75 to 65 degrees south, without an edge to the pole. */
static void add_ring_round_pole(const char *stem, int number)
{
	enum { corners = 9 };
	double x[corners + 1], y[corners + 1];
	for (int i = 0; i < corners; i++) {
		x[i] = -160 + 40 * i;
		y[i] = i % 2 ? -65 : -75;
	}
	x[corners] = x[0];
	y[corners] = y[0];
	SHPHandle shp = SHPOpen(stem, "rb+");
	DBFHandle dbf = DBFOpen(stem, "rb+");
	SHPObject *shape = SHPCreateSimpleObject(SHPT_POLYGON, corners + 1, x, y, NULL);
	SHPWriteObject(shp, -1, shape);
	SHPDestroyObject(shape);
	DBFWriteStringAttribute(dbf, number, 0, "pole");
	SHPClose(shp);
	DBFClose(dbf);
}

/* A view in the polar cap, or beside the ring's widest step, lies in the ring, though not in the box of its points. */
static void test_ring_round_a_pole(void **state)
{
	(void)state;
	static struct walked walked;
	static const struct {
		struct lonlat_box box;
		size_t seen;
	} cases[] = {
	        {{-180, -90, 180, -85}, 1}, {{20, -89, 40, -86}, 1}, {{165, -80, 175, -78}, 1}, {{175, -70, 179, -69}, 1},
	        {{20, -60, 40, -50}, 0},    {{-180, 80, 180, 90}, 0},
	};
	write_grid(FOLDER "small", 6, 6, 5);
	add_ring_round_pole(FOLDER "small", 36);
	write_tree_of(FOLDER "small.shp", FOLDER "small.qix");
	struct reading all = read_small(FOLDER "small.shp", false), some = read_small(FOLDER "small.shp", true);
	unlink(FOLDER "small.qix");
	struct reading in_one_go = read_in_one_go(FOLDER "small.shp");
	struct reading held = data_read(&(struct dataset_request){.file = FOLDER "small.shp"});
	struct reading *const readings[] = {&all, &some, &in_one_go, &held};
	assert_true(some.dataset.by_view && in_one_go.dataset.by_view && !all.dataset.by_view && !held.dataset.by_view);
	for (size_t r = 0; r < 4; r++) {
		assert_read(readings[r]);
		for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
			assert_true(walk(readings[r], cases[i].box, &walked));
			if (walked.count != cases[i].seen)
				fail_msg("reading %zu, box %zu: %zu features", r, i, walked.count);
			if (walked.count)
				assert_string_equal(walked.names[0], "pole");
		}
		close_reading(readings[r]);
	}
}

int main(void)
{
	data_folder(FOLDER);
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_features_within), cmocka_unit_test(test_others_read_it), cmocka_unit_test(test_stale_and_foreign),
	        cmocka_unit_test(test_damaged),         cmocka_unit_test(test_wrong_shx), cmocka_unit_test(test_shx_wrong_inside), cmocka_unit_test(test_shx_in_own_order),     cmocka_unit_test(test_same_picture),
	        cmocka_unit_test(test_same_in_store),   cmocka_unit_test(test_ring_round_a_pole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

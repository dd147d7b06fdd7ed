/* A large file that is drawn once is gone through once: what is wrong with it is reported, an index that is wrong is found
 * out before anything is drawn, and a locator walks a view of its own. */
#include "data_grid.h"

#define FOLDER "build/test-data-walk/"

/* A record with a wrong box is found by its points; one whose points are wrong, too, is left out. */
static void test_damaged_record(void **state)
{
	(void)state;
	static struct walked walked;
	const struct lonlat_box everywhere = {-180, -90, 180, 90};
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
	assert_true(walk(&reading, everywhere, &walked));
	assert_int_equal(walked.count, 36);
	close_reading(&reading);
	memcpy(changed + 100 + 20 * record + 8 + 48, &far_away, sizeof far_away);
	data_write(FOLDER "small.shp", changed, shp.length);
	reading = read_in_one_go(FOLDER "small.shp");
	assert_true(walk(&reading, everywhere, &walked));
	assert_int_equal(walked.count, 35);
	assert_said(&reading, DIAG_WARNING,
	            "1 record is left out: 1 with a coordinate that is out of range (record 21)");
	close_reading(&reading);
	free(changed);
	free((void *)shp.start);
}

static void test_no_feature(void **state)
{
	(void)state;
	write_grid(FOLDER "none", 1, 1, 5);
	DBFHandle dbf = DBFOpen(FOLDER "none", "rb+");
	assert_true(dbf && DBFMarkRecordDeleted(dbf, 0, 1));
	DBFClose(dbf);
	struct reading reading = read_in_one_go(FOLDER "none.shp");
	assert_read(&reading);
	assert_int_equal(reading.dataset.feature_count, 0);
	assert_said(&reading, DIAG_WARNING, "none.shp holds no feature");
	close_reading(&reading);
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

/* The .shx is wrong about one of the features: all are drawn once. */
static void test_same_with_wrong_shx(void **state)
{
	(void)state;
	size_t said;
	write_grid(FOLDER "heavy", COLUMNS, ROWS, CORNERS);
	unlink(FOLDER "heavy.qix");
	char *sound = draw_at(FOLDER "heavy.shp", 110, &(struct map_use){0}, &said);
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

int main(void)
{
	data_folder(FOLDER);
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_damaged_record),
	        cmocka_unit_test(test_no_feature),
	        cmocka_unit_test(test_locator_is_whole),
	        cmocka_unit_test(test_same_with_wrong_shx),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

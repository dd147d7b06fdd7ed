/* Features and expressions: columns are numbers where their file says so, as in a .dbf, and texts in a CSV. */
#include "data_files.h"

#include "expression/expression.h"
#include "scene/scene.h"

#define FOLDER "build/test-scene-features/"

static int setup(void **state)
{
	(void)state;
	data_folder(FOLDER);
	return 0;
}

/* How many features pass; as a mapping if a column is given, else as a text. */
static size_t passing(const struct reading *reading, const char *column, const char *text)
{
	struct diag diag;
	struct arena arena;
	size_t count = 0;
	arena_init(&arena);
	diag_init(&diag);
	const struct expression *where =
	        column ? expression_match(&arena, column, no_place, &text, 1)
	               : expression_parse(&arena, text, no_place, EXPRESSION_CONDITION, &diag);
	if (!where)
		fail_msg("%s", diag.entries[0].message);
	for (size_t i = 0; i < reading->dataset.feature_count; i++)
		count += feature_matches(&reading->dataset, &reading->dataset.features[i], where);
	diag_clear(&diag);
	arena_clear(&arena);
	return count;
}

/* people is N(12,2): 1234.75, 1235.75, 1236.75 */
static void shapefile(void **state)
{
	static const char *const names[3] = {"One", "Two", "1.0"};
	(void)state;
	data_write_shapefile(FOLDER "three", SHPT_POINT, NULL, names);
	struct reading reading = data_read_file(FOLDER "three.shp");
	assert_read(&reading);
	assert_int_equal(passing(&reading, "people", "1234.75"), 1);
	assert_int_equal(passing(&reading, "people", "1.23475e3"), 1);
	assert_int_equal(passing(&reading, "people", "1234.750"), 1);
	assert_int_equal(passing(&reading, "people", "1234"), 0);
	assert_int_equal(passing(&reading, "name", "Two"), 1);
	assert_int_equal(passing(&reading, "name", "1"), 1);
	assert_int_equal(passing(&reading, NULL, "people > 1235 and name != 'Two'"), 1);
	assert_int_equal(passing(&reading, NULL, "people in (1234.75, '1236.750')"), 2);
	assert_int_equal(passing(&reading, NULL, "name = '1'"), 0);
	data_done(&reading);
}

static void csv(void **state)
{
	(void)state;
	data_write_text(FOLDER "codes.csv", "code,lon,lat\n010,1,1\n10,2,1\n10.0,3,1\n,4,1\nten,5,1\n");
	struct reading reading = data_read_file(FOLDER "codes.csv");
	assert_read(&reading);
	assert_int_equal(passing(&reading, "code", "10"), 2);
	assert_int_equal(passing(&reading, "code", "010"), 1);
	assert_int_equal(passing(&reading, "code", ""), 1);
	assert_int_equal(passing(&reading, NULL, "code = 10"), 3);
	assert_int_equal(passing(&reading, NULL, "code = '10'"), 1);
	assert_int_equal(passing(&reading, NULL, "code is empty"), 1);
	assert_int_equal(passing(&reading, NULL, "code >= 0"), 3);
	assert_int_equal(passing(&reading, NULL, "not code >= 0"), 2);
	assert_int_equal(passing(&reading, NULL, "lon > lat"), 4); /* two columns of texts */
	data_done(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(shapefile),
	        cmocka_unit_test(csv),
	};
	return cmocka_run_group_tests(tests, setup, NULL);
}

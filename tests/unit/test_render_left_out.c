/* What a map does not show of its data, or cannot do with them, is said once, with a count. */
#define SMALL_FOLDER "build/test-left-out"
#include "small_map.h"

static void render_data(struct rendered_map *map, const char *data, const char *layers)
{
	char text[3000];
	snprintf(text, sizeof text, "title: T\npage: 160x100mm\n%s\n%s", data, layers);
	render_map_text(map, SMALL_MAP, text, NULL, NULL, false);
	assert_drawn(map);
}

static const char *const datums[] = {"gcj02", "bd09"};

/* Of Seoul, Shanghai and Taipei one is shifted; of Seoul alone none, and then the datum has no effect. */
static void test_datum_abroad(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct rendered_map map;
		char data[100], said[300];
		write_file(SMALL_FOLDER "/towns.csv", "name,lon,lat\nSeoul,126.98,37.57\nShanghai,121.47,31.23\nTaipei,121.56,25.04\n");
		snprintf(data, sizeof data, "data: {towns: {file: towns.csv, datum: %s}}", datums[i]);
		render_data(&map, data, "layers: [{kind: marker, data: towns}]\n");
		snprintf(said, sizeof said,
		         "map.yaml:3:8: note: towns.csv: 2 of 3 points lie outside mainland China, where %s shifts nothing",
		         datums[i]);
		assert_said(&map, (const char *const[]){said, NULL});
		assert_int_equal(map.diag.warnings, 0);
		rendered_map_clear(&map);
		write_file(SMALL_FOLDER "/towns.csv", "name,lon,lat\nSeoul,126.98,37.57\n");
		render_data(&map, data, "layers: [{kind: marker, data: towns}]\nextent: [120, 30, 130, 40]\n");
		snprintf(said, sizeof said, "warning: towns.csv: datum: %s has no effect", datums[i]);
		assert_said(&map, (const char *const[]){said, "leave datum: out", NULL});
		rendered_map_clear(&map);
		write_file(SMALL_FOLDER "/towns.csv", "name,lon,lat\nHangzhou,120.16,30.27\nShanghai,121.47,31.23\n");
		render_data(&map, data, "layers: [{kind: marker, data: towns}]\n");
		assert_string_equal(map.said.bytes, "");
		rendered_map_clear(&map);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_datum_abroad),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What a map cannot show, and says so: layers without a feature in the frame, and characters that no font has: in the map file's own words an error at their place, in a record's name a warning, and the
 * name is drawn without them. The fonts of the tests have neither emoji nor Vai. */
#define SMALL_FOLDER "build/test-missing"
#include "small_map.h"

#define LAYER "  - {id: towns, kind: marker, data: names, label_style: city}\n"

static void test_own_words(void **state)
{
	(void)state;
	struct rendered_map small;
	static const char *const said[] = {"map.yaml:3:15: error: no font has U+1F600 GRINNING FACE (emoji), in the text "
	                                   "'A map \U0001F600'",
	                                   "(Debian: fonts-symbola)", NULL};
	small_map_render(&small, "\"A map \U0001F600\"", "", LAYER, "name,lon,lat\nOne,115,25\n");
	assert_false(small.drawn);
	assert_said(&small, said);
	rendered_map_clear(&small);
	static const char *const credit[] = {
	        "map.yaml:4:", ": error: no font has U+1F600 GRINNING FACE (emoji), in the text '…", "the survey \U0001F600 of", NULL};
	small_map_render(&small,
	                 "A map\nsources: {s: 'Of a text that is longer than a message wants to repeat, the words about the "
	                 "survey \U0001F600 of the year are what matters'}",
	                 "", LAYER, "name,lon,lat\nOne,115,25\n");
	assert_false(small.drawn);
	assert_said(&small, credit);
	rendered_map_clear(&small);
}

static void test_records(void **state)
{
	(void)state;
	struct rendered_map small;
	static const char *const said[] = {
	        "map.yaml:13:5: warning: layer 'towns', places.csv, record 2: no font has U+1F600 GRINNING FACE (emoji), in the name "
	        "'Café \U0001F600 Bar', which is drawn without it [missing-font]",
	        "layer 'towns', places.csv, record 3: no font has U+A559 VAI SYLLABLE VA (Vai), in the name 'ꕙꔤ', which is left out",
	        "(Debian: fonts-noto-core)", "(Debian: fonts-symbola)", NULL};
	small_map_render(&small, "A map", "", LAYER,
	                 "name,lon,lat\nCafé \U0001F600 Bar,115,25\nꕙꔤ,118,25\nPlain \U0001F469\u200D\U0001F4BB,121,25\n");
	assert_true(small.drawn);
	assert_int_equal(small.diag.errors, 0);
	assert_int_equal(small.diag.warnings, 3);
	assert_said(&small, said);
	assert_true(group_has_text(small.page.root, "Café Bar"));
	assert_true(group_has_text(small.page.root, "Plain"));
	rendered_map_clear(&small);
}

/* A font may have a script's small letters alone. */
static void test_missing_capitals(void **state)
{
	(void)state;
	struct rendered_map small;
	small_map_render(&small, "A map", "", "  - {id: towns, kind: marker, data: names, label_style: province}\n",
	                 "name,lon,lat\nკავკასია,115,25\nStraße,119,25\n");
	assert_string_equal(small.said.bytes, "");
	assert_true(group_has_text(small.page.root, "კავკასია"));
	assert_true(group_has_text(small.page.root, "STRAẞE"));
	rendered_map_clear(&small);
}

/* A layer of which nothing lies in the frame; often its columns are swapped. */
static void test_layers_outside(void **state)
{
	(void)state;
	struct rendered_map small;
	static const char map[] = "title: Two towns\npage: 100x100mm\nextent: [-6, 46, 8, 54]\n"
	                          "data: {towns: places.csv}\nlayers:\n  - {id: c, kind: marker, data: towns}\n";
	static const struct {
		const char *rows, *hint; /* NULL: nothing may be said */
	} cases[] = {
	        {"London,51.51,-0.13\nParis,48.86,2.35\n", "hint: longitude and latitude look swapped"},
	        {"Songjiang,121.2,31\n", "hint: check the extent, west, south, east and north, and the data's crs"},
	        {"Songjiang,121.2,31\nParis,2.35,48.86\n", NULL},
	};
	for (size_t i = 0; i < 3; i++) {
		char csv[200];
		snprintf(csv, sizeof csv, "name,lon,lat\n%s", cases[i].rows);
		write_file(SMALL_FOLDER "/places.csv", csv);
		render_map_text(&small, SMALL_MAP, map, NULL, &(struct render_options){0}, false);
		assert_true(small.drawn);
		if (cases[i].hint)
			assert_said(&small, (const char *const[]){"map.yaml:6:5: warning: layer 'c' draws nothing: all of places.csv "
			                                          "lies outside the map", cases[i].hint, NULL});
		else
			assert_null(strstr(small.said.bytes, "draws nothing"));
		rendered_map_clear(&small);
	}
}

/* Shanghai to San Francisco: swapped, its latitudes would be beyond 90 degrees, however well its longitudes would then fit. */
static void test_what_cannot_be_swapped(void **state)
{
	(void)state;
	struct rendered_map small;
	static const char map[] = "title: A line\npage: 100x100mm\nextent: [-180, 80, 180, 90]\n"
	                          "data: {way: {file: places.csv, as: line}}\nlayers:\n  - {id: c, kind: line, data: way, width: 1pt}\n";
	write_file(SMALL_FOLDER "/places.csv", "name,lon,lat\nShanghai,121.5,31.2\nSan Francisco,-122.4,37.8\n");
	render_map_text(&small, SMALL_MAP, map, NULL, &(struct render_options){0}, false);
	assert_true(small.drawn);
	assert_said(&small, (const char *const[]){"layer 'c' draws nothing: all of places.csv lies outside the map",
	                                          "hint: check the extent, west, south, east and north", NULL});
	rendered_map_clear(&small);
}

/* A fill that no eye finds is told of where a reader looks for each area, not where areas are a ground. */
static void test_tiny_areas(void **state)
{
	(void)state;
	static const char csv[] = "name,wkt\nLarge,\"POLYGON((112 22,116 22,116 26,112 22))\"\n"
	                          "Small,\"POLYGON((118 22,118.01 22,118.01 22.01,118 22))\"\n"
	                          "Far,\"POLYGON((10 22,10.0001 22,10.0001 22.0001,10 22))\"\n";
	static const char *const said[] = {"note: layer 'areas': 1 of 2 areas are too small to be seen at this scale",
	                                   "edge: and a colour shows most of them as dots", NULL};
	struct rendered_map small;
	small_map_render(&small, "T", "", "  - {id: areas, kind: area, data: names, fill: lead, legend: Areas}\n", csv);
	assert_said(&small, said);
	assert_int_equal(small.diag.warnings, 0);
	rendered_map_clear(&small);
	static const char *const quiet[] = {"fill: lead", "fill: lead, edge: ink, legend: Areas"};
	for (size_t i = 0; i < 2; i++) {
		char layer[200];
		snprintf(layer, sizeof layer, "  - {id: areas, kind: area, data: names, %s}\n", quiet[i]);
		small_map_render(&small, "T", "", layer, csv);
		assert_string_equal(small.said.bytes, "");
		rendered_map_clear(&small);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_own_words), cmocka_unit_test(test_records),
	                                   cmocka_unit_test(test_missing_capitals), cmocka_unit_test(test_layers_outside),
	                                   cmocka_unit_test(test_what_cannot_be_swapped),
	                                   cmocka_unit_test(test_tiny_areas)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

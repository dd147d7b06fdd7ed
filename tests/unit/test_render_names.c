/* Names that are not drawn are told of: a note for a layer's, a warning for what was asked for by itself or fits nowhere,
 * and one for a file without a column of names. Which column holds the names is found without regard to case. */
#define SMALL_FOLDER "build/test-names"
#include "small_map.h"

#define LAYER          "  - {id: towns, kind: marker, data: names, label_style: city}\n"
#define REQUIRED_LAYER "  - {id: towns, kind: marker, data: names, label_style: city, required: yes}\n"

/* A CSV of towns so near each other that only some of their names have room. */
static const char *crowd(void)
{
	static char text[2000];
	size_t length = (size_t)sprintf(text, "name,lon,lat\n");
	for (int i = 0; i < 40; i++)
		length += (size_t)sprintf(text + length, "Crowded place %d,%.3f,%.3f\n", i, 117 + (i % 8) * 0.02,
		                          25 + (i / 8) * 0.02);
	return text;
}

static void test_note_of_a_layer(void **state)
{
	(void)state;
	struct rendered_map small;
	static const char *const jobs[] = {NULL, "first-job"}, *const before[] = {"note: towns: ", "note: first-job, towns: "};
	for (size_t i = 0; i < 2; i++) {
		small_map_job = jobs[i];
		small_map_render(&small, "T", "", LAYER, crowd());
		const char *said[] = {before[i], " of 40 names placed (--explain-labels tells why) [name-dropped]", NULL};
		assert_true(small.drawn);
		assert_said(&small, said);
		assert_int_equal(small.diag.count, 1);
		diag_make_strict(&small.diag);
		assert_int_equal(small.diag.errors, 0);
		rendered_map_clear(&small);
	}
	small_map_job = NULL;
	small_map_render(&small, "T", "", LAYER, "name,lon,lat\nOne,115,25\nTwo,118,25\n");
	assert_string_equal(small.said.bytes, "");
	rendered_map_clear(&small);
}

/* Each is told by itself, and then not counted again. */
static void test_required_names_are_warnings(void **state)
{
	(void)state;
	struct rendered_map small;
	small_map_render(&small, "T", "", REQUIRED_LAYER, crowd());
	assert_true(small.drawn && small.diag.warnings > 0 && small.diag.warnings < 40);
	assert_int_equal(small.diag.count, small.diag.warnings);
	assert_non_null(strstr(small.said.bytes, "warning: the name 'Crowded place "));
	rendered_map_clear(&small);
}

static void test_a_name_larger_than_the_map(void **state)
{
	(void)state;
	struct rendered_map small;
	static const char *const said[] = {
	        "map.yaml:13:5: warning: the name 'A note of seventy letters and more, which no place on so small a map can "
	        "ever hold' is larger than the map [name-dropped]",
	        NULL};
	static const char *const layers[] = {LAYER, "  - {id: notes, kind: name, data: names, label_style: city}\n"};
	for (size_t i = 0; i < 2; i++) {
		small_map_render(&small, "T", "", layers[i],
		                 "name,lon,lat\n\"A note of seventy letters and more, which no place on so small a map can "
		                 "ever hold\",117,25\nShort,117,22\n");
		assert_true(small.drawn);
		assert_said(&small, said);
		assert_int_equal(small.diag.count, 1);
		rendered_map_clear(&small);
	}
}

/* One record's name stops no map, and no message repeats it whole or cuts a letter. */
static void test_very_long_names(void **state)
{
	(void)state;
	struct rendered_map small;
	struct buffer rows;
	static const char *const said[] = {
	        "map.yaml:13:5: warning: layer 'towns', places.csv, record 2: a name of 1501 characters is left out (at most "
	        "1000 can be set): 'aééééééééééééééééééééééééééééééééééééééé…' [over-limit]",
	        "warning: the name 'bééé", "ééé…' is larger than the map", NULL};
	buffer_init(&rows);
	buffer_text(&rows, "name,lon,lat\n");
	for (int name = 0; name < 2; name++) {
		buffer_text(&rows, name ? "b" : "a");
		for (int i = 0; i < (name ? 500 : 1500); i++)
			buffer_text(&rows, "é");
		buffer_text(&rows, name ? ",118,22\n" : ",117,25\n");
	}
	small_map_render(&small, "T", "", LAYER, rows.bytes);
	assert_true(small.drawn);
	assert_said(&small, said);
	assert_int_equal(small.diag.errors, 0);
	assert_true(strlen(small.said.bytes) < 1500);
	rendered_map_clear(&small);
	buffer_clear(&rows);
}

/* Vertical tabs, line separators and marks of direction come with names from other programs. */
static void test_invisible_characters(void **state)
{
	(void)state;
	struct rendered_map small;
	small_map_render(&small, "T", "", LAYER,
	                 "name,lon,lat\nUpper\x0BTown,114,25\nLower\u2028Town,118,25\n\u202AWest\u202C \u2066End\u2069,121,25\n");
	assert_string_equal(small.said.bytes, "");
	assert_true(group_has_text(small.page.root, "Upper Town"));
	assert_true(group_has_text(small.page.root, "Lower Town"));
	assert_true(group_has_text(small.page.root, "West End"));
	rendered_map_clear(&small);
}

/* A river that goes on beyond the frame, which shows too little of it for a name, is missed by nobody. */
static void test_what_lies_hardly_in_the_frame(void **state)
{
	(void)state;
	struct rendered_map small;
	const char *rivers = "  - {id: rivers, kind: line, data: names, label_style: river}\n", *data = ", as: line, line_by: name";
	small_map_render(&small, "T", data, rivers,
	                 "name,lon,lat\nLong River,112,24\nLong River,120,24\n"
	                 "Far River,124.8,26\nFar River,140,26\n");
	assert_string_equal(small.said.bytes, "");
	rendered_map_clear(&small);
	static const char *const said[] = {"note: rivers: 1 of 2 names placed", NULL};
	small_map_render(&small, "T", data, rivers,
	                 "name,lon,lat\nLong River,112,24\nLong River,120,24\n"
	                 "Short River,118,26\nShort River,118.2,26\n");
	assert_said(&small, said);
	rendered_map_clear(&small);
}

static void test_a_shield_without_a_place(void **state)
{
	(void)state;
	struct rendered_map small;
	static const char *const said[] = {"map.yaml:13:5: warning: the shield 'G60' finds no place along its road", NULL};
	const char *road = "  - {id: road, kind: expressway, data: names, shield: G60}\n";
	small_map_render(&small, "T", ", as: line", road, "name,lon,lat\na,112,24\nb,120,24\n");
	assert_string_equal(small.said.bytes, "");
	rendered_map_clear(&small);
	/* Along the frame's edge no shield would be whole. */
	small_map_render(&small, "T", ", as: line", road, "name,lon,lat\na,110.05,21\nb,110.05,24\nc,110.05,28\n");
	assert_true(small.drawn);
	assert_said(&small, said);
	rendered_map_clear(&small);
}

static void test_columns_are_found(void **state)
{
	(void)state;
	struct rendered_map small;
	static const struct {
		const char *columns, *en, *zh;
	} cases[] = {
	        {"name,x", "One", NULL},          {"NAME,x", "One", NULL},          {"Name,x", "One", NULL},
	        {"label,x", "One", NULL},         {"x,City", "Two", NULL},          {"x,TITLE", "Two", NULL},
	        {"name_en,name_zh", "One", "Two"}, {"NAME_EN,NAME_ZH", "One", "Two"}, {"name:zh,name:en", "Two", "One"},
	        {"name,name_zh", "One", "Two"},   {"city,name", "Two", NULL},       {"NAME,Name_EN", "Two", "One"},
	        {"NAME_1,x", "One", NULL},        {"x,name_de", "Two", NULL},       {"nameascii,NAME", "Two", NULL},
	        {"stop_name,x", "One", NULL},     {"x,CNTRY_NAME", "Two", NULL},    {"x,shapeName", "Two", NULL},
	        {"x,Ort", "Two", NULL},           {"NOM,x", "One", NULL},           {"x,地名", "Two", NULL},
	        {"NAME_0,NAME_1", "Two", NULL},   {"gen,stop_name", "Two", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char csv[100];
		snprintf(csv, sizeof csv, "%s,lon,lat\nOne,Two,117,25\n", cases[i].columns);
		small_map_render(&small, "T", "", LAYER, csv);
		assert_string_equal(small.said.bytes, "");
		if (!group_has_text(small.page.root, cases[i].en) ||
		    (cases[i].zh && !group_has_text(small.page.root, cases[i].zh)) ||
		    (!cases[i].zh && group_has_text(small.page.root, strcmp(cases[i].en, "One") ? "One" : "Two")))
			fail_msg("%s", cases[i].columns);
		rendered_map_clear(&small);
	}
}

/* A record without a name in the map's first language has the one that it has, and the second beside it. */
static void test_records_without_a_language(void **state)
{
	(void)state;
	struct rendered_map small;
	small_map_render(&small, "T", "", LAYER, "name,name:en,lon,lat\nOrt,,117,25\nDorf,Village,117,22\n");
	assert_string_equal(small.said.bytes, "");
	assert_true(group_has_text(small.page.root, "Ort"));
	assert_true(group_has_text(small.page.root, "Village"));
	rendered_map_clear(&small);
	small_map_render(&small, "T", "", LAYER, "name,name:en,name:zh,lon,lat\nOrt,,庄,117,25\nDorf,Village,村,117,22\n城,,城,119,22\n");
	assert_string_equal(small.said.bytes, "");
	static const char *const drawn[] = {"Ort", "庄", "Village", "村", "城"};
	for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++)
		assert_true(group_has_text(small.page.root, drawn[i]));
	assert_false(group_has_text(small.page.root, "Dorf"));
	rendered_map_clear(&small);
}

static void test_no_column_of_names(void **state)
{
	(void)state;
	struct rendered_map small;
	static const char *const missing[] = {
	        "map.yaml:13:5: warning: layer 'towns' is to have names, and places.csv has no column of names "
	        "[unknown-column]",
	        "names: and the column into the data entry 'names'; its columns are: wort, land, lon, lat", NULL};
	static const char *const unknown[] = {"error: places.csv has no column 'wortschaft', which 'names' of data 'names'",
	                                      "hint: its columns are: wort, land, lon, lat", NULL};
	static const char *const misspelt[] = {"no column 'lnad'", "did you mean 'land'?", NULL};
	const char *csv = "wort,land,lon,lat\nOne,Two,117,25\n";
	small_map_render(&small, "T", "", LAYER, csv);
	assert_true(small.drawn);
	assert_said(&small, missing);
	rendered_map_clear(&small);
	small_map_render(&small, "T", "", "  - {id: towns, kind: marker, data: names}\n", csv);
	assert_string_equal(small.said.bytes, "");
	rendered_map_clear(&small);
	small_map_render(&small, "T", ", names: wortschaft", LAYER, csv);
	assert_false(small.drawn);
	assert_said(&small, unknown);
	rendered_map_clear(&small);
	small_map_render(&small, "T", ", names: lnad", LAYER, csv);
	assert_said(&small, misspelt);
	rendered_map_clear(&small);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_note_of_a_layer),
	                                   cmocka_unit_test(test_required_names_are_warnings),
	                                   cmocka_unit_test(test_a_name_larger_than_the_map),
	                                   cmocka_unit_test(test_very_long_names),
	                                   cmocka_unit_test(test_invisible_characters),
	                                   cmocka_unit_test(test_what_lies_hardly_in_the_frame),
	                                   cmocka_unit_test(test_a_shield_without_a_place),
	                                   cmocka_unit_test(test_columns_are_found),
	                                   cmocka_unit_test(test_records_without_a_language),
	                                   cmocka_unit_test(test_no_column_of_names)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

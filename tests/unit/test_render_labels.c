/* Labels: what names read — a column, an expression, a column per language, the data's names — and in which text style. */
#define SMALL_FOLDER "build/test-render-labels"
#include "small_map.h"

#include <math.h>

static const char towns[] = "name,name_zh,city,pop,note,2010 name,lon,lat\n"
                            "Alpha,苏州,A-town,1200,,Was A,114,25\nBeta,湖州,,1.5e3,x,Was B,120,22\n";

/* The text as the map sets it; NULL: it does not. */
static const struct text_mark *find_text(const struct group *group, const char *text)
{
	const struct text_mark *found = NULL;
	for (size_t i = 0; i < group->mark_count && !found; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_TEXT && !strcmp(mark->text->run.text, text))
			found = mark->text;
		else if (mark->type == MARK_GROUP)
			found = find_text(mark->group, text);
	}
	return found;
}

/* A layer of markers with these options: what stands on the map, and in which size; what is said, "" if nothing. */
static void test_texts(void **state)
{
	static const struct {
		const char *data, *options, *texts[3], *absent;
		double size;
		const char *said;
	} cases[] = {
	        {"", "label: name", {"Alpha", "Beta"}, "苏州", 6.8, ""},
	        {"", "label: name, label_style: town", {"Alpha", "Beta"}, "苏州", 5.8, ""},
	        {"", "label_style: city", {"Alpha", "苏州"}, NULL, 8.2, ""},
	        {"", "label: name + ' (' + pop + ')'", {"Alpha (1200)", "Beta (1.5e3)"}, "Alpha", 6.8, ""},
	        {"", "label: {en: name, zh: name_zh}", {"Alpha", "湖州"}, NULL, 6.8, ""},
	        {"", "label: {en: city + '!', zh: name_zh}", {"A-town!", "!", "湖州"}, "Alpha", 6.8, ""},
	        {"", "label: 2010 name", {"Was A", "Was B"}, "Alpha", 6.8, ""},
	        {"", "label: '`2010 name` + 1'", {"Was A1", "Was B1"}, "Alpha", 6.8, ""},
	        {"", "label: note", {"x"}, "Alpha", 6.8, ""},
	        {"", "label: '\"town\"'", {"town"}, "Alpha", 6.8, ""},
	        /* As in older map files: a text style, unless the data have such a column and no names of their own. */
	        {"", "label: water", {"Alpha", "苏州"}, NULL, 6.5, "note: label: 'water' is the name of a text style"},
	        {"", "label: city", {"A-town"}, "Beta", 8.2, "note: label: 'city' is a column of places.csv and a text style"},
	        {", names: name", "label: city", {"Alpha", "Beta"}, "A-town", 8.2, "hint: write label_style: city"},
	        {"", "label: city, label_style: town", {"A-town"}, "Beta", 5.8, ""},
	        {"", "label: none", {NULL}, "Alpha", 0, ""},
	        {"", "size: 2pt", {NULL}, "Alpha", 0, ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map small;
		char layer[300];
		snprintf(layer, sizeof layer, "  - {id: towns, kind: marker, data: names, %s}\n", cases[i].options);
		small_map_render(&small, "T", cases[i].data, layer, towns);
		assert_drawn(&small);
		for (size_t k = 0; k < 3 && cases[i].texts[k]; k++) {
			const struct text_mark *text = find_text(small.page.root, cases[i].texts[k]);
			if (!text || (k == 0 && fabs(text->run.size - cases[i].size) > 1e-9))
				fail_msg("%s: '%s' is set in %g", cases[i].options, cases[i].texts[k], text ? text->run.size : 0);
		}
		if (cases[i].absent && find_text(small.page.root, cases[i].absent))
			fail_msg("%s: there is '%s'", cases[i].options, cases[i].absent);
		if (*cases[i].said ? !strstr(small.said.bytes, cases[i].said) : *small.said.bytes)
			fail_msg("%s says: %s", cases[i].options, small.said.bytes);
		rendered_map_clear(&small);
	}
}

static void test_faults(void **state)
{
	static const struct {
		const char *options, *said;
	} cases[] = {
	        {"label: nmae", "13:51: error: places.csv has no column 'nmae', which 'label' of layer 'towns' names"},
	        {"label: nmae", "did you mean 'name'?"},
	        {"label: name + pup", "13:58: error: places.csv has no column 'pup'"},
	        {"label: 2010 nam", "13:51: error: places.csv has no column '2010 nam', which 'label'"},
	        {"label: 2010 nam", "did you mean '2010 name'?"},
	        {"label: citi", "did you mean 'city'?"},
	        {"label: provinze", "hint: the text style 'province' goes into label_style"},
	        {"label: name +", "13:57: error: something is missing at the end"},
	        {"label: {en: name, zh: nmae_zh}", "13:66: error: places.csv has no column 'nmae_zh'"},
	        {"label: pop > 5", "13:51: error: this is a condition, where a value is expected"},
	        {"label_style: citty", "theme 'daylight' has no text style 'citty'"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map small;
		char layer[300];
		snprintf(layer, sizeof layer, "  - {id: towns, kind: marker, data: names, %s}\n", cases[i].options);
		small_map_render(&small, "T", "", layer, towns);
		assert_false(small.drawn);
		if (!strstr(small.said.bytes, cases[i].said))
			fail_msg("%s says: %s", cases[i].options, small.said.bytes);
		rendered_map_clear(&small);
	}
}

/* Old spellings are one note for the map, which --strict leaves one. */
static void test_one_note(void **state)
{
	struct rendered_map small;
	(void)state;
	small_map_render(&small, "T", "",
	                 "  - {id: towns, kind: marker, data: names, label: town}\n"
	                 "  - {id: more, kind: name, data: names, label: sea, versions: none}\n",
	                 towns);
	assert_drawn(&small);
	assert_int_equal(small.diag.count, 1);
	assert_string_equal(small.diag.entries[0].message,
	                    "label: 'town' is the name of a text style, as in older map files (2 layers)");
	diag_make_strict(&small.diag);
	assert_int_equal(small.diag.errors, 0);
	rendered_map_clear(&small);
}

/* `labels:` pins what a label reads, and the data's own name. */
static void test_pins(void **state)
{
	static const char *const layer = "  - {id: towns, kind: marker, data: names, label: name + ' (' + pop + ')'}\nlabels:\n  %s: %s\n";
	static const char *const cases[][2] = {
	        {"Alpha (1200)", "hide"}, {"Alpha", "hide"}, {"Alfa", "left"}};
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct rendered_map small;
		char layers[300];
		snprintf(layers, sizeof layers, layer, cases[i][0], cases[i][1]);
		small_map_render(&small, "T", "", layers, towns);
		assert_int_equal(small.drawn, i < 2);
		if (i < 2)
			assert_false(group_has_text(small.page.root, "Alpha (1200)"));
		else
			assert_non_null(strstr(small.said.bytes, "did you mean 'Alpha'?"));
		rendered_map_clear(&small);
	}
}

/* A line has no name where a later area hides it; one that is drawn above the area, or beside it, has. */
static void a_hidden_line_has_no_name(void **state)
{
	static const char *const line = "  - {kind: line, data: lines, label: name, label_weight: 50}\n",
	                        *const area = "  - {kind: area, data: areas, fill: land}\n";
	static const struct {
		bool is_below, is_wide, is_named;
	} cases[] = {{false, true, true}, {true, true, false}, {true, false, true}};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map small;
		char map[1200];
		snprintf(map, sizeof map,
		         "title: T\npage: 120x100mm\nextent: [0, 0, 4, 3]\nbackground: sea\ndata:\n"
		         "  lines:\n    geometry: wkt\n    text: |\n      name,wkt\n"
		         "      Long river,\"LINESTRING (0.2 1.5, 3.8 1.5)\"\n"
		         "  areas:\n    geometry: wkt\n    text: |\n      name,wkt\n"
		         "      A,\"POLYGON ((0 0, %s 0, %s 3, 0 3, 0 0))\"\n"
		         "layers:\n%s%s",
		         cases[i].is_wide ? "4" : "1", cases[i].is_wide ? "4" : "1", cases[i].is_below ? line : area,
		         cases[i].is_below ? area : line);
		render_map_text(&small, "map.yaml", map, NULL, NULL, false);
		assert_drawn(&small);
		assert_int_equal(group_has_text(small.page.root, "Long river"), cases[i].is_named);
		rendered_map_clear(&small);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_hidden_line_has_no_name),
	                                   cmocka_unit_test(test_texts), cmocka_unit_test(test_faults),
	                                   cmocka_unit_test(test_one_note), cmocka_unit_test(test_pins)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

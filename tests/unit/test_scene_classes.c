/* Classes: each feature is drawn in the look of the first class that it passes, as if each class were a layer, and the
 * legend lists them below the layer's text. */
#define SMALL_FOLDER "build/test-scene-classes"
#include "small_map.h"

#define LINES ", as: line, line_by: id"

static const char towns[] = "name,kind,pop,lon,lat\n"
                            "Aa,city,3000,112,22\nBb,city,900,114,23\nCc,town,500,116,24\nDd,town,,118,25\n"
                            "Ee,site,20,120,26\nFf,city,1000,122,27\n";
static const char roads[] = "id,name,kind,pop,road no,lon,lat\n"
                            "1,Aa,city,3000,X7,112,22\n1,,,,,114,23\n2,Cc,town,500,,114,23\n2,,,,,118,25\n"
                            "3,Ee,site,20,,118,25\n3,,,,,122,25\n4,Ff,city,1000,X8,112,27\n4,,,,,122,27\n";

/* The marks of a page that have a fill or a stroke, in their order, as text. */
static void list_marks(const struct group *group, struct buffer *out)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP)
			list_marks(mark->group, out);
		if (mark->type != MARK_PATH)
			continue;
		const struct path_mark *path = mark->path;
		buffer_printf(out, "%02x%02x%02x %g ", (unsigned)(path->fill.red * 255), (unsigned)(path->fill.green * 255),
		              (unsigned)(path->fill.blue * 255), path->fill.opacity);
		buffer_printf(out, "%02x%02x%02x %g %zu:", (unsigned)(path->stroke.colour.red * 255),
		              (unsigned)(path->stroke.colour.green * 255), (unsigned)(path->stroke.colour.blue * 255),
		              path->stroke.width, path->stroke.dash_count);
		for (size_t k = 0; k < path->path.point_count; k++)
			buffer_printf(out, " %g,%g", path->path.points[k].x, path->path.points[k].y);
		buffer_text(out, "\n");
	}
}

/* How many features are drawn in a class of the layer `it`; 0 too if there is no such class. */
static size_t count_in(const struct rendered_map *small, int number)
{
	char id[32];
	snprintf(id, sizeof id, "it-class-%d", number);
	const struct group *group = find_group(small->page.root, id);
	size_t count = 0;
	for (size_t i = 0; group && i < group->mark_count; i++)
		count += group->marks[i].type == MARK_GROUP;
	return count;
}

/* Whatever kind: one layer with three classes draws what three layers draw. */
static void test_as_layers(void **state)
{
	static const struct {
		const char *data, *csv, *kind, *shared, *looks[3];
	} cases[] = {
	        {"", towns, "marker", "ring_width: 1pt",
	         {"symbol: square, fill: lead, size: 8pt", "fill: '#cc0000'", "symbol: ring"}},
	        {LINES, roads, "line", "cost: 2", {"width: 3", "width: 2, dash: [4, 2]", "colour: lead"}},
	        {LINES, roads, "expressway", "shield: none", {"width: 4pt", "colour: lead", "casing: none"}},
	        {LINES, roads, "railway", "smooth: 5", {"style: high-speed", "width: 1pt", "dash: 9pt"}},
	        {LINES, roads, "band", "edge: ink", {"width: 60km", "fill: lead", "width: 20km, opacity: 0.5"}},
	};
	static const char *const conditions[] = {"kind = 'city'", "kind != 'city' and kind = 'town'", "kind = 'site'"};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map one, three;
		struct buffer a, b;
		char layers[900], *at = layers;
		snprintf(layers, sizeof layers,
		         "  - {id: it, kind: %s, data: names, %s, classes: [{where: kind = 'city', %s}, "
		         "{where: 'kind in (\"city\", \"town\")', %s}, {else: yes, %s}]}\n",
		         cases[i].kind, cases[i].shared, cases[i].looks[0], cases[i].looks[1], cases[i].looks[2]);
		small_map_render(&one, "T", cases[i].data, layers, cases[i].csv);
		for (int k = 2; k >= 0; k--)
			at += snprintf(at, sizeof layers - (size_t)(at - layers),
			               "  - {id: l%d, kind: %s, data: names, where: \"%s\", %s, %s}\n", k, cases[i].kind,
			               conditions[k], cases[i].shared, cases[i].looks[k]);
		small_map_render(&three, "T", cases[i].data, layers, cases[i].csv);
		assert_drawn(&one);
		assert_drawn(&three);
		buffer_init(&a);
		buffer_init(&b);
		list_marks(one.page.root, &a);
		list_marks(three.page.root, &b);
		assert_true(a.length > 200);
		if (strcmp(a.bytes, b.bytes) != 0)
			fail_msg("%s:\n%s\nas layers:\n%s", cases[i].kind, a.bytes, b.bytes);
		buffer_clear(&a);
		buffer_clear(&b);
		rendered_map_clear(&one);
		rendered_map_clear(&three);
	}
}

static void render(struct rendered_map *small, const char *options)
{
	char layer[600];
	snprintf(layer, sizeof layer, "  - {id: it, kind: marker, data: names, %s}\n", options);
	small_map_render(small, "T", "", layer, towns);
	assert_drawn(small);
}

static void test_first_class_wins(void **state)
{
	struct rendered_map small;
	(void)state;
	render(&small, "classes: [{where: pop >= 1000, size: 5pt}, {where: kind = 'city', size: 4pt}, {where: pop > 0, size: 3pt}, {else: yes, size: 2pt}]");
	assert_int_equal(count_in(&small, 1), 2);
	assert_int_equal(count_in(&small, 2), 1);
	assert_int_equal(count_in(&small, 3), 2);
	assert_int_equal(count_in(&small, 4), 1);
	assert_string_equal(small.said.bytes, "");
	/* The first lies on top. */
	const struct group *layer = find_group(small.page.root, "it");
	assert_string_equal(layer->marks[0].group->id, "it-class-4");
	assert_string_equal(layer->marks[3].group->id, "it-class-1");
	rendered_map_clear(&small);
	render(&small, "where: pop > 100, classes: [{where: {kind: city}}, {else: yes}]");
	assert_int_equal(count_in(&small, 1), 3);
	assert_int_equal(count_in(&small, 2), 1);
	rendered_map_clear(&small);
}

static void test_by_a_column(void **state)
{
	struct rendered_map small;
	static const char *const texts[] = {"People", "< 500", "500–1\u00a0000", "1\u00a0000+", "Nobody"};
	(void)state;
	render(&small, "legend: People, classes: {by: pop, breaks: [500, 1000], size: [2pt, 3pt, 4pt], else: {symbol: ring, "
	               "legend: Nobody}}");
	static const size_t counts[] = {1, 2, 2, 1};
	for (int i = 0; i < 4; i++)
		assert_int_equal(count_in(&small, i + 1), counts[i]);
	for (size_t i = 0; i < 5; i++)
		if (!group_has_text(small.page.root, texts[i]))
			fail_msg("no '%s' in the legend", texts[i]);
	assert_string_equal(small.said.bytes, "");
	rendered_map_clear(&small);
	render(&small, "classes: {by: kind, values: [site, city], fill: [lead, ink], legend: [Sites, none]}");
	assert_int_equal(count_in(&small, 1), 1);
	assert_int_equal(count_in(&small, 2), 3);
	assert_true(group_has_text(small.page.root, "Sites"));
	assert_false(group_has_text(small.page.root, "city"));
	assert_non_null(strstr(small.said.bytes, "note: layer 'it' has no class for 2 of 6 features of places.csv, which are not "
	                                         "drawn: the first is record 4"));
	rendered_map_clear(&small);
}

/* A range without features is none the worse, but a condition that nothing passes is. */
static void test_empty_classes(void **state)
{
	static const struct {
		const char *classes, *said;
	} cases[] = {
	        {"[{where: kind = 'City'}, {else: yes}]",
	         "13:51: warning: class 1 of layer 'it' is empty: nothing of places.csv comes to it [no-features]"},
	        {"[{where: pop > 0}, {where: kind = 'site'}, {else: yes}]", "warning: class 2 of layer 'it' is empty"},
	        {"[{where: pop is empty or pop is not empty, size: 5pt}, {else: yes, size: 2pt}]", NULL},
	        {"{by: pop, breaks: [10, 1e6], size: 2pt, else: {}}", "look alike"},
	        {"{by: kind, breaks: [10], size: 2pt, else: {}}",
	         "warning: column 'kind' of places.csv is compared with a number and holds none: 'city' in record 2"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map small;
		char options[300];
		snprintf(options, sizeof options, "classes: %s", cases[i].classes);
		render(&small, options);
		if (cases[i].said ? !strstr(small.said.bytes, cases[i].said) : *small.said.bytes)
			fail_msg("%s says: %s", cases[i].classes, small.said.bytes);
		rendered_map_clear(&small);
	}
}

/* A column of texts that is compared with a number holds numbers, at least some. */
static void test_no_numbers(void **state)
{
	static const struct {
		const char *csv, *options, *said;
	} cases[] = {
	        {"name,pop,lon,lat\nA,5,112,22\nB,n/a,113,22\nC,,114,22\n", "where: not pop > 9",
	         "note: 1 of 2 values of column 'pop' of places.csv cannot be read as a number, the first is 'n/a' in record 3"},
	        {"name,pop,lon,lat\nA,\"1,5\",112,22\nB,\"2,5\",113,22\n", "where: not pop > 9",
	         "13:52: warning: column 'pop' of places.csv is compared with a number and holds none: '1,5' in record 2"},
	        /* A decimal comma in the coordinates is one in the numbers, too. */
	        {"name;pop;lon;lat\nA;1,5;112,5;22,5\nB;1.488.202;113;22\nC;12.500;114;22\n",
	         "classes: [{where: pop = 1.5, size: 2pt}, {where: pop = 1488202, size: 3pt}, {where: pop = 12500, size: 4pt}]", NULL},
	        /* Blanks part groups of three digits, as spreadsheets write them; others make a text. */
	        {"name;pop;lon;lat\nA;2 300 000;112;22\nB;12\u00A0500;113;22\nC;-1\u202F000.5;114;22\n",
	         "classes: [{where: pop = 2300000, size: 2pt}, {where: pop = 12500, size: 3pt}, {where: pop = -1000.5, size: 4pt}]",
	         NULL},
	        {"name;pop;lon;lat\nA;2 300 000,5;112,5;22,5\nB;1 000;113;22\n",
	         "classes: [{where: pop = 2300000.5, size: 2pt}, {where: pop = 1000, size: 3pt}]", NULL},
	        {"name;pop;lon;lat\nA;5;112;22\nB;23 00;113;22\nC;0 100;114;22\n", "where: not pop > 9",
	         "note: 2 of 3 values of column 'pop' of places.csv cannot be read as a number, the first is '23 00' in record 3"},
	        {"name;pop;lon;lat\nA;2 300;112;22\n", "where: pop = '2 300'", NULL},
	        {"name;pop;lon;lat\nA;1,5;112.5;22\nB;2;113;22\n", "where: not pop > 9",
	         "note: 1 of 2 values of column 'pop' of places.csv cannot be read as a number, the first is '1,5' in record 2"},
	        {"name,pop,lon,lat\nA,\"1,5\",112,22\n", "where: 'name = \"A\" or pop in (1, 2)'",
	         "13:63: warning: column 'pop' of places.csv is compared with a number and holds none"},
	        {"name,pop,lon,lat\nA,x,112,22\n", "where: pop = 'x' or pop > '5' or pop like '1'", NULL},
	        {"name,pop,lon,lat\nA,5,112,22\nB,,112,23\n", "where: pop < 9 and 4 < pop", NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map small;
		char layer[300];
		snprintf(layer, sizeof layer, "  - {id: it, kind: marker, data: names, %s}\n", cases[i].options);
		small_map_render(&small, "T", "", layer, cases[i].csv);
		assert_drawn(&small);
		if (cases[i].said ? !strstr(small.said.bytes, cases[i].said) : *small.said.bytes)
			fail_msg("%s says: %s", cases[i].options, small.said.bytes);
		rendered_map_clear(&small);
	}
}

static void test_unknown_columns(void **state)
{
	static const struct {
		const char *options, *said;
	} cases[] = {
	        {"classes: [{where: knd = 'city'}, {else: yes}]", "13:59: error: places.csv has no column 'knd', which 'classes'"},
	        {"classes: [{where: kind = 'city', label: nme}, {else: yes}]", "no column 'nme', which 'label' of layer 'it'"},
	        {"classes: {by: popp, breaks: [1]}", "13:55: error: places.csv has no column 'popp'"},
	        {"where: knd = 1, classes: [{where: kind = 'city'}, {else: yes}]", "no column 'knd', which 'where'"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map small;
		char layer[300];
		snprintf(layer, sizeof layer, "  - {id: it, kind: marker, data: names, %s}\n", cases[i].options);
		small_map_render(&small, "T", "", layer, towns);
		assert_false(small.drawn);
		if (!strstr(small.said.bytes, cases[i].said))
			fail_msg("%s says: %s", cases[i].options, small.said.bytes);
		rendered_map_clear(&small);
	}
}

/* Texts of the shields on the map: one for all roads, or each road's own. */
static void test_shields(void **state)
{
	static const struct {
		const char *shield, *texts[4], *absent, *said;
	} cases[] = {
	        {"G60", {"G60"}, "Aa", ""},
	        {"169", {"169"}, "Aa", ""},
	        {"I 95", {"I 95"}, "Aa", ""},
	        {"name", {"Aa", "Cc", "Ee", "Ff"}, "name", ""},
	        {"'\"R\" + id'", {"R1", "R2", "R3", "R4"}, "Aa", ""},
	        {"road no", {"X7", "X8"}, "road no", ""},
	        {"kind", {"city", "town", "site"}, "Aa", ""},
	        {"none", {NULL}, "none", ""},
	        {"'\"R\" + ide'", {NULL}, NULL, "13:75: error: places.csv has no column 'ide', which 'shield' of layer 'it'"},
	        {"'\"R\" + '", {NULL}, NULL, "error: something is missing at the end"},
	        {"{en: name}", {NULL}, NULL, "shield: expected a text, found keys with values"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map small;
		char layer[200];
		snprintf(layer, sizeof layer,
		         "  - {id: it, kind: expressway, data: names, legend: Roads, shield: %s}\n", cases[i].shield);
		small_map_render(&small, "T", LINES, layer, roads);
		assert_int_equal(small.drawn, !*cases[i].said);
		if (*cases[i].said ? !strstr(small.said.bytes, cases[i].said) : *small.said.bytes)
			fail_msg("%s says: %s", cases[i].shield, small.said.bytes);
		for (size_t k = 0; k < 4 && cases[i].texts[k]; k++)
			if (!group_has_text(small.page.root, cases[i].texts[k]))
				fail_msg("%s: no shield '%s'", cases[i].shield, cases[i].texts[k]);
		if (cases[i].absent && group_has_text(small.page.root, cases[i].absent))
			fail_msg("%s: a shield '%s'", cases[i].shield, cases[i].absent);
		rendered_map_clear(&small);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_as_layers),    cmocka_unit_test(test_first_class_wins),
	                                   cmocka_unit_test(test_by_a_column),  cmocka_unit_test(test_empty_classes),
	                                   cmocka_unit_test(test_unknown_columns), cmocka_unit_test(test_no_numbers), cmocka_unit_test(test_shields)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

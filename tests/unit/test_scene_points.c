/* Points of a layer: each that lies in the frame is drawn, cut at the frame's edge where its symbol reaches beyond. */
#include "rendered_map.h"

#include "draw/draw.h"

#define FOLDER "build/tmp-scene-points"

/* `layer`: as written. To be cleared. */
static void render_points(struct rendered_map *map, const char *settings, const char *layer)
{
	char text[2000];
	snprintf(text, sizeof text, "title: T\npage: 90x80mm\nextent: [0, 0, 10, 10]\npadding: 0\n%s\nlayers: [%s]\n", settings, layer);
	render_map_text(map, FOLDER "/map.yaml", text, NULL, NULL, false);
	assert_drawn(map);
}

/* Corners and middles of an extent's edges lie on the frame's edge, but for rounding. */
static void test_points_on_the_edge(void **state)
{
	(void)state;
	static const char *const projections[] = {"auto", "+proj=merc", "+proj=eqc"};
	write_file(FOLDER "/edge.csv", "id,lon,lat\n1,0,0\n2,10,10\n3,5,5\n4,10,5\n5,5,0\n6,0,10\n7,20,5\n");
	for (size_t i = 0; i < sizeof projections / sizeof *projections; i++) {
		char settings[200];
		struct rendered_map map;
		snprintf(settings, sizeof settings, "projection: \"%s\"\ndata: {p: {file: edge.csv, key: id}}", projections[i]);
		render_points(&map, settings, "{id: p, kind: marker, data: p, size: 6pt}");
		for (int point = 1; point <= 7; point++) {
			char id[20];
			snprintf(id, sizeof id, "p-%d", point);
			if (!find_group(map.page.root, id) != (point == 7))
				fail_msg("%s: point %d is %s", projections[i], point, point == 7 ? "drawn" : "not drawn");
		}
		rendered_map_clear(&map);
	}
}

/* 10,200 points in all, each 100th on the frame's edge. `name`: of a column. */
static void write_crowd(const char *file, const char *name)
{
	struct buffer text;
	buffer_init(&text);
	buffer_printf(&text, "%s,lon,lat\n", name);
	for (int i = 0; i < 10200; i++)
		buffer_printf(&text, "town %d,%.4f,%d\n", i, 0.5 + i * 0.0008, i % 100 ? 2 + i % 7 : 0);
	buffer_text(&text, "");
	write_file(file, text.bytes);
	buffer_clear(&text);
}

static void test_a_crowd_on_the_edge(void **state)
{
	(void)state;
	struct rendered_map map;
	struct buffer dump;
	write_crowd(FOLDER "/crowd.csv", "name");
	render_points(&map, "projection: \"+proj=eqc\"\ndata: {p: crowd.csv}", "{id: p, kind: marker, data: p}");
	buffer_init(&dump);
	page_dump(&map.page, &dump);
	buffer_text(&dump, "");
	if (!strstr(dump.bytes, "symbols 10200 at"))
		fail_msg("%s", strstr(dump.bytes, "symbols ") ? strstr(dump.bytes, "symbols ") : "no crowd");
	buffer_clear(&dump);
	rendered_map_clear(&map);
}

static void check_titles(const char *name, const char *data, size_t titles, bool is_told)
{
	struct rendered_map map;
	struct buffer svg, settings;
	write_crowd(FOLDER "/crowd.csv", name);
	buffer_init(&settings);
	buffer_printf(&settings, "data: {p: {file: crowd.csv%s}}", data);
	render_points(&map, settings.bytes, "{id: p, kind: marker, data: p}");
	assert_string_equal(map.said.bytes, "");
	for (int i = 0; i < 2; i++) { /* as for two versions */
		buffer_init(&svg);
		assert_true(draw_format_find("svg")->draw(&map.page, &(struct draw_options){.dpi = 72}, &svg, &map.diag));
		buffer_text(&svg, "");
		size_t count = 0;
		for (const char *at = svg.bytes; (at = strstr(at, "<title>town ")); at++)
			count++;
		assert_int_equal(count, titles);
		buffer_clear(&svg);
	}
	assert_int_equal(map.diag.count, is_told);
	if (is_told) {
		assert_string_equal(map.diag.entries[0].message,
		                    "layer 'p': 10200 points are one mark of the SVG, without their names as titles");
		assert_non_null(strstr(map.diag.entries[0].hint, "give its data a key"));
	}
	buffer_clear(&settings);
	rendered_map_clear(&map);
}

static void test_titles_of_a_crowd(void **state)
{
	(void)state;
	check_titles("name", "", 0, true);
	check_titles("name", ", key: name", 10200, false);
	check_titles("remark", "", 0, false);
}

/* Of several points of a feature, the first lies outside the frame. */
static const char multipoints[] =
        "{\"type\": \"FeatureCollection\", \"features\": ["
        "{\"type\": \"Feature\", \"properties\": {\"id\": \"a\", \"name\": \"Twofold\"}, "
        "\"geometry\": {\"type\": \"MultiPoint\", \"coordinates\": [[-40, 5], [4, 5]]}}, "
        "{\"type\": \"Feature\", \"properties\": {\"id\": \"b\", \"name\": \"Faraway\"}, "
        "\"geometry\": {\"type\": \"MultiPoint\", \"coordinates\": [[-40, 5], [-41, 5]]}}]}\n";

/* `members`: those of the map. */
static void render_multipoints(struct rendered_map *map, const char *members, const char *layers)
{
	char settings[600];
	write_file(FOLDER "/several.geojson", multipoints);
	write_file(FOLDER "/areas.csv", "id,WKT\na,\"POLYGON((3 4,3 6,5 6,5 4,3 4))\"\n");
	snprintf(settings, sizeof settings, "data: {p: {file: several.geojson, key: id}, areas: {file: areas.csv, key: id}}\n%s",
	         members);
	render_points(map, settings, layers);
	assert_string_equal(map->said.bytes, "");
}

static void test_any_point_of_a_feature_is_named(void **state)
{
	(void)state;
	struct rendered_map map;
	struct buffer dump;
	buffer_init(&dump);
	render_multipoints(&map, "", "{kind: name, data: p}, {kind: area, data: areas}");
	page_dump(&map.page, &dump);
	buffer_text(&dump, "");
	assert_non_null(strstr(dump.bytes, "Twofold"));
	assert_null(strstr(dump.bytes, "Faraway"));
	const char *words = map_words(&map.map, 0, 0, &map.arena);
	if (!strstr(words, "Twofold") || strstr(words, "Faraway"))
		fail_msg("%s", words);
	buffer_clear(&dump);
	rendered_map_clear(&map);
}

/* What the map says of itself with these layers of towns A, B, C, D, whose k is 1, 0, 1, 0. */
static void assert_words(const char *layers, const char *wanted)
{
	struct rendered_map map;
	char text[500];
	write_file(FOLDER "/towns.csv", "name,lon,lat,k\nA,1,1,1\nB,2,2,0\nC,3,3,1\nD,4,4,0\n");
	write_file(FOLDER "/rails.csv", "k;wkt\n1;LINESTRING(0 0, 1 0)\n2;LINESTRING(1 0, 0 0)\n3;LINESTRING(1 0, 3 0)\n");
	snprintf(text, sizeof text, "title: T\ndata: {t: towns.csv, r: rails.csv}\nlayers: [%s]\n", layers);
	render_map_text(&map, FOLDER "/words.yaml", text, NULL, &(struct render_options){0}, false);
	assert_drawn(&map);
	assert_string_equal(map.page.description, wanted);
	rendered_map_clear(&map);
}

static void test_places_that_are_drawn_are_told_once(void **state)
{
	(void)state;
	assert_words("{kind: marker, data: t, except: k = 1}", "Map: T. It shows B and D.");
	assert_words("{kind: marker, data: t, where: k = 1, except: 'name = \"A\"'}", "Map: T. It shows C.");
	assert_words("{kind: marker, data: t, classes: [{where: k = 1, fill: red}]}", "Map: T. It shows A and C.");
	assert_words("{kind: marker, data: t}, {kind: name, data: t}", "Map: T. It shows A, B, C and D.");
	assert_words("{kind: marker, data: t, where: k = 1}, {kind: name, data: t}", "Map: T. It shows A, C, B and D.");
	assert_words("{kind: marker, data: t, where: k = 1, below: 1000}, {kind: marker, data: t, where: k = 0}",
	             "Map: T. It shows B and D.");
}

static void test_lengths_of_what_is_drawn_are_told_once(void **state)
{
	(void)state;
	assert_words("{kind: railway, data: r, legend: R}", "Map: T. Route: R, 334 km.");
	assert_words("{kind: railway, data: r, legend: R, where: k = 2}", "Map: T. Route: R, 111 km.");
	assert_words("{kind: railway, data: r, legend: R, classes: [{where: k = 3}]}", "Map: T. Route: R, 223 km.");
	assert_words("{kind: railway, data: r, legend: R, below: 1000}", "Map: T.");
}

/* Accuracies have the decimal comma of their table. */
static void test_accuracies_with_decimal_commas(void **state)
{
	(void)state;
	struct rendered_map map;
	write_file(FOLDER "/stops.csv", "name;lon;lat;km\nA;0,5;1,5;0,5\nB;2,5;2,5;1,25\nC;4,5;1,5;2\n");
	render_map_text(&map, FOLDER "/stops.yaml",
	                "title: T\ndata: {r: {file: stops.csv, as: line}}\nlayers: [{kind: railway, data: r, accuracy: km}]\n",
	                NULL, &(struct render_options){0}, false);
	assert_drawn(&map);
	assert_null(strstr(map.said.bytes, "column km holds"));
	rendered_map_clear(&map);
}

static void test_any_point_of_a_member_has_its_note(void **state)
{
	(void)state;
	struct rendered_map map;
	struct buffer figures;
	render_multipoints(&map,
	                   "members: {areas: areas, points: p, list: {a: a}}\nversions: {\"1\": {members: [a]}}\n"
	                   "notes: {n: {text: A note, at: a}}\nfurniture: {timeline: off}",
	                   "{kind: members, data: areas}");
	buffer_init(&figures);
	assert_true(map_figures(&map.map, 0, false, &map.diag, &figures));
	assert_non_null(strstr(figures.bytes, "\"lon\": -40, \"lat\": 5, \"points\": [[-40, 5], [4, 5]]"));
	buffer_clear(&figures);
	rendered_map_clear(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_accuracies_with_decimal_commas),
	        cmocka_unit_test(test_lengths_of_what_is_drawn_are_told_once),
	        cmocka_unit_test(test_places_that_are_drawn_are_told_once),
	        cmocka_unit_test(test_points_on_the_edge),
	        cmocka_unit_test(test_a_crowd_on_the_edge),
	        cmocka_unit_test(test_titles_of_a_crowd),
	        cmocka_unit_test(test_any_point_of_a_feature_is_named),
	        cmocka_unit_test(test_any_point_of_a_member_has_its_note),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What a map does not show of its data, or cannot do with them, is said once, with a count. */
#define SMALL_FOLDER "build/test-left-out"
#include "scene/scene.h"
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

/* A point at 89.5 degrees was drawn above Mercator's edge, on the page. */
static void test_points_beyond_mercator(void **state)
{
	(void)state;
	struct rendered_map map;
	write_file(SMALL_FOLDER "/far.csv", "name,lon,lat\nA,0,0\nPole,30,90\nC,20,20\nSouth pole,10,-90\nNear,40,89.5\n");
	render_data(&map, "projection: +proj=merc\ndata: {far: far.csv}", "layers: [{kind: marker, data: far}]\n");
	assert_said(&map, (const char *const[]){"layer 'far': 3 of 5 points lie where this projection shows nothing", NULL});
	assert_int_equal(part(&map, "far")->mark_count, 2);
	rendered_map_clear(&map);
}

/* Three squares with the values 10, 20 and 30. */
static void write_squares(void)
{
	write_file(SMALL_FOLDER "/squares.csv",
	           "wkt;pop\n\"POLYGON ((9 50, 10 50, 10 51, 9 51, 9 50))\";10\n\"POLYGON ((11 50, 12 50, 12 51, 11 51, 11 50))\";20\n"
	           "\"POLYGON ((13 50, 14 50, 14 51, 13 51, 13 50))\";30\n");
}

/* `said`: NULL: nothing about colours. */
static void check_classes(const char *layer, const char *said)
{
	struct rendered_map map;
	char text[600];
	snprintf(text, sizeof text, "layers:\n  - {data: m, %s}\n", layer);
	render_data(&map, "data: {m: squares.csv}", text);
	if (said)
		assert_said(&map, (const char *const[]){said, "tell them apart by size, dash, symbol or hatch", NULL});
	else if (strstr(map.said.bytes, "look alike"))
		fail_msg("%s: %s", layer, map.said.bytes);
	rendered_map_clear(&map);
}

static void test_class_colours(void **state)
{
	(void)state;
	write_squares();
	check_classes("kind: area, classes: {by: pop, breaks: [15, 25], fill: [\"#fee8c8\", \"#fdbb84\", \"#e34a33\"]}", NULL);
	check_classes("kind: area, classes: {by: pop, breaks: [15, 25], fill: [\"#eff3ff\", \"#f0f4ff\", \"#e34a33\"]}",
	              "map.yaml:5:5: warning: layer 'm': classes 1 and 2 look alike as they are drawn (normal vision: CIEDE2000 0.4, at "
	              "least 5), 1 of 3 pairs do");
	/* Far apart by themselves, and hardly seen on the ground. */
	check_classes("kind: area, classes: {by: pop, breaks: [15, 25], fill: [\"#ff000004\", \"#0000ff04\", \"#00ff0004\"]}",
	              "3 of 3 pairs do");
	check_classes("kind: area, classes: {by: pop, breaks: [15, 25], fill: [red, red, red], hatch: [none, lines, dots]}", NULL);
	check_classes("kind: area, fill: none, edge: ink, classes: {by: pop, breaks: [15, 25], fill: [none, none, none]}", NULL);
}

/* What only some eyes take for one is a note of `check`. */
static void test_class_colours_of_all_eyes(void **state)
{
	(void)state;
	struct rendered_map map;
	write_squares();
	render_data(&map, "data: {m: squares.csv}",
	            "layers:\n  - {data: m, kind: area, classes: {by: pop, breaks: [15, 25], fill: [\"#cfe3d0\", \"#e9c9c4\", \"#101040\"]}}\n");
	assert_string_equal(map.said.bytes, "");
	scene_judge(&map.map.spec, 0, &map.diag);
	assert_int_equal(map.diag.count, 1);
	assert_int_equal(map.diag.entries[0].severity, DIAG_NOTE);
	assert_non_null(strstr(map.diag.entries[0].message, "classes 1 and 2 look alike as they are drawn (deuteranopia: CIEDE2000 2.6, at least 5)"));
	rendered_map_clear(&map);
}

/* Once for all versions, however many there are. */
static void test_class_colours_of_versions(void **state)
{
	(void)state;
	char text[2000] = "title: T\npage: a3\ndata: {m: squares.csv}\nlayers:\n"
	                  "  - {kind: area, data: m, classes: {by: pop, breaks: [15], fill: [\"#eff3ff\", \"#f0f4ff\"]}}\nversions:\n";
	for (int i = 1; i <= 5; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "  \"%d\": {extent: [8, 49, %d, 52]}\n", i, 13 + i);
	struct rendered_map map;
	write_squares();
	render_map_text(&map, SMALL_MAP, text, NULL, NULL, true);
	assert_drawn(&map);
	size_t count = 0;
	for (size_t i = 0; i < map.diag.count; i++)
		count += map.diag.entries[i].code == HARD_TO_SEE;
	assert_int_equal(count, 1);
	assert_said(&map, (const char *const[]){"layer 'm': classes 1 and 2 look alike", "(5 times)", NULL});
	rendered_map_clear(&map);
}

static bool has_part(const struct group *group, const char *text)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if ((mark->type == MARK_TEXT && strstr(mark->text->run.text, text)) ||
		    (mark->type == MARK_GROUP && has_part(mark->group, text)))
			return true;
	}
	return false;
}

/* A row of names has no room for what stands below each, a list none for all of its columns. */
static void check_timeline(const char *page, int versions, const char *said)
{
	char text[4000];
	struct rendered_map map;
	write_file(SMALL_FOLDER "/towns.csv", "key,lon,lat\na,10,50\nb,11,50.5\nc,11,51\nd,11.5,50\ne,12,51\n");
	snprintf(text, sizeof text,
	         "title: T\npage: %s\nlayout: side\ndata: {towns: {file: towns.csv, key: key}}\n"
	         "layers: [{kind: marker, data: towns}]\nmembers: {points: towns, list: "
	         "{a: {key: a}, b: {key: b}, c: {key: c}, d: {key: d}, e: {key: e}}}\nversions:\n",
	         page);
	for (int i = 0; i < versions; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "  Phase %d: {year: %d, members: [%c]}\n", i + 1,
		         2001 + i, 'a' + i);
	render_map_text(&map, SMALL_MAP, text, NULL, NULL, false);
	assert_drawn(&map);
	if (said)
		assert_said(&map, (const char *const[]){said, "choose a larger page", NULL});
	else if (strstr(map.said.bytes, "timeline"))
		fail_msg("%s", map.said.bytes);
	rendered_map_clear(&map);
}

static void test_timeline(void **state)
{
	(void)state;
	check_timeline("a4", 2, NULL);
	check_timeline("a4", 5, NULL); /* a list */
	check_timeline("a5", 5, "note: the timeline has no room for what is new and the number of members of every version");
}

/* Names have all languages, the sheet's own parts two. */
static void test_third_language(void **state)
{
	(void)state;
	struct rendered_map map;
	write_file(SMALL_FOLDER "/towns.csv", "name,lon,lat\nOne,10,50\nTwo,11,50.5\n");
	char *messages = map_file_text("seeds/messages/en.yaml"), *language = strstr(messages, "language: en\n");
	assert_non_null(language);
	memcpy(language, "language: fr", strlen("language: fr"));
	write_file(SMALL_FOLDER "/fr.yaml", messages);
	free(messages);
	render_data(&map, "languages: [en, zh, fr]\nmessages: {fr: fr.yaml}\ndata: {towns: towns.csv}",
	            "layers: [{kind: marker, data: towns}]\n");
	assert_said(&map, (const char *const[]){"map.yaml:3:21: note: languages: names on the map are set in all of them", NULL});
	rendered_map_clear(&map);
}

/* A sheet of all versions tells one fact of each where there is no room for more, and says so only then. */
static void test_facts_of_versions(void **state)
{
	(void)state;
	static const char *const parts[] = {"for more than one fact each", "for summaries and facts", "for routes, summaries and facts",
	                                    "for what each version added"};
	bool told[4] = {false};
	static const char *const pages[] = {"a3", "a4", "a5", "160x90mm", "200x100mm", "240x110mm", "280x130mm"};
	for (size_t p = 0; p < sizeof pages / sizeof *pages; p++)
		for (int facts = 1; facts <= 3; facts += 2) {
			char text[4000];
			struct rendered_map map;
			write_file(SMALL_FOLDER "/towns.csv", "key,lon,lat\na,10,50\nb,11,50.5\n");
			snprintf(text, sizeof text,
			         "title: T\npage: %s\ndata: {towns: {file: towns.csv, key: key}}\nlayers: [{kind: marker, data: towns}]\n"
			         "members: {points: towns, list: {a: {key: a}, b: {key: b}}}\n"
			         "versions: {\"1\": {members: [a]}, \"2\": {members: [b]}}\nfacts:\n",
			         pages[p]);
			for (int i = 0; i < facts; i++)
				snprintf(text + strlen(text), sizeof text - strlen(text),
				         "  - {figure: \"%d\", text: Something that was built in that year and has a long name to tell of, "
				         "versions: [\"2\"]}\n",
				         i + 1);
			render_map_text(&map, SMALL_MAP, text, NULL, NULL, true);
			for (size_t i = 0; i < 4; i++) {
				bool said = strstr(map.said.bytes, parts[i]) != NULL;
				if (said && i == 0 && facts == 1)
					fail_msg("%s: one fact is all there is: %s", pages[p], map.said.bytes);
				told[i] |= said;
			}
			if (map.drawn && facts == 3 && !strstr(map.said.bytes, "captions of 2 maps"))
				for (char digit = '1'; digit <= '3'; digit++)
					if (!group_has_text(map.page.root, (char[]){digit, 0}))
						fail_msg("%s: fact %c is lost in silence", pages[p], digit);
			rendered_map_clear(&map);
		}
	assert_true(told[0]);
}

/* The source of what a locator alone shows is named where there is one. */
static void test_credits_of_locator(void **state)
{
	(void)state;
	struct rendered_map map;
	write_file(SMALL_FOLDER "/land.csv", "wkt\n\"POLYGON ((0 40, 30 40, 30 60, 0 60, 0 40))\"\n");
	write_file(SMALL_FOLDER "/towns.csv", "key,lon,lat\na,10,50\nb,11,50.5\n");
	static const char text[] =
	        "title: T\npage: a3\nsources: {own: Own work., land: Land by others.}\n"
	        "data: {towns: {file: towns.csv, key: key, credit: own}, land: {file: land.csv, credit: land}}\n"
	        "layers: [{kind: marker, data: towns}]\nmembers: {points: towns, list: {a: {key: a}, b: {key: b}}}\n"
	        "versions: {\"1\": {members: [a]}, \"2\": {members: [b]}}\nfurniture: {locator: {data: land}}\n";
	for (int all = 0; all < 2; all++) {
		render_map_text(&map, SMALL_MAP, text, NULL, NULL, all);
		assert_drawn(&map);
		assert_true(has_part(map.page.root, "Own work"));
		assert_int_equal(has_part(map.page.root, "Land by others"), !all);
		rendered_map_clear(&map);
	}
}

/* Every part of a line is drawn, or counted: those without length are; and what other types a file has of which nothing
 * is drawn. */
static void test_parts_of_lines(void **state)
{
	(void)state;
	struct rendered_map map;
	write_file(SMALL_FOLDER "/lines.csv",
	           "wkt;name\n\"MULTILINESTRING ((10 50, 11 50), (10 51), (10 52, 10 52))\";a\n\"LINESTRING (10 53, 11 53)\";b\n"
	           "\"LINESTRING (12 53, 12 53, 12 53)\";c\n\"MULTIPOINT ((10 50), (11 51))\";d\n");
	render_data(&map, "data: {lines: lines.csv}", "layers: [{id: drawn, kind: line, data: lines}]\nextent: [9, 49, 13, 54]\n");
	assert_said(&map, (const char *const[]){"warning: lines.csv:2: a part has too few vertices and is left out",
	                                        "note: lines.csv: 2 lines without length are not drawn: the first is in record 2",
	                                        "note: lines.csv also holds points, which no layer draws: 1 of its 4 features", NULL});
	assert_int_equal(map.diag.count, 3);
	rendered_map_clear(&map);
}

/* A shield's text that is a column's name but for capitals is told; a text that is none is not. */
static void test_texts_near_columns(void **state)
{
	(void)state;
	struct rendered_map map;
	write_file(SMALL_FOLDER "/roads.csv", "wkt;ref\n\"LINESTRING (10 50, 12 53)\";A 1\n");
	for (int near = 0; near < 2; near++) {
		render_data(&map, "data: {roads: roads.csv}",
		            near ? "layers: [{id: drawn, kind: expressway, data: roads, shield: Ref}]\n"
		                 : "layers: [{id: drawn, kind: expressway, data: roads, shield: A1}]\n");
		bool told = strstr(map.said.bytes ? map.said.bytes : "",
		                   "'shield' of layer 'drawn' writes 'Ref' as it stands: but for capitals it is the column "
		                   "'ref' of roads.csv");
		assert_true(told == near);
		rendered_map_clear(&map);
	}
}

/* Polygons that cover nothing are told: flat ones, there and back, a ring twice or run twice; a bow, a hole that another
 * ring fills, and a cap round a pole cover something. */
static void test_polygons_without_area(void **state)
{
	(void)state;
	struct rendered_map map;
	write_file(SMALL_FOLDER "/flat.csv",
	           "wkt;name\n\"POLYGON ((10 50, 12 52, 12 50, 10 52, 10 50))\";bow\n\"POLYGON ((10 50, 11 51, 12 52, 10 50))\";flat\n"
	           "\"POLYGON ((10 50, 11 51, 12 50, 11 51, 10 50))\";back\n"
	           "\"MULTIPOLYGON (((10 50, 11 50, 11 51, 10 50)), ((11 51, 11 50, 10 50, 11 51)))\";twice\n"
	           "\"POLYGON ((10 50, 11 50, 11 51, 10 50, 11 50, 11 51, 10 50))\";run\n"
	           "\"MULTIPOLYGON (((10 50, 13 50, 13 53, 10 50), (11.5 51, 12 51, 12 51.5, 11.5 51)), ((11.5 51, 12 51, 12 51.5, "
	           "11.5 51)))\";filled\n\"POLYGON ((-180 80, -60 80, 60 80, 180 80, -180 80))\";cap\n");
	render_data(&map, "data: {flat: flat.csv}", "layers: [{id: drawn, kind: area, data: flat}]\nextent: [9, 49, 13, 54]\n");
	assert_said(&map, (const char *const[]){"warning: flat.csv: 4 polygons have no area, since rings are flat or cancel each "
	                                        "other out: the first is in record 3", NULL});
	rendered_map_clear(&map);
}

static size_t count_paths(const struct group *group)
{
	size_t count = 0;
	for (size_t i = 0; i < group->mark_count; i++)
		count += group->marks[i].type == MARK_GROUP ? count_paths(group->marks[i].group)
		                                            : group->marks[i].type == MARK_PATH;
	return count;
}

/* Every point of a multipoint, and every record of a member's key. */
static void test_points_and_records(void **state)
{
	(void)state;
	struct rendered_map map;
	write_file(SMALL_FOLDER "/points.csv", "wkt;key\n\"MULTIPOINT ((10 50), (11 51), (12 52))\";a\n\"POINT (10 53)\";a\n");
	render_data(&map, "data: {points: {file: points.csv, key: key}}",
	            "layers: [{id: drawn, kind: marker, data: points, ring: none}]\n"
	            "members: {points: points, list: {a: {key: a}}}\nextent: [9, 49, 13, 54]\n");
	assert_int_equal(count_paths(part(&map, "drawn")), 4);
	rendered_map_clear(&map);
	write_file(SMALL_FOLDER "/areas.csv",
	           "wkt;key\n\"POLYGON ((10 50, 11 50, 11 51, 10 50))\";a\n\"POLYGON ((12 50, 13 50, 13 51, 12 50))\";a\n"
	           "\"MULTIPOLYGON (((10 53, 11 53, 11 54, 10 53)), ((12 53, 13 53, 13 54, 12 53)))\";a\n");
	render_data(&map, "data: {areas: {file: areas.csv, key: key}}",
	            "layers: [{id: drawn, kind: members, data: areas}]\nmembers: {areas: areas, list: {a: {key: a}}}\n");
	struct box box = group_box(part(&map, "drawn")), frame = part(&map, "map")->clip;
	assert_true(box_width(box) > 0.5 * box_width(frame) || box_height(box) > 0.8 * box_height(frame));
	assert_string_equal(map.said.bytes, "");
	rendered_map_clear(&map);
}

/* A map that is fitted to points tells of those of which its projection has no picture; with an extent nobody misses them. */
static void test_points_without_a_picture(void **state)
{
	(void)state;
	struct rendered_map map;
	write_file(SMALL_FOLDER "/far.csv", "name,lon,lat\nA,0,0\nB,95,3\nC,20,20\nD,10,50\n");
	render_data(&map, "data: {far: far.csv}\nprojection: +proj=tmerc", "layers: [{kind: marker, data: far}]\n");
	assert_said(&map, (const char *const[]){"note: layer 'far': 1 of 4 points lie where this projection shows nothing",
	                                        "choose a projection that shows the places", NULL});
	rendered_map_clear(&map);
	const char *const silent[] = {"data: {far: far.csv}\nprojection: +proj=tmerc\nextent: [-10, 0, 30, 55]",
	                              "data: {far: far.csv}\nprojection: +proj=robin"};
	for (size_t i = 0; i < 2; i++) {
		render_data(&map, silent[i], "layers: [{kind: marker, data: far}]\n");
		assert_null(strstr(map.said.bytes, "shows nothing"));
		rendered_map_clear(&map);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_datum_abroad),
	        cmocka_unit_test(test_points_beyond_mercator),
	        cmocka_unit_test(test_points_without_a_picture),
	        cmocka_unit_test(test_class_colours),
	        cmocka_unit_test(test_parts_of_lines),
	        cmocka_unit_test(test_texts_near_columns),
	        cmocka_unit_test(test_polygons_without_area),
	        cmocka_unit_test(test_points_and_records),
	        cmocka_unit_test(test_class_colours_of_all_eyes),
	        cmocka_unit_test(test_timeline),
	        cmocka_unit_test(test_third_language),
	        cmocka_unit_test(test_facts_of_versions),
	        cmocka_unit_test(test_credits_of_locator),
	        cmocka_unit_test(test_class_colours_of_versions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

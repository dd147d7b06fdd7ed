/* What the legend says and shows of layers, on small maps. */
#include "rendered_map.h"

#define DATA                                                                                                            \
	"data:\n  areas: {file: geodata/admin/prefectures.shp, key: adcode}\n"                                         \
	"  cities: {file: geodata/cities.csv, key: adcode}\n"
#define HEAD                                                                                                            \
	"corridor: 1\nid: small\ntitle: Small\nlanguages: [en]\npage: 190x130mm\nlayout: side\n"                       \
	"extent: [118, 28.5, 122.5, 32]\nfurniture: {locator: no}\n" DATA
#define MEMBERS                                                                                                         \
	"members: {areas: areas, points: cities, list: {jiaxing: {key: \"330400\"}, huzhou: {key: \"330500\"}}}\n"

static void draw(struct rendered_map *map, const char *text, size_t version)
{
	render_map_text(map, "test.yaml", text, NULL, &(struct render_options){.version = version}, false);
	assert_drawn(map);
}

static int times(const struct group *group, const char *text)
{
	int count = 0;
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		count += mark->type == MARK_TEXT && !strcmp(mark->text->run.text, text);
		count += mark->type == MARK_GROUP ? times(mark->group, text) : 0;
	}
	return count;
}

static void assert_legend(const struct rendered_map *map, const char *text)
{
	if (times(part(map, "part-legend"), text) != 1)
		fail_msg("the legend does not say '%s'", text);
}

/* "Since 2014 (2014)" says one thing twice. */
static void test_a_version_named_by_its_year_says_it_once(void **state)
{
	static const char text[] = HEAD "layers:\n  - {id: members, kind: members, data: areas}\n" MEMBERS
	                                "versions:\n  \"2014\": {year: 2014, tagline: First, members: [jiaxing]}\n"
	                                "  \"2020\": {year: 2020, members: [huzhou]}\n";
	(void)state;
	struct rendered_map map;
	draw(&map, text, 1);
	assert_legend(&map, "New in 2020");
	assert_legend(&map, "Since 2014");
	assert_non_null(strstr(map_words(&map.map, 1, 0, &map.arena), "Small, version 2020. "));
	rendered_map_clear(&map);
	draw(&map, text, 0);
	assert_int_equal(times(part(&map, "part-badge"), "2014"), 1);
	assert_int_equal(times(part(&map, "part-timeline"), "2014"), 1);
	rendered_map_clear(&map);
}

#define MORE                                                                                                            \
	"  road: {file: geodata/g60-expressway.csv, as: line}\n  rivers: {file: geodata/gshhg/rivers.shp}\n"          \
	"  sea: {file: geodata/osm/sea.shp}\n  places: {file: geodata/places.csv}\n"                                 \
	"  courses: {file: geodata/osm/river_courses.shp}\n"
#define ONE_VERSION MEMBERS "versions: {\"1\": {members: [jiaxing, huzhou]}}\n"
#define TWO_VERSIONS MEMBERS "versions: {\"1\": {members: [jiaxing]}, \"2\": {members: [huzhou]}}\n"

/* The n-th row of the legend, from 0; NULL: it has fewer. */
static const struct group *row(const struct rendered_map *map, size_t n)
{
	const struct group *legend = part(map, "part-legend");
	for (size_t i = 0; i < legend->mark_count; i++)
		if (legend->marks[i].type == MARK_GROUP && n-- == 0)
			return legend->marks[i].group;
	return NULL;
}

/* The marks of a row beside its text: those of its key. */
static size_t key_marks(const struct group *row, const char *text)
{
	size_t count = 0;
	for (size_t i = 0; i < row->mark_count; i++) {
		const struct mark *mark = &row->marks[i];
		if (mark->type == MARK_GROUP)
			count += key_marks(mark->group, text);
		else
			count += mark->type != MARK_TEXT || strcmp(mark->text->run.text, text) != 0;
	}
	return count;
}

/* A legend text works on every kind, and has a key that is seen. */
static void test_every_kind_has_a_key(void **state)
{
	static const char *const layers[] = {
	        "kind: members, data: areas",
	        "kind: area, data: sea, fill: sea",
	        "kind: area, data: areas, label: city",
	        "kind: line, data: rivers, colour: river",
	        "kind: line, data: courses, colour: none, label: river",
	        "kind: expressway, data: road, shield: none",
	        "kind: railway, data: road",
	        "kind: band, data: road",
	        "kind: marker, data: cities",
	        "kind: marker, data: cities, symbol: none, label: city",
	        "kind: name, data: places, label: town",
	        "kind: graticule",
	        "kind: graticule, style: ticks",
	        "kind: graticule, style: crosses",
	};
	(void)state;
	for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
		struct rendered_map map;
		char text[2000];
		snprintf(text, sizeof text, HEAD MORE "layers:\n  - {id: tested, legend: A text, %s}\n" ONE_VERSION,
		         layers[i]);
		draw(&map, text, 0);
		assert_legend(&map, "A text");
		if (!row(&map, 0) || key_marks(row(&map, 0), "A text") == 0)
			fail_msg("no key: %s", layers[i]);
		assert_null(row(&map, 1));
		rendered_map_clear(&map);
	}
}

/* Where members have joined one after the other, their layer's text heads their rows. */
static void test_the_text_of_members_heads_their_rows(void **state)
{
	static const char text[] = HEAD "layers:\n  - {id: m, kind: members, data: areas, legend: Places}\n" TWO_VERSIONS;
	(void)state;
	struct rendered_map map;
	draw(&map, text, 1);
	assert_int_equal(times(row(&map, 0), "Places"), 1);
	assert_int_equal(key_marks(row(&map, 0), "Places"), 0);
	assert_int_equal(times(row(&map, 1), "New in 2"), 1);
	assert_int_equal(times(row(&map, 2), "Since 1"), 1);
	rendered_map_clear(&map);
}

static const char three_layers[] = HEAD MORE "layers:\n  - {id: m, kind: members, data: areas%s}\n"
                                             "  - {id: sea, kind: area, data: sea, fill: sea, legend: Sea%s}\n"
                                             "  - {id: road, kind: expressway, data: road, legend: Road}\n" TWO_VERSIONS;

static void draw_three(struct rendered_map *map, const char *members, const char *sea, const char *set)
{
	char text[2000];
	const struct map_overrides overrides = {.sets = &set, .set_count = set != NULL};
	snprintf(text, sizeof text, three_layers, members, sea);
	render_map_text(map, "test.yaml", text, &overrides, &(struct render_options){.version = 1}, false);
	assert_drawn(map);
	assert_string_equal(map->said.bytes, "");
}

static void assert_rows(const struct rendered_map *map, const char *const *texts)
{
	size_t i = 0;
	for (; texts[i]; i++)
		if (!row(map, i) || times(row(map, i), texts[i]) != 1)
			fail_msg("row %zu is not '%s'", i, texts[i]);
	assert_null(row(map, i));
}

static void test_rows_are_ordered_and_left_out(void **state)
{
	static const char *const as_drawn[] = {"New in 2", "Since 1", "Sea", "Road", NULL},
	                         *const ordered[] = {"Road", "New in 2", "Since 1", "Sea", NULL},
	                         *const without[] = {"New in 2", "Since 1", "Road", NULL},
	                         *const unlisted[] = {"Sea", "Road", NULL};
	static const struct {
		const char *members, *sea, *set;
		const char *const *rows;
	} cases[] = {
	        {"", "", NULL, as_drawn},
	        {"", "", "furniture.legend.order=[road, m]", ordered},
	        {"", "", "furniture.legend.without=[sea]", without},
	        {"", "", "furniture.legend.without=none", as_drawn},
	        {"", "", "layers.sea.legend=none", without},
	        {"", "", "layers.sea.legend=no", without},
	        {", legend: none", "", NULL, unlisted},
	        {", legend: none, translated: [en]", "", NULL, unlisted},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map map;
		draw_three(&map, cases[i].members, cases[i].sea, cases[i].set);
		assert_rows(&map, cases[i].rows);
		rendered_map_clear(&map);
	}
}

/* A key that is as white as the page has an edge. */
static void test_a_white_fill_has_a_key_that_is_seen(void **state)
{
	static const char form[] = HEAD MORE "layers:\n  - {id: a, kind: area, data: sea, fill: %s, legend: A text}\n" ONE_VERSION;
	static const struct {
		const char *fill;
		size_t marks;
	} cases[] = {{"white", 2}, {"navy", 1}};
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct rendered_map map;
		char text[2000];
		snprintf(text, sizeof text, form, cases[i].fill);
		draw(&map, text, 0);
		assert_int_equal(key_marks(row(&map, 0), "A text"), cases[i].marks);
		rendered_map_clear(&map);
	}
}

static const struct text_mark *first_text(const struct group *group)
{
	const struct text_mark *found = NULL;
	for (size_t i = 0; i < group->mark_count && !found; i++)
		found = group->marks[i].type == MARK_TEXT    ? group->marks[i].text
		        : group->marks[i].type == MARK_GROUP ? first_text(group->marks[i].group)
		                                             : NULL;
	return found;
}

/* Below a plain map a layer's text is never the last of a column, with its classes at the top of the next. */
static void test_a_heading_stands_above_its_first_class(void **state)
{
	static const char text[] =
	        "title: Small\nlanguages: [en]\n" DATA "layers:\n"
	        "  - {data: areas, legend: Head 1, classes: [{where: adcode < 330000, fill: lake, legend: A}, "
	        "{else: yes, fill: land, legend: B}]}\n"
	        "  - {data: cities, legend: Head 2, classes: [{where: adcode < 320000, legend: A}, "
	        "{where: adcode < 330000, legend: B}, {where: adcode < 340000, legend: C}, {else: yes, legend: D}]}\n"
	        "  - {data: cities, legend: Head 3, classes: [{where: adcode < 330000, legend: A}, "
	        "{else: yes, legend: B}]}\n";
	(void)state;
	struct rendered_map map;
	int headings = 0;
	draw(&map, text, 0);
	for (size_t i = 0; row(&map, i + 1); i++) {
		const struct text_mark *heading = first_text(row(&map, i)), *first = first_text(row(&map, i + 1));
		if (strncmp(heading->run.text, "Head ", 5) != 0)
			continue;
		headings++;
		if (heading->origin.y >= first->origin.y)
			fail_msg("'%s' ends a column", heading->run.text);
	}
	assert_int_equal(headings, 3);
	rendered_map_clear(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_version_named_by_its_year_says_it_once),
	        cmocka_unit_test(test_every_kind_has_a_key),
	        cmocka_unit_test(test_the_text_of_members_heads_their_rows),
	        cmocka_unit_test(test_rows_are_ordered_and_left_out),
	        cmocka_unit_test(test_a_white_fill_has_a_key_that_is_seen),
	        cmocka_unit_test(test_a_heading_stands_above_its_first_class),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

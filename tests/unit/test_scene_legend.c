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
	assert_non_null(strstr(map_words(&map.map, 1, &map.arena), "Small, version 2020. "));
	rendered_map_clear(&map);
	draw(&map, text, 0);
	assert_int_equal(times(part(&map, "part-badge"), "2014"), 1);
	assert_int_equal(times(part(&map, "part-timeline"), "2014"), 1);
	rendered_map_clear(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_a_version_named_by_its_year_says_it_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

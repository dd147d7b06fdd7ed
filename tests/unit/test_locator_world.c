/* The locator from the world inside: of any region, from a quarter of a town to a continent, it shows more than the map,
 * as far as it takes to see what a stranger knows, and names it. */
#include "rendered_map.h"

#include <math.h>

struct region {
	const char *extent;
	bool is_globe;
	const char *names[4]; /* that it holds, upper case for countries; up to a NULL */
};

static const struct region regions[] = {
        {"[2.22, 48.81, 2.47, 48.91]", false, {"FRANCE", "Paris", "Brussels"}},
        {"[-74.03, 40.69, -73.92, 40.83]", false, {"UNITED STATES", "New York", "Washington D.C."}},
        {"[121.2, 31, 121.8, 31.45]", false, {"CHINA", "Shanghai", "East China Sea"}},
        {"[5.6, 49.4, 6.6, 50.2]", false, {"LUXEMBOURG", "FRANCE", "Brussels"}},
        {"[-16.9, 13, -13.7, 13.9]", false, {"GAMBIA", "SENEGAL", "Banjul", "Dakar"}},
        {"[103.6, 1.15, 104.1, 1.5]", false, {"SINGAPORE", "Kuala Lumpur"}},
        {"[176.5, -19.5, -178, -15.8]", false, {"FIJI", "Suva", "NEW ZEALAND", "Coral Sea"}},
        {"[170, -12, -150, 6]", true, {"Pacific Ocean", "KIRIBATI"}},
        {"[-76, -56, -66, -17]", true, {"CHILE", "ARGENTINA"}},
        {"[39.9, 41, 46.8, 43.7]", false, {"GEORGIA", "Ankara", "RUSSIA"}},
        {"[72, -1, 74.5, 7.5]", false, {"MALDIVES", "Malé", "INDIA", "Arabian Sea"}},
        {"[165, 60, -168, 72]", false, {"RUSSIA", "Bering Sea"}},
        {"[8, 76, 34, 81]", false, {"SVALBARD & JAN MAYEN", "Barents Sea"}},
        {"[160, -79, 172, -76]", false, {"ANTARCTICA", "Ross Sea"}},
        {"[-25, 63, -13, 67]", false, {"ICELAND", "Reykjavik", "London"}},
        {"[88.6, 26.6, 92.2, 28.4]", false, {"BHUTAN", "INDIA", "CHINA"}},
        {"[-161, 18.5, -154.5, 22.5]", true, {"North America", "Pacific Ocean"}},
        {"[-12.5, -37.5, -12.1, -37]", false, {"SOUTH AFRICA", "South Atlantic Ocean"}},
        {"[165, -48, 180, -33]", false, {"NEW ZEALAND", "Wellington"}},
        {"[-93, 40.5, -75, 49.5]", false, {"CANADA", "UNITED STATES", "Ottawa", "Washington D.C."}},
        {"[-74, -34, -34, 6]", true, {"BRAZIL", "South America"}},
        {"[22, -3, 42, 33]", true, {"Africa", "Europe", "Asia", "Indian Ocean"}},
        {"[68, 6, 98, 36]", true, {"INDIA", "Asia", "Indian Ocean"}},
        {"[-19, -36, 53, 38]", true, {"Africa", "Europe"}},
        {"[-12, 35, 42, 71]", true, {"Europe", "Africa", "Asia"}},
        {"[-180, -90, 180, -62]", true, {"ANTARCTICA"}},
};

static bool has_name(const struct group *group, const char *name)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if ((mark->type == MARK_TEXT && !strcmp(mark->text->run.text, name)) ||
		    (mark->type == MARK_GROUP && has_name(mark->group, name)))
			return true;
	}
	return false;
}

static void draw(struct rendered_map *drawn, const char *extent, const char *rest)
{
	char text[500];
	snprintf(text, sizeof text, "title: T\nbase: {labels: none}\nextent: %s\n%s", extent, rest);
	render_map_text(drawn, "map.yaml", text, NULL, NULL, false);
	if (!drawn->drawn)
		fail_msg("%s: %s", extent, drawn->said.bytes);
}

static void any_region_is_placed(void **state)
{
	(void)state;
	size_t missing = 0;
	for (size_t i = 0; i < sizeof regions / sizeof *regions; i++) {
		const struct region *region = &regions[i];
		struct rendered_map drawn;
		draw(&drawn, region->extent, "furniture: {locator: yes}\n");
		const struct group *locator = part(&drawn, "part-locator");
		if (region->is_globe != (find_group(locator, "locator-globe") != NULL))
			fail_msg("%s: a globe or not", region->extent);
		for (size_t k = 0; k < 4 && region->names[k]; k++)
			if (!has_name(locator, region->names[k]))
				print_message("%s: %s is not named\n", region->extent, region->names[k]), missing++;
		assert_string_equal(drawn.said.bytes, "");
		rendered_map_clear(&drawn);
	}
	assert_int_equal(missing, 0);
}

/* The picture is never smaller than the frame in it, whatever the region. */
static void the_frame_lies_inside(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof regions / sizeof *regions; i++) {
		struct rendered_map drawn;
		struct box shown = box_empty;
		draw(&drawn, regions[i].extent, "furniture: {locator: yes}\n");
		const struct group *locator = part(&drawn, "part-locator");
		for (size_t k = 0; k < locator->mark_count; k++)
			if (locator->marks[k].type == MARK_GROUP && locator->marks[k].group->clipped)
				shown = locator->marks[k].group->clip;
		struct box frame = group_box(part(&drawn, "locator-extent"));
		if (!box_holds(box_grow(shown, -1), frame) || box_width(frame) < 5)
			fail_msg("%s: %.1f points of %.1f", regions[i].extent, box_width(frame), box_width(shown));
		rendered_map_clear(&drawn);
	}
}

static void names_are_in_the_maps_language(void **state)
{
	(void)state;
	struct rendered_map drawn;
	draw(&drawn, "[121.2, 31, 121.8, 31.45]", "languages: [zh]\nfurniture: {locator: yes, credits: no}\n");
	const struct group *locator = part(&drawn, "part-locator");
	assert_true(has_name(locator, "中国") && has_name(locator, "上海") && has_name(locator, "东海"));
	rendered_map_clear(&drawn);
}

/* The name's mark; NULL: none. */
static const struct text_mark *find_name(const struct group *group, const char *name)
{
	const struct text_mark *found = NULL;
	for (size_t i = 0; i < group->mark_count && !found; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_TEXT && !strcmp(mark->text->run.text, name))
			found = mark->text;
		else if (mark->type == MARK_GROUP)
			found = find_name(mark->group, name);
	}
	return found;
}

/* A country that is smaller than its name and has no sea has it over its own land, whose middle the map's is here. */
static void small_countries_are_named_on_their_land(void **state)
{
	(void)state;
	static const char *const small[][2] = {{"[26.9, -30.8, 29.6, -28.4]", "LESOTHO"},
	                                       {"[13.3, 45.4, 16.6, 46.9]", "SLOVENIA"},
	                                       {"[20.9, 53.8, 26.9, 56.5]", "LITHUANIA"}};
	for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
		struct rendered_map drawn;
		draw(&drawn, small[i][0], "furniture: {locator: yes}\n");
		const struct text_mark *name = find_name(part(&drawn, "part-locator"), small[i][1]);
		struct box frame = group_box(part(&drawn, "locator-extent"));
		if (!name)
			fail_msg("%s is not named", small[i][1]);
		struct box box = text_mark_box(name);
		double x = (box.left + box.right - frame.left - frame.right) / 2,
		       y = (box.top + box.bottom - frame.top - frame.bottom) / 2;
		if (fabs(x) > 5 || fabs(y) > 5)
			fail_msg("%s stands %.1f, %.1f points off", small[i][1], x, y);
		rendered_map_clear(&drawn);
	}
}

/* A small picture has no room for two languages. */
static void names_are_in_the_first_language(void **state)
{
	(void)state;
	struct rendered_map drawn;
	draw(&drawn, "[2.22, 48.81, 2.47, 48.91]", "languages: [fr, en]\nfurniture: {locator: yes}\n");
	const struct group *locator = part(&drawn, "part-locator");
	assert_true(has_name(locator, "Bruxelles"));
	assert_false(has_name(locator, "Brussels"));
	rendered_map_clear(&drawn);
}

/* Written from the right, its plate is as wide as its picture, as from the left. */
static void plates_are_alike_in_both_directions(void **state)
{
	(void)state;
	double widths[2];
	for (int i = 0; i < 2; i++) {
		struct rendered_map drawn;
		draw(&drawn, "[24, 21, 37, 32]", i ? "languages: [ar]\nfurniture: {locator: yes}\n"
		                                   : "languages: [en]\nfurniture: {locator: yes}\n");
		widths[i] = box_width(group_box(part(&drawn, "part-locator")));
		rendered_map_clear(&drawn);
	}
	assert_true(fabs(widths[0] - widths[1]) < 3);
}

/* With a corner of the author's, too, a map of most of the globe says why it has none. */
static void a_corner_without_one_is_told(void **state)
{
	(void)state;
	struct rendered_map drawn;
	draw(&drawn, "[-180, -60, 180, 80]", "frames: {where: {kind: locator, at: top-right}}\n");
	assert_null(find_group(drawn.page.root, "part-where"));
	if (!strstr(drawn.said.bytes, "there is no locator, since the map shows most of the globe itself"))
		fail_msg("said: %s", drawn.said.bytes);
	rendered_map_clear(&drawn);
}

static void a_span_of_the_authors_stays(void **state)
{
	(void)state;
	struct rendered_map drawn;
	draw(&drawn, "[176.5, -19.5, -178, -15.8]", "furniture: {locator: {span: 30}}\n");
	const struct group *locator = part(&drawn, "part-locator");
	assert_false(has_name(locator, "NEW ZEALAND"));
	assert_true(box_width(group_box(part(&drawn, "locator-extent"))) > 20);
	rendered_map_clear(&drawn);
}

/* A map without a base has the same when it asks for it, in whichever way, and else none; its sources are credited. */
static void a_plain_map_may_have_one(void **state)
{
	(void)state;
	static const char *const ways[] = {"furniture: {locator: yes}\n", "furniture: [locator]\n",
	                                   "furniture: [{kind: locator}, legend]\n", "frames: {where: {kind: locator}}\n",
	                                   "furniture: {locator: {title: Where}}\n"};
	static const char *const none[] = {"", "furniture: {locator: no}\n", "furniture: {locator: {show: no}}\n"};
	struct rendered_map drawn;
	char text[500];
	write_file("/tmp/corridor-test-locator-world/a.csv", "lon,lat\n2.3,48.9\n");
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		snprintf(text, sizeof text, "title: T\nextent: [2.2, 48.8, 2.5, 49]\ndata: {a: a.csv}\n%s", ways[i]);
		render_map_text(&drawn, "/tmp/corridor-test-locator-world/map.yaml", text, NULL, NULL, false);
		if (!drawn.drawn || !has_name(drawn.page.root, "FRANCE"))
			fail_msg("%s: %s", ways[i], drawn.said.bytes);
		struct buffer dump;
		buffer_init(&dump);
		page_dump(&drawn.page, &dump);
		assert_non_null(strstr(dump.bytes, "Natural Earth"));
		buffer_clear(&dump);
		rendered_map_clear(&drawn);
	}
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		snprintf(text, sizeof text, "title: T\nextent: [2.2, 48.8, 2.5, 49]\ndata: {a: a.csv}\n%s", none[i]);
		render_map_text(&drawn, "/tmp/corridor-test-locator-world/map.yaml", text, NULL, NULL, false);
		assert_drawn(&drawn);
		assert_false(has_name(drawn.page.root, "FRANCE"));
		assert_null(drawn.map.spec.base_file);
		rendered_map_clear(&drawn);
	}
}

static void the_world_has_none(void **state)
{
	(void)state;
	struct rendered_map drawn;
	draw(&drawn, "[-180, -60, 180, 80]", "furniture: {locator: yes}\n");
	assert_null(find_group(drawn.page.root, "part-locator"));
	if (!strstr(drawn.said.bytes, "there is no locator, since the map shows most of the globe itself"))
		fail_msg("said: %s", drawn.said.bytes);
	rendered_map_clear(&drawn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(any_region_is_placed),      cmocka_unit_test(the_frame_lies_inside),
	        cmocka_unit_test(names_are_in_the_maps_language), cmocka_unit_test(a_span_of_the_authors_stays),
	        cmocka_unit_test(a_plain_map_may_have_one),  cmocka_unit_test(the_world_has_none),
	        cmocka_unit_test(small_countries_are_named_on_their_land),
	        cmocka_unit_test(names_are_in_the_first_language),
	        cmocka_unit_test(plates_are_alike_in_both_directions),
	        cmocka_unit_test(a_corner_without_one_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

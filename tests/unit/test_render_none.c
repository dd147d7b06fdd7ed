/* `none` is none of whatever a key takes, in any case; in quotes it is a text. What is empty on the command line is said
 * to be. */
#define SMALL_FOLDER "build/test-none"
#include "small_map.h"

static void write_data(void)
{
	write_file(SMALL_FOLDER "/towns.csv", "name,ref,lon,lat\nAlpha,169,10,50\nBeta,,11,50.5\nGamma,A2,12,50.2\n");
	write_file(SMALL_FOLDER "/line.geojson",
	           "{\"type\": \"LineString\", \"coordinates\": [[10, 50], [11, 50.5], [12, 50.2]]}");
	write_file(SMALL_FOLDER "/area.geojson",
	           "{\"type\": \"Polygon\", \"coordinates\": [[[10, 50], [11, 50.5], [12, 50.2], [10, 50]]]}");
}

/* A map of that layer, and of keys of the map, in two versions. To be cleared. */
static void render_layer(struct rendered_map *map, const char *layer, const char *keys)
{
	char text[2000];
	snprintf(text, sizeof text,
	         "%s\nextent: [9, 49, 13, 52]\ndata: {towns: towns.csv, line: line.geojson, area: area.geojson}\n"
	         "layers:\n  - {id: base, kind: marker, data: towns}\n  - {id: own, %s}\n",
	         *keys ? keys : "title: T", layer);
	render_map_text(map, SMALL_MAP, text, NULL, NULL, false);
}

/* Texts and lines that can be seen. */
static size_t count_seen(const struct group *group)
{
	size_t count = 0;
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP)
			count += count_seen(mark->group);
		else if (mark->type == MARK_PATH)
			count += mark->path->stroke.width > 0 && mark->path->stroke.colour.opacity > 0;
		else
			count++;
	}
	return count;
}

/* Nothing is said, and nothing that can be seen is left of what the layer would draw. */
static void test_no_line(void **state)
{
	(void)state;
	static const char *const layers[] = {"kind: line, data: line, width: none",
	                                     "kind: line, data: line, colour: NONE",
	                                     "kind: expressway, data: line, width: none, shield: A1",
	                                     "kind: railway, data: line, width: none, ends: {first: {en: Up}, last: {en: Down}}",
	                                     "kind: railway, data: line, versions: none",
	                                     "kind: area, data: area, fill: None, edge: none, hatch: NONE"};
	for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
		struct rendered_map map;
		render_layer(&map, layers[i], "");
		assert_drawn(&map);
		assert_int_equal(map.diag.errors, 0);
		const struct group *own = find_group(map.page.root, "own");
		if (own && count_seen(own))
			fail_msg("%s: something is drawn", layers[i]);
		rendered_map_clear(&map);
	}
}

static void test_versions(void **state)
{
	(void)state;
	struct rendered_map map;
	static const char versions[] = "title: T\nversions:\n  \"1\": {extent: [9, 49, 13, 52], members: none, routes: none}\n";
	render_layer(&map, "kind: line, data: line, versions: none", versions);
	assert_drawn(&map);
	assert_null(find_group(map.page.root, "own"));
	rendered_map_clear(&map);
	render_layer(&map, "kind: line, data: line", versions);
	assert_drawn(&map);
	assert_non_null(find_group(map.page.root, "own"));
	rendered_map_clear(&map);
}

static void test_names_of_ends(void **state)
{
	(void)state;
	struct rendered_map map;
	static const char *const labels[] = {"city_other", "none"};
	for (int i = 0; i < 2; i++) {
		char text[1000];
		snprintf(text, sizeof text,
		         "title: T\nextent: [10.4, 50, 11.6, 50.8]\ndata: {line: line.geojson}\nlayers:\n"
		         "  - {id: own, kind: railway, data: line, end_label: %s, ends: {first: {en: Up}, last: {en: Down}}}\n",
		         labels[i]);
		render_map_text(&map, SMALL_MAP, text, NULL, NULL, false);
		assert_drawn(&map);
		assert_int_equal(group_has_text(map.page.root, "Down"), i == 0);
		rendered_map_clear(&map);
	}
}

/* A plate without a number; a text in quotes is a text. */
static void test_shields(void **state)
{
	(void)state;
	struct rendered_map map;
	render_layer(&map, "kind: expressway, data: line, shield: A1, shield_style: own, shield_every: 60pt",
	             "title: T\nshields: {own: {plate: red, text: None}}");
	assert_drawn(&map);
	assert_string_equal(map.said.bytes, "");
	const struct group *shields = part(&map, "shields");
	assert_true(shields->mark_count > 0);
	assert_false(group_has_text(map.page.root, "A1"));
	rendered_map_clear(&map);
	render_layer(&map, "kind: marker, data: towns, label: \"'none'\"", "");
	assert_drawn(&map);
	assert_true(group_has_text(map.page.root, "none"));
	rendered_map_clear(&map);
}

/* Documents are called by the id then; no other text is left of it. */
static void test_title(void **state)
{
	(void)state;
	struct rendered_map map;
	render_layer(&map, "kind: line, data: line",
	             "title: None\nid: untitled\nwidth: none\ntype_scale: none\nmultiples: none\nmessages: none\nnoun: none");
	assert_drawn(&map);
	assert_string_equal(map.said.bytes, "");
	assert_string_equal(map.page.title, "untitled");
	assert_false(group_has_text(map.page.root, "None"));
	assert_false(group_has_text(map.page.root, "untitled"));
	rendered_map_clear(&map);
	render_layer(&map, "kind: line, data: line", "title: 'none'");
	assert_string_equal(map.page.title, "none");
	rendered_map_clear(&map);
}

static void test_empty_settings(void **state)
{
	(void)state;
	static const char *const sets[] = {"layers.own.fill=", "layers.own.hatch=", "layers.own.label_style=", "layers.own.label="};
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
		struct rendered_map map;
		const struct map_overrides overrides = {.sets = &sets[i], .set_count = 1};
		render_map_text(&map, SMALL_MAP,
		                "title: T\ndata: {area: area.geojson}\nlayers:\n  - {id: own, kind: area, data: area}\n",
		                &overrides, NULL, false);
		assert_false(map.drawn);
		if (!strstr(map.said.bytes, "nothing is written here [empty-value]"))
			fail_msg("%s: %s", sets[i], map.said.bytes);
		rendered_map_clear(&map);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_no_line), cmocka_unit_test(test_versions), cmocka_unit_test(test_names_of_ends),
	        cmocka_unit_test(test_shields), cmocka_unit_test(test_title),    cmocka_unit_test(test_empty_settings),
	};
	write_data();
	return cmocka_run_group_tests(tests, NULL, NULL);
}

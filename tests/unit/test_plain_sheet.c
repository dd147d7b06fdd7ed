/* The sheet of a plain map: nothing of it speaks of versions, and nothing of the page is left empty. */
#include "rendered_map.h"

#include "render/region.h"

#include <sys/stat.h>

#define FOLDER "build/test-plain-sheet"

static const char towns[] = "name,lon,lat\nParis,2.352,48.857\nLyon,4.836,45.764\nMarseille,5.370,43.297\n";
static const char line[] = "lon,lat\n2.37,48.84\n4.35,46.9\n5.05,45.76\n4.79,43.92\n5.38,43.30\n";

static bool same_colour(struct colour a, struct colour b)
{
	return a.red == b.red && a.green == b.green && a.blue == b.blue && a.opacity == b.opacity;
}

/* A railway and towns on the page, with these lines at the file's end. To be cleared. */
static void draw(struct rendered_map *rendered, const char *page, const char *more)
{
	char text[2000];
	write_file(FOLDER "/towns.csv", towns);
	write_file(FOLDER "/line.csv", line);
	snprintf(text, sizeof text,
	         "title: Paris–Marseille by rail\npage: %s\ndata: {towns: towns.csv, line: {file: line.csv, as: line}}\n"
	         "layers:\n  - {kind: railway, data: line, legend: Railway}\n"
	         "  - {kind: marker, data: towns, label: name}\n%s",
	         page, more);
	render_map_text(rendered, FOLDER "/Paris-Marseille.yaml", text, NULL, NULL, false);
	assert_drawn(rendered);
	assert_string_equal(rendered->said.bytes, "");
}

static void assert_silent(const struct group *group)
{
	assert_true(!group->id || (!strstr(group->id, "since") && !strstr(group->id, "part-badge") &&
	                           !strstr(group->id, "part-timeline")));
	assert_true(!group->class_name || !strstr(group->class_name, "since"));
	for (size_t i = 0; i < group->attribute_count; i++)
		assert_string_not_equal(group->attributes[i].name, "since");
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_GROUP)
			assert_silent(group->marks[i].group);
}

static void test_no_versions(void **state)
{
	(void)state;
	struct rendered_map rendered;
	draw(&rendered, "a4", "");
	/* The length is that of PROJ's geod. */
	assert_string_equal(rendered.page.title, "Paris–Marseille by rail");
	assert_string_equal(rendered.page.id, "paris-marseille");
	assert_string_equal(rendered.page.description,
	                    "Map: Paris–Marseille by rail. It shows Paris, Lyon and Marseille. Route: Railway, 689 km.");
	assert_silent(rendered.page.root);
	/* What stands on the map without a plate lets the pointer meet the map below. */
	assert_true(part(&rendered, "part-scale-bar")->passes_pointer);
	assert_true(part(&rendered, "part-north-arrow")->passes_pointer);
	assert_false(part(&rendered, "part-title")->passes_pointer);
	struct buffer figures;
	buffer_init(&figures);
	assert_true(map_figures(&rendered.map, 0, false, &rendered.diag, &figures));
	assert_null(strstr(figures.bytes, "version"));
	assert_non_null(strstr(figures.bytes, "{\"id\": \"line\", \"name\": \"Railway\", \"length_km\": "));
	buffer_clear(&figures);
	rendered_map_clear(&rendered);
}

/* The title is above the map, keys and credits are below it, and the map has the page's width and most of its height. */
static void test_map_takes_the_page(void **state)
{
	(void)state;
	static const char *const pages[] = {"a4", "a4-portrait", "slide", "160x160mm", "a3"};
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct rendered_map rendered;
		draw(&rendered, pages[i], "");
		double scale = rendered.map.spec.page.type_scale;
		struct box page = sheet_page_box(&rendered.map.spec);
		struct sheet sheet = map_sheet(&rendered.map, false, &rendered.arena);
		struct box title = group_box(part(&rendered, "part-title")), keys = group_box(part(&rendered, "part-legend"));
		struct box credits = group_box(part(&rendered, "part-credits"));
		assert_true(box_is_empty(sheet.panel) && box_is_empty(sheet.strip));
		assert_true(box_width(sheet.frame) == box_width(page));
		assert_true(box_height(sheet.frame) > 0.78 * box_height(page));
		assert_true(title.bottom < sheet.frame.top * scale && title.top >= page.top * scale - 1);
		assert_true(keys.top > sheet.frame.bottom * scale && keys.bottom <= page.bottom * scale + 1);
		assert_true(credits.top > sheet.frame.bottom * scale && credits.bottom <= page.bottom * scale + 1);
		assert_false(box_overlaps(keys, credits));
		assert_false(group_has_text(part(&rendered, "part-legend"), "Legend"));
		rendered_map_clear(&rendered);
	}
}

/* A few facts stand below the map, beside the keys. */
static void test_facts(void **state)
{
	(void)state;
	struct rendered_map rendered;
	draw(&rendered, "a4", "facts: [{figure: 3, text: towns}, {text: on the way to the sea}]\n");
	struct sheet sheet = map_sheet(&rendered.map, false, &rendered.arena);
	struct box facts = group_box(part(&rendered, "part-facts")), keys = group_box(part(&rendered, "part-legend"));
	assert_true(box_is_empty(sheet.panel));
	assert_true(facts.top > sheet.frame.bottom && facts.right < keys.left && keys.top > sheet.frame.bottom);
	assert_false(box_overlaps(group_box(part(&rendered, "part-credits")), facts));
	rendered_map_clear(&rendered);
}

/* What has more to tell has a panel, as has a map that asks for one; without any furniture the map is all. */
static void test_panel(void **state)
{
	(void)state;
#define FOUR "{figure: 3, text: towns}, {figure: 3, text: towns}, {figure: 3, text: towns}, {figure: 3, text: towns}"
	static const char *const more[] = {"facts: [" FOUR ", " FOUR ", " FOUR "]\n", "layout: side\n", "layout: below\n"};
	struct rendered_map rendered;
	for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
		draw(&rendered, "a4", more[i]);
		assert_false(box_is_empty(map_sheet(&rendered.map, false, &rendered.arena).panel));
		part(&rendered, "part-title");
		rendered_map_clear(&rendered);
	}
	draw(&rendered, "a4", "furniture: {title: no, legend: no, credits: no}\n");
	struct sheet sheet = map_sheet(&rendered.map, false, &rendered.arena);
	assert_true(box_height(sheet.frame) == box_height(sheet_page_box(&rendered.map.spec)));
	rendered_map_clear(&rendered);
}

/* `background:` is a colour of the theme or any other; names and furniture read on it as on the land. */
static void test_background(void **state)
{
	(void)state;
	static const char *const backgrounds[] = {"", "background: sea\n", "background: '#102030'\n", "background: none\n"};
	static const char *const colours[] = {"land", "sea", "#102030", "none"};
	for (size_t i = 0; i < sizeof colours / sizeof *colours; i++) {
		struct rendered_map rendered;
		struct colour colour;
		draw(&rendered, "a4", backgrounds[i]);
		assert_true(theme_colour(rendered.map.spec.theme, colours[i], &colour));
		assert_int_equal(rendered.page.root->marks[0].type, MARK_PATH);
		assert_true(same_colour(rendered.page.root->marks[0].path->fill, colour));
		rendered_map_clear(&rendered);
	}
}

/* The first path of the layer's first feature; NULL: nothing is drawn. */
static const struct path_mark *first_path(const struct group *group)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct path_mark *found = group->marks[i].type == MARK_PATH    ? group->marks[i].path
		                                : group->marks[i].type == MARK_GROUP ? first_path(group->marks[i].group)
		                                                                     : NULL;
		if (found)
			return found;
	}
	return NULL;
}

static void draw_areas(struct rendered_map *rendered, const char *options, const char *more)
{
	char text[1000];
	mkdir(FOLDER, 0777);
	snprintf(text, sizeof text,
	         "title: Areas\ndata: {areas: ../../geodata/admin/prefectures.shp}\nlayers:\n"
	         "  - {kind: area, data: areas%s}\n%s",
	         options, more);
	render_map_text(rendered, FOLDER "/areas.yaml", text, NULL, NULL, false);
	assert_drawn(rendered);
}

/* Areas of which nothing is said but where they are can be seen, by their fill and by their edges. */
static void test_areas(void **state)
{
	(void)state;
	struct rendered_map rendered;
	draw_areas(&rendered, "", "  - {kind: area, data: areas}\n");
	const struct theme *theme = rendered.map.spec.theme;
	const struct path_mark *first = first_path(part(&rendered, "areas")),
	                       *second = first_path(part(&rendered, "areas-area"));
	assert_true(same_colour(first->fill, theme->classes[theme->class_count - 1]));
	assert_true(same_colour(second->fill, theme->classes[theme->class_count - 2]));
	assert_false(same_colour(first->fill, theme->colour[COLOUR_GROUND]));
	assert_true(first->stroke.width > 0 && first->stroke.colour.opacity > 0);
	rendered_map_clear(&rendered);
	/* Classes, of which the last lies lowest, each have the next. */
	draw_areas(&rendered, ", classes: [{where: 'adcode < 330000'}, {else: yes}]", "  - {kind: area, data: areas}\n");
	for (size_t i = 0; i < 3; i++) {
		const char *ids[] = {"areas-class-2", "areas-class-1", "areas-area"};
		assert_true(same_colour(first_path(part(&rendered, ids[i]))->fill,
		                        rendered.map.spec.theme->classes[rendered.map.spec.theme->class_count - 1 - i]));
	}
	rendered_map_clear(&rendered);
	draw_areas(&rendered, ", fill: none", "");
	assert_null(first_path(part(&rendered, "areas")));
	rendered_map_clear(&rendered);
	draw_areas(&rendered, ", fill: sea", "");
	assert_true(first_path(part(&rendered, "areas"))->stroke.width == 0);
	rendered_map_clear(&rendered);
	draw_areas(&rendered, "", "versions: {'1': {extent: [118, 28, 122, 33]}}\n");
	assert_null(first_path(part(&rendered, "areas"))); /* as ever */
	rendered_map_clear(&rendered);
}

/* Without layers there is one of each data entry: areas below lines below points, which have their names. */
static void test_made_layers(void **state)
{
	(void)state;
	struct rendered_map rendered;
	char text[1000];
	write_file(FOLDER "/towns.csv", towns);
	write_file(FOLDER "/line.csv", line);
	write_file(FOLDER "/land.csv", "wkt,name\n\"POLYGON ((0 42, 8 42, 8 50, 0 50, 0 42))\",Land\n");
	snprintf(text, sizeof text,
	         "title: All\ndata: {towns: towns.csv, line: {file: line.csv, as: line}, land: land.csv}\n");
	render_map_text(&rendered, FOLDER "/all.yaml", text, NULL, NULL, false);
	assert_drawn(&rendered);
	assert_string_equal(rendered.said.bytes, "");
	const struct map_spec *spec = &rendered.map.spec;
	static const char *const ids[] = {"land", "line", "towns"}, *const kinds[] = {"area", "line", "marker"};
	assert_int_equal(spec->layer_count, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(spec->layers[i].id, ids[i]);
		assert_string_equal(spec->layers[i].kind->name, kinds[i]);
	}
	assert_true(group_has_text(part(&rendered, "labels"), "Lyon"));
	rendered_map_clear(&rendered);
}

/* A column of names whose name a text style has too: nobody wrote a label, so nothing is noted about it. */
static void test_made_label(void **state)
{
	(void)state;
	struct rendered_map rendered;
	write_file(FOLDER "/city.csv", "city,lat,lon\nParis,48.85,2.35\nLyon,45.76,4.84\n");
	render_map_text(&rendered, FOLDER "/city.yaml", "title: Towns\ndata: {towns: city.csv}\n", NULL, NULL, false);
	assert_drawn(&rendered);
	assert_string_equal(rendered.said.bytes, "");
	assert_true(group_has_text(part(&rendered, "labels"), "Lyon"));
	rendered_map_clear(&rendered);
}

/* A layer that names no kind has that of its data; what cannot be told is an error at the layer, or at the data. */
static void test_natural_kinds(void **state)
{
	(void)state;
	static const struct {
		const char *csv, *said;
	} cases[] = {
	        {"lon,lat\n1,2\n", ""},
	        {"wkt\nPOINT (1 2)\n\"LINESTRING (1 2, 3 4)\"\n",
	         FOLDER "/kind.yaml:3:10: error: some.csv holds features of several types: the layer has to say what kind"},
	        {"a,b\n1,2\n", FOLDER "/kind.yaml:2:8: error: some.csv"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map rendered;
		write_file(FOLDER "/some.csv", cases[i].csv);
		render_map_text(&rendered, FOLDER "/kind.yaml",
		                "title: Kind\ndata: {some: some.csv}\nlayers: [{data: some}]\n", NULL, NULL, false);
		if (strncmp(rendered.said.bytes, cases[i].said, strlen(cases[i].said)) != 0)
			fail_msg("%s", rendered.said.bytes);
		assert_int_equal(rendered.diag.errors > 0, i > 0);
		assert_int_equal(rendered.drawn, i == 0);
		rendered_map_clear(&rendered);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_no_versions),
	        cmocka_unit_test(test_map_takes_the_page),
	        cmocka_unit_test(test_facts),
	        cmocka_unit_test(test_panel),
	        cmocka_unit_test(test_background),
	        cmocka_unit_test(test_areas),
	        cmocka_unit_test(test_made_layers), cmocka_unit_test(test_made_label),
	        cmocka_unit_test(test_natural_kinds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

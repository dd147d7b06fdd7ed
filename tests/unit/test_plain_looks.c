/* What a plain map looks like by itself: names that are what it is about, degrees below scattered points, a legend whose
 * lists stay whole, and a scale bar beside the place of an inset. */
#include "rendered_map.h"

#include "spec/theme.h"

#define FOLDER "build/test-plain-looks"

static const char towns[] = "name,lon,lat\nParis,2.352,48.857\nLyon,4.836,45.764\nMarseille,5.370,43.297\n";
static const char districts[] = "name,people,wkt\nA,5000,\"POLYGON((0 44,3 44,3 48,0 44))\"\n"
                                "B,20000,\"POLYGON((3 44,6 44,6 48,3 44))\"\nC,70000,\"POLYGON((6 44,9 44,9 48,6 44))\"\n";

/* `many`: the caller has written many.csv. To be cleared. */
static void draw_with(struct rendered_map *rendered, bool many, const char *more)
{
	char text[2000];
	write_file(FOLDER "/towns.csv", towns);
	write_file(FOLDER "/districts.csv", districts);
	if (!many)
		write_file(FOLDER "/many.csv", towns);
	snprintf(text, sizeof text,
	         "title: Towns\ndata: {towns: towns.csv, many: many.csv, districts: districts.csv}\n%s", more);
	render_map_text(rendered, FOLDER "/map.yaml", text, NULL, NULL, false);
	assert_drawn(rendered);
}

static void draw(struct rendered_map *rendered, const char *more)
{
	draw_with(rendered, false, more);
}

static bool has_graticule(const char *more)
{
	struct rendered_map map;
	draw(&map, more);
	const struct group *group = find_group(map.page.root, "graticule");
	bool has = group && group->mark_count > 0;
	rendered_map_clear(&map);
	return has;
}

static void degrees_below_scattered_points(void **state)
{
	(void)state;
	assert_true(has_graticule("layers: [{kind: marker, data: towns, label: name}]\n"));
	assert_false(has_graticule("layers: [{kind: area, data: districts}, {kind: marker, data: towns}]\n"));
	assert_false(has_graticule("layers: [{kind: marker, data: towns}]\nfurniture: {graticule: no}\n"));
}

/* The first text of that wording; NULL: none. */
static const struct text_mark *find_text(const struct group *group, const char *text)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_TEXT && !strcmp(mark->text->run.text, text))
			return mark->text;
		const struct text_mark *found = mark->type == MARK_GROUP ? find_text(mark->group, text) : NULL;
		if (found)
			return found;
	}
	return NULL;
}

/* The size of Lyon's name among so many further towns. */
static double size_of_name(int others)
{
	struct rendered_map map;
	struct buffer csv;
	buffer_init(&csv);
	buffer_text(&csv, towns);
	for (int i = 0; i < others; i++)
		buffer_printf(&csv, "T%d,%d.5,%d.5\n", i, i % 9 - 2, 42 + i / 9 % 8);
	write_file(FOLDER "/many.csv", csv.bytes);
	draw_with(&map, true, "layers: [{kind: marker, data: many, label: name, label_weight: 50}]\n");
	const struct text_mark *name = find_text(map.page.root, "Lyon");
	double size = name ? name->run.size : 0;
	rendered_map_clear(&map);
	buffer_clear(&csv);
	return size;
}

static void few_names_are_what_the_map_is_about(void **state)
{
	(void)state;
	assert_true(size_of_name(0) > 8 && size_of_name(57) > 8);
	double many = size_of_name(58);
	assert_true(many > 5 && many < 8);
}

#define CLASSES                                                                                                        \
	"layers:\n  - {kind: area, data: districts, legend: People, classes: {by: people, breaks: [10000, 50000], "        \
	"fill: ['#fee8c8', '#fdbb84', '#e34a33']}}\n  - {kind: marker, data: towns, legend: Towns}\n"

/* Rows of a list stand below each other under its heading; what is no row of it stands apart. */
static void lists_stay_whole(void **state)
{
	(void)state;
	static const char *const sheets[] = {"", "layout: side\n"};
	for (size_t i = 0; i < 2; i++) {
		char text[1000];
		struct rendered_map map;
		snprintf(text, sizeof text, "%s%s", CLASSES, sheets[i]);
		draw(&map, text);
		const struct group *legend = part(&map, "part-legend");
		const char *const rows[] = {"People", "< 10\u00A0000", "10\u00A0000–50\u00A0000", "50\u00A0000+", "Towns"};
		const struct text_mark *marks[5];
		for (size_t k = 0; k < 5; k++) {
			marks[k] = find_text(legend, rows[k]);
			if (!marks[k])
				fail_msg("%s is not in the legend", rows[k]);
		}
		double step = marks[2]->origin.y - marks[1]->origin.y;
		assert_true(marks[1]->origin.y > marks[0]->origin.y && step > 0);
		assert_float_equal(marks[3]->origin.y - marks[2]->origin.y, step, 0.01);
		assert_true(marks[4]->origin.y < marks[1]->origin.y || marks[4]->origin.y > marks[3]->origin.y + 1.2 * step);
		rendered_map_clear(&map);
	}
}

static void no_tie_runs_through_the_scale_bar(void **state)
{
	(void)state;
	struct rendered_map map;
	draw(&map, "page: a4\nextent: [-4, 42, 14, 51]\n"
	           "layers: [{kind: area, data: districts}, {kind: marker, data: towns}]\n"
	           "frames: {part: {extent: [-5.2, 41.6, -3.6, 42.6], at: bottom-right, size: 40x30mm}}\n");
	struct box tie = group_box(part(&map, "tie-part")), bar = group_box(part(&map, "part-scale-bar"));
	assert_false(box_overlaps(tie, bar));
	assert_true(bar.bottom < tie.top);
	assert_true(bar.right < (map.page.width / 2)); /* where it stands otherwise */
	rendered_map_clear(&map);
}

static struct colour fill_of(const struct group *group)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		if (group->marks[i].type == MARK_PATH)
			return group->marks[i].path->fill;
		if (group->marks[i].type == MARK_GROUP)
			return fill_of(group->marks[i].group);
	}
	return (struct colour){0};
}

/* Layers of areas are told apart by the theme's classes, as long as these suffice. */
static void areas_without_a_look(void **state)
{
	(void)state;
	for (size_t count = 3; count <= 4; count++) {
		struct rendered_map map;
		char text[300] = "layers:\n";
		for (size_t i = 0; i < count; i++)
			snprintf(text + strlen(text), sizeof text - strlen(text), "  - {id: l%zu, kind: area, data: districts}\n", i);
		draw(&map, text);
		struct colour first = fill_of(part(&map, "l0")), last = fill_of(part(&map, "l2"));
		const struct theme *theme = map.map.spec.theme;
		assert_true(first.red == theme->classes[2].red && first.blue == theme->classes[2].blue);
		assert_true((first.red == last.red) == (count == 4));
		rendered_map_clear(&map);
	}
}

/* What lies overseas makes a country a speck: the map says so, and what to write. */
static void parts_far_apart(void **state)
{
	(void)state;
	struct rendered_map map;
	static const char wkt[] = "name,wkt\nA,\"POLYGON((0 44,8 44,8 50,0 44))\"\nB,\"POLYGON((55 -22,56 -22,56 -21,55 -22))\"\n"
	                          "C,\"POLYGON((-150 -18,-149 -18,-149 -17,-150 -18))\"\n";
	write_file(FOLDER "/many.csv", wkt);
	draw_with(&map, true, "layers: [{kind: area, data: many}]\n");
	assert_non_null(strstr(map.said.bytes, "note: the map is fitted to parts that lie far apart"));
	assert_non_null(strstr(map.said.bytes, "fit: {largest_part: yes}"));
	rendered_map_clear(&map);
	draw_with(&map, true, "layers: [{kind: area, data: many}]\nfit: {largest_part: yes}\n");
	assert_string_equal(map.said.bytes, "");
	rendered_map_clear(&map);
	draw(&map, "layers: [{kind: area, data: districts}]\n");
	assert_string_equal(map.said.bytes, "");
	rendered_map_clear(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(degrees_below_scattered_points),
	        cmocka_unit_test(few_names_are_what_the_map_is_about),
	        cmocka_unit_test(lists_stay_whole),
	        cmocka_unit_test(areas_without_a_look),
	        cmocka_unit_test(parts_far_apart),
	        cmocka_unit_test(no_tie_runs_through_the_scale_bar),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

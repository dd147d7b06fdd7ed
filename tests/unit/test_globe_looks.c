/* What stands on the sheet of a world or of a hemisphere: its coast, the degrees round it, its scale bar, its insets; and
 * the scale bar of an inset. */
#include "rendered_map.h"

#include "spec/theme.h"

#include <math.h>
#include <unistd.h>

#define FOLDER "build/test-globe-looks"

#define ROBINSON "\"+proj=robin +lon_0=150\""
#define WORLD    "[-30, -90, 330, 90]"

static const char land[] = "  - {id: land, kind: area, data: land, fill: land}\n";

/* A crowd of dots from 110 to 124 E, 20 to 28 N. */
static void write_crowd(void)
{
	struct buffer rows;
	buffer_init(&rows);
	buffer_text(&rows, "lon,lat\n");
	for (int i = 0; i < 60; i++)
		for (int k = 0; k < 40; k++)
			buffer_printf(&rows, "%.2f,%.2f\n", 110 + i * 14 / 59.0, 20 + k * 8 / 39.0);
	write_file(FOLDER "/crowd.csv", rows.bytes);
	buffer_clear(&rows);
}

/* `layers` are lines below `layers:`, `more` stand at the file's end. To be cleared. */
static void draw_on(struct rendered_map *rendered, const char *page, const char *projection, const char *extent,
                    const char *layers, const char *more)
{
	char folder[1000], text[3000];
	assert_non_null(realpath(".", folder));
	write_crowd();
	snprintf(text, sizeof text,
	         "title: Globe\npage: %s\nprojection: %s\nextent: %s\n"
	         "data: {land: {file: %s/tests/data/world-land.json, layer: land}, crowd: crowd.csv}\nlayers:\n%s%s",
	         page, projection, extent, folder, layers, more);
	render_map_text(rendered, FOLDER "/globe.yaml", text, NULL, NULL, false);
	assert_drawn(rendered);
}

static void draw(struct rendered_map *rendered, const char *projection, const char *extent, const char *layers,
                 const char *more)
{
	draw_on(rendered, "200x120mm", projection, extent, layers, more);
}

static void assert_colour(const struct rendered_map *rendered, struct colour colour, const char *name)
{
	struct colour wanted;
	assert_true(theme_colour(rendered->map.spec.theme, name, &wanted));
	assert_true(colour_equal(colour, wanted));
}

/* Whether a group of that id has marks. */
static bool is_shown(const struct rendered_map *rendered, const char *id)
{
	const struct group *group = find_group(rendered->page.root, id);
	return group && group->mark_count > 0;
}

/* In some themes sea and land hardly differ. Below the fills, the line is never on a border between countries; where the
 * author says what edge or what ground there is, he has what he says. */
static void a_coast_parts_land_and_sea(void **state)
{
	(void)state;
	static const struct {
		const char *extent, *layer, *more;
		bool has_coast;
	} cases[] = {
	        {WORLD, land, "", true},
	        {WORLD, "  - {id: land, kind: area, data: land, fill: land, edge: none}\n", "", false},
	        {WORLD, "  - {id: land, kind: area, data: land, fill: '#aa0000'}\n", "", false},
	        {WORLD, land, "background: page\n", false},
	        {"[100, 0, 160, 40]", land, "", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map rendered;
		draw(&rendered, ROBINSON, cases[i].extent, cases[i].layer, cases[i].more);
		assert_int_equal(is_shown(&rendered, "land-coast"), cases[i].has_coast);
		if (cases[i].has_coast) {
			const struct group *layer = part(&rendered, "land"), *coast = part(&rendered, "land-coast");
			assert_ptr_equal(layer->marks[0].group, coast);
			assert_true(layer->mark_count > 1);
			assert_colour(&rendered, coast->marks[0].path->stroke.colour, "coast");
		}
		rendered_map_clear(&rendered);
	}
}

/* There is hardly a place at which it would hold. */
static void no_scale_bar_beside_a_globe_unless_asked_for(void **state)
{
	(void)state;
	static const struct {
		const char *extent, *more;
		bool has_bar;
	} cases[] = {{WORLD, "", false},
	             {"[100, 0, 160, 40]", "", true},
	             {WORLD, "furniture: {scale_bar: yes}\n", true},
	             {WORLD, "furniture: {scale_bar: {units: mi}}\n", true}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map rendered;
		draw(&rendered, ROBINSON, cases[i].extent, land, cases[i].more);
		assert_int_equal(is_shown(&rendered, "part-scale-bar"), cases[i].has_bar);
		if (cases[i].has_bar && *cases[i].more)
			assert_true(group_has_text(part(&rendered, "part-scale-bar"), "at the equator"));
		rendered_map_clear(&rendered);
	}
}

/* In this projection none of the round lengths takes a sixth to a quarter of the frame: the nearest is taken. */
static void a_scale_bar_keeps_its_length_where_the_scale_changes_fast(void **state)
{
	(void)state;
	struct rendered_map rendered;
	draw(&rendered, "\"+proj=stere +lat_0=90\"", "[-180, 0, 180, 90]", land, "furniture: {scale_bar: yes}\n");
	double whole = box_width(part(&rendered, "map")->clip), width = box_width(group_box(part(&rendered, "part-scale-bar")));
	assert_true(width > 0.1 * whole && width < 0.35 * whole);
	assert_true(group_has_text(part(&rendered, "part-scale-bar"), "at 90° N"));
	rendered_map_clear(&rendered);
}

/* The scale of a Mercator map of the world grows fourfold: it is told where the bar holds. */
static void a_mercator_world_says_where_its_bar_holds(void **state)
{
	(void)state;
	struct rendered_map rendered;
	draw(&rendered, "\"+proj=merc\"", "[-180, -75, 180, 75]", land, "furniture: {scale_bar: yes}\n");
	assert_true(group_has_text(part(&rendered, "part-scale-bar"), "at the equator"));
	rendered_map_clear(&rendered);
}

/* Of meridians whose degrees would touch along the edge, every second has its own, not those that happen to find room. */
static void degrees_are_left_out_evenly(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool is_shown;
	} cases[] = {{"60°W", true}, {"0°", true}, {"60°E", true}, {"120°E", true}, {"30°E", false}, {"90°E", false},
	             {"30°W", false}};
	struct rendered_map rendered;
	draw_on(&rendered, "160x100mm", "auto", "[-180, -90, 180, 90]", land, "");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (group_has_text(part(&rendered, "part-graticule"), cases[i].text) != cases[i].is_shown)
			fail_msg("%s", cases[i].text);
	rendered_map_clear(&rendered);
}

static size_t index_of(const struct group *parent, const struct group *child)
{
	size_t i = 0;
	while (i < parent->mark_count && (parent->marks[i].type != MARK_GROUP || parent->marks[i].group != child))
		i++;
	return i;
}

/* An inset stands before the globe's edge, no degrees stand on it, and its land lies in the same sea. */
static void an_inset_of_a_globe(void **state)
{
	(void)state;
	struct rendered_map rendered;
	draw(&rendered, ROBINSON, WORLD, land,
	     "layout: side\nframes:\n  near: {kind: inset, extent: [100, -10, 150, 40], at: bottom-left}\n");
	const struct group *furniture = part(&rendered, "map-furniture"), *inset = part(&rendered, "near-map");
	assert_int_equal(index_of(furniture, part(&rendered, "part-graticule")), 0);
	assert_int_equal(inset->marks[0].type, MARK_PATH);
	assert_int_equal(inset->marks[0].path->path.point_count, 4);
	assert_colour(&rendered, inset->marks[0].path->fill, "sea");
	assert_true(is_shown(&rendered, "near-land-coast"));
	const struct group *degrees = part(&rendered, "part-graticule");
	for (size_t i = 0; i < degrees->mark_count; i++)
		if (degrees->marks[i].type == MARK_TEXT)
			assert_false(box_overlaps(text_mark_box(degrees->marks[i].text), inset->clip));
	rendered_map_clear(&rendered);
}

/* The bar of an inset would be lost in a crowd of dots: there it stands on paper. */
static void the_bar_of_a_crowded_inset_is_legible(void **state)
{
	(void)state;
	static const struct {
		const char *extent;
		bool has_plate;
	} cases[] = {{"[115, 23, 118, 25]", true}, {"[124.5, 18, 126, 19]", false}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rendered_map rendered;
		char frames[200];
		snprintf(frames, sizeof frames, "frames:\n  near: {kind: inset, tie: none, extent: %s, at: bottom-right}\n",
		         cases[i].extent);
		draw(&rendered, "auto", "[108, 18, 126, 30]", "  - {kind: marker, data: crowd}\n", frames);
		const struct group *bar = part(&rendered, "near-part-scale-bar");
		assert_int_equal(bar->marks[0].type, MARK_PATH);
		const struct path_mark *first = bar->marks[0].path;
		bool is_plate = box_holds(path_bounds(&first->path), group_box(bar)) && first->stroke.width == 0;
		assert_int_equal(is_plate, cases[i].has_plate);
		if (is_plate)
			assert_colour(&rendered, first->fill, "panel");
		rendered_map_clear(&rendered);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_coast_parts_land_and_sea),
	        cmocka_unit_test(no_scale_bar_beside_a_globe_unless_asked_for),
	        cmocka_unit_test(a_scale_bar_keeps_its_length_where_the_scale_changes_fast),
	        cmocka_unit_test(a_mercator_world_says_where_its_bar_holds),
	        cmocka_unit_test(degrees_are_left_out_evenly),
	        cmocka_unit_test(an_inset_of_a_globe),
	        cmocka_unit_test(the_bar_of_a_crowded_inset_is_legible),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

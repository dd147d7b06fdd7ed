/* The locator: whatever the map shows, from a town to half the globe, the locator shows more, with the map's frame as a
 * rectangle inside it; what shows most of the globe has none and is told so. */
#include "rendered_map.h"

#include <math.h>

#define FOLDER "/tmp/corridor-test-locator"

static const char form[] = "corridor: 1\nid: t\ntitle: T\nlanguages: [en]\npage: a4\nlayout: side\npadding: 0\n"
                           "extent: [0, 0, 1, 1]\n"
                           "data:\n  m: {file: m.csv, key: id}\n  names: {file: names.csv}\n"
                           "  land: {file: %s/geodata/land.shp}\n"
                           "layers: [{id: m, kind: marker, data: m}]\n"
                           "members: {points: m, list: {a: a}}\nversions: {\"1\": {members: [a]}}\n"
                           "furniture: {facts: no, timeline: no, legend: no%s}\n%s";

/* `element`: under furniture:; `frames`: below it. */
static void write_map(const char *element, const char *frames)
{
	char text[2000], folder[1000];
	assert_non_null(realpath(".", folder));
	snprintf(text, sizeof text, form, folder, element, frames);
	write_file(FOLDER "/map.yaml", text);
	write_file(FOLDER "/m.csv", "id,lon,lat\na,0.5,0.5\n");
	write_file(FOLDER "/names.csv", "name,lon,lat,category\nAsia,95,45,country\nDelhi,77.2,28.6,city\n"
	                                "Paris,2.35,48.85,city\nAtlantic,-35,20,sea\nOther,10,10,forest\n");
}

/* Where the locator's map lies. */
static struct box picture(const struct rendered_map *drawn)
{
	const struct group *locator = part(drawn, "part-locator");
	for (size_t i = 0; i < locator->mark_count; i++)
		if (locator->marks[i].type == MARK_GROUP && locator->marks[i].group->clipped)
			return locator->marks[i].group->clip;
	fail_msg("the locator has no map");
	return box_empty;
}

/* The rectangle with, if it is small, the ring round it. `is_region`: the locator shows less than the globe, and then at
 * least 2.5 times the frame; the azimuthal projection draws its middle up to a tenth larger. */
static void check_rectangle(const char *extent, bool is_region)
{
	char setting[100];
	struct rendered_map drawn;
	snprintf(setting, sizeof setting, "extent=[%s]", extent);
	render_map_file(&drawn, FOLDER "/map.yaml", (const char *const[]){setting, NULL});
	if (!drawn.drawn || find_group(drawn.page.root, "part-locator") == NULL)
		fail_msg("%s: %s", extent, drawn.said.bytes);
	struct box box = group_box(part(&drawn, "locator-extent")), shown = picture(&drawn);
	double side = fmax(box_width(box), box_height(box)), most = box_height(shown) * (is_region ? 1.1 / 2.5 : 0.8);
	if (!box_holds(box_grow(shown, -1), box) || side > most || side < 10)
		fail_msg("%s: %.1f x %.1f points in %.1f x %.1f", extent, box_width(box), box_height(box),
		         box_width(shown), box_height(shown));
	rendered_map_clear(&drawn);
}

static void frame_lies_inside(void **state)
{
	(void)state;
	static const char *const regions[] = {
	        "121.4, 31, 121.402, 31.002", "121.4, 31, 121.5, 31.1", "5, 45, 11, 48",     "116, 28, 122, 33",
	        "170, -25, 200, -5",          "179.9, -17, 180.1, -16.9", "10, 76, 30, 81", "-180, -90, 180, -88",
	        "-10, -5, 10, 5",
	};
	static const char *const large[] = {
	        "-10, 35, 40, 70",  "70, 15, 137, 54",    "-20, -35, 55, 37",
	        "-40, 60, 40, 88",  "-180, 70, 180, 89", "-180, -89, 180, -62", "150, 40, 210, 70",
	};
	write_map(", locator: {data: land, names: names}", "");
	for (size_t i = 0; i < sizeof regions / sizeof *regions; i++)
		check_rectangle(regions[i], true);
	for (size_t i = 0; i < sizeof large / sizeof *large; i++)
		check_rectangle(large[i], false);
}

static void the_world_has_none(void **state)
{
	(void)state;
	static const char *const extents[] = {"-180, -60, 180, 85", "-180, -90, 180, 90", "-170, -80, 10, 80"};
	write_map(", locator: {data: land}", "");
	for (size_t i = 0; i < sizeof extents / sizeof *extents; i++) {
		char extent[100];
		snprintf(extent, sizeof extent, "extent=[%s]", extents[i]);
		struct rendered_map drawn;
		render_map_file(&drawn, FOLDER "/map.yaml", (const char *const[]){extent, NULL});
		assert_true(drawn.drawn);
		assert_null(find_group(drawn.page.root, "part-locator"));
		if (!strstr(drawn.said.bytes, "warning: there is no locator, since the map shows most of the globe itself"))
			fail_msg("%s: %s", extents[i], drawn.said.bytes);
		rendered_map_clear(&drawn);
	}
}

static char *dump_of(const struct rendered_map *drawn)
{
	struct buffer buffer;
	buffer_init(&buffer);
	page_dump(&drawn->page, &buffer);
	char *text = strdup(buffer.bytes);
	buffer_clear(&buffer);
	return text;
}

/* The two ways to write it draw the same, but for the name in ids. */
static void furniture_and_frames_are_one(void **state)
{
	(void)state;
	const char *const sets[] = {"extent=[60, 20, 80, 35]", NULL};
	struct rendered_map one, other;
	write_map(", locator: {data: land, names: names, title: Where}", "");
	render_map_file(&one, FOLDER "/map.yaml", sets);
	write_map("", "frames: {locator: {kind: locator, data: land, names: names, title: Where}}\n");
	render_map_file(&other, FOLDER "/map.yaml", sets);
	assert_true(one.drawn && other.drawn);
	char *first = dump_of(&one), *second = dump_of(&other);
	assert_string_equal(first, second);
	assert_non_null(strstr(first, "group #locator-label-named-cities-3 "));
	assert_non_null(strstr(first, "\"Delhi\""));
	assert_null(strstr(first, "\"Other\""));
	assert_non_null(strstr(first, "\"Where\""));
	free(first);
	free(second);
	rendered_map_clear(&one);
	rendered_map_clear(&other);
}

static void wrong_data_is_told(void **state)
{
	(void)state;
	struct rendered_map drawn;
	write_map(", locator: {data: m, names: land}", "");
	render_map_file(&drawn, FOLDER "/map.yaml", NULL);
	assert_false(drawn.drawn);
	assert_non_null(strstr(drawn.said.bytes, "'locator' takes for 'data' polygons, but m.csv holds points"));
	assert_non_null(strstr(drawn.said.bytes, "'locator' takes for 'names' points, but "));
	rendered_map_clear(&drawn);
	write_map(", locator: {data: land, names: m}", "");
	render_map_file(&drawn, FOLDER "/map.yaml", NULL);
	assert_false(drawn.drawn);
	assert_non_null(strstr(drawn.said.bytes, "m.csv has no column 'category', by which 'locator' tells its names"));
	rendered_map_clear(&drawn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(frame_lies_inside),
	        cmocka_unit_test(the_world_has_none),
	        cmocka_unit_test(furniture_and_frames_are_one),
	        cmocka_unit_test(wrong_data_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

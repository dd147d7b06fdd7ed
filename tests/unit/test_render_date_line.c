/* Maps over the date line: whichever way longitudes and extents are written, the page is the same, and data on both sides
 * of it is drawn whole. */
#include "rendered_map.h"

#include <math.h>

#define FOLDER "build/tests/render_date_line"

static void render(struct rendered_map *rendered, const char *extent, const char *layer, const char *rows)
{
	char text[1000];
	snprintf(text, sizeof text,
	         "title: T\npage: 160x100mm\nextent: %s\ndata: {r: {file: r.csv%s}}\nlayers: [{id: r, data: r, %s}]\n", extent,
	         strstr(layer, "marker") ? "" : ", as: line", layer);
	write_file(FOLDER "/r.csv", rows);
	render_map_text(rendered, FOLDER "/map.yaml", text, NULL, NULL, false);
	assert_drawn(rendered);
}

static char *dump_of(const char *extent, const char *layer, const char *rows)
{
	struct rendered_map rendered;
	struct buffer text;
	render(&rendered, extent, layer, rows);
	buffer_init(&text);
	page_dump(&rendered.page, &text);
	rendered_map_clear(&rendered);
	return text.bytes;
}

static const char west_negative[] = "lon,lat\n121.5,31.2\n-157.9,21.3\n-118.2,34.1\n";
static const char all_positive[] = "lon,lat\n121.5,31.2\n202.1,21.3\n241.8,34.1\n";

static void assert_same_page(const char *extent_a, const char *extent_b, const char *layer)
{
	char *a = dump_of(extent_a, layer, west_negative), *b = dump_of(extent_b, layer, all_positive);
	assert_string_equal(a, b);
	free(a);
	free(b);
}

static void longitudes_may_run_to_360(void **state)
{
	(void)state;
	static const char *const layers[] = {"kind: line, width: 1pt", "kind: railway", "kind: expressway", "kind: band, width: 300km",
	                                     "kind: marker"};
	for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
		assert_same_page("[110, -10, 250, 60]", "[110, -10, -110, 60]", layers[i]);
	assert_same_page("[-180, -10, -110, 60]", "[180, -10, 250, 60]", "kind: marker");
	assert_same_page("fit", "fit", "kind: line, width: 1pt");
}

/* The longest step between neighbouring points of the group's lines, points. */
static double longest_step(const struct group *group)
{
	double longest = 0;
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP)
			longest = fmax(longest, longest_step(mark->group));
		if (mark->type != MARK_PATH)
			continue;
		const struct path *path = &mark->path->path;
		for (size_t k = 1; k < path->point_count; k++)
			longest = fmax(longest, hypot(path->points[k].x - path->points[k - 1].x,
			                              path->points[k].y - path->points[k - 1].y));
	}
	return longest;
}

/* Shanghai to Honolulu and on, with stations between: no step is longer than its share of the way. */
static void a_line_goes_the_short_way(void **state)
{
	(void)state;
	struct rendered_map rendered;
	struct buffer rows;
	buffer_init(&rows);
	buffer_text(&rows, "lon,lat\n");
	for (int i = 0; i <= 40; i++)
		buffer_printf(&rows, "%d,%d\n", 160 + i > 180 ? 160 + i - 360 : 160 + i, i % 5);
	render(&rendered, "[155, -10, -155, 20]", "kind: line, width: 1pt", rows.bytes);
	double step = longest_step(part(&rendered, "r"));
	assert_true(step > 5 && step < 80);
	buffer_clear(&rows);
	rendered_map_clear(&rendered);
}

/* A frame between the easternmost vertex and the date line shows what steps over it. */
static void what_lies_between_a_vertex_and_the_date_line_is_drawn(void **state)
{
	(void)state;
	static const char text[] = "title: T\nprojection: \"+proj=merc\"\npage: 160x100mm\nextent: [168, -17, 170, -16]\n"
	                           "data: {island: island.geojson}\nlayers: [{kind: area, data: island, fill: land}]\n";
	static const char island[] = "{\"type\":\"Polygon\",\"coordinates\":[[[165,-20],[-165,-20],[-165,-10],[165,-10],[165,-20]]]}";
	struct rendered_map rendered;
	write_file(FOLDER "/island.geojson", island);
	render_map_text(&rendered, FOLDER "/map.yaml", text, NULL, NULL, false);
	assert_drawn(&rendered);
	assert_int_equal(rendered.diag.warnings, 0);
	rendered_map_clear(&rendered);
}

static size_t count_notes(const char *projection, const char *extent, const char *message, const char *hint)
{
	struct rendered_map rendered;
	char text[1000];
	size_t notes = 0;
	snprintf(text, sizeof text,
	         "title: T\nprojection: \"%s\"\npage: 160x100mm\nextent: %s\ndata: {r: {file: r.csv, as: line}}\n"
	         "layers: [{id: r, data: r, kind: line, width: 1pt}]\n",
	         projection, extent);
	write_file(FOLDER "/r.csv", west_negative);
	render_map_text(&rendered, FOLDER "/map.yaml", text, NULL, NULL, false);
	assert_drawn(&rendered);
	for (size_t i = 0; i < rendered.diag.count; i++)
		notes += strstr(rendered.diag.entries[i].message, message) && strstr(rendered.diag.entries[i].hint, hint);
	rendered_map_clear(&rendered);
	return notes;
}

/* A projection that is centred elsewhere puts the two halves of the Pacific on either side, and +over would repeat the globe:
 * both are told once, with what to write instead. */
static void what_a_projection_does_to_the_pacific_is_told(void **state)
{
	(void)state;
	static const char pacific[] = "[120, -60, 290, 65]", divides[] = "divides what the map shows";
	assert_int_equal(count_notes("EPSG:3857", pacific, divides, "+proj=merc +lon_0=-155, or for the Pacific EPSG:3832"), 1);
	assert_int_equal(count_notes("+proj=robin", pacific, divides, "+lon_0=-155"), 1);
	assert_int_equal(count_notes("EPSG:3832", pacific, divides, ""), 0);
	assert_int_equal(count_notes("EPSG:4326", pacific, divides, ""), 0);
	assert_int_equal(count_notes("+proj=robin", "[-180, -60, 180, 65]", divides, ""), 0);
	assert_int_equal(count_notes("+proj=eqc +over +lon_0=200", pacific, "+over is not used", "+lon_0"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(longitudes_may_run_to_360),
	        cmocka_unit_test(a_line_goes_the_short_way),
	        cmocka_unit_test(what_lies_between_a_vertex_and_the_date_line_is_drawn),
	        cmocka_unit_test(what_a_projection_does_to_the_pacific_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

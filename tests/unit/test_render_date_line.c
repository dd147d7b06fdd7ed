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

/* The least distance of the group's paths from the line x, points. */
static double distance_from(const struct group *group, double x)
{
	double least = INFINITY;
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP)
			least = fmin(least, distance_from(mark->group, x));
		for (size_t k = 0; mark->type == MARK_PATH && k < mark->path->path.point_count; k++)
			least = fmin(least, fabs(mark->path->path.points[k].x - x));
	}
	return least;
}

/* From Shanghai to Honolulu and California over the date line, at both edges of a map about Greenwich: nothing is drawn
 * across Europe and Africa. Of what lies between 121.5° E and 118.2° W, the nearest to the middle is at two thirds of the
 * half width at the equator, a little less further north. */
static void ways_are_cut_at_the_edge(void **state)
{
	(void)state;
	static const char *const layers[] = {"kind: line, width: 1pt", "kind: railway", "kind: expressway", "kind: railway, smooth: 1",
	                                     "kind: band, width: 300km"};
	for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
		struct rendered_map rendered;
		render(&rendered, "[-180, -60, 180, 65]", layers[i], west_negative);
		struct box frame = part(&rendered, "map")->clip;
		const struct group *way = part(&rendered, "r");
		double distance = distance_from(way, (frame.left + frame.right) / 2), half = box_width(frame) / 2;
		if (!(distance > 0.4 * half && distance < 0.7 * half))
			fail_msg("%s: %g of %g", layers[i], distance, half);
		struct box box = group_box(way);
		assert_true(box_width(box) > 0.8 * box_width(frame));
		rendered_map_clear(&rendered);
	}
}

/* The first text that reads so; NULL: there is none. */
static const struct text_mark *find_text(const struct group *group, const char *words)
{
	const struct text_mark *found = NULL;
	for (size_t i = 0; i < group->mark_count && !found; i++) {
		const struct mark *mark = &group->marks[i];
		if (mark->type == MARK_GROUP)
			found = find_text(mark->group, words);
		else if (mark->type == MARK_TEXT && !strcmp(mark->text->run.text, words))
			found = mark->text;
	}
	return found;
}

static struct page_point middle_of(const struct rendered_map *rendered, const char *words)
{
	const struct text_mark *text = find_text(part(rendered, "labels"), words);
	if (!text)
		fail_msg("'%s' is not drawn: %s", words, rendered->said.bytes);
	return box_middle(text_mark_box(text));
}

/* Of a road, an area and points that lie over the date line or on either side of it, in a frame over it. */
static void names_stand_over_the_date_line(void **state)
{
	(void)state;
	static const char text[] =
	        "title: T\nprojection: \"+proj=merc +lon_0=180\"\npage: 160x100mm\nextent: [160, -20, 200, 10]\n"
	        "data: {roads: road.geojson, seas: sea.geojson, towns: towns.csv}\n"
	        "layers:\n  - {id: sea, kind: area, data: seas, fill: sea, label: name}\n"
	        "  - {id: road, kind: line, data: roads, width: 1pt, label: name}\n"
	        "  - {id: town, kind: marker, data: towns, label: name}\n";
	struct rendered_map rendered;
	write_file(FOLDER "/towns.csv", "name,lon,lat\nWesterly,179,-12\nEasterly,-179,-5\n");
	write_file(FOLDER "/road.geojson", "{\"type\":\"Feature\",\"properties\":{\"name\":\"Causeway\"},\"geometry\":{\"type\":"
	                                   "\"LineString\",\"coordinates\":[[165,2],[175,2],[-175,2],[-165,2]]}}");
	write_file(FOLDER "/sea.geojson",
	           "{\"type\":\"Feature\",\"properties\":{\"name\":\"Mare\"},\"geometry\":{\"type\":\"Polygon\","
	           "\"coordinates\":[[[170,-19],[-170,-19],[-170,-14],[170,-14],[170,-19]]]}}");
	render_map_text(&rendered, FOLDER "/names.yaml", text, NULL, NULL, false);
	assert_drawn(&rendered);
	struct box frame = part(&rendered, "map")->clip, road = group_box(part(&rendered, "road")),
	           sea = group_box(part(&rendered, "sea")), towns = group_box(part(&rendered, "town"));
	struct page_point causeway = middle_of(&rendered, "Causeway"), mare = middle_of(&rendered, "MARE");
	struct page_point westerly = middle_of(&rendered, "Westerly"), easterly = middle_of(&rendered, "Easterly");
	assert_true(box_width(road) < 0.8 * box_width(frame) && box_width(sea) < 0.6 * box_width(frame));
	assert_true(box_contains(box_grow(road, 12), causeway));
	assert_true(box_contains(sea, mare) && fabs(mare.x - box_middle(sea).x) < 5);
	assert_true(box_width(towns) < 0.1 * box_width(frame));
	assert_true(hypot(westerly.x - towns.left, westerly.y - towns.bottom) < 40);
	assert_true(hypot(easterly.x - towns.right, easterly.y - towns.top) < 40);
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
	        cmocka_unit_test(ways_are_cut_at_the_edge),
	        cmocka_unit_test(names_stand_over_the_date_line),
	        cmocka_unit_test(what_a_projection_does_to_the_pacific_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

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

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(longitudes_may_run_to_360),
	        cmocka_unit_test(a_line_goes_the_short_way),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

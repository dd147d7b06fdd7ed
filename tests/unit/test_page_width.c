/* Pages of which only the width is given: the height follows from what the map shows, no text is too small, and what
 * has no room on a small map gives way in order. Bare maps: a frame, its scale bar, the sources. */
#include "rendered_map.h"

#include "base/units.h"

#include <math.h>

#define FOLDER "/tmp/corridor-test-page-width/"

/* A map of an extent, with what else the file says. */
static void draw(struct rendered_map *drawn, const char *page, bool bare, const char *extent, const char *rest)
{
	char text[1000];
	const struct map_overrides overrides = {.page = page, .bare = bare};
	const struct render_options options = {.bare = bare};
	write_file(FOLDER "a.csv", "name,lon,lat\nMiddle,5,5\n");
	snprintf(text, sizeof text,
	         "title: A title\nlayers: [{kind: marker, data: a, label: name}]\ndata: {a: {file: a.csv, credit: ours}}\n"
	         "sources: {ours: Points are ours.}\nextent: %s\n%s",
	         extent, rest);
	render_map_text(drawn, FOLDER "map.yaml", text, &overrides, &options, false);
	assert_drawn(drawn);
}

static bool has_words(const struct group *group, const char *words)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if ((mark->type == MARK_TEXT && strstr(mark->text->run.text, words)) ||
		    (mark->type == MARK_GROUP && has_words(mark->group, words)))
			return true;
	}
	return false;
}

static double smallest_text(const struct group *group)
{
	double smallest = HUGE_VAL;
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		smallest = fmin(smallest, mark->type == MARK_TEXT    ? mark->text->run.size
		                          : mark->type == MARK_GROUP ? smallest_text(mark->group)
		                                                     : HUGE_VAL);
	}
	return smallest;
}

static void the_height_follows(void **state)
{
	(void)state;
	static const char *const extents[] = {"[0, 0, 20, 10]", "[0, 0, 10, 10]", "[0, 0, 10, 13]"};
	static const struct {
		const char *page;
		double width;
	} pages[] = {{"column", 89 * POINTS_PER_MM}, {"double-column", 183 * POINTS_PER_MM}, {"600px", 450},
	             {"120mm", 120 * POINTS_PER_MM}, {"3in", 216}};
	for (size_t p = 0; p < sizeof pages / sizeof *pages; p++)
		for (int bare = 0; bare < 2; bare++) {
			double before = 0;
			for (size_t e = 0; e < sizeof extents / sizeof *extents; e++) {
				struct rendered_map drawn;
				draw(&drawn, pages[p].page, bare, extents[e], "padding: 0\n");
				assert_true(fabs(drawn.page.width - pages[p].width) < 1e-6);
				if (!(drawn.page.height > before * 1.1))
					fail_msg("%s %s: %.1f after %.1f points high", pages[p].page, extents[e],
					         drawn.page.height, before);
				before = drawn.page.height;
				rendered_map_clear(&drawn);
			}
		}
}

/* Nothing is higher than a printed page, or flatter than a strip. */
static void within_reason(void **state)
{
	(void)state;
	struct rendered_map drawn;
	draw(&drawn, "column", true, "[0, -40, 2, 40]", "");
	assert_true(drawn.page.height < 1.7 * drawn.page.width);
	rendered_map_clear(&drawn);
	draw(&drawn, "column", true, "[0, 0, 60, 2]", "");
	assert_true(drawn.page.height > 0.4 * drawn.page.width);
	rendered_map_clear(&drawn);
}

static void no_text_is_too_small(void **state)
{
	(void)state;
	static const struct {
		const char *page;
		double least;
	} pages[] = {{"column", 6}, {"double-column", 6}, {"89mm", 6}, {"600px", 8.25}, {"600x500px", 8.25}, {"1600px", 8.25}};
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct rendered_map drawn;
		draw(&drawn, pages[i].page, false, "[0, 0, 10, 10]", "");
		if (!(smallest_text(drawn.page.root) >= pages[i].least - 1e-6))
			fail_msg("%s: %.2f points", pages[i].page, smallest_text(drawn.page.root));
		rendered_map_clear(&drawn);
	}
}

/* The arrow first, then the locator, which is told; the scale bar stays. */
static void furniture_gives_way(void **state)
{
	(void)state;
	struct rendered_map drawn;
	draw(&drawn, "300px", true, "[0, 0, 20, 8]", "furniture: {locator: yes}\n");
	assert_null(find_group(drawn.page.root, "part-north-arrow"));
	assert_null(find_group(drawn.page.root, "part-locator"));
	assert_non_null(find_group(drawn.page.root, "part-scale-bar"));
	assert_non_null(strstr(drawn.said.bytes, "there is no locator: the map is too small for it"));
	rendered_map_clear(&drawn);
	draw(&drawn, "300px", true, "[0, 0, 20, 8]", "furniture: {north_arrow: yes}\n");
	assert_non_null(find_group(drawn.page.root, "part-north-arrow"));
	rendered_map_clear(&drawn);
	draw(&drawn, "900px", true, "[0, 0, 20, 15]", "furniture: {locator: yes}\n");
	assert_non_null(find_group(drawn.page.root, "part-north-arrow"));
	assert_non_null(find_group(drawn.page.root, "part-locator"));
	rendered_map_clear(&drawn);
}

/* Of the texts round the map only the sources, and these only where data have some. */
static void a_bare_map_has_its_sources(void **state)
{
	(void)state;
	struct rendered_map drawn;
	draw(&drawn, "180x120mm", true, "[0, 0, 10, 10]", "approval: GS 1\nfacts: [{text: A fact}]\n");
	assert_true(has_words(drawn.page.root, "Points are ours."));
	assert_true(has_words(drawn.page.root, "GS 1"));
	assert_false(has_words(drawn.page.root, "A title") || has_words(drawn.page.root, "1 : ") ||
	             has_words(drawn.page.root, "A fact"));
	struct box credits = group_box(part(&drawn, "part-credits"));
	assert_true(box_holds((struct box){0, 0, drawn.page.width, drawn.page.height}, credits));
	assert_false(box_overlaps(credits, group_box(part(&drawn, "part-graticule"))));
	rendered_map_clear(&drawn);
	draw(&drawn, "180x120mm", true, "[0, 0, 10, 10]", "furniture: {credits: no}\n");
	assert_false(has_words(drawn.page.root, "Points are ours."));
	rendered_map_clear(&drawn);
	draw(&drawn, "180x120mm", true, "[0, 0, 10, 10]", "layout: none\n");
	assert_true(has_words(drawn.page.root, "Points are ours."));
	rendered_map_clear(&drawn);
}

/* Without degrees and sources the frame is the page, but for half the neatline. */
static void a_bare_map_reaches_the_edge(void **state)
{
	(void)state;
	struct rendered_map drawn;
	draw(&drawn, "180x120mm", true, "[0, 0, 10, 10]", "furniture: {credits: no, graticule: no}\n");
	struct box frame = part(&drawn, "map")->clip;
	assert_true(frame.left < 1 && frame.top < 1 && frame.right > drawn.page.width - 1 &&
	            frame.bottom > drawn.page.height - 1);
	assert_true(frame.left >= 0 && frame.top >= 0 && frame.right <= drawn.page.width + 1e-6);
	rendered_map_clear(&drawn);
	draw(&drawn, "180x120mm", true, "[0, 0, 10, 10]", "margin: 5mm\nfurniture: {credits: no, graticule: no}\n");
	assert_true(fabs(part(&drawn, "map")->clip.left - 5 * POINTS_PER_MM) < 1);
	rendered_map_clear(&drawn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_height_follows),   cmocka_unit_test(within_reason),
	        cmocka_unit_test(no_text_is_too_small), cmocka_unit_test(furniture_gives_way),
	        cmocka_unit_test(a_bare_map_has_its_sources), cmocka_unit_test(a_bare_map_reaches_the_edge),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

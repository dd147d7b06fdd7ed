/* Many points: what lies below others is left out, and nothing that is seen; a crowd is one mark, what has a key is not. */
#include "picture.h"
#include "rendered_map.h"

#include "draw/covered.h"
#include "draw/draw.h"
#include "geometry_random.h"
#include "test_arena.h"

#include <math.h>

#define FOLDER "build/tmp-draw-symbols"

/* A disc of radius 4 at each place, with a rim of 1. */
static struct symbols_mark *discs(struct page *page, const struct page_point *places, size_t count, double opacity)
{
	struct group *form = group_new(&arena, NULL, NULL);
	struct path path = path_new(&arena);
	path_circle(&path, (struct page_point){0, 0}, 4);
	struct path_mark *mark = group_path(&arena, form, path);
	mark->fill = (struct colour){0.2, 0.4, 0.6, opacity};
	mark->stroke = (struct stroke){.colour = {1, 1, 1, 1}, .width = 1};
	page_init(page, &arena, 200, 200);
	page->background = (struct colour){0, 0, 0, 1};
	struct page_point *copy = ARENA_ARRAY(&arena, count, struct page_point);
	memcpy(copy, places, count * sizeof *copy);
	group_symbols(&arena, page->root, form, copy, count);
	return page->root->marks[0].symbols;
}

static void test_what_is_covered(void **state)
{
	(void)state;
	static const struct page_point places[] = {
	        {50, 50},                                      /* below the fourth */
	        {60, 50},                                      /* peeps out on the right */
	        {100, 100},                                    /* below no single one, but below the next four together */
	        {50, 50},                                      /* on the first */
	        {97, 97},   {103, 97}, {97, 103}, {103, 103},
	        {57, 50},                                      /* on the second, but not on all of it */
	};
	static const bool wanted[] = {true, false, true, false, false, false, false, false, false};
	struct page page;
	const struct symbols_mark *symbols = discs(&page, places, 9, 1);
	const bool *hidden = draw_find_covered(&arena, symbols, 8);
	for (size_t i = 0; i < 9; i++)
		if (hidden[i] != wanted[i])
			fail_msg("place %zu is %s", i, hidden[i] ? "left out" : "kept");
	hidden = draw_find_covered(&arena, discs(&page, places, 9, 0.5), 8);
	for (size_t i = 0; i < 9; i++)
		assert_false(hidden[i]);
}

/* Whether every second row of a disc's samples, and the last, is marked; then marks all of them. */
static bool mark_plainly(bool *marked, long side, long column, long row, long radius)
{
	bool all = true;
	for (long y = -radius; y <= radius; y++) {
		long half = (long)floor(sqrt((double)(radius * radius - y * y)));
		for (long x = -half; x <= half && (y + radius) % 2 == 0; x++)
			all = all && marked[(row + y) * side + column + x];
	}
	for (long y = -radius; y <= radius && !all; y++) {
		long half = (long)floor(sqrt((double)(radius * radius - y * y)));
		memset(marked + (row + y) * side + column - half, true, (size_t)(2 * half + 1));
	}
	return all;
}

/* A dense crowd, against samples that are marked one by one: discs narrower and wider than a word of the bitmap. */
static void test_covered_as_sample_by_sample(void **state)
{
	(void)state;
	struct random random = random_start("covered");
	static struct page_point places[6000];
	for (size_t i = 0; i < 6000; i++)
		places[i] = (struct page_point){random_between(&random, 40, 90), random_between(&random, 60, 90)};
	struct page page;
	const struct symbols_mark *symbols = discs(&page, places, 6000, 1);
	for (long per_point = 2; per_point <= 16; per_point *= 2) {
		long side = 200 * per_point;
		bool *marked = ARENA_ARRAY(&arena, (size_t)(side * side), bool);
		const bool *hidden = draw_find_covered(&arena, symbols, (double)per_point);
		size_t count = 0;
		for (size_t i = 6000; i-- > 0;) {
			long column = (long)floor(places[i].x * (double)per_point);
			long row = (long)floor(places[i].y * (double)per_point);
			count += hidden[i];
			if (hidden[i] != mark_plainly(marked, side, column, row, per_point * 9 / 2))
				fail_msg("place %zu is %s, %ld samples a point", i, hidden[i] ? "left out" : "kept", per_point);
		}
		assert_in_range(count, 4000, 5999);
	}
}

static struct picture paint(const struct page *page, const char *format)
{
	struct draw_options options = {.dpi = 144};
	struct diag diag;
	struct buffer png;
	diag_init(&diag);
	buffer_init(&png);
	assert_true(draw_format_find(format)->draw(page, &options, &png, &diag));
	struct picture picture = picture_of(&png);
	assert_non_null(picture.pixels);
	buffer_clear(&png);
	diag_clear(&diag);
	return picture;
}

/* 3,000 discs on 200 x 200 points, as one mark and one by one: no pixel is another but at rims, where a quarter of a pixel shows. */
static void test_a_crowd_looks_like_its_points(void **state)
{
	(void)state;
	enum { count = 3000 };
	struct random random = random_start("crowd");
	struct page_point places[count];
	struct page page, single;
	for (size_t i = 0; i < count; i++)
		places[i] = random_spot(&random, 10, 190);
	const struct symbols_mark *symbols = discs(&page, places, count, 1);
	page_init(&single, &arena, 200, 200);
	single.background = page.background;
	for (size_t i = 0; i < count; i++) {
		struct path path = path_new(&arena);
		path_circle(&path, places[i], 4);
		struct path_mark *mark = group_path(&arena, single.root, path);
		mark->fill = symbols->forms[0].fill;
		mark->stroke = symbols->forms[0].stroke;
	}
	struct picture one = paint(&page, "png"), other = paint(&single, "png");
	int differ = 0;
	for (int y = 0; y < one.height; y++)
		for (int x = 0; x < one.width; x++)
			differ += abs(picture_pixel(&one, x, y)[0] - picture_pixel(&other, x, y)[0]) > 96;
	assert_true(differ < one.width * one.height / 100);
	assert_true(picture_distance(&one, &other) < 8);
	const bool *hidden = draw_find_covered(&arena, symbols, 4);
	size_t left_out = 0;
	for (size_t i = 0; i < count; i++)
		left_out += hidden[i];
	assert_in_range(left_out, count / 4, count - 1);
	free(one.pixels);
	free(other.pixels);
}

/* 30 specks of 1/7 pixel in each pixel darken it as 30 specks do, not as those of them that share no sample. */
static void test_specks_add_up(void **state)
{
	(void)state;
	enum { across = 220, count = across * across };
	static struct page_point places[count];
	struct page page;
	struct group *form = group_new(&arena, NULL, NULL);
	struct path path = path_new(&arena);
	for (size_t i = 0; i < count; i++)
		places[i] = (struct page_point){50 + (double)(i % across) / 11, 50 + (double)(i / across) / 11};
	path_circle(&path, (struct page_point){0, 0}, 0.05);
	group_path(&arena, form, path)->fill = (struct colour){1, 1, 1, 1};
	page_init(&page, &arena, 100, 100);
	page.background = (struct colour){0, 0, 0, 1};
	group_symbols(&arena, page.root, form, places, count);
	struct picture picture = paint(&page, "png");
	assert_in_range(picture_pixel(&picture, 120, 120)[0], 60, 160);
	free(picture.pixels);
}

/* Translucent discs hide nothing, and add up in a PDF as they do one by one; without a path of its own for each, it is
 * small. */
static void test_a_pdf_holds_symbols_that_do_not_touch_as_one_path(void **state)
{
	(void)state;
	enum { count = 4000 };
	struct random random = random_start("pdf");
	struct page_point places[count];
	struct page page;
	struct draw_options options = {.dpi = 144};
	struct diag diag;
	struct buffer pdf;
	for (size_t i = 0; i < count; i++)
		places[i] = random_spot(&random, 10, 190);
	struct symbols_mark *symbols = discs(&page, places, count, 0.1);
	symbols->forms[0].stroke.width = 0;
	diag_init(&diag);
	buffer_init(&pdf);
	assert_true(draw_format_find("pdf")->draw(&page, &options, &pdf, &diag));
	assert_in_range(pdf.length, 4000, 80000);
	if (has_program("pdftocairo")) {
		assert_true(write_bytes("build/test-draw/symbols.pdf", &pdf));
		assert_int_equal(system("pdftocairo -png -singlefile -r 144 build/test-draw/symbols.pdf build/test-draw/symbols"), 0);
		struct picture one = picture_read("build/test-draw/symbols.png"), other = paint(&page, "png");
		assert_true(picture_distance(&one, &other) < 4);
		free(one.pixels);
		free(other.pixels);
	}
	buffer_clear(&pdf);
	diag_clear(&diag);
}

static size_t count_text(const char *text, const char *what)
{
	size_t count = 0;
	for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
		count++;
	return count;
}

static void draw_points(const char *data, struct buffer *dump, struct buffer *svg)
{
	struct buffer text;
	struct rendered_map map;
	struct draw_options options = {.dpi = 72};
	struct random random = random_start("points");
	char file[1000];
	buffer_init(&text);
	buffer_printf(&text, "id,lon,lat\n");
	for (int i = 0; i < 12000; i++) {
		double lon = random_between(&random, 0, 10);
		buffer_printf(&text, "%d,%.4f,%.4f\n", i, lon, random_between(&random, 45, 50));
	}
	buffer_text(&text, "");
	write_file(FOLDER "/points.csv", text.bytes);
	snprintf(file, sizeof file, "title: T\npage: 100x100mm\ndata: {p: %s}\nlayers:\n  - {id: a, kind: marker, data: p}\n", data);
	render_map_text(&map, FOLDER "/map.yaml", file, NULL, &(struct render_options){0}, false);
	assert_drawn(&map);
	assert_null(strstr(map.said.bytes, "draws nothing"));
	buffer_init(dump);
	buffer_init(svg);
	page_dump(&map.page, dump);
	assert_true(draw_format_find("svg")->draw(&map.page, &options, svg, &map.diag));
	buffer_text(dump, "");
	buffer_text(svg, "");
	buffer_clear(&text);
	rendered_map_clear(&map);
}

static void test_a_layer_of_many_points_is_one_mark(void **state)
{
	(void)state;
	struct buffer dump, svg;
	draw_points("points.csv", &dump, &svg);
	assert_int_equal(count_text(dump.bytes, "symbols 12000 at"), 1);
	assert_int_equal(count_text(svg.bytes, "<circle"), 1);
	assert_in_range(count_text(svg.bytes, "<use "), 1000, 11999);
	buffer_clear(&dump);
	buffer_clear(&svg);
	draw_points("{file: points.csv, key: id}", &dump, &svg);
	assert_int_equal(count_text(dump.bytes, "symbols "), 0);
	assert_int_equal(count_text(svg.bytes, "data-key="), 12000);
	buffer_clear(&dump);
	buffer_clear(&svg);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(test_what_is_covered, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_covered_as_sample_by_sample, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_a_crowd_looks_like_its_points, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_specks_add_up, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(test_a_pdf_holds_symbols_that_do_not_touch_as_one_path, set_up,
	                                        tear_down),
	        cmocka_unit_test(test_a_layer_of_many_points_is_one_mark),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

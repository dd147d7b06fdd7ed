/* PNG: size, resolution, texts, colours at places that tell of a fault, limits, same bytes twice. */
#include "picture.h"
#include "sample_page.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static int set_up(void **state)
{
	*state = test_calloc(1, sizeof(struct sample));
	sample_build(*state);
	return 0;
}

static int tear_down(void **state)
{
	sample_clear(*state);
	test_free(*state);
	return 0;
}

static void assert_pixel(const struct picture *picture, double x, double y, const char *hex, int opacity)
{
	struct colour colour = sample_colour(hex);
	const unsigned char *pixel = picture_pixel(picture, (int)(x * 2), (int)(y * 2));
	const double wanted[3] = {colour.red, colour.green, colour.blue};
	for (int i = 0; opacity > 0 && i < 3; i++)
		assert_true(fabs(wanted[i] * 255 - pixel[i]) <= 2.5);
	assert_int_equal(pixel[3], opacity);
}

static void colours_stand_where_they_should(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	struct buffer png;
	assert_true(sample_draw(sample, "png", &options, &png));
	struct picture picture = picture_of(&png);
	assert_non_null(picture.pixels);
	assert_int_equal(picture.width, 600);
	assert_int_equal(picture.height, 400);
	assert_pixel(&picture, 1, 1, "#f4f1eb", 255);
	assert_pixel(&picture, 299.5, 199.5, "#f4f1eb", 255);
	assert_pixel(&picture, 100, 90, "#0e5a73", 255);
	assert_pixel(&picture, 180, 60, "#f4f1eb", 255);  /* the hole */
	assert_pixel(&picture, 150, 60, "#e69d7d", 255);  /* half the colour */
	assert_pixel(&picture, 220, 60, "#1d2a35", 255);  /* the ring's edge */
	assert_pixel(&picture, 245, 125, "#4a9db0", 255); /* in the clip */
	assert_pixel(&picture, 195, 125, "#f4f1eb", 255); /* cut away */
	assert_pixel(&picture, 252, 125, "#f4f1eb", 255);
	assert_pixel(&picture, 270, 125, "#b5dadd", 255);
	free(picture.pixels);
	buffer_clear(&png);
}

static void transparent_page(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	options.transparent = true;
	struct buffer png;
	assert_true(sample_draw(sample, "png", &options, &png));
	assert_int_equal(png.bytes[25], 6); /* RGBA */
	struct picture picture = picture_of(&png);
	assert_pixel(&picture, 1, 1, "none", 0);
	assert_pixel(&picture, 100, 90, "#0e5a73", 255);
	assert_pixel(&picture, 150, 60, "#d9480f", 128); /* not darkened by its opacity */
	free(picture.pixels);
	buffer_clear(&png);
}

/* The data of a chunk, or NULL. */
static const unsigned char *find_chunk(const struct buffer *png, const char *type, const char *begins, size_t *length)
{
	const unsigned char *bytes = (const unsigned char *)png->bytes;
	for (size_t at = 8; at + 12 <= png->length; at += 12 + *length) {
		*length = (size_t)bytes[at] << 24 | (size_t)bytes[at + 1] << 16 | (size_t)bytes[at + 2] << 8 |
		          bytes[at + 3];
		if (memcmp(bytes + at + 4, type, 4) == 0 && memcmp(bytes + at + 8, begins, strlen(begins)) == 0)
			return bytes + at + 8;
	}
	return NULL;
}

static void chunks_tell_size_and_title(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	struct buffer png;
	size_t length;
	assert_true(sample_draw(sample, "png", &options, &png));
	assert_int_equal(png.bytes[25], 2); /* RGB */
	assert_non_null(find_chunk(&png, "sRGB", "", &length));
	const unsigned char *resolution = find_chunk(&png, "pHYs", "", &length);
	static const unsigned char wanted[9] = {0, 0, 0x16, 0x25, 0, 0, 0x16, 0x25, 1}; /* 5669 a metre */
	assert_non_null(resolution);
	assert_memory_equal(resolution, wanted, 9);
	const unsigned char *text = find_chunk(&png, "iTXt", "Description", &length);
	assert_non_null(text);
	/* key NUL, not compressed, method, language NUL, translated key NUL, text */
	static const char whole[] = "Description\0\0\0en\0\0Shapes & words, \xE9\x95\xBF\xE4\xB8\x89\xE8\xA7\x92";
	assert_int_equal(length, sizeof whole - 1);
	assert_memory_equal(text, whole, sizeof whole - 1);
	assert_non_null(find_chunk(&png, "iTXt", "Title", &length));
	assert_non_null(find_chunk(&png, "iTXt", "Author", &length));
	assert_null(find_chunk(&png, "iTXt", "Source", &length));
	buffer_clear(&png);
}

static void draws_fail(struct sample *sample, double dpi, const char *part)
{
	struct draw_options options = sample_options();
	options.dpi = dpi;
	struct buffer png;
	size_t errors = sample->diag.errors;
	assert_false(sample_draw(sample, "png", &options, &png));
	assert_int_equal(sample->diag.errors, errors + 1);
	assert_non_null(strstr(sample->diag.entries[sample->diag.count - 1].message, part));
	assert_int_equal(png.length, 0);
	buffer_clear(&png);
}

static void impossible_sizes_are_errors(void **state)
{
	struct sample *sample = *state;
	draws_fail(sample, 5000, "5000 dpi the picture would have 20833 x 13889 pixels");
	draws_fail(sample, 4000, "the largest side is 16384");
	draws_fail(sample, 1e300, "resolution");
	draws_fail(sample, 0, "resolution");
	draws_fail(sample, -96, "resolution");
	draws_fail(sample, NAN, "resolution");
}

static void same_bytes_in_a_batch(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	struct buffer first, between, second;
	assert_true(sample_draw(sample, "png", &options, &first));
	assert_true(sample_draw(sample, "pdf", &options, &between));
	assert_true(sample_draw(sample, "png", &options, &second));
	assert_int_equal(first.length, second.length);
	assert_memory_equal(first.bytes, second.bytes, first.length);
	buffer_clear(&first);
	buffer_clear(&between);
	buffer_clear(&second);
}

/* Each format refuses the page with one error. */
static void assert_refused(struct sample *sample)
{
	struct draw_options options = sample_options();
	for (size_t i = 0; i < draw_format_count; i++) {
		struct buffer out;
		size_t errors = sample->diag.errors;
		assert_false(sample_draw(sample, draw_formats[i]->name, &options, &out));
		assert_int_equal(sample->diag.errors, errors + 1);
		buffer_clear(&out);
	}
}

static struct path_mark *add_line(struct sample *sample, double x)
{
	struct path path = path_new(&sample->arena);
	path_move(&path, 0, 0);
	path_line(&path, x, 10);
	struct path_mark *mark = group_path(&sample->arena, sample->page.root, path);
	mark->stroke = (struct stroke){.colour = sample_colour("#000"), .width = 1};
	return mark;
}

static void not_a_number_is_refused(void **state)
{
	struct sample *sample = *state;
	add_line(sample, NAN);
	assert_refused(sample);
}

static void impossible_stroke_is_refused(void **state)
{
	static const double dashes[] = {0, 0, 3, -1, NAN, 1, INFINITY};
	struct sample *sample = *state;
	struct path_mark *mark = add_line(sample, 10);
	mark->stroke.width = INFINITY;
	assert_refused(sample);
	mark->stroke.width = 1;
	mark->stroke.dash_count = 2;
	for (size_t i = 0; i < 6; i++) {
		if (i == 1)
			continue;
		mark->stroke.dashes = dashes + i;
		assert_refused(sample);
	}
}

static void text_and_clip_out_of_reach_are_refused(void **state)
{
	struct sample *sample = *state;
	struct text_mark *text = sample->page.root->marks[4].group->marks[0].text;
	struct page_point origin = text->origin;
	text->origin.x = 1e300;
	assert_refused(sample);
	text->origin = origin;
	text->run.glyphs[3].y = NAN;
	assert_refused(sample);
	text->run.glyphs[3].y = 0;
	sample->page.root->marks[2].group->clip.right = INFINITY;
	assert_refused(sample);
}

/* cairo alone drops a path that goes beyond 2^23 pixels. */
static void far_away_points_do_not_hide_a_path(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	struct path path = path_new(&sample->arena);
	path_move(&path, 100, 195);
	path_line(&path, 1e9, 195);
	group_path(&sample->arena, sample->page.root, path)->stroke =
	        (struct stroke){.colour = sample_colour("#ff0000"), .width = 2};
	sample_rect(sample, sample->page.root, (struct box){-1e9, 170, 15, 1e9}, "#00ff00");
	struct buffer png;
	assert_true(sample_draw(sample, "png", &options, &png));
	struct picture picture = picture_of(&png);
	assert_pixel(&picture, 200, 195, "#ff0000", 255);
	assert_pixel(&picture, 10, 180, "#00ff00", 255);
	assert_pixel(&picture, 10, 165, "#f4f1eb", 255);
	free(picture.pixels);
	buffer_clear(&png);
}

/* Islands like wheels, each with a thin outline. */
static struct group *add_islands(struct sample *sample)
{
	struct group *group = group_add(&sample->arena, sample->page.root, "islands", "layer area");
	for (int island = 0; island < 60; island++) {
		struct path path = path_new(&sample->arena);
		for (int i = 0; i < 12; i++) {
			double angle = i * 0.5236 + island, radius = 9 - i % 3 + island * 0.03;
			double x = 15 + island % 10 * 30 + radius * cos(angle);
			double y = 15 + floor(island / 10.0) * 30 + radius * sin(angle);
			if (i == 0)
				path_move(&path, x, y);
			else
				path_line(&path, x, y);
		}
		path_close(&path);
		struct path_mark *mark = group_path(&sample->arena, group, path);
		mark->fill = sample_colour("#6c7a86");
		mark->stroke = (struct stroke){.colour = sample_colour("#1d2a35"), .width = 0.25, .join = JOIN_ROUND};
	}
	return group;
}

/* How many pixels differ at all, and how many by a fifth of what is between black and white. */
static void count_differences(const struct picture *a, const struct picture *b, int *all, int *great)
{
	*all = *great = 0;
	for (int i = 0; i < a->width * a->height; i++) {
		int most = 0;
		for (int c = 0; c < 3; c++)
			most = (int)fmax(most, abs(a->pixels[i * 4 + c] - b->pixels[i * 4 + c]));
		*all += most > 0;
		*great += most > 51;
	}
}

static void crowded_groups_look_nearly_the_same(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	struct group *islands = add_islands(sample);
	struct buffer fine_png, coarse_png;
	assert_true(sample_draw(sample, "png", &options, &fine_png));
	islands->crowded = true;
	assert_true(sample_draw(sample, "png", &options, &coarse_png));
	struct picture fine = picture_of(&fine_png), coarse = picture_of(&coarse_png);
	int all, great;
	count_differences(&fine, &coarse, &all, &great);
	assert_in_range(all, 1000, 30000);
	assert_in_range(great, 0, 1200); /* half a percent */
	free(fine.pixels);
	free(coarse.pixels);
	buffer_clear(&fine_png);
	buffer_clear(&coarse_png);
}

/* Islands of half a pixel to one and a half, at all places within a pixel. */
static struct group *add_specks(struct sample *sample)
{
	struct group *group = group_add(&sample->arena, sample->page.root, "specks", "layer area");
	for (int island = 0; island < 400; island++) {
		struct path path = path_new(&sample->arena);
		double radius = 0.1 + island % 7 * 0.03, x = 8 + island % 20 * 9.13,
		       y = 8 + floor(island / 20.0) * 7.71;
		for (int i = 0; i < 5; i++) {
			double angle = i * 1.2566 + island;
			double east = x + radius * cos(angle), south = y + radius * sin(angle);
			if (i == 0)
				path_move(&path, east, south);
			else
				path_line(&path, east, south);
		}
		path_close(&path);
		struct path_mark *mark = group_path(&sample->arena, group, path);
		mark->fill = sample_colour("#6c7a86");
		mark->stroke = (struct stroke){.colour = sample_colour("#1d2a35"), .width = 0.25};
	}
	return group;
}

static double ink_of(const struct picture *picture)
{
	double ink = 0;
	for (int i = 0; i < picture->width * picture->height; i++)
		ink += 255 - picture->pixels[i * 4 + 1];
	return ink;
}

static void specks_keep_their_place_and_weight(void **state)
{
	struct sample *sample = *state;
	struct draw_options options = sample_options();
	struct buffer none_png, fine_png, coarse_png;
	assert_true(sample_draw(sample, "png", &options, &none_png));
	struct group *specks = add_specks(sample);
	assert_true(sample_draw(sample, "png", &options, &fine_png));
	specks->crowded = true;
	assert_true(sample_draw(sample, "png", &options, &coarse_png));
	struct picture none = picture_of(&none_png), fine = picture_of(&fine_png), coarse = picture_of(&coarse_png);
	int all, great;
	count_differences(&fine, &coarse, &all, &great);
	double before = ink_of(&none), fine_ink = ink_of(&fine) - before, coarse_ink = ink_of(&coarse) - before;
	/* Boxes are a little larger than what they hold; the outlines themselves, coarsely, put 46 pixels far off. */
	assert_in_range(great, 0, 5);
	assert_true(fine_ink > 10000 && coarse_ink > fine_ink * 0.95 && coarse_ink < fine_ink * 1.35);
	free(none.pixels);
	free(fine.pixels);
	free(coarse.pixels);
	buffer_clear(&none_png);
	buffer_clear(&fine_png);
	buffer_clear(&coarse_png);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(colours_stand_where_they_should, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(transparent_page, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(chunks_tell_size_and_title, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(impossible_sizes_are_errors, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(same_bytes_in_a_batch, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(not_a_number_is_refused, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(impossible_stroke_is_refused, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(text_and_clip_out_of_reach_are_refused, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(crowded_groups_look_nearly_the_same, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(specks_keep_their_place_and_weight, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(far_away_points_do_not_hide_a_path, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

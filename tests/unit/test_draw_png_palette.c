/* Palettes: exact with few colours, near with many, large flat areas exact, opacities kept, the same every time. */
#include "draw/png_palette.h"
#include "picture.h"
#include "sample_page.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define SIDE 300

static int worst_difference(uint32_t a, uint32_t b)
{
	int worst = 0;
	for (int shift = 0; shift < 32; shift += 8) {
		int off = abs((int)(a >> shift & 255) - (int)(b >> shift & 255));
		worst = off > worst ? off : worst;
	}
	return worst;
}

static uint32_t shown(const struct png_palette *palette, uint32_t pixel)
{
	uint8_t place = png_palette_find(palette, pixel);
	assert_true(place < palette->count);
	return palette->colours[place];
}

static void few_colours_stay_exact(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	uint32_t *pixels = ARENA_ARRAY(&arena, SIDE * SIDE, uint32_t);
	for (uint32_t i = 0; i < SIDE * SIDE; i++)
		pixels[i] = (i % 256) * UINT32_C(0x01030507);
	struct png_palette palette;
	assert_true(png_palette_build(&arena, pixels, SIDE * SIDE, &palette));
	assert_int_equal(palette.count, 256);
	for (uint32_t i = 0; i < 256; i++)
		assert_int_equal(shown(&palette, pixels[i]), pixels[i]);
	for (size_t i = 1; i < palette.count; i++)
		assert_true(palette.colours[i - 1] >> 24 <= palette.colours[i] >> 24);
	arena_clear(&arena);
}

/* A flat half, and in the other more colours than the histogram takes: mixtures of three. */
static void many_colours_come_near(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	uint32_t *pixels = ARENA_ARRAY(&arena, SIDE * SIDE, uint32_t);
	for (uint32_t i = 0; i < SIDE * SIDE; i++) {
		uint32_t x = i % SIDE, y = i / SIDE;
		uint32_t mixed = 0xFF000000u | (x * 255 / SIDE) << 16 | (y * 127 / SIDE) << 8 | 0x40;
		pixels[i] = y < SIDE / 2 ? 0xFFF4F1EBu : mixed;
	}
	struct png_palette palette, again;
	assert_true(png_palette_build(&arena, pixels, SIDE * SIDE, &palette));
	assert_true(palette.count > 100 && palette.count <= PALETTE_MOST);
	assert_int_equal(shown(&palette, 0xFFF4F1EBu), 0xFFF4F1EBu);
	for (size_t i = 0; i < SIDE * SIDE; i++)
		assert_true(worst_difference(shown(&palette, pixels[i]), pixels[i]) <= 16);
	assert_true(png_palette_build(&arena, pixels, SIDE * SIDE, &again));
	assert_memory_equal(palette.colours, again.colours, palette.count * sizeof *palette.colours);
	arena_clear(&arena);
}

static void draw_both(bool transparent, double least, double most)
{
	struct sample sample;
	sample_build(&sample);
	struct draw_options options = sample_options();
	options.transparent = transparent;
	struct buffer full, small;
	assert_true(sample_draw(&sample, "png", &options, &full));
	options.palette = true;
	assert_true(sample_draw(&sample, "png", &options, &small));
	assert_int_equal(small.bytes[25], 3); /* palette */
	struct picture one = picture_of(&full), two = picture_of(&small);
	double distance = picture_distance(&one, &two), share = (double)small.length / (double)full.length;
	print_message("distance %.3f, %.0f %% of the bytes\n", distance, share * 100);
	assert_true(distance < 0.3);
	assert_true(share > least && share < most);
	assert_memory_equal(picture_pixel(&one, 2, 2), picture_pixel(&two, 2, 2), 4);
	assert_memory_equal(picture_pixel(&one, 200, 180), picture_pixel(&two, 200, 180), 4);
	assert_memory_equal(picture_pixel(&one, 300, 120), picture_pixel(&two, 300, 120), 4);
	free(one.pixels);
	free(two.pixels);
	buffer_clear(&full);
	buffer_clear(&small);
	sample_clear(&sample);
}

static void looks_the_same(void **state)
{
	(void)state;
	draw_both(false, 0.2, 0.6);
	draw_both(true, 0.2, 0.6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(few_colours_stay_exact),
	        cmocka_unit_test(many_colours_come_near),
	        cmocka_unit_test(looks_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

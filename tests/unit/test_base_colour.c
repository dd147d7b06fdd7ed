/* Colours as people write them. Expected: CSS Color Module Level 4. */
#include "base/colour_names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <math.h>

static void assert_colour(const char *text, double red, double green, double blue, double opacity)
{
	struct colour colour;
	if (!colour_parse(text, &colour))
		fail_msg("'%s' is no colour", text);
	if (fabs(colour.red * 255 - red) > 1e-9 || fabs(colour.green * 255 - green) > 1e-9 ||
	    fabs(colour.blue * 255 - blue) > 1e-9 || fabs(colour.opacity - opacity) > 1e-9)
		fail_msg("'%s' is %f %f %f, %f", text, colour.red * 255, colour.green * 255, colour.blue * 255,
		         colour.opacity);
}

static void test_digits(void **state)
{
	(void)state;
	assert_colour("#cc0000", 204, 0, 0, 1);
	assert_colour("#C00", 204, 0, 0, 1);
	assert_colour("#c008", 204, 0, 0, 136 / 255.0);
	assert_colour("#12345678", 18, 52, 86, 120 / 255.0);
}

static void test_names(void **state)
{
	(void)state;
	assert_colour("red", 255, 0, 0, 1);
	assert_colour("Navy", 0, 0, 128, 1);
	assert_colour("aliceblue", 240, 248, 255, 1); /* the first */
	assert_colour("yellowgreen", 154, 205, 50, 1); /* the last */
	assert_colour("RebeccaPurple", 102, 51, 153, 1);
	assert_colour("darkgrey", 169, 169, 169, 1);
	assert_colour("darkgray", 169, 169, 169, 1);
	assert_colour("none", 0, 0, 0, 0);
	assert_colour("transparent", 0, 0, 0, 0);
}

/* They are looked up by halving. */
static void test_names_are_in_order(void **state)
{
	(void)state;
	assert_int_equal(colour_name_count, 148);
	for (size_t i = 1; i < colour_name_count; i++)
		assert_true(strcmp(colour_names[i - 1].name, colour_names[i].name) < 0);
	for (size_t i = 0; i < colour_name_count; i++)
		assert_colour(colour_names[i].name, colour_names[i].rgb >> 16, colour_names[i].rgb >> 8 & 255,
		              colour_names[i].rgb & 255, 1);
}

static void test_functions(void **state)
{
	(void)state;
	assert_colour("rgb(204, 0, 0)", 204, 0, 0, 1);
	assert_colour("RGB(204,0,0)", 204, 0, 0, 1);
	assert_colour("rgba(204, 0, 0, 0.5)", 204, 0, 0, 0.5);
	assert_colour("rgb(80% 0% 20% / 25%)", 204, 0, 51, 0.25);
	assert_colour("rgba( 1 , 2 , 3 , 0 )", 1, 2, 3, 0);
}

/* Expected: section 7.1's function, as CSS's examples and its named colours give it. */
static void test_hsl(void **state)
{
	(void)state;
	assert_colour("hsl(0, 100%, 50%)", 255, 0, 0, 1);
	assert_colour("hsl(120deg 100% 25%)", 0, 127.5, 0, 1);
	assert_colour("HSL(0.5turn 100 50)", 0, 255, 255, 1);
	assert_colour("hsl(-120, 100%, 50%)", 0, 0, 255, 1);
	assert_colour("hsl(200grad 0% 60%)", 153, 153, 153, 1);
	assert_colour("hsla(30, 100%, 50%, 0.25)", 255, 127.5, 0, 0.25);
	assert_colour("hsl(270 50% 40% / 50%)", 102, 51, 153, 0.5); /* rebeccapurple */
}

static void test_none(void **state)
{
	(void)state;
	assert_colour("none", 0, 0, 0, 0);
	assert_colour("None", 0, 0, 0, 0);
	assert_colour("NONE", 0, 0, 0, 0);
}

static void test_what_is_no_colour(void **state)
{
	static const char *const wrong[] = {"",          "#",           "#12",        "#12345",      "#1234567", "#123456789",
	                                    "#gg0000",   "reddish",     "re",         "rgb",         "rgb(",     "rgb()",
	                                    "rgb(1,2)",  "rgb(1,2,3",   "rgb(1,2,3)x", "rgb(1,2,3,4)", "rgb(256,0,0)",
	                                    "rgb(-1,0,0)", "rgb(nan,0,0)", "rgb(1,2,3,0.5,1)", "rgb(101%,0,0)", "rgbx(1,2,3)",
	                                    "rgb(1e999,0,0)", "cc0000", "hsl(0,0)", "hsl(0,2,101)",
	                                    "hsl(x,50%,50%)", "hsl(nan,50%,50%)", "hsl(1e999,50%,50%)", "hsl(0,50%,50%,2)", "hsl(0furlong,1%,1%)"};
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct colour colour;
		if (colour_parse(wrong[i], &colour))
			fail_msg("'%s' is taken for a colour", wrong[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_digits),    cmocka_unit_test(test_names),
	        cmocka_unit_test(test_names_are_in_order), cmocka_unit_test(test_functions),
	        cmocka_unit_test(test_hsl), cmocka_unit_test(test_none),
	        cmocka_unit_test(test_what_is_no_colour),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

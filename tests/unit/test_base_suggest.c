/* What "did you mean" suggests: case, spellings and words for the same thing before mere likeness. */
#include "base/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *suggested(const char *word, const char *a, const char *b, const char *c)
{
	const char *names[] = {a, b, c};
	return option_suggest(word, names, sizeof *names, 3);
}

#define assert_suggests(expected, ...) assert_string_equal(suggested(__VA_ARGS__), expected)

static void test_case_and_dashes(void **state)
{
	(void)state;
	assert_suggests("Population", "population", "point", "Population", "name");
	assert_suggests("type_scale", "Type-Scale", "title", "type_scale", "scale");
	assert_suggests("--svg-text", "--SVG_Text", "--set", "--dpi", "--svg-text");
	assert_suggests("name", "NAME", "nam", "name", "names");
}

static void test_spellings(void **state)
{
	(void)state;
	assert_suggests("colour", "color", "collar", "colour", "columns");
	assert_suggests("edge_colour", "edge_color", "edge", "edge_colour", "colour");
	assert_suggests("grey", "gray", "graz", "grey", "green");
	assert_suggests("darkslategrey", "DarkSlateGray", "darkslateblue", "darkslategrey", "grey");
	assert_suggests("centre", "center", "enter", "centre", "none");
	assert_suggests("center", "centre", "central", "none", "center");
}

static void test_words(void **state)
{
	(void)state;
	assert_suggests("labels", "label", "table", "labels", "layers");
	assert_suggests("title", "name", "noun", "title", "lines");
	assert_suggests("extent", "bbox", "box_width", "extent", "page");
	assert_suggests("width", "thickness", "width", "colour", "halo");
	assert_suggests("--dpi", "--resolution", "--dpi", "--set", "--page");
}

static void test_likeness(void **state)
{
	char wide[200];
	(void)state;
	assert_suggests("padding", "paddin", "page", "padding", "id");
	assert_null(suggested("wallpaper", "a4", "slide", "square"));
	assert_null(suggested("x", NULL, "extent", "padding"));
	memset(wide, 'a', sizeof wide - 1);
	wide[sizeof wide - 1] = '\0';
	assert_null(suggested(wide, "a", "padding", "id"));
	assert_suggests("id", "ic", wide, "padding", "id");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_case_and_dashes),
	        cmocka_unit_test(test_spellings),
	        cmocka_unit_test(test_words),
	        cmocka_unit_test(test_likeness),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Themes: looking up, extending, class colours; and the themes that are delivered in seeds/themes. */
#include "spec_reading.h"

#include "spec/check_file.h"
#include "spec/member_classes.h"
#include "spec/theme.h"

#include <math.h>

static const struct theme *theme_of(struct reading *reading, const char *name, const char *share_dir)
{
	const struct theme *theme = theme_read(&reading->arena, name, share_dir, no_place, &reading->diag);
	assert_said(reading, "");
	assert_non_null(theme);
	return theme;
}

static void assert_hex(struct colour colour, const char *expected)
{
	char hex[8];
	colour_hex(colour, hex);
	assert_string_equal(hex, expected);
}

static void test_look_up(void **state)
{
	struct reading *reading = *state;
	const struct theme *theme = theme_of(reading, "daylight", SHARE);
	struct colour colour;
	assert_true(theme_colour(theme, "land", &colour));
	assert_hex(colour, "#f4f1eb");
	assert_true(theme_colour(theme, "#123456", &colour));
	assert_hex(colour, "#123456");
	assert_true(theme_colour(theme, "DarkGreen", &colour));
	assert_hex(colour, "#006400");
	assert_true(theme_colour(theme, "rgba(204, 0, 0, 0.5)", &colour));
	assert_hex(colour, "#cc0000");
	assert_true(theme_colour(theme, "none", &colour));
	assert_true(colour.opacity == 0);
	assert_false(theme_colour(theme, "lnad", &colour));
	const struct text_style *city = theme_style(theme, "city");
	assert_true(city->size == 8.2 && city->weight == 700 && city->halo_width == 1 && !city->italic);
	assert_string_equal(city->colour, "ink");
	assert_string_equal(city->halo, "land");
	const struct text_style *water = theme_style(theme, "water");
	assert_true(water->italic && water->weight == 400);
	assert_string_equal(water->halo, "none");
	assert_null(theme_style(theme, "nothing"));
	assert_true(theme->measure[MEASURE_NEATLINE] == 0.6);
	assert_true(theme->measure[MEASURE_LOCATOR_FRAME] == 1.2);
	assert_hex(theme->colour[COLOUR_GROUND], "#f4f1eb");
	assert_ptr_equal(theme->style[STYLE_NORTH], theme_style(theme, "north"));
}

static void test_extends(void **state)
{
	struct reading *reading = *state;
	const struct theme *theme = theme_of(reading, "tests/spec/themes/valid-extends.yaml", SHARE);
	assert_string_equal(theme->name, "test");
	const struct text_style *city = theme_style(theme, "city");
	assert_true(city->size == 9);     /* its own */
	assert_true(city->weight == 700); /* the other's */
	assert_int_equal(theme->class_count, 3);
	assert_int_equal(theme->styles.count, 2 + THEME_OWN_STYLES);
	assert_true(theme_style(theme_of(reading, "daylight", SHARE), "city")->size == 8.2);
}

/* A theme that extends another changes of a shield only what it states. */
static void test_shields(void **state)
{
	struct reading *reading = *state;
	const struct theme *daylight = theme_of(reading, "daylight", "seeds");
	const struct theme *print = theme_of(reading, "print", "seeds");
	const struct theme_shield *there = theme_shield(daylight, "us-interstate");
	const struct theme_shield *here = theme_shield(print, "us-interstate");
	assert_non_null(there);
	assert_non_null(here);
	assert_int_equal(here->form, SHIELD_INTERSTATE);
	assert_true(here->height == there->height && here->height > 0);
	assert_string_equal(there->plate, "#1F4E9C");
	assert_string_equal(here->plate, "#4A4A4A");
	assert_null(theme_shield(daylight, "us-intrastate"));
	const struct texts names = theme_names(&reading->arena, daylight, OPTION_SHIELD);
	assert_int_equal(names.count, daylight->shields.count);
	assert_string_equal(names.items[0], "cn-expressway");
}

/* The printed classes have a hatch each; what comes after the last has that of the last. */
static void test_hatches(void **state)
{
	struct reading *reading = *state;
	const struct theme *daylight = theme_of(reading, "daylight", "seeds");
	const struct theme *print = theme_of(reading, "print", "seeds");
	const struct theme_hatch *cross = theme_hatch(daylight, "cross");
	assert_non_null(cross);
	assert_int_equal(cross->angles.count, 2);
	assert_true(cross->angles.values[0] == 45 && cross->angles.values[1] == 135 && !cross->dots);
	assert_true(theme_hatch(daylight, "dots")->dots);
	assert_null(theme_hatch(daylight, "none"));
	assert_null(theme_class_hatch(daylight, 0));
	assert_int_equal(print->class_hatches.count, print->class_count);
	for (size_t i = 0; i < 3; i++) {
		const struct theme_hatch *hatch = theme_class_hatch(print, i);
		assert_non_null(hatch);
		assert_string_equal(hatch->entry.name, print->class_hatches.items[i]);
		for (size_t k = 0; k < i; k++)
			assert_ptr_not_equal(hatch, theme_class_hatch(print, k));
	}
	assert_ptr_equal(theme_class_hatch(print, 5), theme_class_hatch(print, 2));
	/* A hatch without a colour is there for the themes that give it one. */
	assert_true(theme_has(daylight, OPTION_HATCH, "water"));
	assert_null(theme_hatch(daylight, "water"));
	assert_non_null(theme_hatch(print, "water"));
}

static void assert_class(const struct member_class *class, size_t step, size_t first, size_t last)
{
	assert_int_equal(class->step, step);
	assert_int_equal(class->first, first);
	assert_int_equal(class->last, last);
}

/* What is new has the first class in every version; with more versions than classes the oldest share the last. */
static void test_classes(void **state)
{
	struct reading *reading = *state;
	struct version_spec versions[9] = {{0}};
	for (size_t i = 0; i < 9; i++)
		versions[i].member_count = 1 + i % 2;
	struct map_spec spec = {
	        .versions = versions, .version_count = 9, .theme = theme_of(reading, "daylight", "seeds")};
	assert_int_equal(spec.theme->class_count, 3);
	struct member_classes first = member_classes_of(&reading->arena, &spec, 0);
	assert_int_equal(first.count, 1);
	assert_class(&first.items[0], 0, 0, 0);
	struct member_classes third = member_classes_of(&reading->arena, &spec, 2);
	assert_int_equal(third.count, 3);
	for (size_t i = 0; i < 3; i++)
		assert_class(&third.items[i], i, 2 - i, 2 - i);
	struct member_classes last = member_classes_of(&reading->arena, &spec, 8);
	assert_int_equal(last.count, 3);
	assert_class(&last.items[0], 0, 8, 8);
	assert_class(&last.items[1], 1, 7, 7);
	assert_class(&last.items[2], 2, 0, 6);
	/* A version that brings no member has nothing new, and is no step for those that joined before it. */
	versions[8].member_count = versions[7].member_count = 0;
	struct member_classes none = member_classes_of(&reading->arena, &spec, 8);
	assert_int_equal(none.count, 2);
	assert_class(&none.items[0], 1, 6, 6);
	assert_class(&none.items[1], 2, 0, 5);
	/* A theme with one class has no other for those who joined earlier. */
	struct theme single = *spec.theme;
	single.class_count = 1;
	spec.theme = &single;
	assert_int_equal(member_classes_of(&reading->arena, &spec, 2).count, 1);
}

/* A theme, a message file and a manifest are told by their keys, wherever they lie; the rest is for the map reader. */
static void test_told_by_content(void **state)
{
	struct reading *reading = *state;
	struct arena *arena = &reading->arena;
	assert_true(spec_check_file(arena, "seeds/themes/night.yaml", "seeds", &reading->diag));
	assert_true(spec_check_file(arena, "tests/spec/themes/valid-extends.yaml", SHARE, &reading->diag));
	assert_true(spec_check_file(arena, "seeds/messages/zh.yaml", "seeds", &reading->diag));
	assert_true(spec_check_file(arena, "tests/batch/thousand.yaml", "seeds", &reading->diag));
	assert_false(spec_check_file(arena, "seeds/g60.yaml", "seeds", &reading->diag));
	assert_false(spec_check_file(arena, "tests/spec/valid.yaml", SHARE, &reading->diag));
	assert_false(spec_check_file(arena, "tests/spec/yaml-bad-indent.yaml", SHARE, &reading->diag));
	assert_false(spec_check_file(arena, "README.md", SHARE, &reading->diag));
	assert_int_equal(reading->diag.errors, 0);
	assert_true(spec_check_file(arena, "tests/spec/themes/own-missing.yaml", SHARE, &reading->diag));
	assert_int_equal(reading->diag.errors, 3);
}

static void test_not_a_file(void **state)
{
	struct reading *reading = *state;
	assert_null(theme_read(&reading->arena, "tests/spec/share/themes", SHARE, no_place, &reading->diag));
	assert_null(theme_read(&reading->arena, "daylight", "nowhere", no_place, &reading->diag));
	assert_null(theme_read(&reading->arena, "daylight", NULL, no_place, &reading->diag));
	assert_null(theme_read(&reading->arena, "", SHARE, no_place, &reading->diag));
	assert_int_equal(reading->diag.errors, 4);
}

static const char *const delivered_styles[] = {
        "title",      "title_second",      "badge",       "tagline",      "tagline_second",
        "body",       "body_bold",         "timeline",    "timeline_now", "fact_figure",
        "fact_text",  "legend_title",      "legend_text", "city",         "city_second",
        "city_other", "city_other_second", "town",        "station",      "interchange",
        "province",   "province_second",   "water",       "water_second", "sea",
        "scale",      "graticule",         "credits",     "locator",      "north",
        "shield"};

static double contrast(const struct theme *theme, const char *text, const char *ground)
{
	struct colour a, b;
	assert_true(theme_colour(theme, theme_style(theme, text)->colour, &a));
	assert_true(theme_colour(theme, ground, &b));
	return colour_contrast(a, b);
}

static void test_delivered(void **state)
{
	struct reading *reading = *state;
	const struct theme *theme = theme_of(reading, "daylight", "seeds");
	for (size_t i = 0; i < sizeof delivered_styles / sizeof *delivered_styles; i++)
		if (!theme_style(theme, delivered_styles[i]))
			fail_msg("no text style '%s'", delivered_styles[i]);
	for (size_t i = 0; i < theme->styles.count; i++)
		assert_true(((const struct theme_style *)theme->styles.items)[i].style.size >= 5);
	assert_true(contrast(theme, "body", "page") > 7);
	assert_true(contrast(theme, "credits", "page") > 4);
	assert_true(contrast(theme, "city", "land") > 7);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_reading, close_reading)
	const struct CMUnitTest tests[] = {
	        TEST(test_look_up), TEST(test_extends),    TEST(test_shields), TEST(test_hatches),
	        TEST(test_classes), TEST(test_told_by_content), TEST(test_not_a_file), TEST(test_delivered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

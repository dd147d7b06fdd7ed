/* Judging themes: what a poor theme is told, and that the delivered ones can be read and told apart by every eye. */
#include "spec_reading.h"

#include "base/colour_vision.h"
#include "spec/theme_judge.h"

#include <math.h>
#include <sys/stat.h>

#define FILE_NAME "build/tmp-theme-judge.yaml"

static const struct theme *judge(struct reading *reading, const char *name)
{
	const struct theme *theme = theme_read(&reading->arena, name, "seeds", no_place, &reading->diag);
	assert_non_null(theme);
	theme_judge_texts(theme, &reading->diag);
	theme_judge_news(theme, 1, &reading->diag);
	theme_judge_classes(theme, theme->class_count, 1, false, &reading->diag);
	return theme;
}

static void write_theme(const char *text)
{
	mkdir("build", 0777);
	FILE *file = fopen(FILE_NAME, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void test_poor_texts(void **state)
{
	write_theme("theme: poor\nextends: daylight\ncolours:\n  muted: \"#9AA5AE\"\n"
	            "text:\n  title: {colour: \"#888888\"}\n  town: {halo: none}\n  badge: {colour: \"#949494\"}\n");
	judge(*state, FILE_NAME);
	assert_said(*state, FILE_NAME ":6:3: warning: text 'title': '#888888' on 'page' has a contrast of 3.54; at "
	                              "least 4.5 is needed (WCAG AA) [hard-to-see]\n"
	                              "    6 |   title: {colour: \"#888888\"}\n"
	                              "      |   ^~~~~\n"
	                              "      = hint: make one of the two darker or lighter\n" FILE_NAME
	                              ":4:10: warning: text 'title_second': 'muted' on 'page' has a contrast of 2.5; "
	                              "at least 4.5 is needed (WCAG AA) [hard-to-see]\n"
	                              "    4 |   muted: \"#9AA5AE\"\n"
	                              "      |          ^~~~~~~~~\n"
	                              "      = hint: make one of the two darker or lighter\n" FILE_NAME
	                              ":4:10: warning: text 'city_other': 'muted' on 'land' has a contrast of 2.22; "
	                              "at least 4.5 is needed (WCAG AA) [hard-to-see]\n"
	                              "    4 |   muted: \"#9AA5AE\"\n"
	                              "      |          ^~~~~~~~~\n"
	                              "      = hint: make one of the two darker or lighter\n");
}

/* Colours by names of CSS are judged as those in digits are. */
static void test_poor_names(void **state)
{
	write_theme("theme: poor\nextends: daylight\nclasses: [midnightblue, DarkBlue]\n"
	            "text:\n  title: {colour: yellow, halo: transparent, halo_width: 1}\n");
	judge(*state, FILE_NAME);
	assert_said(*state, FILE_NAME ":5:3: warning: text 'title': 'yellow' on 'page' has a contrast of 1.07; at least "
	                              "4.5 is needed (WCAG AA) [hard-to-see]\n"
	                              "    5 |   title: {colour: yellow, halo: transparent, halo_width: 1}\n"
	                              "      |   ^~~~~\n"
	                              "      = hint: make one of the two darker or lighter\n" FILE_NAME
	                              ":3:10: warning: class 1 and class 2 look alike (greyscale: L* differs by 1.1, at "
	                              "least 8) [hard-to-see]\n"
	                              "    3 | classes: [midnightblue, DarkBlue]\n"
	                              "      |          ^~~~~~~~~~~~~~~~~~~~~~~~\n"
	                              "      = hint: set them further apart in lightness\n");
}

static void test_poor_classes(void **state)
{
	write_theme("theme: poor\nextends: daylight\nclasses: [\"#0E5A73\", \"#2A6A80\", \"#E0E6E8\"]\n");
	judge(*state, FILE_NAME);
	assert_said(*state, FILE_NAME ":3:10: warning: class 1 and class 2 look alike (tritanopia: CIEDE2000 5.2, at "
	                              "least 10) [hard-to-see]\n"
	                              "    3 | classes: [\"#0E5A73\", \"#2A6A80\", \"#E0E6E8\"]\n"
	                              "      |          ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
	                              "      = hint: set them further apart\n" FILE_NAME
	                              ":3:10: warning: class 3 and land look alike (greyscale: L* differs by 4.3, at "
	                              "least 8) [hard-to-see]\n"
	                              "    3 | classes: [\"#0E5A73\", \"#2A6A80\", \"#E0E6E8\"]\n"
	                              "      |          ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
	                              "      = hint: set them further apart in lightness\n" FILE_NAME
	                              ":3:10: warning: class 3 and sea look alike (greyscale: L* differs by 0.4, at "
	                              "least 8) [hard-to-see]\n"
	                              "    3 | classes: [\"#0E5A73\", \"#2A6A80\", \"#E0E6E8\"]\n"
	                              "      |          ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
	                              "      = hint: set them further apart in lightness\n");
}

/* What is new must stand out, and only what is drawn is judged: two classes of the three, or faint ones. */
static void test_poor_news(void **state)
{
	struct reading *reading = *state;
	write_theme("theme: poor\nextends: daylight\nclasses: [\"#8FB9C4\", \"#4A6F7C\", \"#C9D0C4\", \"#CBD2C6\"]\n");
	const struct theme *theme = theme_read(&reading->arena, FILE_NAME, "seeds", no_place, &reading->diag);
	theme_judge_news(theme, 1, &reading->diag);
	theme_judge_classes(theme, 2, 1, false, &reading->diag);
	assert_int_equal(reading->diag.warnings, 1);
	theme_judge_classes(theme, 3, 1, false, &reading->diag);
	assert_int_equal(reading->diag.warnings, 2); /* the third is too much like the sea */
	assert_said(reading, FILE_NAME ":3:10: warning: class 1, that of new members, has a contrast of 1.88 on land; at "
	                               "least 2.5 is needed [hard-to-see]\n"
	                               "    3 | classes: [\"#8FB9C4\", \"#4A6F7C\", \"#C9D0C4\", \"#CBD2C6\"]\n"
	                               "      |          ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
	                               "      = hint: set it further apart from land: the news of a version is to be seen "
	                               "first\n" FILE_NAME
	                               ":3:10: warning: class 3 and sea look alike (tritanopia: CIEDE2000 7.5, at least 8) "
	                               "[hard-to-see]\n"
	                               "    3 | classes: [\"#8FB9C4\", \"#4A6F7C\", \"#C9D0C4\", \"#CBD2C6\"]\n"
	                               "      |          ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
	                               "      = hint: set them further apart\n");
}

/* A fill that lets the land through is judged as it is drawn. */
static void test_faint_news(void **state)
{
	struct reading *reading = *state;
	const struct theme *theme = theme_read(&reading->arena, "daylight", "seeds", no_place, &reading->diag);
	theme_judge_news(theme, 0.9, &reading->diag);
	assert_int_equal(reading->diag.warnings, 0);
	theme_judge_news(theme, 0.6, &reading->diag);
	assert_int_equal(reading->diag.warnings, 1);
}

static struct colour named(const struct theme *theme, const char *name)
{
	struct colour colour;
	assert_true(theme_colour(theme, name, &colour));
	return colour;
}

/* Independent of the judge: least CIEDE2000 over the four eyes, and the difference of L* in grey. */
static void assert_apart(const struct theme *theme, const char *what, struct colour a, struct colour b, double needed)
{
	double least = INFINITY;
	for (int vision = VISION_NORMAL; vision < VISION_GREYSCALE; vision++)
		least = fmin(least, colour_difference(a, b, (enum vision)vision));
	double grey = fabs(colour_lab(colour_seen(a, VISION_GREYSCALE)).lightness -
	                   colour_lab(colour_seen(b, VISION_GREYSCALE)).lightness);
	print_message("%s: %s: CIEDE2000 %.1f, grey L* %.1f\n", theme->name, what, least, grey);
	if (least < needed || grey < 8)
		fail_msg("%s: %s: too much alike", theme->name, what);
}

static void test_delivered(void **state)
{
	static const char *const names[] = {"daylight", "night", "print", "contrast"};
	struct reading *reading = *state;
	for (size_t n = 0; n < 4; n++) {
		const struct theme *theme = judge(reading, names[n]);
		assert_int_equal(theme->class_count, 3);
		double apart = theme->class_hatches.count ? 7 : 10; /* hatches tell them apart, too */
		assert_apart(theme, "classes 1 2", theme->classes[0], theme->classes[1], apart);
		assert_apart(theme, "classes 2 3", theme->classes[1], theme->classes[2], apart);
		assert_apart(theme, "classes 1 3", theme->classes[0], theme->classes[2], 10);
		for (size_t i = 0; i < 3; i++) {
			assert_apart(theme, "class and land", theme->classes[i], named(theme, "land"), 8);
			assert_apart(theme, "class and sea", theme->classes[i], named(theme, "sea"), 8);
		}
		assert_true(colour_contrast(theme->classes[0], named(theme, "land")) >= 2.5);
		assert_true(colour_contrast(theme->classes[0], named(theme, "page")) >= 2.8);
		/* Routes differ in form too: the railway is dashed (tests/maps/colours.sh). */
		assert_apart(theme, "expressway and railway", named(theme, "expressway"), named(theme, "railway"), 10);
	}
	assert_said(reading, "");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_reading, close_reading)
	const struct CMUnitTest tests[] = {TEST(test_poor_texts), TEST(test_poor_names), TEST(test_poor_classes), TEST(test_poor_news), TEST(test_faint_news), TEST(test_delivered)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Colour vision: CIEDE2000 against the published pairs, L*a*b* of known colours, simulations that leave grey grey. */
#include "base/colour_vision.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Sharma, Wu & Dalal (2005), table 1. */
static const struct {
	struct lab first, second;
	double difference;
} pairs[] = {
        {{50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425},
        {{50, 3.1571, -77.2803}, {50, 0, -82.7485}, 2.8615},
        {{50, 2.8361, -74.0200}, {50, 0, -82.7485}, 3.4412},
        {{50, -1.3802, -84.2814}, {50, 0, -82.7485}, 1.0000},
        {{50, -1.1848, -84.8006}, {50, 0, -82.7485}, 1.0000},
        {{50, -0.9009, -85.5211}, {50, 0, -82.7485}, 1.0000},
        {{50, 0, 0}, {50, -1, 2}, 2.3669},
        {{50, -1, 2}, {50, 0, 0}, 2.3669},
        {{50, 2.4900, -0.0010}, {50, -2.4900, 0.0009}, 7.1792},
        {{50, 2.4900, -0.0010}, {50, -2.4900, 0.0010}, 7.1792},
        {{50, 2.4900, -0.0010}, {50, -2.4900, 0.0011}, 7.2195},
        {{50, 2.4900, -0.0010}, {50, -2.4900, 0.0012}, 7.2195},
        {{50, -0.0010, 2.4900}, {50, 0.0009, -2.4900}, 4.8045},
        {{50, -0.0010, 2.4900}, {50, 0.0010, -2.4900}, 4.8045},
        {{50, -0.0010, 2.4900}, {50, 0.0011, -2.4900}, 4.7461},
        {{50, -0.0010, 2.4900}, {50, 0.0012, -2.4900}, 4.7461},
        {{50, 2.5, 0}, {50, 0, -2.5}, 4.3065},
        {{50, 2.5, 0}, {73, 25, -18}, 27.1492},
        {{50, 2.5, 0}, {61, -5, 29}, 22.8977},
        {{50, 2.5, 0}, {56, -27, -3}, 31.9030},
        {{50, 2.5, 0}, {58, 24, 15}, 19.4535},
        {{50, 2.5, 0}, {50, 3.1736, 0.5854}, 1.0000},
        {{50, 2.5, 0}, {50, 3.2972, 0}, 1.0000},
        {{50, 2.5, 0}, {50, 1.8634, 0.5757}, 1.0000},
        {{50, 2.5, 0}, {50, 3.2592, 0.3350}, 1.0000},
        {{60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644},
        {{63.0109, -31.0961, -5.8663}, {62.8187, -29.7946, -4.0864}, 1.2630},
        {{61.2901, 3.7196, -5.3901}, {61.4292, 2.2480, -4.9620}, 1.8731},
        {{35.0831, -44.1164, 3.7933}, {35.0232, -40.0716, 1.5901}, 1.8645},
        {{22.7233, 20.0904, -46.6940}, {23.0331, 14.9730, -42.5619}, 2.0373},
        {{36.4612, 47.8580, 18.3852}, {36.2715, 50.5065, 21.2231}, 1.4146},
        {{90.8027, -2.0831, 1.4410}, {91.1528, -1.6435, 0.0447}, 1.4441},
        {{90.9257, -0.5406, -0.9208}, {88.6381, -0.8985, -0.7239}, 1.5381},
        {{6.7747, -0.2908, -2.4247}, {5.8714, -0.0985, -2.2286}, 0.6377},
        {{2.0776, 0.0795, -1.1350}, {0.9033, -0.0636, -0.5514}, 0.9082},
};

static void test_published_pairs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		double there = colour_vision_difference(pairs[i].first, pairs[i].second);
		double back = colour_vision_difference(pairs[i].second, pairs[i].first);
		/* Hues exactly 180 degrees apart (pairs 10 and 14): rounding picks the mean hue's side, and both
		 * sides are in the table, one line further. */
		double other = i == 9 || i == 13 ? pairs[i + 1].difference : pairs[i].difference;
		if (fabs(there - pairs[i].difference) > 5e-5 && fabs(there - other) > 5e-5)
			fail_msg("pair %zu: %f instead of %f", i + 1, there, pairs[i].difference);
		assert_true(i == 9 || i == 13 || fabs(there - back) < 1e-9);
		assert_true(colour_vision_difference(pairs[i].first, pairs[i].first) == 0);
	}
}

static struct colour hex(const char *text)
{
	struct colour colour;
	assert_true(colour_parse(text, &colour));
	return colour;
}

static void assert_lab(const char *text, double lightness, double a, double b)
{
	struct lab lab = colour_lab(hex(text));
	if (fabs(lab.lightness - lightness) > 0.05 || fabs(lab.a - a) > 0.05 || fabs(lab.b - b) > 0.05)
		fail_msg("%s: %f %f %f", text, lab.lightness, lab.a, lab.b);
}

/* The corners of sRGB as published for D65. */
static void test_known_colours(void **state)
{
	(void)state;
	assert_lab("#ffffff", 100, 0, 0);
	assert_lab("#000000", 0, 0, 0);
	assert_lab("#ff0000", 53.24, 80.09, 67.20);
	assert_lab("#00ff00", 87.74, -86.18, 83.18);
	assert_lab("#0000ff", 32.30, 79.20, -107.86);
	assert_lab("#777777", 50.03, 0, 0);
}

static void test_greys_stay(void **state)
{
	(void)state;
	static const char *const greys[] = {"#000000", "#333333", "#808080", "#d0d0d0", "#ffffff"};
	for (size_t i = 0; i < 5; i++)
		for (int vision = 0; vision < VISION_COUNT; vision++) {
			char seen[8];
			colour_hex(colour_seen(hex(greys[i]), (enum vision)vision), seen);
			assert_string_equal(seen, greys[i]);
		}
}

/* The confusions each blindness is known for, and what it leaves apart. */
static void test_confusions(void **state)
{
	(void)state;
	struct colour olive = hex("#8a7a20"), rust = hex("#a86a20"), azure = hex("#3a8fd0"), teal = hex("#2f9a9a");
	double plain = colour_difference(olive, rust, VISION_NORMAL);
	assert_true(colour_difference(olive, rust, VISION_DEUTERANOPIA) < plain / 2);
	assert_true(colour_difference(olive, rust, VISION_PROTANOPIA) < plain / 2);
	assert_true(colour_difference(azure, teal, VISION_TRITANOPIA) <
	            colour_difference(azure, teal, VISION_NORMAL) / 2);
	assert_true(colour_difference(hex("#ff0000"), hex("#00ff00"), VISION_TRITANOPIA) > 50);
	for (int vision = 0; vision < VISION_COUNT; vision++)
		assert_true(colour_difference(hex("#000000"), hex("#ffffff"), (enum vision)vision) > 99.9);
	assert_string_equal(colour_vision_name(VISION_GREYSCALE), "greyscale");
}

static void test_linear_and_back(void **state)
{
	(void)state;
	for (int i = 0; i <= 255; i++)
		assert_true(fabs(colour_from_linear(colour_to_linear(i / 255.0)) - i / 255.0) < 1e-6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_published_pairs), cmocka_unit_test(test_known_colours),
	        cmocka_unit_test(test_greys_stay),      cmocka_unit_test(test_confusions),
	        cmocka_unit_test(test_linear_and_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

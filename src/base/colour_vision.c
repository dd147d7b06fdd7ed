/* Colour vision: simulated colour blindness, CIE L*a*b* and CIEDE2000.
 * In: sRGB 0..1. Simulation: Machado, Oliveira & Fernandes, "A physiologically-based model for simulation of color
 * vision deficiency", IEEE TVCG 15 (2009), the matrices of full severity, on linear light. Difference: Sharma, Wu &
 * Dalal, "The CIEDE2000 color-difference formula", Color Research & Application 30 (2005), equations 2 to 22. */
#include "base/colour_vision.h"

#include <math.h>

static const struct {
	const char *name;
	double rows[3][3];
} visions[VISION_COUNT] = {
        [VISION_NORMAL] = {"normal vision", {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
        [VISION_PROTANOPIA] = {"protanopia",
                               {{0.152286, 1.052583, -0.204868},
                                {0.114503, 0.786281, 0.099216},
                                {-0.003882, -0.048116, 1.051998}}},
        [VISION_DEUTERANOPIA] = {"deuteranopia",
                                 {{0.367322, 0.860646, -0.227968},
                                  {0.280085, 0.672501, 0.047413},
                                  {-0.011820, 0.042940, 0.968881}}},
        [VISION_TRITANOPIA] = {"tritanopia",
                               {{1.255528, -0.076749, -0.178779},
                                {-0.078411, 0.930809, 0.147602},
                                {0.004733, 0.691367, 0.303900}}},
        [VISION_GREYSCALE] = {"greyscale",
                              {{0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}}},
};

const char *colour_vision_name(enum vision vision)
{
	return visions[vision].name;
}

/* The channels as linear light, by a row of a matrix. */
static double weighted(struct colour colour, const double row[3])
{
	return row[0] * colour_to_linear(colour.red) + row[1] * colour_to_linear(colour.green) +
	       row[2] * colour_to_linear(colour.blue);
}

struct colour colour_seen(struct colour colour, enum vision vision)
{
	double seen[3];
	for (int i = 0; i < 3; i++)
		seen[i] = colour_from_linear(fmin(fmax(weighted(colour, visions[vision].rows[i]), 0), 1));
	return (struct colour){seen[0], seen[1], seen[2], colour.opacity};
}

static double lab_root(double ratio)
{
	return ratio > 216.0 / 24389 ? cbrt(ratio) : (24389.0 / 27 * ratio + 16) / 116;
}

struct lab colour_lab(struct colour colour)
{
	/* IEC 61966-2-1 to XYZ, divided by its own white, so that a grey has no a* and no b*. */
	static const double to_xyz[3][3] = {
	        {0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}};
	double root[3];
	for (int i = 0; i < 3; i++)
		root[i] = lab_root(weighted(colour, to_xyz[i]) / (to_xyz[i][0] + to_xyz[i][1] + to_xyz[i][2]));
	return (struct lab){116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])};
}

static double degrees_of(double a, double b)
{
	double degrees = atan2(b, a) * 180 / M_PI;
	return a == 0 && b == 0 ? 0 : degrees < 0 ? degrees + 360 : degrees;
}

static double cosine(double degrees)
{
	return cos(degrees * M_PI / 180);
}

/* c^7 / (c^7 + 25^7) under a root: how far the chroma is from grey. */
static double chroma_share(double chroma)
{
	double power = pow(chroma, 7);
	return sqrt(power / (power + 6103515625.0));
}

/* Lightness, chroma and hue angle (degrees) after the correction near grey: equations 2 to 7. */
struct hued {
	double lightness, chroma, hue;
};

static struct hued hued_of(struct lab lab, double mean_chroma)
{
	double a = lab.a * (1 + 0.5 * (1 - chroma_share(mean_chroma)));
	return (struct hued){lab.lightness, hypot(a, lab.b), degrees_of(a, lab.b)};
}

/* Equation 10: the hue difference in degrees, the short way round. */
static double hue_step(struct hued first, struct hued second)
{
	if (first.chroma * second.chroma == 0)
		return 0;
	double step = second.hue - first.hue;
	return step > 180 ? step - 360 : step < -180 ? step + 360 : step;
}

/* Equation 14: the mean hue in degrees. */
static double mean_hue(struct hued first, struct hued second)
{
	double sum = first.hue + second.hue;
	if (first.chroma * second.chroma == 0)
		return sum;
	if (fabs(first.hue - second.hue) <= 180)
		return sum / 2;
	return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}

double colour_vision_difference(struct lab first, struct lab second)
{
	double grey_chroma = (hypot(first.a, first.b) + hypot(second.a, second.b)) / 2;
	struct hued one = hued_of(first, grey_chroma), two = hued_of(second, grey_chroma);
	double chroma = (one.chroma + two.chroma) / 2, hue = mean_hue(one, two);
	double from_middle = pow((one.lightness + two.lightness) / 2 - 50, 2);
	double turn = 1 - 0.17 * cosine(hue - 30) + 0.24 * cosine(2 * hue) + 0.32 * cosine(3 * hue + 6) -
	              0.20 * cosine(4 * hue - 63);
	double lightness_scale = 1 + 0.015 * from_middle / sqrt(20 + from_middle);
	double by_lightness = (two.lightness - one.lightness) / lightness_scale;
	double by_chroma = (two.chroma - one.chroma) / (1 + 0.045 * chroma);
	double by_hue =
	        2 * sqrt(one.chroma * two.chroma) * sin(hue_step(one, two) * M_PI / 360) / (1 + 0.015 * chroma * turn);
	double blue = 30 * exp(-pow((hue - 275) / 25, 2));
	double rotation = -2 * chroma_share(chroma) * sin(2 * blue * M_PI / 180);
	return sqrt(by_lightness * by_lightness + by_chroma * by_chroma + by_hue * by_hue +
	            rotation * by_chroma * by_hue);
}

double colour_difference(struct colour first, struct colour second, enum vision vision)
{
	return colour_vision_difference(colour_lab(colour_seen(first, vision)),
	                                colour_lab(colour_seen(second, vision)));
}

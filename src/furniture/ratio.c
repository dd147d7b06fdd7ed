/* The representative fraction in words: "1 : 2 620 000".
 * In: a scale denominator. Out: text in the leading language, digits in groups of three.
 * Why so: a fitted frame has no round scale. As few digits are written as keep the figure true to half a percent, less
 * than paper shrinks or a ruler tells. */
#include "furniture/furniture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double rounding_limit = 0.005;

static double round_ratio(double denominator)
{
	double unit = pow(10, floor(log10(denominator))), rounded = denominator;
	for (int digits = 1; digits < 5; digits++, unit /= 10) {
		rounded = round(denominator / unit) * unit;
		if (fabs(rounded - denominator) <= rounding_limit * denominator)
			break;
	}
	return round(rounded);
}

const char *furniture_ratio_text(struct arena *arena, const struct messages *messages, double denominator)
{
	return messages_fill(arena, messages, "ratio", "scale",
	                     messages_number(arena, messages, round_ratio(denominator), 0), (char *)NULL);
}

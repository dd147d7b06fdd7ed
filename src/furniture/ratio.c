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

const char *ratio_text(struct arena *arena, const struct messages *messages, double denominator)
{
	char digits[32];
	snprintf(digits, sizeof digits, "%.0f", round_ratio(denominator));
	struct buffer grouped;
	buffer_init(&grouped);
	size_t length = strlen(digits);
	for (size_t i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			buffer_char(&grouped, ' ');
		buffer_char(&grouped, digits[i]);
	}
	char *text = message_fill(arena, messages, "scale", "scale", grouped.bytes, (char *)NULL);
	buffer_clear(&grouped);
	return text;
}

/* Colour: sRGB parsing, mixing and WCAG 2.1 contrast (W3C Recommendation, 5 June 2018). */
#include "base/buffer.h"
#include "base/colour_names.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

bool colour_parse(const char *text, struct colour *out)
{
	if (!strcasecmp(text, "none") || !strcasecmp(text, "transparent")) {
		*out = (struct colour){0};
		return true;
	}
	size_t length = strlen(text);
	if (*text != '#')
		return colour_named(text, out) || colour_by_function(text, out);
	if (length != 4 && length != 5 && length != 7 && length != 9)
		return false;
	double channels[4] = {0, 0, 0, 1};
	size_t digits = length < 6 ? 1 : 2;
	for (size_t i = 0; i * digits + 1 < length; i++) {
		int high = base_hex_digit(text[1 + i * digits]), low = base_hex_digit(text[i * digits + digits]);
		if (high < 0 || low < 0)
			return false;
		channels[i] = (high * 16 + low) / 255.0;
	}
	*out = (struct colour){channels[0], channels[1], channels[2], channels[3]};
	return true;
}

static unsigned byte_of(double channel)
{
	double clamped = channel < 0 ? 0 : channel > 1 ? 1 : channel;
	return (unsigned)(clamped * 255 + 0.5);
}

void colour_hex(struct colour colour, char out[8])
{
	snprintf(out, 8, "#%02x%02x%02x", byte_of(colour.red) & 255, byte_of(colour.green) & 255,
	         byte_of(colour.blue) & 255);
}

struct colour colour_mix(struct colour a, struct colour b, double t)
{
	return (struct colour){a.red + (b.red - a.red) * t, a.green + (b.green - a.green) * t,
	                       a.blue + (b.blue - a.blue) * t, a.opacity + (b.opacity - a.opacity) * t};
}

struct colour colour_over(struct colour over, struct colour under)
{
	struct colour opaque = over;
	opaque.opacity = 1;
	under.opacity = 1;
	return colour_mix(under, opaque, over.opacity);
}

double colour_to_linear(double channel)
{
	return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

double colour_from_linear(double light)
{
	return light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055;
}

double colour_luminance(struct colour colour)
{
	return 0.2126 * colour_to_linear(colour.red) + 0.7152 * colour_to_linear(colour.green) +
	       0.0722 * colour_to_linear(colour.blue);
}

double colour_contrast(struct colour a, struct colour b)
{
	double first = colour_luminance(a), second = colour_luminance(b);
	double light = fmax(first, second), dark = fmin(first, second);
	return (light + 0.05) / (dark + 0.05);
}

struct colour colour_readable(struct colour colour, struct colour ground, double contrast)
{
	const struct colour black = {0, 0, 0, colour.opacity}, white = {1, 1, 1, colour.opacity};
	for (int step = 0; step <= 50; step++) {
		struct colour darker = colour_mix(colour, black, step / 50.0),
		              lighter = colour_mix(colour, white, step / 50.0);
		double dark = colour_contrast(darker, ground), light = colour_contrast(lighter, ground);
		if (fmax(dark, light) >= contrast || step == 50)
			return dark >= light ? darker : lighter;
	}
	return colour;
}

bool colour_equal(struct colour a, struct colour b)
{
	return a.red == b.red && a.green == b.green && a.blue == b.blue && a.opacity == b.opacity;
}

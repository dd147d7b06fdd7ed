/* Colour: sRGB with opacity, each 0..1; contrast after WCAG 2.1. */
#pragma once

#include <stdbool.h>

struct colour {
	double red, green, blue, opacity;
};

/* "#rgb", "#rgba", "#rrggbb" or "#rrggbbaa"; a name of CSS, its rgb() or hsl(); "none" and "transparent" in any case
 * (opacity 0). */
bool colour_parse(const char *text, struct colour *out);
/* "#rrggbb" into out[8]; opacity is left to the caller. */
void colour_hex(struct colour colour, char out[8]);
/* a..b by t in 0..1, in linear sRGB components as stored. */
struct colour colour_mix(struct colour a, struct colour b, double t);
/* `over` painted on opaque `under`. */
struct colour colour_over(struct colour over, struct colour under);
/* One channel to linear light and back (IEC 61966-2-1). */
double colour_to_linear(double channel);
double colour_from_linear(double light);
/* WCAG relative luminance 0..1. */
double colour_luminance(struct colour colour);
/* WCAG contrast ratio 1..21. */
double colour_contrast(struct colour a, struct colour b);
/* `colour` mixed with as little black or white as it takes to stand out from `ground` by `contrast`; black or white
 * when nothing does. */
struct colour colour_readable(struct colour colour, struct colour ground, double contrast);
bool colour_equal(struct colour a, struct colour b);

/* Colour vision: how far two colours lie apart for the eye (CIE L*a*b*, CIEDE2000), also for eyes that lack a kind
 * of cone and on a greyscale printer. */
#pragma once

#include "base/colour.h"

/* CIE 1976 L*a*b* of the sRGB white D65; lightness 0..100. */
struct lab {
	double lightness, a, b;
};

enum vision { VISION_NORMAL, VISION_PROTANOPIA, VISION_DEUTERANOPIA, VISION_TRITANOPIA, VISION_GREYSCALE };
#define VISION_COUNT 5

/* "deuteranopia", "greyscale", … */
const char *colour_vision_name(enum vision vision);
/* The colour as such an eye sees it; opacity stays. */
struct colour colour_seen(struct colour colour, enum vision vision);
struct lab colour_lab(struct colour colour);
/* CIEDE2000 with all weights 1: about 1 is just seen side by side. */
double colour_vision_difference(struct lab first, struct lab second);
/* That of two opaque colours as such an eye sees them. */
double colour_difference(struct colour first, struct colour second, enum vision vision);

/* Units: lengths on the page are points (1/72 inch) everywhere inside the program, lengths on the ground metres. */
#pragma once

#include <stdbool.h>

#define POINTS_PER_MM    (72.0 / 25.4)
#define PIXELS_PER_INCH  96.0
#define METRES_PER_POINT (0.0254 / 72) /* on paper, or at 1:1 */

#define UNITS_OF_LENGTH "mm, cm, in, pt or px"

/* "180mm", "7in", "18cm", "640px" (96 per inch), "500pt" or "500" (points). Finite, any sign. */
bool units_parse_length(const char *text, double *points);
/* "180x120mm", "8x6in", "60mm x 50mm", also with a multiplication sign: two lengths, in points. Without a unit of its
 * own the first has the second's, which must have one. */
bool units_parse_size(const char *text, double *width, double *height);
/* Whether a length or a size that can be read is written in pixels. */
bool units_are_pixels(const char *text);
/* A length on the ground: "15km", "800 m". Finite, any sign. */
bool units_parse_distance(const char *text, double *metres);

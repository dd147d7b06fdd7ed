/* Formats: the list of what a page can be drawn as. A new format is its own file and one line here. */
#include "draw/formats.h"

#include <string.h>

const struct draw_format *const draw_formats[] = {&draw_format_png, &draw_format_svg, &draw_format_pdf,
                                                  &draw_format_svg_cairo};
const size_t draw_format_count = sizeof draw_formats / sizeof *draw_formats;

const struct draw_format *draw_format_find(const char *name)
{
	for (size_t i = 0; i < draw_format_count; i++) {
		if (strcmp(draw_formats[i]->name, name) == 0)
			return draw_formats[i];
	}
	return NULL;
}

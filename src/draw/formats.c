/* Formats: the list of what a page can be drawn as. A new format is its own file and one line here. */
#include "draw/formats.h"

#include "base/options.h"

#include <stdio.h>
#include <string.h>

/* clang-format off */
const struct draw_format *const draw_formats[] = {
	&draw_format_png,
	&draw_format_svg,
	&draw_format_pdf,
	&draw_format_svg_cairo,
};
/* clang-format on */
const size_t draw_format_count = sizeof draw_formats / sizeof *draw_formats;
_Static_assert(sizeof draw_formats / sizeof *draw_formats <= DRAW_FORMATS_MAX, "more formats than a map may have");

const struct draw_format *draw_format_find(const char *name)
{
	for (size_t i = 0; i < draw_format_count; i++) {
		if (strcmp(draw_formats[i]->name, name) == 0)
			return draw_formats[i];
	}
	return NULL;
}

static bool report_unknown(const char *name, struct place place, struct diag *diag)
{
	const char *names[DRAW_FORMATS_MAX];
	char hint[64] = "png, svg, pdf, svg-cairo";
	for (size_t i = 0; i < draw_format_count; i++)
		names[i] = draw_formats[i]->name;
	const char *near = option_suggest(name, names, sizeof *names, draw_format_count);
	if (near)
		snprintf(hint, sizeof hint, "did you mean '%s'?", near);
	diag_error(diag, UNKNOWN_NAME, place, hint, "unknown format '%s'", name);
	return false;
}

bool draw_formats_read(const char *list, struct place place, struct diag *diag, const struct draw_format **formats,
                       size_t *count)
{
	static const char between[] = ", ";
	for (list += strspn(list, between); *list; list += strspn(list, between)) {
		char name[32];
		size_t length = strcspn(list, between);
		snprintf(name, sizeof name, "%.*s", (int)length, list);
		list += length;
		const struct draw_format *format = draw_format_find(name);
		if (!format)
			return report_unknown(name, place, diag);
		for (size_t i = 0; i < *count; i++)
			if (formats[i] == format) {
				diag_error(diag, DUPLICATE_ENTRY, place, NULL, "the format '%s' is there twice", name);
				return false;
			}
		formats[(*count)++] = format;
	}
	return true;
}

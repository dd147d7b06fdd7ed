/* Theme: colours, text styles and line styles by name, read from a data file (themes/NAME.yaml). */
#ifndef CORRIDOR_SPEC_THEME_H
#define CORRIDOR_SPEC_THEME_H

#include "base/colour.h"
#include "base/diag.h"
#include "text/font.h"

struct theme_colour {
	const char *name;
	struct colour colour;
	struct place place;
};
struct theme_style {
	const char *name;
	struct text_style style;
	struct place place; /* where it was last changed */
};
/* A number of the theme: widths in points and the like. */
struct theme_measure {
	const char *name;
	double value;
};

struct theme {
	const char *name;
	const char **families; /* fonts in order of preference */
	size_t family_count;
	struct theme_colour *colours;
	size_t colour_count;
	struct colour *classes; /* member classes, first = first version; at least 1 */
	size_t class_count;
	struct place class_place;
	struct theme_style *styles;
	size_t style_count;
	struct theme_measure *measures;
	size_t measure_count;
};

/* `name`: a theme's name (looked up in share_dir/themes/NAME.yaml) or a path that ends in .yaml. */
const struct theme *theme_read(struct arena *arena, const char *name, const char *share_dir, struct place place,
                               struct diag *diag);
/* Theme colour by name, or a literal #rrggbb / "none". False when it is neither. */
bool theme_colour(const struct theme *theme, const char *name, struct colour *out);
/* Text style by name; NULL when absent. */
const struct text_style *theme_style(const struct theme *theme, const char *name);
/* Measure by name, or `fallback`. */
double theme_measure(const struct theme *theme, const char *name, double fallback);
/* Class colour of version `index` out of `count` (interpolated when the theme has fewer classes). */
struct colour theme_class(const struct theme *theme, size_t index, size_t count);

#endif

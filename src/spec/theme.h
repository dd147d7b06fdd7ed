/* Theme: colours, text styles, shields and hatches by name, read from a data file (themes/NAME.yaml). */
#pragma once

#include "base/colour.h"
#include "base/diag.h"
#include "base/options.h"
#include "text/font.h"

/* With what every named entry of a theme begins. */
struct theme_entry {
	const char *name;
	struct place place; /* where it was last changed */
};
struct theme_colour {
	struct theme_entry entry;
	struct colour colour;
};
struct theme_style {
	struct theme_entry entry;
	struct text_style style;
};

/* What the sheet itself takes from a theme, whatever the map file names: each is a row of the tables in theme_own.c. */
enum theme_own_colour {
	COLOUR_PAGE,
	COLOUR_PANEL,
	COLOUR_GROUND,
	COLOUR_INK,
	COLOUR_RULE,
	COLOUR_TITLE_RULE,
	COLOUR_NEATLINE,
	COLOUR_LEADER,
	COLOUR_TIMELINE,
	COLOUR_LOCATOR_LAND,
	COLOUR_LOCATOR_SEA,
	COLOUR_LOCATOR_FRAME,
	THEME_OWN_COLOURS
};
enum theme_own_style {
	STYLE_TITLE,
	STYLE_TITLE_SECOND,
	STYLE_BADGE,
	STYLE_TAGLINE,
	STYLE_TAGLINE_SECOND,
	STYLE_TIMELINE,
	STYLE_TIMELINE_NOW,
	STYLE_TIMELINE_NEW,
	STYLE_FACT_FIGURE,
	STYLE_FACT_TEXT,
	STYLE_LEGEND_TITLE,
	STYLE_LEGEND_TEXT,
	STYLE_LOCATOR,
	STYLE_CREDITS,
	STYLE_SCALE,
	STYLE_GRATICULE,
	STYLE_NORTH,
	THEME_OWN_STYLES
};
enum theme_own_measure {
	MEASURE_LEAST_CONTRAST,
	MEASURE_NEATLINE,
	MEASURE_RULE,
	MEASURE_TITLE_RULE,
	MEASURE_TIMELINE,
	MEASURE_TIMELINE_DOT,
	MEASURE_TIMELINE_DOT_NOW,
	MEASURE_LOCATOR_FRAME,
	THEME_OWN_MEASURES
};
/* Their tables: colours and text styles are required, measures have defaults. */
extern const struct kind theme_own_colours, theme_own_styles, theme_own_measures;
/* The keys of a theme file and those tables, for `list`. */
extern const struct kind_list theme_tables;

enum shield_form { SHIELD_PLATE, SHIELD_OVAL, SHIELD_INTERSTATE };

/* A road shield. Lengths in points at its text's size. */
struct theme_shield {
	struct theme_entry entry;
	int form;                        /* enum shield_form */
	const char *plate, *band, *edge; /* colours; band: across the top, "none": no band */
	const char *text;                /* text style of the number */
	const char *text_colour;         /* NULL: the text style's */
	double size;                     /* of the text, all else in proportion; 0: the text style's */
	double height, band_height;
	double rule; /* width of the line in the edge's colour below the band */
	double radius, edge_width;
	double padding; /* beside the number */
};

/* A hatch: parallel lines, or dots in their place. Lengths in points. */
struct theme_hatch {
	struct theme_entry entry;
	int dots;              /* 1: dots */
	struct numbers angles; /* degrees from level, rising to the right; one set of lines for each */
	double spacing;        /* from line to line, from dot to dot */
	double width;          /* of the lines; diameter of the dots */
	const char *colour;
};

/* A list of entries, each a struct theme_colour or the like. */
struct theme_list {
	void *items;
	size_t count, stride; /* bytes from one entry to the next */
};

struct theme {
	const char *name;
	struct place place; /* where its file states the name */
	struct colour colour[THEME_OWN_COLOURS];
	const struct text_style *style[THEME_OWN_STYLES];
	double measure[THEME_OWN_MEASURES];
	struct texts fonts; /* in order of preference */
	struct theme_list colours, styles, shields, hatches;
	struct colour *classes; /* of members: new ones, then those who joined earlier, the latest first; at least 1 */
	size_t class_count;
	struct place class_place;
	struct texts class_hatches; /* names, beside the classes' colours; may be none */
};

#define THEME_DEFAULT "daylight"

/* `name`: a theme's name (looked up in share_dir/themes/NAME.yaml) or a path that ends in .yaml. */
const struct theme *theme_read(struct arena *arena, const char *name, const char *share_dir, struct place place,
                               struct diag *diag);
/* Theme colour by name, or what colour_parse() reads. False when it is neither. */
bool theme_colour(const struct theme *theme, const char *name, struct colour *out);
/* Text style by name; NULL when absent. */
const struct text_style *theme_style(const struct theme *theme, const char *name);
/* Shield by name; NULL when absent. */
const struct theme_shield *theme_shield(const struct theme *theme, const char *name);
/* Hatch by name; NULL when absent. */
const struct theme_hatch *theme_find_hatch(const struct theme *theme, const char *name);
/* The same, but NULL for "none", and for one without a colour, which only other themes draw. */
const struct theme_hatch *theme_hatch(const struct theme *theme, const char *name);
/* Whether the theme has what an option of this type names. */
bool theme_has(const struct theme *theme, enum option_type type, const char *name);
/* All names of such things. */
struct texts theme_names(struct arena *arena, const struct theme *theme, enum option_type type);
/* The theme with every text style and shield that is smaller set in `least` points; itself if `least` is 0. */
const struct theme *theme_raise_text(struct arena *arena, const struct theme *theme, double least);
/* Hatch of a class, the last one's if the theme has fewer hatches than classes; NULL: none. */
const struct theme_hatch *theme_class_hatch(const struct theme *theme, size_t step);

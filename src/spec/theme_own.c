/* What the sheet itself takes from a theme: one row for each colour, text style and measure that the code asks for.
 * In: a theme after reading. Out: its arrays colour[], style[] and measure[], which the rooms above read by number, so
 * that an entry which is in no table here cannot be asked for. What only map files name is in no table. */
#include "spec/theme_file.h"

#define COLOUR(name, index)                  name, OPTION_COLOUR, (index) * sizeof(struct colour), NULL
#define STYLE(name, index)                   name, OPTION_STYLE, (index) * sizeof(struct text_style *), NULL
#define WIDTH(name, index, fallback, help)   name, OPTION_LENGTH, (index) * sizeof(double), fallback, help, 0, 1000
#define MEASURE(name, index, fallback, help) name, OPTION_NUMBER, (index) * sizeof(double), fallback, help, 0, 1000

static const struct option colours[] = {
        {COLOUR("page", COLOUR_PAGE), "the sheet round the map"},
        {COLOUR("panel", COLOUR_PANEL), "plates of the elements that stand on the map"},
        {COLOUR("land", COLOUR_GROUND), "the map's ground, below all layers"},
        {COLOUR("ink", COLOUR_INK), "scale bar, north arrow, and texts that name no colour"},
        {COLOUR("rule", COLOUR_RULE), "line above the legend"},
        {COLOUR("title_rule", COLOUR_TITLE_RULE), "line below the title"},
        {COLOUR("neatline", COLOUR_NEATLINE), "frame of the map, of the locator and of plates"},
        {COLOUR("leader", COLOUR_LEADER), "line from a name to its point"},
        {COLOUR("timeline", COLOUR_TIMELINE), "line through the timeline's dots"},
        {COLOUR("locator_land", COLOUR_LOCATOR_LAND), "land in the locator"},
        {COLOUR("locator_sea", COLOUR_LOCATOR_SEA), "sea in the locator"},
        {COLOUR("locator_frame", COLOUR_LOCATOR_FRAME), "the map's frame in the locator"},
};
static const struct option styles[] = {
        {STYLE("title", STYLE_TITLE), "title of the map"},
        {STYLE("title_second", STYLE_TITLE_SECOND), "title in the second language"},
        {STYLE("badge", STYLE_BADGE), "name of the version"},
        {STYLE("tagline", STYLE_TAGLINE), "tagline of the version"},
        {STYLE("tagline_second", STYLE_TAGLINE_SECOND), "tagline in the second language, and the year"},
        {STYLE("timeline", STYLE_TIMELINE), "timeline, and second languages of facts and legend"},
        {STYLE("timeline_now", STYLE_TIMELINE_NOW), "the version shown on the timeline"},
        {STYLE("timeline_new", STYLE_TIMELINE_NEW), "its new members on the timeline"},
        {STYLE("fact_figure", STYLE_FACT_FIGURE), "figures of the facts"},
        {STYLE("fact_text", STYLE_FACT_TEXT), "texts of the facts"},
        {STYLE("legend_title", STYLE_LEGEND_TITLE), "heading of the legend"},
        {STYLE("legend_text", STYLE_LEGEND_TEXT), "entries of the legend"},
        {STYLE("locator", STYLE_LOCATOR), "caption of the locator"},
        {STYLE("credits", STYLE_CREDITS), "scale, projection, sources"},
        {STYLE("scale", STYLE_SCALE), "figures of the scale bar"},
        {STYLE("graticule", STYLE_GRATICULE), "degrees along the frame"},
        {STYLE("north", STYLE_NORTH), "letter of the north arrow"},
};
static const struct option measures[] = {
        {MEASURE("least_contrast", MEASURE_LEAST_CONTRAST, "4.5", "contrast that a name has with what it stands on")},
        {WIDTH("neatline", MEASURE_NEATLINE, "0.8", "width of the map's frame, points")},
        {WIDTH("rule", MEASURE_RULE, "0.5", "width of the line above the legend, points")},
        {WIDTH("title_rule", MEASURE_TITLE_RULE, "1", "width of the line below the title, points")},
        {WIDTH("timeline", MEASURE_TIMELINE, "1", "width of the timeline, points")},
        {WIDTH("timeline_dot", MEASURE_TIMELINE_DOT, "4", "radius of a version's dot, points")},
        {WIDTH("timeline_dot_now", MEASURE_TIMELINE_DOT_NOW, "5.5", "radius of the shown version's dot, points")},
        {WIDTH("locator_frame", MEASURE_LOCATOR_FRAME, "1.2", "width of the map's frame in the locator, points")},
};

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))
_Static_assert(COUNT(colours) == THEME_OWN_COLOURS && COUNT(styles) == THEME_OWN_STYLES &&
                       COUNT(measures) == THEME_OWN_MEASURES,
               "a row for each");
const struct kind theme_own_colours = {"colours", "colours of the sheet; all are required", OPTION_ROWS(colours), 0};
const struct kind theme_own_styles = {"text", "text styles of the sheet; all are required", OPTION_ROWS(styles), 0};
const struct kind theme_own_measures = {"measures", "measures of the sheet", OPTION_ROWS(measures), 0};

static const struct kind *const tables[] = {&theme_file_kind, &theme_own_colours, &theme_own_styles,
                                            &theme_own_measures};
const struct kind_list theme_tables = {"table", tables, COUNT(tables)};

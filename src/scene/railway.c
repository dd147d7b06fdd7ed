/* Railway style: conventional and high-speed lines, lines under construction and planned ones, each on a light casing.
 * A style is one or two strokes over the casing; the legend draws the same. */
#include "scene/project.h"
#include "scene/route.h"
#include "scene/styles.h"

#include <stddef.h>

enum railway_kind { RAILWAY_CONVENTIONAL, RAILWAY_HIGH_SPEED, RAILWAY_CONSTRUCTION, RAILWAY_PLANNED };

struct railway_options {
	int style;
	const char *colour, *dash_colour, *casing;
	double width, casing_width;
	struct numbers dash;
	struct route_options route;
};

#define FIELD(name) offsetof(struct railway_options, name)
static const struct option options[] = {
        {"style", OPTION_CHOICE, FIELD(style), "conventional",
         "dashed line, line with a light core, hollow dashes (under construction), fine dashes (planned)",
         .choices = "conventional|high-speed|construction|planned"},
        {"colour", OPTION_COLOUR, FIELD(colour), "railway", "line colour"},
        {"dash_colour", OPTION_COLOUR, FIELD(dash_colour), "railway_dash", "colour of the dashes or the core"},
        {"casing", OPTION_COLOUR, FIELD(casing), "casing", "casing colour"},
        {"width", OPTION_LENGTH, FIELD(width), "2pt", "line width", 0.1, 50, .can_be_none = true},
        {"casing_width", OPTION_LENGTH, FIELD(casing_width), "0.7pt", "casing width on each side", 0, 50,
         .needs = "casing"},
        {"dash", OPTION_LENGTHS, FIELD(dash), "5pt", "length of a dash and of a gap, or [dash, gap]", 0.5, 500,
         .can_be_none = true},
        ROUTE_OPTION_ROWS(struct railway_options, route),
        ROUTE_LINE_ROWS(struct railway_options, route),
};

/* A stroke of a style, in proportion to the options' width and dash. */
struct layer_stroke {
	double width;
	double dash, gap; /* 0: solid */
	bool light;       /* in the dash colour */
};

static const struct layer_stroke looks[][2] = {
        [RAILWAY_CONVENTIONAL] = {{1, 0, 0, false}, {0.55, 1, 1, true}},
        [RAILWAY_HIGH_SPEED] = {{1.1, 0, 0, false}, {0.35, 0, 0, true}},
        [RAILWAY_CONSTRUCTION] = {{1, 1.2, 0.5, false}, {0.5, 1.2, 0.5, true}},
        [RAILWAY_PLANNED] = {{0.6, 0.6, 0.5, false}, {0, 0, 0, false}},
};

static struct route_look track_look(const struct scene_input *input, const struct railway_options *o)
{
	return (struct route_look){scene_colour(input, o->colour), scene_colour(input, o->casing), o->width,
	                           o->width > 0 ? o->casing_width : 0};
}

static void add_stroke(const struct scene_input *input, struct arena *arena, const struct railway_options *o,
                       const struct route_look *look, const struct layer_stroke *layer, struct path path,
                       struct group *group)
{
	struct stroke stroke = {.colour = layer->light ? scene_colour(input, o->dash_colour) : look->colour,
	                        .width = look->width * layer->width,
	                        .cap = CAP_BUTT,
	                        .join = JOIN_ROUND};
	if (layer->dash > 0 && o->dash.count) {
		double *dashes = ARENA_ARRAY(arena, 2, double);
		dashes[0] = o->dash.values[0] * layer->dash;
		dashes[1] = o->dash.values[o->dash.count > 1] * layer->gap;
		stroke.dashes = dashes;
		stroke.dash_count = 2;
		stroke.dash_offset = dashes[0] / 2;
	}
	group_path(arena, group, path)->stroke = stroke;
}

/* The style that shows a status; what is open has the layer's own. */
static int style_of(const struct railway_options *o, int status)
{
	return status == ROUTE_BUILDING ? RAILWAY_CONSTRUCTION : status == ROUTE_PLANNED ? RAILWAY_PLANNED : o->style;
}

static void draw_line(const struct scene_input *input, struct arena *arena, const struct railway_options *o,
                      const struct route_look *look, int status, struct path path, struct group *group)
{
	const struct layer_stroke *strokes = looks[style_of(o, status)];
	for (int i = 0; i < 2; i++)
		if (strokes[i].width * look->width > 0 && (o->dash.count || !strokes[i].light || !strokes[i].dash))
			add_stroke(input, arena, o, look, &strokes[i], path, group);
}

static void draw_key(struct arena *arena, struct group *parent, const struct legend_entry *entry, struct box box)
{
	const struct railway_options *o = entry->layer->options;
	const struct route_look look = track_look(entry->input, o);
	draw_line(entry->input, arena, o, &look, entry->look, scene_route_key(arena, box), parent);
}

static void build(const struct layer_drawing *drawing)
{
	const struct scene_input *input = drawing->input;
	struct arena *arena = drawing->scene->arena;
	const struct railway_options *o = drawing->layer->options;
	const struct route_look look = track_look(input, o), muted = scene_route_muted(input, &look);
	struct route_lines lines;
	if (!scene_route_lines(drawing, &o->route, &look, &lines))
		return;
	scene_route_name_group(drawing);
	scene_route_casing(drawing, &lines, &look);
	for (int beyond = 1; beyond >= 0; beyond--)
		for (int status = ROUTE_STATUSES - 1; status >= 0; status--) {
			struct polylines picked = scene_route_pick(arena, &lines, status, beyond);
			if (picked.count)
				draw_line(input, arena, o, beyond ? &muted : &look, status,
				          polylines_path(arena, &picked, false), drawing->group);
		}
	scene_route_ends(drawing, &o->route, &lines, &look);
	scene_route_legend(drawing, &lines, draw_key);
}

static void expect_legend(const struct layer_drawing *drawing)
{
	const struct railway_options *o = drawing->layer->options;
	scene_route_expect_legend(drawing, &o->route);
}

const struct layer_style railway_style = {
        .kind = {"railway", "a dark line with light dashes; other looks by style", options,
                 sizeof options / sizeof *options, sizeof(struct railway_options)},
        .geometry = GEOMETRY_LINES,
        .needs_data = true,
        .legend = expect_legend,
        .cased = true,
        .build = build,
};

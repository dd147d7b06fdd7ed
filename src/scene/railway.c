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
	double width, casing_width, dash;
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
        {"width", OPTION_LENGTH, FIELD(width), "2pt", "line width", 0.1, 50},
        {"casing_width", OPTION_LENGTH, FIELD(casing_width), "0.7pt", "casing width on each side", 0, 50},
        {"dash", OPTION_LENGTH, FIELD(dash), "5pt", "length of a dash and of a gap", 0.5, 500},
        ROUTE_OPTION_ROWS(struct railway_options, route),
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

static void add_stroke(const struct scene_input *input, struct arena *arena, const struct railway_options *o,
                       const struct layer_stroke *look, struct path path, struct group *group)
{
	struct stroke stroke = {.colour = scene_colour(input, look->light ? o->dash_colour : o->colour),
	                        .width = o->width * look->width,
	                        .cap = CAP_BUTT,
	                        .join = JOIN_ROUND};
	if (look->dash > 0) {
		double *dashes = ARENA_ARRAY(arena, 2, double);
		dashes[0] = o->dash * look->dash;
		dashes[1] = o->dash * look->gap;
		stroke.dashes = dashes;
		stroke.dash_count = 2;
		stroke.dash_offset = dashes[0] / 2;
	}
	group_path(arena, group, path)->stroke = stroke;
}

static void draw_line(const struct scene_input *input, struct arena *arena, const struct railway_options *o,
                      struct path path, struct group *group)
{
	for (int i = 0; i < 2; i++)
		if (looks[o->style][i].width > 0)
			add_stroke(input, arena, o, &looks[o->style][i], path, group);
}

static void draw_key(struct arena *arena, struct group *parent, const struct legend_entry *entry, struct box box)
{
	draw_line(entry->input, arena, entry->layer->options, scene_route_key(arena, box), parent);
}

static void build(const struct layer_drawing *drawing)
{
	const struct scene_input *input = drawing->input;
	const struct layer_spec *layer = drawing->layer;
	struct scene *scene = drawing->scene;
	const struct railway_options *o = layer->options;
	struct polylines lines = {0};
	scene_route_lines(drawing, &o->route, o->width / 2 + o->casing_width, &lines);
	if (!lines.count)
		return;
	drawing->group->title = localized_any(&layer->title, input->languages[0]);
	scene_route_casing(drawing, &lines, scene_colour(input, o->casing), o->width + 2 * o->casing_width);
	draw_line(input, scene->arena, o, polylines_path(scene->arena, &lines, false), drawing->group);
	scene_layer_legend(drawing, draw_key);
}

const struct layer_style railway_style = {
        .kind = {"railway", "a dark line with light dashes; other looks by style", options,
                 sizeof options / sizeof *options, sizeof(struct railway_options)},
        .geometry = GEOMETRY_LINES,
        .needs_data = true,
        .cased = true,
        .build = build,
};

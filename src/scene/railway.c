/* Railway style: a dark line with light dashes on a light casing. */
#include "scene/project.h"
#include "scene/route.h"
#include "scene/styles.h"

#include <stddef.h>

struct railway_options {
	const char *colour, *dash_colour, *casing;
	double width, casing_width, dash;
	struct route_options route;
};

static const struct option options[] = {
        {"colour", OPTION_COLOUR, offsetof(struct railway_options, colour), "railway", NULL, 0, 0, "line colour"},
        {"dash_colour", OPTION_COLOUR, offsetof(struct railway_options, dash_colour), "railway_dash", NULL, 0, 0,
         "colour of the dashes"},
        {"casing", OPTION_COLOUR, offsetof(struct railway_options, casing), "casing", NULL, 0, 0, "casing colour"},
        {"width", OPTION_LENGTH, offsetof(struct railway_options, width), "2pt", NULL, 0.1, 50, "line width"},
        {"casing_width", OPTION_LENGTH, offsetof(struct railway_options, casing_width), "0.7pt", NULL, 0, 50,
         "casing width on each side"},
        {"dash", OPTION_LENGTH, offsetof(struct railway_options, dash), "5pt", NULL, 0.5, 500,
         "length of a dash and of a gap"},
        ROUTE_OPTION_ROWS(struct railway_options, route),
};

static void draw_line(const struct scene_input *input, struct arena *arena, const struct railway_options *o,
                      struct path path, bool with_casing, struct group *group)
{
	struct stroke stroke = {.colour = scene_colour(input, o->casing),
	                        .width = o->width + 2 * o->casing_width,
	                        .cap = CAP_ROUND,
	                        .join = JOIN_ROUND};
	if (with_casing)
		group_path(arena, group, path)->stroke = stroke;
	stroke.colour = scene_colour(input, o->colour);
	stroke.width = o->width;
	stroke.cap = CAP_BUTT;
	group_path(arena, group, path)->stroke = stroke;
	double *dashes = ARENA_ARRAY(arena, 2, double);
	dashes[0] = dashes[1] = o->dash;
	stroke.colour = scene_colour(input, o->dash_colour);
	stroke.width = o->width * 0.55;
	stroke.dashes = dashes;
	stroke.dash_count = 2;
	stroke.dash_offset = o->dash * 0.5;
	group_path(arena, group, path)->stroke = stroke;
}

static struct group *draw_key(struct arena *arena, struct group *parent, const struct legend_entry *entry,
                              struct box box)
{
	draw_line(entry->input, arena, entry->layer->options, route_key(arena, box), false, parent);
	return parent;
}

static bool build(const struct scene_input *input, const struct layer_spec *layer, struct group *group,
                  struct scene *scene, struct diag *diag)
{
	(void)diag;
	const struct railway_options *o = layer->options;
	struct polylines lines = {0};
	route_lines(input, layer, &o->route, o->width / 2 + o->casing_width, scene, &lines);
	if (!lines.count)
		return true;
	group->title = localized_any(&layer->title, input->languages[0]);
	draw_line(input, scene->arena, o, polylines_path(scene->arena, &lines, false), true, group);
	scene_layer_legend(scene, input, layer, draw_key);
	return true;
}

const struct layer_style railway_style = {
        .kind = {"railway", "a dark line with light dashes", options, sizeof options / sizeof *options,
                 sizeof(struct railway_options)},
        .geometry = GEOMETRY_LINES,
        .needs_data = true,
        .build = build,
};

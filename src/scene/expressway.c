/* Expressway style: a coloured line on a casing, with shields along it. */
#include "scene/project.h"
#include "scene/route.h"
#include "scene/shield.h"
#include "scene/styles.h"

#include <stddef.h>

struct expressway_options {
	const char *colour, *casing;
	double width, casing_width, shield_every;
	const char *shield, *shield_style;
	struct route_options route;
};

#define FIELD(name) offsetof(struct expressway_options, name)
static const struct option options[] = {
        {"colour", OPTION_COLOUR, FIELD(colour), "expressway", "line colour"},
        {"width", OPTION_LENGTH, FIELD(width), "2.2pt", "line width", 0.1, 50},
        {"casing", OPTION_COLOUR, FIELD(casing), "casing", "casing colour"},
        {"casing_width", OPTION_LENGTH, FIELD(casing_width), "0.9pt", "casing width on each side", 0, 50},
        {"shield", OPTION_TEXT, FIELD(shield), "", "number on the shields; none: no shields"},
        {"shield_every", OPTION_LENGTH, FIELD(shield_every), "180pt", "distance between shields", 20, 100000},
        {"shield_style", OPTION_SHIELD, FIELD(shield_style), "cn-expressway",
         "look of the shields: a name in the theme's or the map's shields"},
        ROUTE_OPTION_ROWS(struct expressway_options, route),
};

static struct stroke line_stroke(const struct scene_input *input, const struct expressway_options *o)
{
	return (struct stroke){
	        .colour = scene_colour(input, o->colour), .width = o->width, .cap = CAP_ROUND, .join = JOIN_ROUND};
}

/* The road with its shield on it: the legend shows what the map shows. */
static void draw_key(struct arena *arena, struct group *parent, const struct legend_entry *entry, struct box box)
{
	const struct scene_input *input = entry->input;
	const struct expressway_options *o = entry->layer->options;
	group_path(arena, parent, scene_route_key(arena, box))->stroke = line_stroke(input, o);
	if (!*o->shield)
		return;
	struct diag unused; /* a number that cannot be set has been reported on the map */
	struct shield shield;
	diag_init(&unused);
	if (shield_measure(input, arena, theme_shield(input->theme, o->shield_style), o->shield, box_height(box),
	                   entry->layer->place, &unused, &shield))
		shield_draw(input, arena, parent, &shield,
		            (struct page_point){(box.left + box.right) / 2, (box.top + box.bottom) / 2});
	diag_clear(&unused);
}

static void request_shields(const struct layer_drawing *drawing, const struct polylines *lines)
{
	const struct layer_spec *layer = drawing->layer;
	const struct expressway_options *o = layer->options;
	struct scene *scene = drawing->scene;
	scene->shields = arena_grow(scene->arena, scene->shields, scene->shield_count, &scene->shield_capacity,
	                            sizeof *scene->shields);
	scene->shields[scene->shield_count++] =
	        (struct shield_request){.text = o->shield,
	                                .style = theme_shield(drawing->input->theme, o->shield_style),
	                                .id = page_id_from(scene->arena, layer->id),
	                                .lines = *lines,
	                                .every = o->shield_every,
	                                .place = layer->place};
}

static void build(const struct layer_drawing *drawing)
{
	const struct scene_input *input = drawing->input;
	const struct layer_spec *layer = drawing->layer;
	struct scene *scene = drawing->scene;
	const struct expressway_options *o = layer->options;
	struct polylines lines = {0};
	scene_route_lines(drawing, &o->route, o->width / 2 + o->casing_width, &lines);
	if (!lines.count)
		return;
	drawing->group->title = localized_any(&layer->title, input->languages[0]);
	scene_route_casing(drawing, &lines, scene_colour(input, o->casing), o->width + 2 * o->casing_width);
	scene_stroke_lines(scene->arena, drawing->group, &lines, line_stroke(input, o));
	if (*o->shield)
		request_shields(drawing, &lines);
	scene_layer_legend(drawing, draw_key);
}

const struct layer_style expressway_style = {
        .kind = {"expressway", "a cased line with road shields", options, sizeof options / sizeof *options,
                 sizeof(struct expressway_options)},
        .geometry = GEOMETRY_LINES,
        .needs_data = true,
        .cased = true,
        .build = build,
};

/* Expressway style: a coloured line on a casing, with shields along it. */
#include "scene/project.h"
#include "scene/road_shields.h"
#include "scene/route.h"
#include "scene/shield.h"
#include "scene/styles.h"

#include <stddef.h>

struct expressway_options {
	const char *colour, *casing;
	double width, casing_width, shield_every;
	struct label shield;
	const char *shield_style;
	struct route_options route;
};

#define FIELD(name) offsetof(struct expressway_options, name)
static const struct option options[] = {
        {"colour", OPTION_COLOUR, FIELD(colour), "expressway", "line colour"},
        {"width", OPTION_LENGTH, FIELD(width), "2.2pt", "line width", 0.1, 50, .can_be_none = true},
        {"casing", OPTION_COLOUR, FIELD(casing), "casing", "casing colour"},
        {"casing_width", OPTION_LENGTH, FIELD(casing_width), "0.9pt", "casing width on each side", 0, 50,
         .needs = "casing"},
        {"shield", OPTION_TEXT_OR_COLUMN, FIELD(shield), NULL,
         "number on the shields; or the column that holds each road's, or columns and texts: \"G\" + ref; none: no "
         "shields"},
        {"shield_every", OPTION_LENGTH, FIELD(shield_every), "180pt", "distance between shields", 20, 100000,
         .needs = "shield"},
        {"shield_style", OPTION_SHIELD, FIELD(shield_style), "cn-expressway",
         "look of the shields: a name in the theme's or the map's shields; none: no shields", .needs = "shield"},
        ROUTE_OPTION_ROWS(struct expressway_options, route),
        ROUTE_LINE_ROWS(struct expressway_options, route),
};

/* Dashes and gaps of a road that is not open, in widths of the line. */
static const double dashes[ROUTE_STATUSES][2] = {[ROUTE_BUILDING] = {2.6, 1.2}, [ROUTE_PLANNED] = {1, 1.2}};

static bool has_shields(const struct expressway_options *o)
{
	return (o->shield.written || o->shield.count) && *o->shield_style;
}

static struct route_look road_look(const struct scene_input *input, const struct expressway_options *o)
{
	return (struct route_look){scene_colour(input, o->colour), scene_colour(input, o->casing), o->width,
	                           o->width > 0 ? o->casing_width : 0};
}

static struct stroke line_stroke(struct arena *arena, const struct route_look *look, int status)
{
	struct stroke stroke = {.colour = look->colour, .width = look->width, .cap = CAP_ROUND, .join = JOIN_ROUND};
	if (status == ROUTE_OPEN)
		return stroke;
	double *lengths = ARENA_ARRAY(arena, 2, double);
	for (int i = 0; i < 2; i++)
		lengths[i] = dashes[status][i] * look->width;
	stroke.cap = CAP_BUTT;
	stroke.dashes = lengths;
	stroke.dash_count = 2;
	return stroke;
}

/* The road with its shield on it: the legend shows what the map shows. */
static void draw_key(struct arena *arena, struct group *parent, const struct legend_entry *entry, struct box box)
{
	const struct scene_input *input = entry->input;
	const struct expressway_options *o = entry->layer->options;
	const struct route_look look = road_look(input, o);
	group_path(arena, parent, scene_route_key(arena, box))->stroke = line_stroke(arena, &look, entry->look);
	if (!entry->sample || entry->look != ROUTE_OPEN)
		return;
	struct diag unused; /* a number that cannot be set has been reported on the map */
	struct shield shield;
	diag_init(&unused);
	if (shield_measure(input, arena, theme_shield(input->theme, o->shield_style), entry->sample, box_height(box),
	                   entry->layer->place, &unused, &shield))
		shield_draw(input, arena, parent, &shield,
		            (struct page_point){(box.left + box.right) / 2, (box.top + box.bottom) / 2});
	diag_clear(&unused);
}

static void draw_lines(const struct layer_drawing *drawing, const struct route_lines *lines,
                       const struct route_look *look)
{
	struct arena *arena = drawing->scene->arena;
	const struct route_look muted = scene_route_muted(drawing->input, look);
	for (int beyond = 1; beyond >= 0; beyond--)
		for (int status = ROUTE_STATUSES - 1; status >= 0; status--) {
			struct polylines picked = scene_route_pick(arena, lines, status, beyond);
			if (picked.count)
				scene_stroke_lines(arena, drawing->group, &picked,
				                   line_stroke(arena, beyond ? &muted : look, status));
		}
}

/* The lines that may bear shields: those between the members, or all if none of these is seen. */
static struct polylines shield_lines(struct arena *arena, const struct route_lines *lines)
{
	struct polylines out = {0};
	for (size_t i = 0; i < lines->count; i++)
		for (size_t k = 0; !lines->runs[i].is_beyond && k < lines->runs[i].lines.count; k++)
			polylines_add(arena, &out, lines->runs[i].lines.items[k]);
	return out.count ? out : lines->all;
}

static void build(const struct layer_drawing *drawing)
{
	const struct expressway_options *o = drawing->layer->options;
	const struct route_look look = road_look(drawing->input, o);
	struct route_lines lines;
	if (!scene_route_lines(drawing, &o->route, &look, &lines))
		return;
	scene_route_name_group(drawing);
	scene_route_casing(drawing, &lines, &look);
	draw_lines(drawing, &lines, &look);
	scene_route_ends(drawing, &o->route, &lines, &look);
	struct polylines shielded = shield_lines(drawing->scene->arena, &lines);
	const struct road_shields shields = {&o->shield, o->shield_style, o->shield_every, &o->route, shielded};
	const char *sample = has_shields(o) ? scene_road_shields(drawing, &shields) : NULL;
	size_t entries = drawing->scene->legend_count;
	scene_route_legend(drawing, &lines, draw_key);
	for (; entries < drawing->scene->legend_count; entries++)
		drawing->scene->legend[entries].sample = sample;
}

static void expect_legend(const struct layer_drawing *drawing)
{
	const struct expressway_options *o = drawing->layer->options;
	scene_route_expect_legend(drawing, &o->route);
}

const struct layer_style expressway_style = {
        .kind = {"expressway", "a cased line with road shields", options, sizeof options / sizeof *options,
                 sizeof(struct expressway_options)},
        .geometry = GEOMETRY_LINES,
        .needs_data = true,
        .legend = expect_legend,
        .cased = true,
        .build = build,
};

/* Band style: a corridor of a width on the ground along routes, in one tone or fading outwards.
 * In: lines, drawn as the route layers draw them. Out: nested areas, the widest first, each as translucent as it must
 * be for the innermost to reach the opacity asked for. The width is true at the middle of the map, like its scale
 * bar; the page is a scaled plane of projected metres, so the buffer is made there. What a layer excepts, as the sea,
 * is cut off. Names take no notice of a band that lets the ground show through. */
#include "scene/project.h"
#include "scene/route.h"
#include "scene/styles.h"

#include "base/units.h"
#include "geometry/geos_ops.h"

#include <math.h>
#include <stddef.h>

#define FRAME_MARGIN 3.0 /* points */
#define NARROWEST    0.5 /* points: narrower, a band is a line */

struct band_options {
	double width; /* metres */
	struct texts with, except;
	const char *fill, *edge;
	double opacity, steps, edge_width;
	struct numbers edge_dash;
	struct route_options route;
};

#define FIELD(name) offsetof(struct band_options, name)
static const struct option options[] = {
        {"width", OPTION_DISTANCE, FIELD(width), "15km", "width on the ground, both sides together", 10, 2e6},
        {"with", OPTION_DATA, FIELD(with), NULL, "further lines that the same band runs along", .choices = "lines"},
        {"except", OPTION_DATA, FIELD(except), NULL, "data of areas that the band leaves out, as the sea",
         .choices = "polygons"},
        {"fill", OPTION_COLOUR, FIELD(fill), "expressway", "fill colour"},
        {"opacity", OPTION_NUMBER, FIELD(opacity), "0.2", "opacity of the fill, of the innermost step", 0.01, 1},
        {"steps", OPTION_NUMBER, FIELD(steps), "1", "number of nested bands by which the fill fades outwards", 1, 8},
        {"edge", OPTION_COLOUR, FIELD(edge), "none", "outline colour"},
        {"edge_width", OPTION_LENGTH, FIELD(edge_width), "0.5pt", "outline width", 0, 50, .needs = "edge"},
        {"edge_dash", OPTION_LENGTHS, FIELD(edge_dash), NULL, "dash pattern of the outline: dash, gap, …", 0, 100,
         .needs = "edge"},
        ROUTE_OPTION_ROWS(struct band_options, route),
};

static size_t step_count(const struct band_options *o)
{
	return (size_t)lround(o->steps);
}

/* Of each of the nested fills: laid over each other they reach the opacity asked for. */
static struct colour step_fill(const struct scene_input *input, const struct band_options *o)
{
	struct colour fill = scene_colour(input, o->fill);
	fill.opacity = 1 - pow(1 - fill.opacity * o->opacity, 1 / (double)step_count(o));
	return fill;
}

static struct polylines find_lines(const struct layer_drawing *drawing, double margin)
{
	const struct scene_input *input = drawing->input;
	const struct band_options *o = drawing->layer->options;
	struct arena *arena = drawing->scene->arena;
	struct polylines lines = {0};
	scene_route_project(input, drawing->dataset, &o->route, &(struct route_choice){.where = o->route.where}, margin,
	                    arena, &lines);
	for (size_t i = 0; i < o->with.count; i++) {
		const struct data_spec *data = map_spec_data(input->spec, o->with.items[i]);
		scene_route_project(input, scene_dataset_of(input, data, GEOMETRY_LINES), &o->route,
		                    &(struct route_choice){0}, margin, arena, &lines);
	}
	return lines;
}

struct exceptions {
	struct polylines *areas;
	size_t count, capacity;
};

static struct exceptions find_exceptions(const struct scene_input *input, const struct band_options *o,
                                         struct arena *arena)
{
	struct exceptions found = {0};
	for (size_t i = 0; i < o->except.count; i++) {
		const struct data_spec *data = map_spec_data(input->spec, o->except.items[i]);
		const struct dataset *dataset = scene_dataset_of(input, data, GEOMETRY_POLYGONS);
		for (size_t k = 0; k < dataset->feature_count; k++) {
			struct polylines rings = {0};
			scene_project_rings(input, arena, dataset, &dataset->features[k], &rings);
			if (!rings.count)
				continue;
			found.areas = arena_grow(arena, found.areas, found.count, &found.capacity, sizeof *found.areas);
			found.areas[found.count++] = rings;
		}
	}
	return found;
}

/* The band of this half width in and just around the frame. */
static bool make_area(const struct scene_input *input, const struct polylines *lines, double half_width,
                      const struct exceptions *except, struct arena *arena, struct polylines *out)
{
	struct polylines whole = {0}, inside = {0};
	if (!geometry_buffer_lines(arena, lines->items, lines->count, half_width, &whole))
		return false;
	for (size_t i = 0; i < whole.count; i++) {
		struct polyline ring = geometry_clip_ring(arena, whole.items[i].points, whole.items[i].count,
		                                          box_grow(view_frame(input->view), FRAME_MARGIN));
		if (ring.count >= 3)
			polylines_add(arena, &inside, ring);
	}
	if (!except->count) {
		*out = inside;
		return true;
	}
	return geometry_subtract_areas(arena, &inside, except->areas, except->count, out);
}

static struct stroke edge_stroke(const struct scene_input *input, const struct band_options *o)
{
	return (struct stroke){.colour = scene_colour(input, o->edge),
	                       .width = scene_colour(input, o->edge).opacity > 0 ? o->edge_width : 0,
	                       .join = JOIN_ROUND,
	                       .cap = CAP_BUTT,
	                       .dashes = o->edge_dash.values,
	                       .dash_count = o->edge_dash.count};
}

/* A stretch of the band, lengthwise, on land: its steps, and the edge on both sides. */
static void draw_key(struct arena *arena, struct group *parent, const struct legend_entry *entry, struct box box)
{
	const struct band_options *o = entry->layer->options;
	struct stroke edge = edge_stroke(entry->input, o);
	size_t steps = step_count(o);
	double middle = (box.top + box.bottom) / 2;
	struct path land = path_new(arena);
	path_rect(&land, box);
	group_path(arena, parent, land)->fill = scene_colour(entry->input, "land");
	for (size_t i = 0; i < steps; i++) {
		double half = box_height(box) / 2 * (double)(steps - i) / (double)steps;
		struct path path = path_new(arena);
		path_rect(&path, (struct box){box.left, middle - half, box.right, middle + half});
		group_path(arena, parent, path)->fill = step_fill(entry->input, o);
	}
	for (int side = 0; side < 2 && edge.width > 0; side++) {
		struct path path = path_new(arena);
		path_move(&path, box.left, side ? box.bottom : box.top);
		path_line(&path, box.right, side ? box.bottom : box.top);
		group_path(arena, parent, path)->stroke = edge;
	}
}

static void judge_width(const struct scene_input *input, const struct layer_spec *layer, double width)
{
	const struct band_options *o = layer->options;
	struct box frame = view_frame(input->view);
	char kilometres[48], points[48];
	base_number_text(kilometres, o->width / 1000, 2);
	if (width < NARROWEST)
		diag_warning(input->diag, SCALE_UNSUITED, layer->place, "give it a larger width, or draw a line",
		             "band '%s' of %s km is only %s points wide on this map", layer->id, kilometres,
		             base_number_text(points, width, 2));
	else if (width > fmax(box_width(frame), box_height(frame)))
		diag_warning(input->diag, SCALE_UNSUITED, layer->place, "give it a smaller width",
		             "band '%s' of %s km is wider than the map", layer->id, kilometres);
}

static void build(const struct layer_drawing *drawing)
{
	const struct scene_input *input = drawing->input;
	const struct layer_spec *layer = drawing->layer;
	struct scene *scene = drawing->scene;
	const struct band_options *o = layer->options;
	double width = o->width / (view_scale(input->view) * METRES_PER_POINT);
	judge_width(input, layer, width);
	struct polylines lines = find_lines(drawing, width / 2 + FRAME_MARGIN), area = {0};
	if (!lines.count)
		return;
	struct exceptions except = find_exceptions(input, o, scene->arena);
	drawing->group->title = localized_any(&layer->title, input->languages[0]);
	size_t steps = step_count(o);
	struct path outline = path_new(scene->arena);
	for (size_t i = 0; i < steps; i++) {
		double half = width / 2 * (double)(steps - i) / (double)steps;
		area = (struct polylines){0};
		if (!make_area(input, &lines, half, &except, scene->arena, &area)) {
			diag_error(input->diag, CANNOT_DRAW, layer->place, "try another width, or without 'except'",
			           "the area of band '%s' cannot be made", layer->id);
			return;
		}
		struct path path = polylines_path(scene->arena, &area, true);
		if (path_is_empty(&path))
			continue;
		group_path(scene->arena, drawing->group, path)->fill = step_fill(input, o);
		scene_backdrop(scene, &area, step_fill(input, o), LAND_AS_BELOW);
		if (i == 0)
			outline = path;
	}
	struct stroke edge = edge_stroke(input, o);
	if (edge.width > 0 && !path_is_empty(&outline))
		group_path(scene->arena, drawing->group, outline)->stroke = edge;
	scene_layer_legend(drawing, draw_key);
}

const struct layer_style band_style = {
        .kind = {"band", "a corridor of a width on the ground along routes", options, sizeof options / sizeof *options,
                 sizeof(struct band_options)},
        .geometry = GEOMETRY_LINES,
        .needs_data = true,
        .build = build,
};

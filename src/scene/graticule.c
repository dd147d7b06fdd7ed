/* Graticule layer: meridians and parallels as lines, as ticks at the neatline, or as crosses with such ticks.
 * In: the view. Out: one mark. Why so: as a layer, because it lies above fills and below routes; its labels are
 * furniture outside the frame. */
#include "scene/graticule.h"

#include "scene/project.h"
#include "scene/styles.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#define KEY_WIDTH 0.6 /* points, of lines in the legend, at least */

enum form { FORM_LINES, FORM_TICKS, FORM_CROSSES };

struct graticule_options {
	const char *colour;
	double width, size;
	int style;
	struct numbers interval;
};

#define FIELD(name) offsetof(struct graticule_options, name)
static const struct option options[] = {
        {"style", OPTION_CHOICE, FIELD(style), "lines",
         "whole lines, ticks inside the neatline, or crosses where lines meet, with ticks",
         .choices = "lines|ticks|crosses"},
        {"interval", OPTION_NUMBERS, FIELD(interval), NULL,
         "degrees between lines, or [of longitude, of latitude]; default: round, by scale", 1.0 / 3600, 90},
        {"colour", OPTION_COLOUR, FIELD(colour), "graticule", "line colour; ticks and crosses: the neatline's"},
        {"width", OPTION_LENGTH, FIELD(width), "0.3pt", "line width", 0, 10},
        {"size", OPTION_LENGTH, FIELD(size), "6pt", "length of ticks, width of crosses", 0.5, 100},
};
static const double most_lines = 200; /* each way */

struct line_sink {
	const struct scene_input *input;
	const struct graticule_options *options;
	struct graticule graticule;
	struct arena *arena;
	struct polylines lines;
	double *parallels; /* degrees, for crosses */
	size_t parallel_count, parallel_capacity;
};

static struct numbers asked_interval(const struct scene_input *input)
{
	for (size_t i = 0; i < input->spec->layer_count; i++)
		if (input->spec->layers[i].kind == &graticule_style.kind)
			return ((const struct graticule_options *)input->spec->layers[i].options)->interval;
	return (struct numbers){0};
}

struct graticule graticule_of(const struct scene_input *input)
{
	struct numbers interval = asked_interval(input);
	struct graticule graticule = graticule_with(input->view, &interval);
	struct lonlat_box bounds = graticule.bounds;
	if ((bounds.east - bounds.west) / graticule.lon_step > most_lines ||
	    (bounds.north - bounds.south) / graticule.lat_step > most_lines)
		return graticule_with(input->view, NULL);
	return graticule;
}

static bool is_on_edge(struct box frame, struct page_point spot)
{
	return fmin(fmin(spot.x - frame.left, frame.right - spot.x), fmin(spot.y - frame.top, frame.bottom - spot.y)) <
	       1e-6;
}

/* The piece of a line of `length` points at its start, when the line starts at the neatline. */
static void add_tick(struct line_sink *sink, const struct page_point *points, size_t count, bool from_end)
{
	const struct page_point *start = from_end ? points + count - 1 : points;
	if (!is_on_edge(view_frame(sink->input->view), *start))
		return;
	struct polyline tick = {ARENA_ARRAY(sink->arena, count + 1, struct page_point), 0};
	double left = sink->options->size;
	tick.points[tick.count++] = *start;
	for (size_t i = 1; i < count && left > 0; i++) {
		struct page_point a = tick.points[tick.count - 1], b = from_end ? points[count - 1 - i] : points[i];
		double step = hypot(b.x - a.x, b.y - a.y), t = step > left ? left / step : 1;
		tick.points[tick.count++] = (struct page_point){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
		left -= step;
	}
	polylines_add(sink->arena, &sink->lines, tick);
}

static void add_line(void *user, bool meridian, double degrees)
{
	struct line_sink *sink = user;
	struct polylines lines = {0}, inside = {0};
	graticule_line(&sink->graticule, sink->arena, meridian, degrees, &lines);
	for (size_t i = 0; i < lines.count; i++)
		geometry_clip_line(sink->arena, lines.items[i].points, lines.items[i].count, false,
		                   view_frame(sink->input->view), &inside);
	for (size_t i = 0; i < inside.count; i++) {
		struct polyline *part = &inside.items[i];
		if (sink->options->style == FORM_LINES) {
			polylines_add(sink->arena, &sink->lines, *part);
			continue;
		}
		add_tick(sink, part->points, part->count, false);
		add_tick(sink, part->points, part->count, true);
	}
	if (meridian)
		return;
	sink->parallels = arena_grow(sink->arena, sink->parallels, sink->parallel_count, &sink->parallel_capacity,
	                             sizeof *sink->parallels);
	sink->parallels[sink->parallel_count++] = degrees;
}

/* One arm across `at` in the direction in which the page moves from place a to place b. */
static void add_arm(struct line_sink *sink, struct page_point at, struct lonlat a, struct lonlat b)
{
	struct page_point from = view_forward_one(sink->input->view, a), to = view_forward_one(sink->input->view, b);
	double length = hypot(to.x - from.x, to.y - from.y), half = sink->options->size / 2;
	if (!(length > 0))
		return;
	double dx = (to.x - from.x) / length * half, dy = (to.y - from.y) / length * half;
	struct page_point ends[2] = {{at.x - dx, at.y - dy}, {at.x + dx, at.y + dy}};
	geometry_clip_line(sink->arena, ends, 2, false, view_frame(sink->input->view), &sink->lines);
}

static void add_crosses(void *user, bool meridian, double lon)
{
	struct line_sink *sink = user;
	double dlon = sink->graticule.lon_step * 1e-3, dlat = sink->graticule.lat_step * 1e-3;
	for (size_t i = 0; meridian && i < sink->parallel_count; i++) {
		double lat = sink->parallels[i];
		struct page_point at = view_forward_one(sink->input->view, (struct lonlat){lon, lat});
		if (!box_contains(view_frame(sink->input->view), at))
			continue;
		add_arm(sink, at, (struct lonlat){lon - dlon, lat}, (struct lonlat){lon + dlon, lat});
		add_arm(sink, at, (struct lonlat){lon, lat - dlat}, (struct lonlat){lon, lat + dlat});
	}
}

/* Ticks and crosses are short: they want the neatline's strength. */
static struct stroke stroke_of(const struct scene_input *input, const struct graticule_options *o)
{
	bool plain = o->style != FORM_LINES && !strcmp(o->colour, "graticule");
	return (struct stroke){.colour = plain ? input->theme->colour[COLOUR_NEATLINE] : scene_colour(input, o->colour),
	                       .width = plain ? fmax(o->width, 0.5) : o->width};
}

/* A parallel between two meridians; a cross; or ticks along a piece of the neatline. */
static void draw_key(struct arena *arena, struct group *parent, const struct legend_entry *entry, struct box box)
{
	const struct graticule_options *o = entry->layer->options;
	double x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2,
	       half = fmin(o->size, box_height(box)) / 2;
	struct path path = path_new(arena);
	if (o->style == FORM_CROSSES) {
		path_move(&path, x - half, y);
		path_line(&path, x + half, y);
		path_move(&path, x, y - half);
		path_line(&path, x, y + half);
	} else {
		bool ticks = o->style == FORM_TICKS;
		path_move(&path, box.left, ticks ? y + half : y);
		path_line(&path, box.right, ticks ? y + half : y);
		for (int side = -1; side <= 1; side += 2) {
			path_move(&path, x + side * box_width(box) / 4, ticks ? y + half : box.bottom);
			path_line(&path, x + side * box_width(box) / 4, ticks ? y - half : box.top);
		}
	}
	struct stroke stroke = stroke_of(entry->input, o);
	stroke.width = fmax(stroke.width, KEY_WIDTH); /* it has no length to be seen by */
	group_path(arena, parent, path)->stroke = stroke;
}

static void build(const struct layer_drawing *drawing)
{
	const struct scene_input *input = drawing->input;
	const struct layer_spec *layer = drawing->layer;
	struct scene *scene = drawing->scene;
	const struct graticule_options *o = layer->options;
	struct line_sink sink = {.input = input, .options = o, .graticule = graticule_of(input), .arena = scene->arena};
	if (o->interval.count && sink.graticule.lon_step != o->interval.values[0])
		diag_warning(input->diag, SCALE_UNSUITED, layer->place, "take a larger interval",
		             "the graticule's interval gives more than %.0f lines: it is chosen by scale", most_lines);
	graticule_each(&sink.graticule, add_line, &sink);
	if (o->style == FORM_CROSSES)
		graticule_each(&sink.graticule, add_crosses, &sink);
	drawing->group->hidden_from_readers = true;
	scene_stroke_lines(scene->arena, drawing->group, &sink.lines, stroke_of(input, o));
	scene_layer_legend(drawing, draw_key);
}

const struct layer_style graticule_style = {
        .kind = {"graticule", "meridians and parallels at a round interval", options, sizeof options / sizeof *options,
                 sizeof(struct graticule_options)},
        .geometry = GEOMETRY_LINES,
        .any_geometry = true,
        .is_detail = true,
        .build = build,
};

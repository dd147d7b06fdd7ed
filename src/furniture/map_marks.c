/* Scale bar, north arrow, neatline with the graticule's labels: what belongs to the map frame. */
#include "furniture/furniture.h"
#include "scene/graticule.h"

#include <math.h>
#include <string.h>

static void block(struct scene *scene, struct box box, const char *name)
{
	struct obstacle *obstacle = scene_obstacle(scene);
	obstacle->kind = OBSTACLE_BOX;
	obstacle->box = box;
	obstacle->name = name;
}

/* The largest round length whose bar is at most a quarter of the frame. */
static double round_length(double metres)
{
	double unit = pow(10, floor(log10(metres)));
	return metres >= 5 * unit ? 5 * unit : metres >= 2 * unit ? 2 * unit : unit;
}

/* Points of routes and dots inside a box. */
static size_t crowding(const struct scene *scene, struct box box)
{
	size_t count = 0;
	for (size_t i = 0; i < scene->obstacle_count; i++) {
		const struct obstacle *obstacle = &scene->obstacles[i];
		if (obstacle->kind == OBSTACLE_DOT || obstacle->kind == OBSTACLE_BOX)
			count += box_overlaps(obstacle->box, box);
		for (size_t k = 1; obstacle->kind == OBSTACLE_ROUTE && k < obstacle->count; k++)
			count += segment_hits_box(obstacle->points[k - 1], obstacle->points[k], box);
	}
	return count;
}

static double draw_scale_bar(const struct furniture_input *input, const void *options, struct box frame,
                             struct group *group, struct scene *obstacles)
{
	(void)options;
	const struct view *view = input->scene->view;
	double metres_per_point = view_scale(view) * 0.0254 / 72;
	double length = round_length(box_width(frame) / 4 * metres_per_point), width = length / metres_per_point;
	double x = frame.left + 16, y = frame.bottom - 18, right = frame.right - width - 28;
	struct box here = {x - 6, y - 16, x + width + 16, frame.bottom}, there = here;
	there.left += right - x;
	there.right += right - x;
	if (crowding(obstacles, there) < crowding(obstacles, here))
		x = right;
	for (int i = 0; i < 4; i++) {
		struct path path = path_new(input->arena);
		path_rect(&path, (struct box){x + width * i / 4, y, x + width * (i + 1) / 4, y + 3});
		struct path_mark *mark = group_path(input->arena, group, path);
		mark->fill = scene_colour(input->scene, i % 2 ? "page" : "ink");
		mark->stroke = (struct stroke){.colour = scene_colour(input->scene, "ink"), .width = 0.5};
	}
	for (int i = 0; i <= 2; i++) {
		char number[48];
		bool km = length >= 2000;
		number_text(number, length * i / 2 / (km ? 1000 : 1), 1);
		char *text = i == 2 ? arena_printf(input->arena, "%s %s", number,
		                                   message(input->scene->messages[0], km ? "kilometres" : "metres"))
		                    : number;
		put_text(input, group, "scale", 0, text, (struct spot){x + width * i / 2, y - 4}, i == 0 ? 0 : 0.5);
	}
	block(obstacles, (struct box){x - 6, y - 13, x + width + 14, y + 8}, "the scale bar");
	return 0;
}

static double draw_north(const struct furniture_input *input, const void *options, struct box frame,
                         struct group *group, struct scene *obstacles)
{
	(void)options;
	struct spot centre = {frame.right - 20, frame.top + 24};
	double north = view_north(input->scene->view, centre);
	struct path left = path_new(input->arena), right = path_new(input->arena);
	path_move(&left, 0, -12), path_line(&left, -5, 8), path_line(&left, 0, 4), path_close(&left);
	path_move(&right, 0, -12), path_line(&right, 5, 8), path_line(&right, 0, 4), path_close(&right);
	path_transform(&left, centre, 1, north);
	path_transform(&right, centre, 1, north);
	struct stroke edge = {.colour = scene_colour(input->scene, "ink"), .width = 0.5, .join = JOIN_MITER};
	struct path_mark *light = group_path(input->arena, group, left);
	light->fill = scene_colour(input->scene, "page");
	light->stroke = edge;
	struct path_mark *dark = group_path(input->arena, group, right);
	dark->fill = scene_colour(input->scene, "ink");
	dark->stroke = edge;
	put_text(input, group, "north", 0, message(input->scene->messages[0], "north"),
	         (struct spot){centre.x, centre.y + 18}, 0.5);
	block(obstacles, (struct box){centre.x - 10, centre.y - 16, centre.x + 10, centre.y + 22}, "the north arrow");
	return 0;
}

struct label_sink {
	const struct furniture_input *input;
	struct group *group;
	struct box frame;
};

/* Where a line crosses the frame's foot (meridians) or left side (parallels). */
static void add_label(void *user, bool meridian, double degrees)
{
	struct label_sink *sink = user;
	const struct furniture_input *input = sink->input;
	struct polyline line = graticule_line(input->scene->view, input->arena, meridian, degrees);
	double edge = meridian ? sink->frame.bottom : sink->frame.left;
	for (size_t i = 1; i < line.count; i++) {
		struct spot a = line.points[i - 1], b = line.points[i];
		double from = (meridian ? a.y : a.x) - edge, to = (meridian ? b.y : b.x) - edge;
		if (!isfinite(from) || !isfinite(to) || (from < 0) == (to < 0))
			continue;
		double t = from / (from - to), at = meridian ? a.x + (b.x - a.x) * t : a.y + (b.y - a.y) * t;
		double low = meridian ? sink->frame.left : sink->frame.top;
		double high = meridian ? sink->frame.right : sink->frame.bottom;
		if (at < low + 10 || at > high - 10)
			return;
		char text[32];
		graticule_text(text, meridian, degrees);
		if (meridian) {
			put_text(input, sink->group, "graticule", 0, text, (struct spot){at, edge + 8}, 0.5);
			return;
		}
		put_turned_text(input, sink->group, "graticule", 0, text, (struct spot){edge - 4, at}, 0.5,
		                -1.5707963267948966); /* reads upwards */
		return;
	}
}

static double draw_graticule(const struct furniture_input *input, const void *options, struct box frame,
                             struct group *group, struct scene *obstacles)
{
	(void)options;
	(void)obstacles;
	struct path path = path_new(input->arena);
	path_rect(&path, frame);
	group_path(input->arena, group, path)->stroke =
	        (struct stroke){.colour = scene_colour(input->scene, "neatline"),
	                        .width = theme_measure(input->scene->theme, "neatline", 0.8)};
	struct label_sink sink = {input, group, frame};
	graticule_each(input->scene->view, graticule_step(input->scene->view), add_label, &sink);
	return 0;
}

const struct element scale_bar_element = {
        .kind = {"scale_bar", "a bar of round length", NULL, 0, 0}, .on_map = true, .draw = draw_scale_bar};
const struct element north_arrow_element = {
        .kind = {"north_arrow", "an arrow to true north", NULL, 0, 0}, .on_map = true, .draw = draw_north};
const struct element graticule_labels_element = {
        .kind = {"graticule", "the neatline, with degrees along it", NULL, 0, 0},
        .on_map = true,
        .draw = draw_graticule};

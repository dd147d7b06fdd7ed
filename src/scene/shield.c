/* Road shields. A shield goes where it has most room: every few points along the route a place is
 * scored by its distance from dots, other shields and the route's ends; the best of each stretch wins. */
#include "scene/shield.h"

#include <math.h>

#define HEIGHT      11.5
#define BAND        3.3  /* the red band's height */
#define STEP        3.0  /* points between tried places */
#define FRAME_ROOM  5.0  /* from the frame's edge */
#define ENOUGH_ROOM 40.0 /* more distance than this is no better */

static void plate_part(const struct scene_input *input, struct arena *arena, struct group *group, struct box box,
                       double radius, const char *colour)
{
	struct path path = path_new(arena);
	if (radius > 0)
		path_round_rect(&path, box, radius);
	else
		path_rect(&path, box);
	group_path(arena, group, path)->fill = scene_colour(input, colour);
}

struct box shield_draw(const struct scene_input *input, struct arena *arena, struct group *group, const char *text,
                       struct spot centre, double scale, struct place place, struct diag *diag)
{
	struct text_style style = *theme_style(input->theme, "shield");
	style.size *= scale;
	struct text_run run;
	if (!text_shape(input->text, arena, text, "en", &style, place, diag, &run))
		return box_empty;
	double width = run.width + 7 * scale, height = HEIGHT * scale;
	struct box plate = box_at(centre, width, height);
	struct box top = plate, lower = plate;
	top.bottom = lower.bottom = plate.top + BAND * scale;
	lower.top += 1.6 * scale; /* squares the band's lower corners */
	plate_part(input, arena, group, box_grow(plate, 1.0 * scale), 2.4 * scale, "shield_edge");
	plate_part(input, arena, group, plate, 1.6 * scale, "shield_plate");
	plate_part(input, arena, group, top, 1.6 * scale, "shield_band");
	plate_part(input, arena, group, lower, 0, "shield_band");
	struct spot origin = {centre.x - run.width / 2, (plate.top + BAND * scale + plate.bottom) / 2 + run.ascent / 2};
	struct text_mark *mark = group_text(arena, group, &run, origin, scene_colour(input, "shield_text"));
	if (input->outline_text)
		text_mark_trace(input->text, arena, mark);
	return box_grow(plate, 1.0 * scale);
}

static double distance_to_box(struct spot from, struct box box)
{
	double dx = fmax(fmax(box.left - from.x, from.x - box.right), 0);
	double dy = fmax(fmax(box.top - from.y, from.y - box.bottom), 0);
	return hypot(dx, dy);
}

/* Room round a place: the distance to the nearest thing that a shield must not touch. */
static double room_at(const struct scene *scene, struct spot spot, struct box frame)
{
	double room = ENOUGH_ROOM;
	for (size_t i = 0; i < scene->obstacle_count; i++) {
		const struct obstacle *obstacle = &scene->obstacles[i];
		if (obstacle->kind == OBSTACLE_DOT || obstacle->kind == OBSTACLE_BOX)
			room = fmin(room, distance_to_box(spot, obstacle->box));
	}
	struct box inner = box_grow(frame, -(FRAME_ROOM + HEIGHT));
	if (!box_contains(inner, spot))
		return -1;
	return room;
}

/* The calmest, freest place between two distances along the line; false when none lies in the frame. */
static bool best_place(const struct scene *scene, const struct polyline *line, double from, double to, struct box frame,
                       struct spot *out)
{
	double best = 0, middle = (from + to) / 2;
	for (double at = from; at <= to; at += STEP) {
		double angle;
		struct spot spot = polyline_at(line->points, line->count, at, &angle);
		double score = room_at(scene, spot, frame) - 0.02 * fabs(at - middle);
		if (score > best) {
			best = score;
			*out = spot;
		}
	}
	return best > 0;
}

static void place_along(const struct scene_input *input, struct scene *scene, const struct shield_wish *wish,
                        struct group *group, struct diag *diag)
{
	double length = polyline_length(wish->line.points, wish->line.count);
	size_t count = (size_t)fmax(1, floor(length / wish->every));
	for (size_t i = 0; i < count; i++) {
		struct spot spot;
		if (!best_place(scene, &wish->line, length * (double)i / (double)count,
		                length * (double)(i + 1) / (double)count, view_frame(input->view), &spot))
			continue;
		struct obstacle *obstacle = scene_obstacle(scene);
		obstacle->kind = OBSTACLE_BOX;
		obstacle->box =
		        box_grow(shield_draw(input, scene->arena, group, wish->text, spot, 1, wish->place, diag), 1);
	}
}

void shields_place(const struct scene_input *input, struct scene *scene, struct diag *diag)
{
	if (!scene->shield_count)
		return;
	struct group *group = group_add(scene->arena, scene->map, "shields", "shields");
	group->hidden_from_readers = true;
	for (size_t i = 0; i < scene->shield_count; i++) {
		const struct shield_wish *wish = &scene->shields[i];
		place_along(input, scene, wish,
		            group_add(scene->arena, group, arena_printf(scene->arena, "shield-%s-%zu", wish->id, i + 1),
		                      "shield"),
		            diag);
	}
}

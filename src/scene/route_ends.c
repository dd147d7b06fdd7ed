/* The ends of a route on the page: where a line goes on beyond its data or beyond the frame, it ends in an arrow, with
 * words beside it. The arrow is an obstacle for names and shields; its words are a name like others, and required. */
#include "scene/route_ends.h"

#include "scene/names.h"

#include <math.h>
#include <string.h>

#define FRAME_ROOM   7.0  /* points between the arrow's tip and the frame */
#define ARROW_LENGTH 2.0  /* in widths of the cased line */
#define ARROW_WIDTH  0.85 /* half of it */
#define NAME_ROOM    1.1  /* the arrow's lengths that its words keep off, as if it were a dot: they need no leader */
#define ARROW_ROOM   0.7  /* those that other names keep off */
#define NAME_WEIGHT  400

/* The course as it is walked from one of its ends. */
struct course_walk {
	const struct polyline *line;
	enum route_side side;
};

static struct page_point vertex(const struct course_walk *walk, size_t index)
{
	return walk->line->points[walk->side == ROUTE_LAST ? walk->line->count - 1 - index : index];
}

/* The first place in the box, on the segment behind vertex *index. */
static bool find_tip(struct arena *arena, const struct course_walk *walk, struct box box, size_t *index,
                     struct page_point *tip)
{
	for (*index = 0; *index + 1 < walk->line->count; ++*index) {
		struct page_point segment[] = {vertex(walk, *index), vertex(walk, *index + 1)};
		struct polylines inside = {0};
		geometry_clip_line(arena, segment, 2, false, box, &inside);
		if (!inside.count)
			continue;
		*tip = inside.items[0].points[0];
		return true;
	}
	return false;
}

/* The place `length` behind the tip; *index becomes the first vertex behind it. */
static bool find_base(const struct course_walk *walk, struct page_point tip, double length, size_t *index,
                      struct page_point *base)
{
	for (++*index; *index < walk->line->count; ++*index) {
		struct page_point next = vertex(walk, *index);
		double here = page_point_distance(tip, next);
		if (here > length) {
			double share = length / here;
			*base = (struct page_point){tip.x + (next.x - tip.x) * share, tip.y + (next.y - tip.y) * share};
			return true;
		}
		length -= here;
		tip = next;
	}
	return false;
}

/* The course without its first vertices on that side, which are `gone`; it ends at `base` now. */
static void shorten(struct arena *arena, struct route_course *course, enum route_side side, size_t gone,
                    struct page_point base)
{
	size_t left = course->line.count - gone, first = side == ROUTE_FIRST ? gone : 0;
	bool at_front = side == ROUTE_FIRST;
	struct page_point *points = ARENA_ARRAY(arena, left + 1, struct page_point);
	struct route_dates *dates = ARENA_ARRAY(arena, left + 1, struct route_dates);
	for (size_t i = 0; i < left; i++) {
		points[i + at_front] = course->line.points[first + i];
		if (course->dates)
			dates[i + at_front] = course->dates[first + i];
	}
	points[at_front ? 0 : left] = base;
	if (course->dates)
		dates[at_front ? 0 : left] = course->dates[at_front ? gone - 1 : left - 1];
	course->line = (struct polyline){points, left + 1};
	course->dates = course->dates ? dates : NULL;
}

struct route_end route_end_cut(struct arena *arena, struct route_course *course, enum route_side side, struct box frame,
                               double width)
{
	struct route_end end = {0};
	const struct course_walk walk = {&course->line, side};
	size_t index;
	if (!(width > 0)) /* `width: none` */
		return end;
	if (!find_tip(arena, &walk, box_grow(frame, -FRAME_ROOM), &index, &end.tip) ||
	    !find_base(&walk, end.tip, ARROW_LENGTH * width, &index, &end.base))
		return end;
	shorten(arena, course, side, index, end.base);
	end.is_seen = true;
	return end;
}

/* The words in each language shown. */
static struct names end_names(const struct scene_input *input, const struct localized *words, enum route_side side)
{
	struct names names = {.file = "ends", .record = (size_t)side + 1};
	for (size_t i = 0; i < input->language_count && i < MOST_LANGUAGES; i++) {
		const char *text = localized_get(words, input->languages[i]);
		for (size_t k = 0; text && k < i; k++)
			if (names.text[k] && !strcmp(names.text[k], text))
				text = NULL;
		names.text[i] = text;
		if (text && !names.first)
			names.first = text;
	}
	for (size_t i = 0; i < words->count && i < MOST_LANGUAGES; i++)
		names.all[names.all_count++] = words->entries[i].text;
	return names;
}

static struct path arrow_path(struct arena *arena, const struct route_end *end, double half_width)
{
	struct path path = path_new(arena);
	double length = page_point_distance(end->base, end->tip);
	double x = (end->tip.x - end->base.x) / length, y = (end->tip.y - end->base.y) / length;
	path_move(&path, end->tip.x, end->tip.y);
	path_line(&path, end->base.x - y * half_width, end->base.y + x * half_width);
	path_line(&path, end->base.x + y * half_width, end->base.y - x * half_width);
	path_close(&path);
	return path;
}

static void draw_arrow(const struct layer_drawing *drawing, const struct route_end *end, const struct route_look *look,
                       double half_width)
{
	struct scene *scene = drawing->scene;
	struct path arrow = arrow_path(scene->arena, end, half_width);
	struct group *below = scene->casings ? scene->casings : drawing->group;
	if (look->casing_width > 0)
		group_path(scene->arena, below, arrow)->stroke = (struct stroke){
		        .colour = look->casing, .width = 2 * look->casing_width, .cap = CAP_ROUND, .join = JOIN_ROUND};
	group_path(scene->arena, drawing->group, arrow)->fill = look->colour;
}

static void request_words(const struct layer_drawing *drawing, const struct route_options *options,
                          const struct route_end *end, enum route_side side)
{
	static const char *const sides[] = {[ROUTE_FIRST] = "first", [ROUTE_LAST] = "last"};
	struct scene *scene = drawing->scene;
	const struct names names = end_names(drawing->input, &options->ends[side], side);
	const struct name_style style = {.first = options->end_label};
	const struct page_point middle = {(end->base.x + end->tip.x) / 2, (end->base.y + end->tip.y) / 2};
	const struct label_request request = {.id = arena_printf(scene->arena, "label-%s-%s",
	                                                         page_id_from(scene->arena, drawing->layer->id),
	                                                         sides[side]),
	                                      .kind = LABEL_POINT,
	                                      .weight = NAME_WEIGHT,
	                                      .required = true,
	                                      .anchor = middle,
	                                      .radius = NAME_ROOM * page_point_distance(end->base, end->tip)};
	double across = 2 * ARROW_ROOM * page_point_distance(end->base, end->tip);
	obstacles_add_box(&scene->obstacles, OBSTACLE_DOT, box_at(middle, across, across), names.first);
	if (!names.first || !*options->end_label)
		return;
	scene->obstacles.items[scene->obstacles.count - 1].is_required = true;
	scene_request_name(drawing, &names, &style, request);
}

void scene_route_ends(const struct layer_drawing *drawing, const struct route_options *options,
                      const struct route_lines *lines, const struct route_look *look)
{
	const struct route_look muted = scene_route_muted(drawing->input, look);
	for (int side = ROUTE_FIRST; side < ROUTE_SIDES; side++) {
		const struct route_end *end = &lines->ends[side];
		if (!end->is_seen)
			continue;
		draw_arrow(drawing, end, end->is_beyond ? &muted : look,
		           ARROW_WIDTH * (look->width + look->casing_width));
		request_words(drawing, options, end, side);
	}
}

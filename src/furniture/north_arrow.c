/* North arrow: points to true north at the place where it stands.
 * In: the view; the frame, page points. Out: two marks and a letter; an obstacle for labels.
 * Why so: north differs over the frame of a conic by degrees, and an arrow is read where it is. */
#include "furniture/furniture.h"

static double draw(const struct furniture_input *input, const void *given, struct box frame, struct group *group,
                   struct obstacles *obstacles)
{
	(void)given;
	struct page_point centre = {frame.right - 20, frame.top + 24};
	double north = view_north(input->scene->view, centre);
	struct path left = path_new(input->arena), right = path_new(input->arena);
	path_move(&left, 0, -12), path_line(&left, -5, 8), path_line(&left, 0, 4), path_close(&left);
	path_move(&right, 0, -12), path_line(&right, 5, 8), path_line(&right, 0, 4), path_close(&right);
	path_transform(&left, centre, 1, north);
	path_transform(&right, centre, 1, north);
	struct stroke edge = {.colour = input->scene->theme->colour[COLOUR_INK], .width = 0.5, .join = JOIN_MITER};
	struct path_mark *light = group_path(input->arena, group, left);
	light->fill = input->scene->theme->colour[COLOUR_PAGE];
	light->stroke = edge;
	struct path_mark *dark = group_path(input->arena, group, right);
	dark->fill = input->scene->theme->colour[COLOUR_INK];
	dark->stroke = edge;
	put_text(input, group, STYLE_NORTH, 0, messages_text(input->scene->messages[0], "north"),
	         (struct page_point){centre.x, centre.y + 18}, 0.5);
	struct box box = {centre.x - 10, centre.y - 16, centre.x + 10, centre.y + 22};
	box_join(&box, box_grow(group_box(group), 3)); /* an arrow that leans is wider */
	obstacles_add_box(obstacles, OBSTACLE_BOX, box, "the north arrow");
	return 0;
}

const struct element north_arrow_element = {
        .kind = {"north_arrow", "an arrow to true north", NULL, 0, 0}, .on_map = true, .draw = draw};

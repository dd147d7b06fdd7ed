/* North arrow: points to true north at the place where it stands.
 * In: the view; the frame, page points. Out: two marks and a letter; an obstacle for labels.
 * Why so: north differs over the frame of a conic by degrees, and an arrow is read where it is. Beside a globe there is
 * no north, and on a small map no room: there it stands only where the map file asks for it. */
#include "furniture/element.h"

#include <math.h>

#define SMALL_FRAME 130.0 /* points: a map whose smaller side is less */

/* One half of the arrow; `side`: -1 left, 1 right. */
static struct path half_arrow(struct arena *arena, double side, struct page_point centre, double north)
{
	struct path path = path_new(arena);
	path_move(&path, 0, -12), path_line(&path, side * 5, 8), path_line(&path, 0, 4), path_close(&path);
	path_transform(&path, centre, 1, north);
	return path;
}

static void measure(struct block *block)
{
	const struct scene_input *scene = block->input->scene;
	struct box frame = view_frame(scene->view);
	bool is_small = fmin(box_width(frame), box_height(frame)) < SMALL_FRAME;
	if (!block->spec->place.line && (is_small || scene_globe(scene->view, block->input->arena).count))
		return;
	const struct colour *colours = scene->theme->colour;
	struct page_point centre = {block->form.box.right - 20, block->form.box.top + 24};
	struct stroke edge = {.colour = colours[COLOUR_INK], .width = 0.5, .join = JOIN_MITER};
	double north = view_north(scene->view, centre);
	block_path(block, half_arrow(block->input->arena, -1, centre, north), colours[COLOUR_PAGE], edge);
	block_path(block, half_arrow(block->input->arena, 1, centre, north), colours[COLOUR_INK], edge);
	block_text(block, STYLE_NORTH, 0, messages_text(scene->messages[0], "north"),
	           (struct page_point){centre.x, centre.y + 18}, 0.5);
	struct box clear = {centre.x - 10, centre.y - 16, centre.x + 10, centre.y + 22};
	box_join(&clear, box_grow(block_box(block), 3)); /* an arrow that leans is wider */
	obstacles_add_box(&block->obstacles, OBSTACLE_BOX, clear, "the north arrow");
	block_stand_out(block, 0);
}

const struct element north_arrow_element = {
        .kind = {"north_arrow", "an arrow to true north", NULL, 0, 0},
        .on_map = true,
        .measure = measure,
};

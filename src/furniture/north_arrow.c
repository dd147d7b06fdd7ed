/* North arrow: points to true north at the place where it stands.
 * In: the view; the frame, page points. Out: two marks and a letter; an obstacle for labels.
 * Why so: north differs over the frame of a conic by degrees, and an arrow is read where it is. */
#include "furniture/elements.h"

#define EDGE 0.5

static struct page_point centre_of(const struct block *block)
{
	return (struct page_point){block->form.box.right - 20, block->form.box.top + 24};
}

/* One half of the arrow; `side`: -1 left, 1 right. */
static struct path half_arrow(const struct block *block, double side)
{
	struct page_point centre = centre_of(block);
	struct path path = path_new(block->input->arena);
	path_move(&path, 0, -12), path_line(&path, side * 5, 8), path_line(&path, 0, 4), path_close(&path);
	path_transform(&path, centre, 1, view_north(block->input->scene->view, centre));
	return path;
}

static void measure(struct block *block, const void *options)
{
	(void)options;
	struct page_point centre = centre_of(block);
	struct path left = half_arrow(block, -1), right = half_arrow(block, 1);
	struct box arrow = path_bounds(&left), clear = {centre.x - 10, centre.y - 16, centre.x + 10, centre.y + 22};
	box_join(&arrow, path_bounds(&right));
	block_picture(block, 0, arrow, EDGE / 2);
	block_text(block, STYLE_NORTH, 0, messages_text(block->input->scene->messages[0], "north"),
	           (struct page_point){centre.x, centre.y + 18}, 0.5);
	box_join(&clear, box_grow(block_box(block), 3)); /* an arrow that leans is wider */
	obstacles_add_box(&block->obstacles, OBSTACLE_BOX, clear, "the north arrow");
}

static void draw(const struct block *block, size_t picture, struct box box, struct group *group)
{
	(void)picture;
	(void)box;
	for (int side = -1; side <= 1; side += 2) {
		struct path_mark *half = group_path(block->input->arena, group, half_arrow(block, side));
		half->fill = block->input->scene->theme->colour[side < 0 ? COLOUR_PAGE : COLOUR_INK];
		half->stroke = (struct stroke){
		        .colour = block->input->scene->theme->colour[COLOUR_INK], .width = EDGE, .join = JOIN_MITER};
	}
}

const struct element north_arrow_element = {
        .kind = {"north_arrow", "an arrow to true north", NULL, 0, 0},
        .on_map = true,
        .measure = measure,
        .draw = draw,
};

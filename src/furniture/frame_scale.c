/* The scale of a frame on the map: a bar as on the map, but nearer to the edge; or the ratio on a little plate,
 * on which the bar stands, too, where it would lie among dots.
 * In: the frame's view. Out: marks in the frame's group of furniture, and obstacles for its names. */
#include "furniture/element.h"

#define NEARER 8.0 /* the scale bar keeps less from the edge than on the map */
#define PAD    2.5
#define FEW    2 /* dots that a scale bar may lie on */

static size_t scale_bar_index(const struct map_spec *spec)
{
	size_t index = 0;
	while (element_at(spec, index) != &scale_bar_element)
		index++;
	return index;
}

static void add_plate(struct block *block, struct box plate)
{
	struct path path = path_new(block->input->arena);
	path_rect(&path, plate);
	block_path(block, path, block->input->scene->theme->colour[COLOUR_PANEL], (struct stroke){0});
}

static void add_ratio(struct block *block, struct box frame)
{
	const struct scene_input *scene = block->input->scene;
	struct text_mark mark;
	if (!block_set(block, STYLE_SCALE, 0,
	               furniture_ratio_text(block->input->arena, scene->messages[0], scene_scale(scene)), &mark))
		return;
	mark.origin = (struct page_point){frame.left + 2 * PAD, frame.bottom - 2 * PAD};
	struct box plate = box_grow(text_mark_box(&mark), PAD);
	add_plate(block, plate);
	block_mark(block, &mark);
	obstacles_add_box(&block->obstacles, OBSTACLE_BOX, plate, "the scale");
}

/* The scale bar, below it the plate that it needs among many dots. */
static struct block bar_of(const struct furniture_input *input, size_t index, const struct element_form *form)
{
	struct block bar = element_measure(input, index, form), all = block_trial(&bar);
	if (element_crowding(form->avoided, block_box(&bar)) > FEW)
		add_plate(&all, box_grow(block_box(&bar), PAD));
	block_append(&all, &bar);
	return all;
}

void furniture_draw_frame(const struct furniture_input *input, const struct frame *frame, struct obstacles *obstacles)
{
	size_t index = scale_bar_index(input->scene->spec);
	struct box box = box_grow(frame->request.frame, NEARER);
	struct block block = {.input = input,
	                      .spec = &input->scene->spec->elements[index],
	                      .form = {.box = box},
	                      .obstacles = {.arena = input->arena},
	                      .diag = input->scene->diag};
	if (frame->scale == FRAME_SCALE_NONE)
		return;
	if (frame->scale == FRAME_SCALE_RATIO)
		add_ratio(&block, frame->request.frame);
	else
		block = bar_of(input, index,
		               &(struct element_form){.box = box, .avoided = obstacles, .in_inset = true});
	element_draw(&block, (struct page_point){box.left, box.top}, frame->furniture)->passes_pointer = true;
	obstacles_add_all(obstacles, &block.obstacles);
}

/* Legend: what this map draws, each symbol as on the map with its text in the languages shown. */
#include "furniture/element.h"

#include <math.h>

#define KEY_WIDTH  28.0 /* a road's shield shows its line on both sides */
#define KEY_HEIGHT 9.0
#define KEY_GAP    8.0
#define ROW_GAP    4.0
#define COLUMN_GAP 14.0
#define TEXT_GAP   5.0 /* between the languages on one line */

/* The rows from `first` on, at most `count`, from the box's top. Returns where they end. */
static double add_rows(struct block *block, size_t first, size_t count, struct box box)
{
	const struct furniture_input *input = block->input;
	for (size_t i = first; i < first + count && i < input->legend_count; i++) {
		block_row(block, "legend-row");
		block_picture(block, i, (struct box){box.left, box.top, box.left + KEY_WIDTH, box.top + KEY_HEIGHT});
		double height = block_texts_beside(
		        block, STYLE_LEGEND_TEXT, &input->legend[i].text, TEXT_GAP,
		        (struct box){box.left + KEY_WIDTH + KEY_GAP, box.top + 0.6, box.right, box.bottom});
		box.top += fmax(13.5, height + ROW_GAP);
	}
	return box.top;
}

static void measure(struct block *block)
{
	const struct furniture_input *input = block->input;
	const struct scene_input *scene = input->scene;
	struct box box = block->form.box;
	size_t columns = block->form.columns ? block->form.columns : 1;
	if (!input->legend_count)
		return;
	if (!block->form.on_plate)
		block_rule(block, (struct page_point){box.left, box.top}, box_width(box), COLOUR_RULE,
		           scene->theme->measure[MEASURE_RULE]);
	double y = box.top + (block->form.on_plate ? 6 : 15), x = box.left;
	for (size_t i = 0; i < scene->language_count && i < 2; i++)
		x += 6 + block_text(block, i ? STYLE_LEGEND_TEXT : STYLE_LEGEND_TITLE, i,
		                    messages_text(scene->messages[i], "legend"), (struct page_point){x, y}, 0);
	double top = y + 8, width = (box_width(box) - COLUMN_GAP * (double)(columns - 1)) / (double)columns;
	size_t rows = (input->legend_count + columns - 1) / columns;
	for (size_t i = 0; i < columns; i++) {
		double left = box.left + (width + COLUMN_GAP) * (double)i;
		y = fmax(y, add_rows(block, rows * i, rows, (struct box){left, top, left + width, box.bottom}));
	}
	block->height = y - ROW_GAP - box.top;
}

static void draw(const struct block *block, size_t entry, struct box box, struct group *group)
{
	const struct legend_entry *legend = block->input->legend;
	legend[entry].draw(block->input->arena, group, &legend[entry], box);
}

const struct element legend_element = {
        .kind = {"legend", "what the map's colours and lines mean", NULL, 0, 0},
        .gives_way = 4,
        .measure = measure,
        .draw = draw,
};

/* Legend: what this map draws, each symbol as on the map with its text in the languages shown. */
#include "furniture/element.h"

#include <math.h>

#define KEY_WIDTH  28.0 /* a road's shield shows its line on both sides */
#define KEY_HEIGHT 9.0
#define KEY_GAP    8.0
#define ROW_GAP    4.0
#define ROW_HEIGHT 13 /* at least */
#define COLUMN_GAP 14.0
#define TEXT_GAP   5.0 /* between the languages on one line */

/* The text of a row, whose key stands left of it. Returns the row's height. */
static double add_text(struct block *block, size_t row, struct box box)
{
	double height =
	        block_texts_beside(block, STYLE_LEGEND_TEXT, &block->input->legend[row].text, TEXT_GAP,
	                           (struct box){box.left + KEY_WIDTH + KEY_GAP, box.top + 0.6, box.right, box.bottom});
	return fmax(ROW_HEIGHT, height + ROW_GAP);
}

/* Heights of all rows in a column of that width. */
static double *row_heights(const struct block *block, double width)
{
	struct box box = block->form.box;
	double *heights = ARENA_ARRAY(block->input->arena, block->input->legend_count + 1, double);
	box.right = box.left + width;
	for (size_t i = 0; i < block->input->legend_count; i++) {
		struct block row = *block;
		row.items = NULL;
		row.count = row.capacity = 0;
		heights[i] = add_text(&row, i, box);
	}
	return heights;
}

/* The first row of the next column, if none may be higher than `most`. */
static size_t next_column(const double *heights, size_t count, size_t first, double most)
{
	double height = heights[first];
	size_t i = first + 1;
	for (; i < count && height + heights[i] <= most; i++)
		height += heights[i];
	return i;
}

/* The least height of columns that hold all rows in their order. */
static double least_height(const double *heights, size_t count, size_t columns)
{
	double least = HUGE_VAL;
	for (size_t first = 0; first < count; first++) {
		double height = 0;
		for (size_t i = first; i < count; i++) { /* that of some column */
			height += heights[i];
			size_t row = 0, used = 0;
			bool fits = height < least;
			for (; fits && row < count; used++) {
				fits = heights[row] <= height && used < columns;
				row = next_column(heights, count, row, height);
			}
			least = fits ? height : least;
		}
	}
	return least;
}

/* The rows in columns as even as can be. Returns where the lowest ends. */
static double add_columns(struct block *block, size_t columns, double top)
{
	struct box box = block->form.box;
	size_t count = block->input->legend_count;
	double width = (box_width(box) - COLUMN_GAP * (double)(columns - 1)) / (double)columns, bottom = top;
	const double *heights = row_heights(block, width);
	double most = least_height(heights, count, columns);
	for (size_t row = 0; row < count; box.left += width + COLUMN_GAP) {
		size_t next = next_column(heights, count, row, most);
		box.right = box.left + width;
		for (box.top = top; row < next; row++) {
			block_row(block, "legend-row");
			block_picture(block, row,
			              (struct box){box.left, box.top, box.left + KEY_WIDTH, box.top + KEY_HEIGHT});
			box.top += add_text(block, row, box);
		}
		bottom = fmax(bottom, box.top);
	}
	return bottom;
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
	y = add_columns(block, columns, y + 8);
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

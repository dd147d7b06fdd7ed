/* Legend: what this map draws, each symbol as on the map with its text in the languages shown. */
#include "furniture/element.h"

#include <math.h>

#define KEY_WIDTH     28.0 /* a road's shield shows its line on both sides */
#define KEY_HEIGHT    9.0
#define KEY_GAP       8.0
#define ROW_GAP       4.0
#define ROW_HEIGHT    13 /* at least */
#define TIGHT_GAP     2.2
#define TIGHT_ROW     11.5
#define COLUMN_GAP    14.0
#define TOGETHER_COST 1.35 /* times the height, for rows of a layer that stay together */
#define TEXT_GAP      5.0  /* between the languages on one line */

static bool is_detail(const struct legend_entry *row)
{
	return scene_style_find(row->layer->kind)->is_detail;
}

static bool is_left_out(const struct block *block, size_t row)
{
	return block->form.brief && is_detail(&block->input->legend[row]);
}

/* A legend of nothing but details leaves none of them out. */
static bool has_others(const struct furniture_input *input)
{
	for (size_t i = 0; i < input->legend_count; i++)
		if (!is_detail(&input->legend[i]))
			return true;
	return false;
}

static void warn_left_out(const struct block *block)
{
	const char *rows = NULL;
	for (size_t i = 0; i < block->input->legend_count; i++) {
		const char *text = localized_any(&block->input->legend[i].text, block->input->scene->languages[0]);
		if (is_left_out(block, i))
			rows = rows ? arena_printf(block->input->arena, "%s, %s", rows, text) : text;
	}
	if (rows)
		diag_warning(block->diag, NO_ROOM, no_place,
		             "choose a larger page, or switch parts off under furniture:",
		             "the legend has no room for: %s", rows);
}

/* The text of a row, whose key stands left of it unless it is a heading. Returns the row's height. */
static double add_text(struct block *block, size_t row, struct box box)
{
	double indent = block->input->legend[row].draw ? KEY_WIDTH + KEY_GAP : 0;
	double height = block_texts_beside(block, STYLE_LEGEND_TEXT, &block->input->legend[row].text, TEXT_GAP,
	                                   (struct box){box.left + indent, box.top + 0.6, box.right, box.bottom});
	return block->form.tight ? fmax(TIGHT_ROW, height + TIGHT_GAP) : fmax(ROW_HEIGHT, height + ROW_GAP);
}

/* What goes into one column: a row, or all rows of a layer. */
struct legend_unit {
	double height;
	size_t rows;
};
struct legend_units {
	struct legend_unit *items;
	size_t count;
};

/* `together`: rows of one layer are one unit. */
static struct legend_units units_of(const struct block *block, double width, bool together)
{
	const struct legend_entry *legend = block->input->legend;
	struct box box = block->form.box;
	struct legend_units units = {
	        ARENA_ARRAY(block->input->arena, block->input->legend_count + 1, struct legend_unit), 0};
	box.right = box.left + width;
	for (size_t i = 0; i < block->input->legend_count; i++) {
		struct block row = block_trial(block);
		if (!together || i == 0 || legend[i].layer != legend[i - 1].layer)
			units.count++;
		struct legend_unit *unit = &units.items[units.count - 1];
		unit->height += is_left_out(block, i) ? 0 : add_text(&row, i, box);
		unit->rows++;
	}
	return units;
}

/* The first unit of the next column, if none may be higher than `most`. */
static size_t next_column(const struct legend_units *units, size_t first, double most)
{
	double height = units->items[first].height;
	size_t i = first + 1;
	for (; i < units->count && height + units->items[i].height <= most; i++)
		height += units->items[i].height;
	return i;
}

static bool columns_hold(const struct legend_units *units, size_t columns, double height)
{
	size_t unit = 0;
	for (size_t used = 0; unit < units->count; used++) {
		if (used == columns || units->items[unit].height > height)
			return false;
		unit = next_column(units, unit, height);
	}
	return true;
}

/* The least height of columns that hold all units in their order. */
static double least_height(const struct legend_units *units, size_t columns)
{
	double least = HUGE_VAL;
	for (size_t first = 0; first < units->count; first++) {
		double height = 0;
		for (size_t i = first; i < units->count; i++) { /* that of some column */
			height += units->items[i].height;
			if (height < least && columns_hold(units, columns, height))
				least = height;
		}
	}
	return least;
}

/* Adds `count` rows from `first` on. Returns where they end. */
static double add_rows(struct block *block, size_t first, size_t count, struct box box)
{
	for (size_t row = first; row < first + count; row++) {
		if (is_left_out(block, row))
			continue;
		block_row(block, "legend-row");
		if (block->input->legend[row].draw)
			block_picture(block, row,
			              (struct box){box.left, box.top, box.left + KEY_WIDTH, box.top + KEY_HEIGHT});
		box.top += add_text(block, row, box);
	}
	return box.top;
}

/* The rows in columns as even as can be; those of one layer in one column, unless that makes them much higher. Returns
 * where the lowest ends. */
static double add_columns(struct block *block, size_t columns, double width, double top)
{
	struct box box = block->form.box;
	double bottom = top;
	struct legend_units rows = units_of(block, width, false), units = units_of(block, width, true);
	double least = least_height(&rows, columns), most = least_height(&units, columns);
	if (most > least * TOGETHER_COST) {
		units = rows;
		most = least;
	}
	size_t row = 0;
	for (size_t unit = 0; unit < units.count; box.left += width + COLUMN_GAP) {
		size_t next = next_column(&units, unit, most), count = 0;
		for (; unit < next; unit++)
			count += units.items[unit].rows;
		box.top = top;
		box.right = box.left + width;
		bottom = fmax(bottom, add_rows(block, row, count, box));
		row += count;
	}
	return bottom;
}

/* Width of the widest row on one line, key and text. */
static double widest_row(const struct block *block)
{
	double widest = 0;
	for (size_t i = 0; i < block->input->legend_count; i++) {
		const struct localized *text = &block->input->legend[i].text;
		widest = fmax(widest,
		              KEY_WIDTH + KEY_GAP + block_width_beside(block, STYLE_LEGEND_TEXT, text, TEXT_GAP));
	}
	return widest;
}

/* On an open sheet keys stand in columns no wider than they need. */
static double add_open_rows(struct block *block)
{
	double page = box_width(block->form.box), column = fmin(page, widest_row(block) + 1);
	double most = fmax(1, floor((page + COLUMN_GAP) / (column + COLUMN_GAP)));
	size_t columns = (size_t)fmin(most, (double)block->input->legend_count);
	return add_columns(block, columns, column, block->form.box.top);
}

/* The rule and the word "Legend" above the rows. Returns where they end. */
static double add_heading(struct block *block)
{
	const struct scene_input *scene = block->input->scene;
	struct box box = block->form.box;
	if (!block->form.on_plate)
		block_rule(block, (struct page_point){box.left, box.top}, box_width(box), COLOUR_RULE,
		           scene->theme->measure[MEASURE_RULE]);
	double y = box.top + (block->form.on_plate ? 6 : block->form.tight ? 12 : 15), x = box.left;
	for (size_t i = 0; i < scene->language_count && i < 2; i++)
		x += 6 + block_text(block, i ? STYLE_LEGEND_TEXT : STYLE_LEGEND_TITLE, i,
		                    messages_text(scene->messages[i], "legend"), (struct page_point){x, y}, 0);
	return fmax(y + (block->form.tight ? 6 : 8), box.top + block->form.heading);
}

static void measure(struct block *block)
{
	const struct furniture_input *input = block->input;
	size_t columns = block->form.columns ? block->form.columns : 1;
	if (!input->legend_count)
		return;
	block->form.brief = block->form.brief && has_others(input);
	warn_left_out(block);
	double width = (box_width(block->form.box) - COLUMN_GAP * (double)(columns - 1)) / (double)columns;
	double bottom =
	        block->form.is_open ? add_open_rows(block) : add_columns(block, columns, width, add_heading(block));
	block->height = bottom - (block->form.tight ? TIGHT_GAP : ROW_GAP) - block->form.box.top;
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

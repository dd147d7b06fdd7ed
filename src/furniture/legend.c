/* Legend: what this map draws, each symbol as on the map with its text in the languages shown. */
#include "furniture/element.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#define KEY_WIDTH     28.0 /* a road's shield shows its line on both sides */
#define KEY_HEIGHT    9.0
#define KEY_GAP       8.0
#define ROW_GAP       4.0
#define ROW_HEIGHT    13 /* at least */
#define TIGHT_GAP     2.2
#define TIGHT_ROW     11.5
#define COLUMN_GAP    14.0
#define LIST_GAP      6.0  /* below a list of classes, whose heading does not speak of the next row */
#define TOGETHER_COST 1.35 /* times the height, for rows of a layer that stay together */
#define CLASSES_COST  1.6  /* the same where layers have classes, which read as lists under a heading */
#define OPEN_COST     3.0  /* and below a plain map, where nothing else stands in their way */
#define TEXT_GAP      5.0  /* between the languages on one line */

struct legend_options {
	struct texts order, without;
};

#define FIELD(name) offsetof(struct legend_options, name)
static const struct option options[] = {
        {"order", OPTION_REFERENCES, FIELD(order), NULL,
         "layers whose rows come first, in this order; the others follow as they are drawn", .choices = "layers"},
        {"without", OPTION_REFERENCES, FIELD(without), NULL, "layers that it leaves out", .choices = "layers"},
};
#undef FIELD

/* Numbers of the entries that are set, in their order. */
struct legend_rows {
	size_t *items;
	size_t count;
};

static size_t place_among(const struct texts *ids, const struct layer_spec *layer)
{
	size_t place = 0;
	while (place < ids->count && (!layer->id || strcmp(ids->items[place], layer->id) != 0))
		place++;
	return place;
}

/* Those that the author does not leave out, as he orders their layers. */
static struct legend_rows wanted_rows(const struct block *block)
{
	const struct legend_options *o = block->spec->options;
	const struct furniture_input *input = block->input;
	struct legend_rows rows = {ARENA_ARRAY(input->arena, input->legend_count + 1, size_t), 0};
	for (size_t place = 0; place <= o->order.count; place++)
		for (size_t i = 0; i < input->legend_count; i++) {
			const struct layer_spec *layer = input->legend[i].layer;
			if (place_among(&o->order, layer) == place &&
			    place_among(&o->without, layer) == o->without.count)
				rows.items[rows.count++] = i;
		}
	return rows;
}

static bool is_detail(const struct block *block, size_t row)
{
	return scene_style_find(block->input->legend[row].layer->kind)->is_detail;
}

static void warn_left_out(const struct block *block, const struct legend_rows *rows)
{
	const char *names = NULL;
	for (size_t i = 0; i < rows->count; i++) {
		const struct localized *text = &block->input->legend[rows->items[i]].text;
		const char *name = localized_any(text, block->input->scene->languages[0]);
		if (is_detail(block, rows->items[i]))
			names = names ? arena_printf(block->input->arena, "%s, %s", names, name) : name;
	}
	if (names)
		diag_warning(block->diag, NO_ROOM, no_place,
		             "choose a larger page, or switch parts off under furniture:",
		             "the legend has no room for: %s", names);
}

/* Leaves out the details where room is short; a legend of nothing but details keeps them. */
static void shorten(struct block *block, struct legend_rows *rows)
{
	size_t kept = 0, others = 0;
	for (size_t i = 0; i < rows->count; i++)
		others += !is_detail(block, rows->items[i]);
	block->form.brief = block->form.brief && others > 0;
	if (!block->form.brief)
		return;
	warn_left_out(block, rows);
	for (size_t i = 0; i < rows->count; i++)
		if (!is_detail(block, rows->items[i]))
			rows->items[kept++] = rows->items[i];
	rows->count = kept;
}

/* The text of a row, whose key stands left of it unless it is a heading. Returns the row's height. */
static double add_text(struct block *block, size_t row, struct box box)
{
	double indent = block->input->legend[row].draw ? KEY_WIDTH + KEY_GAP : 0;
	double height = block_texts_beside(block, STYLE_LEGEND_TEXT, &block->input->legend[row].text, TEXT_GAP,
	                                   (struct box){box.left + indent, box.top + 0.6, box.right, HUGE_VAL});
	return block->form.tight ? fmax(TIGHT_ROW, height + TIGHT_GAP) : fmax(ROW_HEIGHT, height + ROW_GAP);
}

/* What goes into one column: a row, with the heading above it, or all rows of a layer. */
struct legend_unit {
	double height, gap; /* gap: above it, unless it is the first of its column */
	size_t rows;
};
struct legend_units {
	struct legend_unit *items;
	size_t count;
};

static bool is_of_one_layer(const struct legend_entry *entry, const struct legend_entry *other)
{
	return map_spec_whole(entry->layer) == map_spec_whole(other->layer);
}

/* What parts a row from the one above it, where one of them is in a list of classes and the other is not. */
static double gap_above(const struct block *block, const struct legend_rows *rows, size_t i)
{
	const struct legend_entry *legend = block->input->legend;
	if (i == 0)
		return 0;
	const struct legend_entry *above = &legend[rows->items[i - 1]], *entry = &legend[rows->items[i]];
	bool is_list = above->layer->whole || entry->layer->class_count || entry->layer->whole;
	return is_list && !is_of_one_layer(entry, above) ? LIST_GAP : 0;
}

/* `together`: rows of one layer are one unit. */
static struct legend_units units_of(const struct block *block, const struct legend_rows *rows, double width,
                                    bool together)
{
	const struct legend_entry *legend = block->input->legend;
	struct box box = block->form.box;
	struct legend_units units = {ARENA_ARRAY(block->input->arena, rows->count + 1, struct legend_unit), 0};
	box.right = box.left + width;
	for (size_t i = 0; i < rows->count; i++) {
		struct block row = block_trial(block);
		const struct legend_entry *above = i > 0 ? &legend[rows->items[i - 1]] : NULL;
		bool follows_heading = above && above->is_heading;
		if (!above || !is_of_one_layer(&legend[rows->items[i]], above) || !(together || follows_heading))
			units.items[units.count++].gap = gap_above(block, rows, i);
		struct legend_unit *unit = &units.items[units.count - 1];
		unit->height += add_text(&row, rows->items[i], box);
		unit->rows++;
	}
	return units;
}

/* The first unit of the next column, if none may be higher than `most`. */
static size_t next_column(const struct legend_units *units, size_t first, double most)
{
	double height = units->items[first].height;
	size_t i = first + 1;
	for (; i < units->count && height + units->items[i].gap + units->items[i].height <= most; i++)
		height += units->items[i].gap + units->items[i].height;
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
			height += (i > first ? units->items[i].gap : 0) + units->items[i].height;
			if (height < least && columns_hold(units, columns, height))
				least = height;
		}
	}
	return least;
}

/* Adds `count` rows from `first` on. Returns where they end. */
static double add_rows(struct block *block, const struct legend_rows *rows, size_t first, size_t count, struct box box)
{
	for (size_t i = first; i < first + count; i++) {
		size_t row = rows->items[i];
		box.top += i > first ? gap_above(block, rows, i) : 0;
		block_row(block, "legend-row");
		if (block->input->legend[row].draw)
			block_picture(block, row,
			              (struct box){box.left, box.top, box.left + KEY_WIDTH, box.top + KEY_HEIGHT});
		box.top += add_text(block, row, box);
	}
	return box.top;
}

static double together_cost(const struct block *block)
{
	for (size_t i = 0; i < block->input->legend_count; i++)
		if (block->input->legend[i].layer->whole)
			return block->form.is_open ? OPEN_COST : CLASSES_COST;
	return TOGETHER_COST;
}

/* The rows in columns as even as can be; those of one layer in one column, unless that makes them much higher. Returns
 * where the lowest ends. */
static double add_columns(struct block *block, const struct legend_rows *rows, size_t columns, double width, double top)
{
	struct box box = block->form.box;
	double bottom = top;
	struct legend_units single = units_of(block, rows, width, false), units = units_of(block, rows, width, true);
	double least = least_height(&single, columns), most = least_height(&units, columns);
	bool has_room = !block->form.is_open || top + most - ROW_GAP <= box.bottom + 0.01;
	if (most > least * together_cost(block) || !has_room) {
		units = single;
		most = least;
	}
	size_t row = 0;
	for (size_t unit = 0; unit < units.count; box.left += width + COLUMN_GAP) {
		size_t next = next_column(&units, unit, most), count = 0;
		for (; unit < next; unit++)
			count += units.items[unit].rows;
		box.top = top;
		box.right = box.left + width;
		bottom = fmax(bottom, add_rows(block, rows, row, count, box));
		row += count;
	}
	return bottom;
}

/* Width of the widest row on one line, key and text. */
static double widest_row(const struct block *block, const struct legend_rows *rows)
{
	double widest = 0;
	for (size_t i = 0; i < rows->count; i++) {
		const struct localized *text = &block->input->legend[rows->items[i]].text;
		widest = fmax(widest,
		              KEY_WIDTH + KEY_GAP + block_width_beside(block, STYLE_LEGEND_TEXT, text, TEXT_GAP));
	}
	return widest;
}

/* On an open sheet keys stand in columns no wider than they need. */
static double add_open_rows(struct block *block, const struct legend_rows *rows)
{
	double page = box_width(block->form.box), column = fmin(page, widest_row(block, rows) + 1);
	double most = fmax(1, floor((page + COLUMN_GAP) / (column + COLUMN_GAP)));
	size_t columns = (size_t)fmin(most, (double)rows->count);
	return add_columns(block, rows, columns, column, block->form.box.top);
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
	size_t columns = block->form.columns ? block->form.columns : 1;
	struct legend_rows rows = wanted_rows(block);
	if (!rows.count)
		return;
	shorten(block, &rows);
	double width = (box_width(block->form.box) - COLUMN_GAP * (double)(columns - 1)) / (double)columns;
	double bottom = block->form.is_open ? add_open_rows(block, &rows)
	                                    : add_columns(block, &rows, columns, width, add_heading(block));
	block->height = bottom - (block->form.tight ? TIGHT_GAP : ROW_GAP) - block->form.box.top;
}

static void draw(const struct block *block, size_t entry, struct box box, struct group *group)
{
	const struct legend_entry *legend = block->input->legend;
	legend[entry].draw(block->input->arena, group, &legend[entry], box);
}

const struct element legend_element = {
        .kind = {"legend", "what the map's colours and lines mean", OPTION_ROWS(options),
                 sizeof(struct legend_options)},
        .gives_way = 4,
        .measure = measure,
        .draw = draw,
};

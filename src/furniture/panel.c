/* Panel: sets the elements into the panel's columns, in their order. Cut points make the tallest column as short as can
 * be; spare height goes into the gaps and the locator. When room is short the panel gives way in a fixed order:
 * smaller gaps, smaller locator, second language of facts and legend, then whole elements; title, version and credits
 * stay. In: the elements shown, measured. Out: their marks, or the height that is lacking. */
#include "furniture/element.h"

#include <math.h>

#define ELEMENTS_MAX 32
#define COLUMNS_MAX  4

/* Each step keeps what the ones above gave up. */
static const struct giving {
	double gap;    /* the least between two elements */
	double shrunk; /* what an element that grows keeps of its own height */
	bool one_language;
	int dropped; /* elements that give way up to this number */
} givings[] = {
        {13, 1, false, 0},  {8, 1, false, 0},   {8, 0.42, false, 0}, {8, 0.42, true, 0},
        {8, 0.42, true, 1}, {8, 0.42, true, 2}, {8, 0.42, true, 3},  {6, 0.42, true, 4},
};
#define GIVINGS (sizeof givings / sizeof *givings)

#define GAP_MOST         26.0
#define GAP_MOST_COLUMNS 18.0 /* a panel at the foot is read across */
#define GROWN_MOST       1.4

struct panel {
	const struct furniture_input *input;
	const struct giving *giving;
	struct box area;
	size_t columns;
	double gutter, width; /* of a column */
	struct block blocks[ELEMENTS_MAX];
	size_t count;
	size_t cuts[COLUMNS_MAX + 1]; /* column c holds blocks cuts[c] .. cuts[c + 1] */
};

static const struct element *element_of(const struct block *block)
{
	return (const struct element *)block->spec->kind;
}

static bool is_dropped(const struct panel *panel, const struct element *element)
{
	return element->gives_way && element->gives_way <= panel->giving->dropped;
}

static struct block measure(const struct panel *panel, size_t index, double scale)
{
	return element_measure(panel->input, index,
	                       &(struct element_form){.box = {0, 0, panel->width, 1e4},
	                                              .one_language = panel->giving->one_language,
	                                              .scale = scale});
}

static void collect(struct panel *panel)
{
	panel->count = 0;
	const struct map_spec *spec = panel->input->scene->spec;
	for (size_t i = 0; i < spec->element_count && panel->count < ELEMENTS_MAX; i++) {
		if (!element_in_panel(spec, i) || is_dropped(panel, element_at(spec, i)))
			continue;
		panel->blocks[panel->count] = measure(panel, i, panel->giving->shrunk);
		panel->count += panel->blocks[panel->count].height > 0;
	}
}

static double column_height(const struct panel *panel, size_t from, size_t to)
{
	double height = to > from ? panel->giving->gap * (double)(to - from - 1) : 0;
	for (size_t i = from; i < to; i++)
		height += panel->blocks[i].height;
	return height;
}

struct cutting {
	double tallest, squares; /* squares: among equals the more even one */
	size_t cuts[COLUMNS_MAX + 1];
};

/* Tries every place of the cuts from column `column` on: four columns of ten elements are 84 ways. */
static void cut_from(const struct panel *panel, size_t column, struct cutting *now, struct cutting *best)
{
	size_t from = now->cuts[column];
	struct cutting before = *now;
	for (size_t to = column + 1 == panel->columns ? panel->count : from; to <= panel->count; to++) {
		double height = column_height(panel, from, to);
		now->tallest = fmax(before.tallest, height);
		now->squares = before.squares + height * height;
		now->cuts[column + 1] = to;
		bool better = now->tallest < best->tallest - 1e-6 ||
		              (now->tallest < best->tallest + 1e-6 && now->squares < best->squares - 1e-6);
		if (column + 1 < panel->columns)
			cut_from(panel, column + 1, now, best);
		else if (better)
			*best = *now;
	}
	*now = before;
}

/* Returns the height that is lacking in the tallest column, 0 when all fits. */
static double cut(struct panel *panel)
{
	struct cutting now = {0}, best = {.tallest = HUGE_VAL};
	cut_from(panel, 0, &now, &best);
	for (size_t i = 0; i <= panel->columns; i++)
		panel->cuts[i] = best.cuts[i];
	return fmax(0, best.tallest - box_height(panel->area));
}

/* An element grows into half of its column's spare height, back to its own first. Returns by how much it has grown. */
static double grow(const struct panel *panel, struct block *block, double spare)
{
	double before = block->height, own = before / panel->giving->shrunk, wanted = before + spare / 2;
	wanted = fmax(wanted, fmin(own, before + spare));
	*block = measure(panel, (size_t)(block->spec - panel->input->scene->spec->elements),
	                 fmin(GROWN_MOST, wanted / own));
	return block->height - before;
}

static bool is_foot(const struct panel *panel, size_t block)
{
	const struct element *element = element_of(&panel->blocks[block]);
	return panel->columns == 1 ? element->at_foot : element->is_strip;
}

static double spread_gap(const struct panel *panel, size_t count, double spare)
{
	double most = panel->columns > 1 ? GAP_MOST_COLUMNS : GAP_MOST;
	return count > 1 && spare > 0 ? fmin(most, panel->giving->gap + spare / (double)(count - 1))
	                              : panel->giving->gap;
}

/* Columns go on in the direction of reading. */
static double column_left(const struct panel *panel, size_t column)
{
	bool from_right = text_is_right_to_left(panel->input->scene->tags[0]);
	return panel->area.left +
	       (panel->width + panel->gutter) * (double)(from_right ? panel->columns - 1 - column : column);
}

static void draw_column(struct panel *panel, size_t column, struct group *group)
{
	size_t from = panel->cuts[column], to = panel->cuts[column + 1];
	double spare = box_height(panel->area) - column_height(panel, from, to);
	for (size_t i = from; i < to; i++)
		if (spare > 1 && element_of(&panel->blocks[i])->grows)
			spare -= grow(panel, &panel->blocks[i], spare);
	double gap = spread_gap(panel, to - from, spare), foot = -gap;
	for (size_t i = from; i < to; i++)
		foot += is_foot(panel, i) ? panel->blocks[i].height + gap : 0;
	struct page_point at = {column_left(panel, column), panel->area.top};
	for (size_t i = from; i < to; i++) {
		if (is_foot(panel, i) && (i == from || !is_foot(panel, i - 1)))
			at.y = fmax(at.y, panel->area.bottom - foot);
		element_draw(&panel->blocks[i], at, group);
		at.y += panel->blocks[i].height + gap;
	}
}

/* Gives way until all fits. Returns the height that is lacking even then. */
static double fit(struct panel *panel, const struct furniture_input *input, const struct sheet *sheet)
{
	double lacking = 0;
	panel->input = input;
	panel->area = sheet->panel;
	panel->columns = sheet->columns;
	panel->gutter = sheet->gutter;
	panel->width = (box_width(panel->area) - panel->gutter * (double)(panel->columns - 1)) / (double)panel->columns;
	for (size_t i = 0; i < GIVINGS; i++) {
		panel->giving = &givings[i];
		collect(panel);
		lacking = cut(panel);
		if (lacking <= 0)
			break;
	}
	return lacking;
}

double furniture_panel_lacking(const struct furniture_input *input, const struct sheet *sheet)
{
	struct panel panel;
	return fit(&panel, input, sheet);
}

/* In the order in which they gave way. */
static void warn_dropped(const struct panel *panel)
{
	const char *names = NULL;
	const struct map_spec *spec = panel->input->scene->spec;
	for (int turn = 1; turn <= panel->giving->dropped; turn++)
		for (size_t i = 0; i < spec->element_count; i++) {
			const struct element *element = element_at(spec, i);
			if (element->gives_way == turn && element_in_panel(spec, i))
				names = names ? arena_printf(panel->input->arena, "%s, %s", names, element->kind.name)
				              : element->kind.name;
		}
	if (names)
		diag_warning(panel->input->scene->diag, NO_ROOM, no_place,
		             "choose a larger page, or switch them off under furniture:",
		             "the page has no room for: %s", names);
}

void furniture_draw_panel(const struct furniture_input *input, struct group *group)
{
	struct panel panel;
	double lacking = fit(&panel, input, input->sheet);
	warn_dropped(&panel);
	if (lacking > 0)
		diag_warning(input->scene->diag, NO_ROOM, no_place,
		             "choose a larger page, or switch elements off under furniture:",
		             "the panel is too small for all its elements");
	for (size_t i = 0; i < panel.columns; i++)
		draw_column(&panel, i, group);
}

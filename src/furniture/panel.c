/* Panel: sets the elements into the panel's columns, in their order. Cut points make the tallest column as short as can
 * be; spare height goes into the gaps and the locator. When room is short the panel gives way in a fixed order:
 * smaller gaps, smaller locator, second language of facts and legend, then whole elements; title, version and credits
 * stay. In: the elements shown, measured. Out: their marks, or the height that is lacking. */
#include "furniture/element.h"

#include "base/units.h"

#include <math.h>
#include <string.h>

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

#define LEAST_FRAME (25 * POINTS_PER_MM)
#define STEP        1.01
#define STEPS       500 /* 145 times the size */

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

/* The next way to cut, with the cuts in order: four columns of ten elements have 286. False after the last. */
static bool next_cuts(const struct panel *panel, size_t *cuts)
{
	size_t column = panel->columns - 1;
	while (column > 0 && cuts[column] == panel->count)
		column--;
	size_t to = cuts[column] + 1;
	for (size_t i = column; column > 0 && i < panel->columns; i++)
		cuts[i] = to;
	return column > 0;
}

/* Makes the tallest column as short as can be, among equals the more even ones. Returns the height that it lacks; 0:
 * all fits. */
static double cut(struct panel *panel)
{
	size_t cuts[COLUMNS_MAX + 1] = {0};
	double best = HUGE_VAL, best_squares = HUGE_VAL;
	cuts[panel->columns] = panel->count;
	do {
		double tallest = 0, squares = 0;
		for (size_t i = 0; i < panel->columns; i++) {
			double height = column_height(panel, cuts[i], cuts[i + 1]);
			tallest = fmax(tallest, height);
			squares += height * height;
		}
		if (tallest < best - 1e-6 || (tallest < best + 1e-6 && squares < best_squares - 1e-6)) {
			best = tallest;
			best_squares = squares;
			memcpy(panel->cuts, cuts, sizeof cuts);
		}
	} while (next_cuts(panel, cuts));
	return fmax(0, best - box_height(panel->area));
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

/* Whether a page of this size holds the map and what the panel never gives up. */
static bool is_enough(const struct furniture_input *input, const struct map_spec *spec, bool bare)
{
	struct panel panel;
	struct sheet sheet = sheet_layout(spec, bare);
	if (box_width(sheet.frame) < LEAST_FRAME || box_height(sheet.frame) < LEAST_FRAME)
		return false;
	return box_is_empty(sheet.panel) || fit(&panel, input, &sheet) <= 0;
}

/* Asked before the view is opened, so that a page of 40 mm is told all that it lacks at once. */
bool furniture_check_page(const struct furniture_input *input, bool bare)
{
	const struct map_spec *spec = input->scene->spec;
	if (is_enough(input, spec, bare))
		return true;
	struct map_spec larger = *spec;
	for (int i = 0; i < STEPS && !is_enough(input, &larger, bare); i++) {
		larger.page.width *= STEP;
		larger.page.height *= STEP;
	}
	diag_error(input->scene->diag, NO_ROOM, no_place,
	           bare ? NULL : "or leave the panel out with --bare, or switch parts off under furniture:",
	           "the page, %.0f x %.0f mm, is too small for %s: in this form it takes %.0f x %.0f mm",
	           spec->page.width / POINTS_PER_MM, spec->page.height / POINTS_PER_MM,
	           bare ? "a map" : "a map with its panel", ceil(larger.page.width / POINTS_PER_MM),
	           ceil(larger.page.height / POINTS_PER_MM));
	return false;
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
	if (panel->giving->one_language && panel->input->scene->language_count > 1)
		diag_warning(panel->input->scene->diag, NO_ROOM, no_place,
		             "choose a larger page, or one language with --lang",
		             "the page has no room for facts and legend in '%s'", panel->input->scene->languages[1]);
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

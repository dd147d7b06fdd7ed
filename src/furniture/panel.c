/* Panel: sets the elements into the panel's columns. Spare height goes into the gaps and into elements that grow.
 * In: the elements shown, the sheet. Out: their marks, and warnings of what gave way. */
#include "furniture/panel.h"
#include "furniture/open_sheet.h"

#include <math.h>

#define GAP_MOST         26.0
#define GAP_MOST_COLUMNS 22.0 /* a panel at the foot is read across */
#define GROWN_MOST       1.4

struct panel {
	const struct furniture_input *input;
	struct panel_giving giving;
	struct box area;
	size_t columns;
	double gutter;
	struct column_heights heights;
	struct panel_cut cut;
};

static const struct element *element_of(const struct block *block)
{
	return (const struct element *)block->spec->kind;
}

/* An element grows into half of its column's spare height; one that has shrunk back to its own first, when gaps are
 * wide again. */
static struct block grown(struct panel *panel, size_t element, const struct block *block, double spare)
{
	double own = panel->giving.shrunk ? block->height / PANEL_SHRUNK : block->height;
	double wanted = fmax(block->height + spare / 2, fmin(own, block->height + spare));
	return furniture_panel_measure(panel->input, element, panel->heights.width, &panel->giving,
	                               fmin(GROWN_MOST, wanted / own));
}

static bool is_foot(const struct panel *panel, const struct block *block)
{
	return panel->columns == 1 ? element_of(block)->at_foot : element_of(block)->is_strip;
}

static double spread_gap(const struct panel *panel, size_t count, double spare)
{
	double most = panel->columns > 1 ? GAP_MOST_COLUMNS : GAP_MOST;
	return count > 1 && spare > 0 ? fmin(most, panel->giving.gap + spare / (double)(count - 1)) : panel->giving.gap;
}

/* Columns go on in the direction of reading. */
static double column_left(const struct panel *panel, size_t column)
{
	bool from_right = text_is_right_to_left(panel->input->scene->tags[0]);
	return panel->area.left +
	       (panel->heights.width + panel->gutter) * (double)(from_right ? panel->columns - 1 - column : column);
}

/* The blocks of a column, grown. Returns the height that is still spare. */
static double measure_column(struct panel *panel, size_t column, struct block *blocks)
{
	const struct panel_cut *cut = &panel->cut;
	double spare = box_height(panel->area) - panel_cut_height(cut, &panel->giving, column);
	size_t gaps = cut->cuts[column + 1] - cut->cuts[column] - 1;
	double for_gaps = (double)gaps * (panel_giving_steps[0].gap - panel->giving.gap);
	for (size_t i = cut->cuts[column]; i < cut->cuts[column + 1]; i++) {
		struct block *block = &blocks[i - cut->cuts[column]];
		bool grows = element_at(panel->input->scene->spec, cut->elements[i])->grows;
		*block = furniture_panel_measure(panel->input, cut->elements[i], panel->heights.width, &panel->giving,
		                                 grows && panel->giving.shrunk ? PANEL_SHRUNK : 1);
		if (spare - for_gaps > 1 && grows) {
			struct block larger = grown(panel, cut->elements[i], block, spare - for_gaps);
			spare -= larger.height - block->height;
			*block = larger;
		}
	}
	return spare;
}

static void draw_column(struct panel *panel, size_t column, struct group *group)
{
	struct block blocks[PANEL_ELEMENTS];
	size_t count = panel->cut.cuts[column + 1] - panel->cut.cuts[column];
	double gap = spread_gap(panel, count, measure_column(panel, column, blocks)), foot = -gap;
	for (size_t i = 0; i < count; i++)
		foot += is_foot(panel, &blocks[i]) ? blocks[i].height + gap : 0;
	struct page_point at = {column_left(panel, column), panel->area.top};
	for (size_t i = 0; i < count; i++) {
		if (is_foot(panel, &blocks[i]) && (i == 0 || !is_foot(panel, &blocks[i - 1])))
			at.y = fmax(at.y, panel->area.bottom - foot);
		element_draw(&blocks[i], at, group);
		at.y += blocks[i].height + gap;
	}
}

static const char *listed(const struct panel *panel, const char *names, const struct element *element)
{
	return names ? arena_printf(panel->input->arena, "%s, %s", names, element->kind.name) : element->kind.name;
}

/* In the order in which they gave way. */
static void warn_dropped(const struct panel *panel)
{
	const char *names = NULL;
	const struct map_spec *spec = panel->input->scene->spec;
	for (int turn = 1; turn <= panel->giving.dropped; turn++)
		for (size_t i = 0; i < spec->element_count; i++) {
			const struct element *element = element_at(spec, i);
			if (element->gives_way == turn && element_in_panel(spec, i) &&
			    panel_giving_drops(&panel->giving, element))
				names = listed(panel, names, element);
		}
	if (names)
		diag_warning(panel->input->scene->diag, NO_ROOM, no_place,
		             "choose a larger page, or switch them off under furniture:",
		             "the page has no room for: %s", names);
}

static void warn_one_language(const struct panel *panel)
{
	const char *names = NULL;
	const struct scene_input *scene = panel->input->scene;
	for (size_t i = 0; i < panel->cut.count; i++) {
		const struct element *element = element_at(scene->spec, panel->cut.elements[i]);
		if (element == &facts_element || element == &legend_element)
			names = listed(panel, names, element);
	}
	if (panel->giving.one_language && scene->language_count > 1 && names)
		diag_warning(scene->diag, NO_ROOM, no_place,
		             arena_printf(panel->input->arena,
		                          "choose a larger page, switch parts off under furniture:, or leave the "
		                          "second language out with --lang %s",
		                          scene->languages[0]),
		             "the page has no room for the second language, '%s', of: %s", scene->languages[1], names);
}

/* Reports what was wrong with elements that take no height, which nobody draws. */
static void report_absent(const struct panel *panel)
{
	const struct map_spec *spec = panel->input->scene->spec;
	for (size_t i = 0; i < spec->element_count; i++) {
		if (!element_in_panel(spec, i))
			continue;
		struct block block = furniture_panel_measure(panel->input, i, panel->heights.width, &panel->giving, 1);
		if (block.height <= 0)
			element_report(&block);
	}
}

/* Draws the strips below the map; the foot of the last is that of the room for them. */
static void draw_strips(const struct furniture_input *input, struct group *group)
{
	const struct map_spec *spec = input->scene->spec;
	struct box strip = input->sheet->strip;
	struct page_point at = {strip.left, strip.bottom - furniture_strips_height(input, box_width(strip))};
	for (size_t i = 0; i < spec->element_count; i++) {
		if (!element_in_panel(spec, i) || !element_at(spec, i)->is_strip)
			continue;
		struct block block = furniture_panel_measure(input, i, box_width(strip), &panel_giving_steps[0], 1);
		element_draw(&block, at, group);
		at.y += block.height;
	}
}

static void draw_columns(const struct furniture_input *input, struct group *group)
{
	const struct sheet *sheet = input->sheet;
	struct panel panel = {.input = input, .area = sheet->panel, .columns = sheet->columns, .gutter = sheet->gutter};
	double width = (box_width(panel.area) - panel.gutter * (double)(panel.columns - 1)) / (double)panel.columns;
	column_heights_init(&panel.heights, input, width);
	panel.heights.without_strips = !box_is_empty(sheet->strip);
	panel_fit(&panel.heights, panel.columns, box_height(panel.area) + 1e-6, &panel.giving, &panel.cut);
	warn_dropped(&panel);
	warn_one_language(&panel);
	report_absent(&panel);
	if (panel.cut.tallest > box_height(panel.area) + 1e-6)
		diag_warning(input->scene->diag, NO_ROOM, no_place,
		             "choose a larger page, or switch elements off under furniture:",
		             "the panel is too small for all its elements");
	for (size_t i = 0; i < panel.columns; i++)
		draw_column(&panel, i, group);
}

void furniture_draw_panel(const struct furniture_input *input, struct group *group)
{
	if (open_sheet_is(input->sheet))
		open_sheet_draw(input, group);
	if (!box_is_empty(input->sheet->panel))
		draw_columns(input, group);
	if (!box_is_empty(input->sheet->strip))
		draw_strips(input, group);
}

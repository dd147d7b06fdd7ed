/* Panel fit: measures the elements for a column's width and cuts them into columns, in their order. When room is short
 * the panel gives way in a fixed order: the steps of the table; title, version and credits stay.
 * In: the elements shown. Out: the step of giving way, the cuts. */
#include "furniture/panel.h"

#include <math.h>
#include <string.h>

const struct panel_giving panel_giving_steps[] = {
        {13, false, false, false, false, 0, 0, 0},   /* nothing given up */
        {8, false, false, false, false, 0, 0, 0.03}, /* narrow gaps */
        {8, true, false, false, false, 0, 0, 0.08},  /* a small locator */
        {8, true, true, false, false, 0, 0, 0.12},   /* closer lines */
        {8, true, true, false, false, 1, 0, 0.26},   /* no locator */
        {8, true, true, false, false, 2, 0, 0.4},    /* no timeline */
        {6, true, true, false, false, 2, 0, 0.43},   /* narrower gaps */
        {6, true, true, true, false, 2, 0, 0.5},     /* no details in the legend */
        {8, true, true, true, false, 3, 0, 0.9},     /* no facts */
        {8, true, true, true, true, 3, 0, 1.25},     /* one language */
        {6, true, true, true, true, 3, 0, 1.35},     /* narrower gaps */
        {6, true, true, true, true, 4, 0, 2},        /* no legend */
};
const size_t panel_giving_step_count = sizeof panel_giving_steps / sizeof *panel_giving_steps;

bool panel_giving_drops(const struct panel_giving *giving, const struct element *element)
{
	return element->gives_way && element->gives_way <= giving->dropped && !(giving->back >> element->gives_way & 1);
}

static struct element_form panel_form(double width, const struct panel_giving *giving, double scale)
{
	return (struct element_form){.box = {0, 0, width, 1e4},
	                             .one_language = giving->one_language,
	                             .brief = giving->brief,
	                             .tight = giving->tight,
	                             .without_locator = panel_giving_drops(giving, &locator_element),
	                             .scale = scale};
}

struct block furniture_panel_measure(const struct furniture_input *input, size_t element, double width,
                                     const struct panel_giving *giving, double scale)
{
	struct element_form form = panel_form(width, giving, scale);
	return element_measure(input, element, &form);
}

void column_heights_init(struct column_heights *heights, const struct furniture_input *input, double width)
{
	heights->input = input;
	heights->width = width;
	heights->without_strips = false;
	for (size_t i = 0; i < PANEL_ELEMENTS; i++)
		for (size_t form = 0; form < COLUMN_FORMS; form++)
			heights->measured[form][i] = -1;
}

static double element_height(struct column_heights *heights, size_t element, const struct panel_giving *giving)
{
	bool shrunk = giving->shrunk && element_at(heights->input->scene->spec, element)->grows;
	bool without_locator = panel_giving_drops(giving, &locator_element);
	double *height = &heights->measured[16 * without_locator + 8 * giving->one_language + 4 * giving->brief +
	                                    2 * giving->tight + shrunk][element];
	struct element_form form = panel_form(heights->width, giving, shrunk ? PANEL_SHRUNK : 1);
	form.height_only = true;
	if (*height < 0)
		*height = element_measure(heights->input, element, &form).height;
	return *height;
}

double furniture_strips_height(const struct furniture_input *input, double width)
{
	double height = 0;
	const struct map_spec *spec = input->scene->spec;
	for (size_t i = 0; i < spec->element_count; i++)
		if (element_in_panel(spec, i) && element_at(spec, i)->is_strip)
			height += furniture_panel_measure(input, i, width, &panel_giving_steps[0], 1).height;
	return height;
}

static void collect(struct column_heights *heights, const struct panel_giving *giving, struct panel_cut *out)
{
	const struct map_spec *spec = heights->input->scene->spec;
	out->count = 0;
	for (size_t i = 0; i < spec->element_count && i < PANEL_ELEMENTS; i++) {
		const struct element *element = element_at(spec, i);
		if (!element_in_panel(spec, i) || panel_giving_drops(giving, element) ||
		    (heights->without_strips && element->is_strip))
			continue;
		out->elements[out->count] = i;
		out->heights[out->count] = element_height(heights, i, giving);
		out->count += out->heights[out->count] > 0;
	}
}

static double column_height(const struct panel_cut *cut, double gap, size_t from, size_t to)
{
	double height = to > from ? gap * (double)(to - from - 1) : 0;
	for (size_t i = from; i < to; i++)
		height += cut->heights[i];
	return height;
}

double panel_cut_height(const struct panel_cut *cut, const struct panel_giving *giving, size_t column)
{
	return column_height(cut, giving->gap, cut->cuts[column], cut->cuts[column + 1]);
}

/* The next way to cut, with the cuts in order: four columns of ten elements have 286. False after the last. */
static bool next_cuts(size_t columns, size_t count, size_t *cuts)
{
	size_t column = columns - 1;
	while (column > 0 && cuts[column] == count)
		column--;
	size_t to = cuts[column] + 1;
	for (size_t i = column; column > 0 && i < columns; i++)
		cuts[i] = to;
	return column > 0;
}

void panel_cut_read(struct column_heights *heights, size_t columns, const struct panel_giving *giving,
                    struct panel_cut *out)
{
	size_t cuts[PANEL_COLUMNS + 1] = {0};
	double best_squares = HUGE_VAL;
	collect(heights, giving, out);
	out->tallest = HUGE_VAL;
	cuts[columns] = out->count;
	do {
		double tallest = 0, squares = 0;
		for (size_t i = 0; i < columns; i++) {
			double height = column_height(out, giving->gap, cuts[i], cuts[i + 1]);
			tallest = fmax(tallest, height);
			squares += height * height;
		}
		if (tallest < out->tallest - 1e-6 || (tallest < out->tallest + 1e-6 && squares < best_squares - 1e-6)) {
			out->tallest = tallest;
			best_squares = squares;
			memcpy(out->cuts, cuts, sizeof cuts);
		}
	} while (next_cuts(columns, out->count, cuts));
}

static bool fits(struct column_heights *heights, size_t columns, double height, const struct panel_giving *giving,
                 struct panel_cut *out)
{
	panel_cut_read(heights, columns, giving, out);
	return out->tallest <= height;
}

static void give_less(struct column_heights *heights, size_t columns, double height, struct panel_giving less,
                      struct panel_giving *giving)
{
	struct panel_cut cut;
	if (fits(heights, columns, height, &less, &cut))
		*giving = less;
}

/* What gave way last may leave room for what gave way before it: rows of the legend, the timeline, the locator, the
 * second language, wider lines. */
static void take_back(struct column_heights *heights, size_t columns, double height, struct panel_giving *giving,
                      struct panel_cut *out)
{
	struct panel_giving less = *giving;
	less.brief = false;
	give_less(heights, columns, height, less, giving);
	for (int turn = giving->dropped - 1; turn > 0; turn--) {
		less = *giving;
		less.back |= 1u << turn;
		give_less(heights, columns, height, less, giving);
	}
	less = *giving;
	less.one_language = false;
	give_less(heights, columns, height, less, giving);
	less = *giving;
	less.tight = false;
	give_less(heights, columns, height, less, giving);
	panel_cut_read(heights, columns, giving, out);
}

double panel_fit(struct column_heights *heights, size_t columns, double height, struct panel_giving *giving,
                 struct panel_cut *out)
{
	size_t step = 0;
	while (!fits(heights, columns, height, &panel_giving_steps[step], out) && step + 1 < panel_giving_step_count)
		step++;
	*giving = panel_giving_steps[step];
	if (out->tallest <= height && giving->dropped > 0)
		take_back(heights, columns, height, giving, out);
	return panel_giving_steps[step].cost;
}

/* Layout: divides the page into map frame and panel, by the page's form alone, and draws single elements.
 * In: page size and the elements shown. Out: boxes in points. */
#include "furniture/furniture.h"

#include "base/units.h"

#include <math.h>
#include <string.h>

#define MARGIN        (8 * POINTS_PER_MM)
#define MARGIN_LEAST  (4 * POINTS_PER_MM) /* room for the degrees outside the frame */
#define PANEL_WIDTH   (70 * POINTS_PER_MM)
#define PANEL_HEIGHT  (80 * POINTS_PER_MM)
#define GUTTER        (7 * POINTS_PER_MM)
#define COLUMN_LEAST  (50 * POINTS_PER_MM)
#define SCALE_BYTES   70  /* scale and projection in the credits */
#define BYTE_WIDTH    2.6 /* points, in the credits' type */
#define STRIP_LEADING 7.0
#define STRIP_GAP     12.0  /* the degrees stand here */
#define COLUMN_HEIGHT 420.0 /* that all elements of a full sheet take in one column, with one language */

/* The panel's elements in the order in which they are stacked, then those on the map. */
static const struct kind *const kinds[] = {
        &title_element.kind,       &badge_element.kind,
        &timeline_element.kind,    &facts_element.kind,
        &legend_element.kind,      &locator_element.kind,
        &credits_element.kind,     &scale_bar_element.kind,
        &north_arrow_element.kind, &graticule_labels_element.kind,
};
const struct kind_list furniture_kinds = {"map element", kinds, sizeof kinds / sizeof *kinds};

const struct element *element_at(const struct map_spec *spec, size_t index)
{
	return (const struct element *)spec->elements[index].kind;
}

bool element_in_panel(const struct map_spec *spec, size_t index)
{
	return !element_at(spec, index)->on_map && spec->elements[index].shown && !spec->elements[index].anchor.given;
}

static bool has_panel(const struct map_spec *spec)
{
	for (size_t i = 0; i < spec->element_count; i++)
		if (element_in_panel(spec, i))
			return true;
	return false;
}

static bool only_credits(const struct map_spec *spec)
{
	for (size_t i = 0; i < spec->element_count; i++)
		if (element_in_panel(spec, i) && element_at(spec, i) != &credits_element)
			return false;
	return true;
}

/* A strip below the map. Its lines are counted by the bytes of the credits: a letter is one, a Chinese character of
 * twice its width three. */
static void strip_below(struct sheet *sheet, const struct map_spec *spec)
{
	size_t bytes = SCALE_BYTES;
	for (size_t i = 0; i < spec->source_count; i++)
		bytes += strlen(localized_any(&spec->sources[i].text, spec->languages[0])) + 1;
	double lines = ceil((double)bytes * BYTE_WIDTH / box_width(sheet->frame)) + 1;
	sheet->panel.top = sheet->frame.bottom - lines * STRIP_LEADING;
	sheet->frame.bottom = sheet->panel.top - STRIP_GAP;
}

/* As many columns as the width holds, up to `most`. */
static size_t column_count(double width, size_t most)
{
	size_t count = (size_t)fmax(1, floor((width + GUTTER) / (COLUMN_LEAST + GUTTER)));
	return count < most ? count : most;
}

/* Right of the map. A low page gets more columns, as far as the map keeps the larger part. */
static void panel_beside(struct sheet *sheet, double page_width)
{
	double height = box_height(sheet->frame), width = fmin(PANEL_WIDTH, page_width * 0.3);
	sheet->columns = 1;
	while ((double)sheet->columns * height < COLUMN_HEIGHT && sheet->columns < 4 &&
	       (PANEL_WIDTH + GUTTER) * (double)(sheet->columns + 1) < page_width * 0.5)
		sheet->columns++;
	if (sheet->columns > 1)
		width = PANEL_WIDTH * (double)sheet->columns + GUTTER * (double)(sheet->columns - 1);
	sheet->panel.left = sheet->frame.right - width;
	sheet->frame.right = sheet->panel.left - GUTTER;
}

/* Below the map. Few columns need more height. */
static void panel_below(struct sheet *sheet, double page_height)
{
	sheet->columns = column_count(box_width(sheet->frame), 3);
	double height = PANEL_HEIGHT * (sheet->columns == 3 ? 1 : sheet->columns == 2 ? 1.4 : 2);
	sheet->panel.top = sheet->frame.bottom - fmin(page_height * (sheet->columns == 3 ? 0.36 : 0.45), height);
	sheet->frame.bottom = sheet->panel.top - GUTTER;
}

struct sheet sheet_layout(const struct map_spec *spec, bool bare)
{
	double width = spec->page.width / spec->page.type_scale, height = spec->page.height / spec->page.type_scale;
	double margin = isnan(spec->margin) ? fmax(MARGIN_LEAST, fmin(MARGIN, fmin(width, height) * 0.04))
	                                    : spec->margin / spec->page.type_scale;
	struct sheet sheet = {{margin, margin, width - margin, height - margin}, box_empty, 1, GUTTER};
	if (bare || !has_panel(spec))
		return sheet;
	sheet.panel = sheet.frame;
	if (only_credits(spec))
		strip_below(&sheet, spec);
	else if (width >= height * 1.15)
		panel_beside(&sheet, width);
	else
		panel_below(&sheet, height);
	return sheet;
}

double element_draw(const struct furniture_input *input, size_t index, struct box box, struct group *parent,
                    struct obstacles *obstacles)
{
	const struct element_spec *spec = &input->scene->spec->elements[index];
	const struct element *element = (const struct element *)spec->kind;
	struct group *group = group_add(
	        input->arena, parent,
	        arena_printf(input->arena, "part-%s", page_id_from(input->arena, element->kind.name)), "element");
	struct furniture_input own = *input;
	own.mirrored = !element->on_map && text_is_right_to_left(input->scene->tags[0]);
	own.mirror = box.left + box.right;
	return element->draw(&own, spec->options, box, group, obstacles);
}

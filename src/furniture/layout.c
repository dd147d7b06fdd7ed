/* Layout: divides the page into map frame and panel, by the page's form alone.
 * In: page size and the elements shown. Out: boxes in points. */
#include "furniture/element.h"

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
#define SOURCE_BYTES  16  /* the year and what joins the parts of a source */
#define BYTE_WIDTH    2.6 /* points, in the credits' type */
#define STRIP_LEADING 7.0
#define STRIP_GAP     12.0  /* the degrees stand here */
#define COLUMN_HEIGHT 420.0 /* that all elements of a full sheet take in one column, with one language */

/* Whether the panel has elements; with `strips`, whether all of them are strips. */
static bool panel_has(const struct map_spec *spec, bool strips)
{
	size_t elements = 0, others = 0;
	for (size_t i = 0; i < spec->element_count; i++) {
		elements += element_in_panel(spec, i);
		others += element_in_panel(spec, i) && !element_at(spec, i)->is_strip;
	}
	return strips ? others == 0 : elements > 0;
}

static size_t source_bytes(const struct source_spec *source, const char *language)
{
	size_t made = source->year ? SOURCE_BYTES : 0;
	return made + strlen(localized_any(&source->text, language)) + strlen(localized_any(&source->title, language)) +
	       strlen(localized_any(&source->kind, language)) + strlen(localized_any(&source->of, language)) + 1;
}

/* A strip below the map. Its lines are counted by the bytes of the credits: a letter is one, a Chinese character of
 * twice its width three. */
static void strip_below(struct sheet *sheet, const struct map_spec *spec)
{
	size_t bytes = SCALE_BYTES;
	for (size_t i = 0; i < spec->source_count; i++)
		bytes += source_bytes(&spec->sources[i], spec->languages[0]);
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
	if (bare || !panel_has(spec, false))
		return sheet;
	sheet.panel = sheet.frame;
	if (panel_has(spec, true))
		strip_below(&sheet, spec);
	else if (width >= height * 1.15)
		panel_beside(&sheet, width);
	else
		panel_below(&sheet, height);
	return sheet;
}

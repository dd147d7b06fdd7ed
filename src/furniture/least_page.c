/* Least page: whether a page holds the map and what a panel never gives up, and the smallest of its form that does.
 * In: page size, the texts of title, version and credits. Out: an error that names the size in millimetres. Asked
 * before the view is opened, so that a page of 40 mm is told all that it lacks at once. */
#include "furniture/furniture.h"

#include "base/units.h"

#include <math.h>

#define LEAST_FRAME (25 * POINTS_PER_MM)
#define STEP        1.01
#define STEPS       500 /* 145 times the size */

static bool is_enough(const struct furniture_input *input, const struct map_spec *spec, bool bare)
{
	struct sheet sheet = sheet_layout(spec, bare);
	if (box_width(sheet.frame) < LEAST_FRAME || box_height(sheet.frame) < LEAST_FRAME)
		return false;
	return box_is_empty(sheet.panel) || furniture_panel_lacking(input, &sheet) <= 0;
}

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

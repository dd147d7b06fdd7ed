/* Layout: divides the page into map frame and panel, and stacks the panel's elements. */
#include "furniture/furniture.h"

#include "base/units.h"

#include <math.h>

#define MARGIN      (8 * POINTS_PER_MM)
#define PANEL_WIDTH (70 * POINTS_PER_MM)
#define GUTTER      (7 * POINTS_PER_MM)
#define ELEMENT_GAP 13.0

const struct element *const furniture_elements[] = {
        &title_element,   &badge_element,   &timeline_element,  &facts_element,       &legend_element,
        &locator_element, &credits_element, &scale_bar_element, &north_arrow_element, &graticule_labels_element,
};
const size_t furniture_element_count = sizeof furniture_elements / sizeof *furniture_elements;

struct sheet sheet_layout(const struct map_spec *spec, bool bare)
{
	double width = spec->page.width, height = spec->page.height;
	struct sheet sheet = {{MARGIN, MARGIN, width - MARGIN, height - MARGIN}, box_empty};
	if (bare)
		return sheet;
	sheet.panel = sheet.frame;
	if (width >= height * 1.15) {
		sheet.panel.left = sheet.frame.right - fmin(PANEL_WIDTH, width * 0.3);
		sheet.frame.right = sheet.panel.left - GUTTER;
	} else {
		sheet.panel.top = sheet.frame.bottom - fmin(height * 0.36, 100 * POINTS_PER_MM);
		sheet.frame.bottom = sheet.panel.top - GUTTER;
	}
	return sheet;
}

double put_text(const struct furniture_input *input, struct group *group, const char *style, size_t language,
                const char *text, struct spot origin, double align)
{
	const struct scene_input *scene = input->scene;
	const struct text_style *text_style = theme_style(scene->theme, style);
	struct text_run run;
	if (!text_style || !text_shape(scene->text, input->arena, text, scene->tags[language], text_style, no_place,
	                               input->diag, &run))
		return 0;
	origin.x -= run.width * align;
	struct text_mark *mark = group_text(input->arena, group, &run, origin, scene_colour(scene, text_style->colour));
	if (scene->outline_text) {
		mark->outline = path_new(input->arena);
		text_outline(scene->text, &run, &mark->outline);
		path_transform(&mark->outline, origin, 1, 0);
	}
	return run.width;
}

double put_paragraph(const struct furniture_input *input, struct group *group, const char *style, size_t language,
                     const char *text, struct box box)
{
	const struct scene_input *scene = input->scene;
	const struct text_style *text_style = theme_style(scene->theme, style);
	struct text_run *lines;
	size_t count = text_wrap(scene->text, input->arena, text, scene->tags[language], text_style, box_width(box),
	                         no_place, input->diag, &lines);
	double leading = text_style->size * 1.38, y = box.top;
	for (size_t i = 0; i < count; i++, y += leading)
		put_text(input, group, style, language, lines[i].text,
		         (struct spot){box.left, y + text_style->size * 0.86}, 0);
	return y - box.top;
}

void put_rule(const struct furniture_input *input, struct group *group, struct spot from, double width,
              const char *colour, double thickness)
{
	struct path path = path_new(input->arena);
	path_move(&path, from.x, from.y);
	path_line(&path, from.x + width, from.y);
	group_path(input->arena, group, path)->stroke =
	        (struct stroke){.colour = scene_colour(input->scene, colour), .width = thickness};
}

static double draw_one(const struct furniture_input *input, size_t index, struct box box, struct group *parent,
                       struct scene *obstacles)
{
	const struct element_spec *spec = &input->scene->spec->elements[index];
	const struct element *element = furniture_elements[index];
	struct group *group =
	        group_add(input->arena, parent,
	                  arena_printf(input->arena, "part-%s", id_from(input->arena, element->kind.name)), "element");
	return element->draw(input, spec->options, box, group, obstacles);
}

void furniture_draw_map(const struct furniture_input *input, struct scene *scene, struct group *group)
{
	for (size_t i = 0; i < furniture_element_count; i++)
		if (furniture_elements[i]->on_map && input->scene->spec->elements[i].shown)
			draw_one(input, i, input->sheet->frame, group, scene);
}

/* Height by drawing into a group that is thrown away. */
static double measure(const struct furniture_input *input, size_t index, double width)
{
	struct group scratch = {0};
	return draw_one(input, index, (struct box){0, 0, width, 1e4}, &scratch, NULL);
}

/* Fills columns from the top, moving on when an element does not fit; foot elements stand at the bottom of
 * the last column. */
void furniture_draw_panel(const struct furniture_input *input, struct group *group)
{
	struct box panel = input->sheet->panel;
	size_t columns = box_width(panel) > box_height(panel) ? 3 : 1;
	double gap = columns > 1 ? GUTTER : 0;
	double width = (box_width(panel) - gap * (double)(columns - 1)) / (double)columns;
	double foot = panel.bottom, y = panel.top;
	size_t column = 0;
	for (size_t i = furniture_element_count; i-- > 0;) {
		const struct element *element = furniture_elements[i];
		if (element->on_map || !element->at_foot || !input->scene->spec->elements[i].shown)
			continue;
		double height = measure(input, i, width);
		double left = panel.right - width;
		draw_one(input, i, (struct box){left, foot - height, panel.right, foot}, group, NULL);
		foot -= height + ELEMENT_GAP * 0.6;
	}
	for (size_t i = 0; i < furniture_element_count; i++) {
		const struct element *element = furniture_elements[i];
		if (element->on_map || element->at_foot || !input->scene->spec->elements[i].shown)
			continue;
		double height = measure(input, i, width);
		if (y + height > panel.bottom && column + 1 < columns) {
			column++;
			y = panel.top;
		}
		double left = panel.left + (width + gap) * (double)column;
		y += draw_one(input, i, (struct box){left, y, left + width, panel.bottom}, group, NULL);
		if (height > 0)
			y += ELEMENT_GAP;
	}
}

/* Layout: divides the page into map frame and panel, and stacks the panel's elements. */
#include "furniture/furniture.h"

#include "base/units.h"

#include <math.h>

#define MARGIN      (8 * POINTS_PER_MM)
#define PANEL_WIDTH (70 * POINTS_PER_MM)
#define GUTTER      (7 * POINTS_PER_MM)
#define ELEMENT_GAP 13.0

/* The panel's elements in the order in which they are stacked, then those on the map. */
static const struct kind *const kinds[] = {
        &title_element.kind,       &badge_element.kind,
        &timeline_element.kind,    &facts_element.kind,
        &legend_element.kind,      &locator_element.kind,
        &credits_element.kind,     &scale_bar_element.kind,
        &north_arrow_element.kind, &graticule_labels_element.kind,
};
const struct kind_list furniture_kinds = {"map element", kinds, sizeof kinds / sizeof *kinds};

static const struct element *element_at(size_t index)
{
	return (const struct element *)kinds[index];
}

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

double mirror_x(const struct furniture_input *input, double x)
{
	return input->mirrored ? input->mirror - x : x;
}

struct box mirror_box(const struct furniture_input *input, struct box box)
{
	return (struct box){fmin(mirror_x(input, box.left), mirror_x(input, box.right)), box.top,
	                    fmax(mirror_x(input, box.left), mirror_x(input, box.right)), box.bottom};
}

struct text_mark *put_turned_text(const struct furniture_input *input, struct group *group, const char *style,
                                  size_t language, const char *text, struct spot anchor, double align, double angle)
{
	const struct scene_input *scene = input->scene;
	const struct text_style *text_style = theme_style(scene->theme, style);
	struct text_run run;
	if (!text_style)
		BUG("a text style that no theme has");
	if (!text_shape(scene->text, input->arena, text, scene->tags[language], text_style, no_place, input->diag,
	                &run))
		return NULL;
	anchor.x = mirror_x(input, anchor.x);
	align = input->mirrored ? 1 - align : align;
	struct spot origin = {anchor.x - run.width * align * cos(angle), anchor.y - run.width * align * sin(angle)};
	struct text_mark *mark = group_text(input->arena, group, &run, origin, scene_colour(scene, text_style->colour));
	mark->angle = angle;
	if (scene->outline_text)
		text_mark_trace(scene->text, input->arena, mark);
	return mark;
}

double put_text(const struct furniture_input *input, struct group *group, const char *style, size_t language,
                const char *text, struct spot origin, double align)
{
	struct text_mark *mark = put_turned_text(input, group, style, language, text, origin, align, 0);
	return mark ? mark->run.width : 0;
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
	path_move(&path, mirror_x(input, from.x), from.y);
	path_line(&path, mirror_x(input, from.x + width), from.y);
	group_path(input->arena, group, path)->stroke =
	        (struct stroke){.colour = scene_colour(input->scene, colour), .width = thickness};
}

static double draw_one(const struct furniture_input *input, size_t index, struct box box, struct group *parent,
                       struct scene *obstacles)
{
	const struct element_spec *spec = &input->scene->spec->elements[index];
	const struct element *element = element_at(index);
	struct group *group =
	        group_add(input->arena, parent,
	                  arena_printf(input->arena, "part-%s", id_from(input->arena, element->kind.name)), "element");
	struct furniture_input own = *input;
	own.mirrored = !element->on_map && text_is_right_to_left(input->scene->tags[0]);
	own.mirror = box.left + box.right;
	return element->draw(&own, spec->options, box, group, obstacles);
}

void furniture_draw_map(const struct furniture_input *input, struct scene *scene, struct group *group)
{
	for (size_t i = 0; i < furniture_kinds.count; i++)
		if (element_at(i)->on_map && input->scene->spec->elements[i].shown)
			draw_one(input, i, input->sheet->frame, group, scene);
}

/* Height by drawing into a group that is thrown away. */
static double measure(const struct furniture_input *input, size_t index, double width)
{
	struct group scratch = {0};
	return draw_one(input, index, (struct box){0, 0, width, 1e4}, &scratch, NULL);
}

/* How much a panel gives up to fit: first the second language of facts and legend, then the locator. */
enum fit { FIT_FULL, FIT_ONE_LANGUAGE, FIT_NO_LOCATOR };

struct panel {
	const struct furniture_input *input;
	enum fit fit;
	size_t columns;
	double gap, width;   /* between columns, of a column */
	double spacing;      /* between elements */
	double foot;         /* height of the foot elements with their spacing */
	struct group *group; /* NULL: only see whether all fits */
};

static bool is_drawn(const struct panel *panel, size_t index, bool at_foot)
{
	const struct element *element = element_at(index);
	return !element->on_map && element->at_foot == at_foot && panel->input->scene->spec->elements[index].shown &&
	       !(panel->fit == FIT_NO_LOCATOR && element == &locator_element);
}

/* Columns go on in the direction of reading. */
static double column_left(const struct panel *panel, size_t column)
{
	struct box area = panel->input->sheet->panel;
	bool from_right = text_is_right_to_left(panel->input->scene->tags[0]);
	return area.left + (panel->width + panel->gap) * (double)(from_right ? panel->columns - 1 - column : column);
}

/* Foot elements from the bottom of the last column upwards. Returns the height used. */
static double stack_foot(const struct panel *panel)
{
	struct box area = panel->input->sheet->panel;
	double y = area.bottom;
	for (size_t i = furniture_kinds.count; i-- > 0;) {
		if (!is_drawn(panel, i, true))
			continue;
		double height = measure(panel->input, i, panel->width), left = column_left(panel, panel->columns - 1);
		if (panel->group)
			draw_one(panel->input, i, (struct box){left, y - height, left + panel->width, y}, panel->group,
			         NULL);
		y -= height + panel->spacing * 0.6;
	}
	return area.bottom - y;
}

/* The other elements from the top, column after column. False when they do not fit. */
static bool stack_flow(const struct panel *panel)
{
	struct box area = panel->input->sheet->panel;
	double y = area.top;
	size_t column = 0;
	bool fits = true;
	for (size_t i = 0; i < furniture_kinds.count; i++) {
		if (!is_drawn(panel, i, false))
			continue;
		double height = measure(panel->input, i, panel->width);
		double bottom = area.bottom - (column + 1 == panel->columns ? panel->foot : 0);
		if (y + height > bottom && column + 1 < panel->columns) {
			column++;
			y = area.top;
			bottom = area.bottom - (column + 1 == panel->columns ? panel->foot : 0);
		}
		fits &= y + height <= bottom;
		double left = column_left(panel, column);
		if (panel->group)
			draw_one(panel->input, i, (struct box){left, y, left + panel->width, area.bottom}, panel->group,
			         NULL);
		y += height + (height > 0 ? panel->spacing : 0);
	}
	return fits;
}

void furniture_draw_panel(const struct furniture_input *input, struct group *group)
{
	struct box area = input->sheet->panel;
	struct furniture_input fitted = *input;
	struct panel panel = {.input = &fitted};
	panel.columns = box_width(area) > box_height(area) ? 3 : 1;
	panel.gap = panel.columns > 1 ? GUTTER : 0;
	panel.width = (box_width(area) - panel.gap * (double)(panel.columns - 1)) / (double)panel.columns;
	for (panel.fit = FIT_FULL; panel.fit < FIT_NO_LOCATOR; panel.fit++) {
		fitted.one_language = panel.fit >= FIT_ONE_LANGUAGE;
		panel.spacing = panel.fit == FIT_FULL ? ELEMENT_GAP : ELEMENT_GAP * 0.6;
		panel.foot = stack_foot(&panel);
		if (stack_flow(&panel))
			break;
	}
	fitted.one_language = panel.fit >= FIT_ONE_LANGUAGE;
	panel.group = group;
	panel.foot = stack_foot(&panel);
	if (!stack_flow(&panel))
		diag_warning(input->diag, no_place, "choose a larger page, or switch elements off under furniture:",
		             "the panel is too small for all its elements");
}

/* Putting text and rules into a group, in the theme's styles. In: text, where, the style's name. Out: marks; every
 * function returns the room it took, so that elements can be measured by drawing them. */
#include "furniture/furniture.h"

#include <math.h>
#include <string.h>

double mirror_x(const struct furniture_input *input, double x)
{
	return input->mirrored ? input->mirror - x : x;
}

struct box mirror_box(const struct furniture_input *input, struct box box)
{
	return (struct box){fmin(mirror_x(input, box.left), mirror_x(input, box.right)), box.top,
	                    fmax(mirror_x(input, box.left), mirror_x(input, box.right)), box.bottom};
}

struct text_mark *put_turned_text(const struct furniture_input *input, struct group *group, enum theme_own_style style,
                                  size_t language, const char *text, struct page_point anchor, double align,
                                  double angle)
{
	const struct scene_input *scene = input->scene;
	const struct text_style *text_style = scene->theme->style[style];
	struct text_run run;
	if (!text_shape(scene->text, input->arena, text, scene->tags[language], text_style, no_place, input->diag,
	                &run))
		return NULL;
	anchor.x = mirror_x(input, anchor.x);
	align = input->mirrored ? 1 - align : align;
	struct page_point origin = {anchor.x - run.width * align * cos(angle),
	                            anchor.y - run.width * align * sin(angle)};
	struct text_mark *mark = group_text(input->arena, group, &run, origin, scene_colour(scene, text_style->colour));
	mark->angle = angle;
	if (scene->outline_text && !input->measuring)
		text_mark_trace(scene->text, input->arena, mark);
	return mark;
}

double put_text(const struct furniture_input *input, struct group *group, enum theme_own_style style, size_t language,
                const char *text, struct page_point origin, double align)
{
	struct text_mark *mark = put_turned_text(input, group, style, language, text, origin, align, 0);
	return mark ? mark->run.width : 0;
}

double put_paragraph(const struct furniture_input *input, struct group *group, enum theme_own_style style,
                     size_t language, const char *text, struct box box)
{
	const struct scene_input *scene = input->scene;
	const struct text_style *text_style = scene->theme->style[style];
	struct text_run *lines;
	size_t count = text_wrap(scene->text, input->arena, text, scene->tags[language], text_style, box_width(box),
	                         no_place, input->diag, &lines);
	double leading = text_style->size * 1.38, y = box.top;
	for (size_t i = 0; i < count; i++, y += leading)
		put_text(input, group, style, language, lines[i].text,
		         (struct page_point){box.left, y + text_style->size * 0.86}, 0);
	return y - box.top;
}

void put_rule(const struct furniture_input *input, struct group *group, struct page_point from, double width,
              enum theme_own_colour colour, double thickness)
{
	struct path path = path_new(input->arena);
	path_move(&path, mirror_x(input, from.x), from.y);
	path_line(&path, mirror_x(input, from.x + width), from.y);
	group_path(input->arena, group, path)->stroke =
	        (struct stroke){.colour = input->scene->theme->colour[colour], .width = thickness};
}

double measure_text(const struct furniture_input *input, enum theme_own_style style, size_t language, const char *text)
{
	struct text_run run;
	struct diag unheard;
	diag_init(&unheard);
	bool good = text_shape(input->scene->text, input->arena, text, input->scene->tags[language],
	                       input->scene->theme->style[style], no_place, &unheard, &run);
	diag_clear(&unheard);
	return good ? run.width : 0;
}

double put_texts(const struct furniture_input *input, struct group *group, enum theme_own_style style,
                 const struct localized *text, struct box box)
{
	const struct scene_input *scene = input->scene;
	double top = box.top;
	for (size_t i = 0; i < scene->language_count && i < (input->one_language ? 1 : 2); i++) {
		const char *shown =
		        i ? localized_get(text, scene->languages[i]) : localized_any(text, scene->languages[0]);
		if (shown && (!i || strcmp(shown, localized_any(text, scene->languages[0])) != 0))
			box.top += put_paragraph(input, group, i ? STYLE_TIMELINE : style, i, shown, box);
	}
	return box.top - top;
}

/* Title block, and version badge with tagline and year. */
#include "furniture/furniture.h"

#include <math.h>

#define TAGLINE_LEAST 60.0 /* width beside the badge; else the tagline goes below it */

static double draw_title(const struct furniture_input *input, const void *options, struct box box, struct group *group,
                         struct obstacles *obstacles)
{
	(void)options;
	(void)obstacles;
	const struct scene_input *scene = input->scene;
	double y = box.top + 3;
	for (size_t i = 0; i < scene->language_count && i < 2; i++) {
		const char *title = localized_get(&scene->spec->title, scene->languages[i]);
		if (!title)
			continue;
		struct box rest = {box.left, y, box.right, box.bottom};
		y += put_paragraph(input, group, i ? STYLE_TITLE_SECOND : STYLE_TITLE, i, title, rest) + 2;
	}
	put_rule(input, group, (struct page_point){box.left, y + 4}, box_width(box), COLOUR_TITLE_RULE,
	         scene->theme->measure[MEASURE_TITLE_RULE]);
	return y + 5 - box.top;
}

/* The tagline in two languages, the year after the second where it fits there, else on a line of its own. Returns the
 * height used. */
static double put_taglines(const struct furniture_input *input, struct group *group, struct box box)
{
	const struct scene_input *scene = input->scene;
	const struct version_spec *version = &scene->spec->versions[scene->version];
	const char *year = version->year ? arena_printf(input->arena, "%d", version->year) : NULL;
	double top = box.top;
	for (size_t i = 0; i < scene->language_count && i < 2; i++) {
		enum theme_own_style style = i ? STYLE_TAGLINE_SECOND : STYLE_TAGLINE;
		const char *text = localized_get(&version->tagline, scene->languages[i]);
		const struct messages *messages = scene->messages[i];
		const char *dated = text && year
		                            ? messages_fill(input->arena, messages, "tagline", "tagline", text, "year",
		                                            messages_digits(input->arena, messages, year), (char *)NULL)
		                            : NULL;
		if (i && dated && measure_text(input, style, i, dated) <= box_width(box)) {
			text = dated;
			year = NULL;
		}
		if (text)
			box.top += put_paragraph(input, group, style, i, text, box) + 1.5;
	}
	if (year)
		box.top += put_paragraph(input, group, STYLE_TAGLINE_SECOND, 0,
		                         messages_fill(input->arena, scene->messages[0], "year", "year",
		                                       messages_digits(input->arena, scene->messages[0], year),
		                                       (char *)NULL),
		                         box) +
		           1.5;
	return box.top - top;
}

static double draw_badge(const struct furniture_input *input, const void *options, struct box box, struct group *group,
                         struct obstacles *obstacles)
{
	(void)options;
	(void)obstacles;
	const struct scene_input *scene = input->scene;
	const char *name = scene->spec->versions[scene->version].name;
	double width = put_text(input, group, STYLE_BADGE, 0, name, (struct page_point){box.left, box.top + 25}, 0);
	if (box_width(box) - width - 12 < TAGLINE_LEAST)
		return 31 + put_taglines(input, group, (struct box){box.left, box.top + 31, box.right, box.bottom});
	struct box rest = {box.left + width + 12, box.top + 2, box.right, box.bottom};
	return fmax(30, 2 + put_taglines(input, group, rest));
}

const struct element title_element = {.kind = {"title", "the map's title in the languages shown", NULL, 0, 0},
                                      .draw = draw_title};
const struct element badge_element = {.kind = {"badge", "the version with its tagline and year", NULL, 0, 0},
                                      .draw = draw_badge};

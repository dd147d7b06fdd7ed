/* Title block, and version badge with tagline and year. */
#include "furniture/furniture.h"

#include <math.h>

#define TAGLINE_LEAST 60.0 /* width beside the badge; else the tagline goes below it */

static double draw_title(const struct furniture_input *input, const void *options, struct box box, struct group *group,
                         struct scene *obstacles)
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
		y += put_paragraph(input, group, i ? "title_second" : "title", i, title, rest) + 2;
	}
	put_rule(input, group, (struct spot){box.left, y + 4}, box_width(box), "title_rule",
	         theme_measure(scene->theme, "title_rule", 1));
	return y + 5 - box.top;
}

/* The tagline in two languages, the year after the last of them. Returns the height used. */
static double put_taglines(const struct furniture_input *input, struct group *group, struct box box)
{
	const struct scene_input *scene = input->scene;
	const struct version_spec *version = &scene->spec->versions[scene->version];
	const char *lines[2];
	size_t languages[2] = {0, 0}, count = 0;
	for (size_t i = 0; i < scene->language_count && i < 2; i++) {
		const char *tagline = localized_get(&version->tagline, scene->languages[i]);
		if (tagline) {
			languages[count] = i;
			lines[count++] = tagline;
		}
	}
	if (version->year) {
		size_t last = count ? count - 1 : 0;
		const struct messages *messages = scene->messages[languages[last]];
		const char *year =
		        message_digits(input->arena, messages, arena_printf(input->arena, "%d", version->year));
		lines[last] = count ? message_fill(input->arena, messages, "tagline", "tagline", lines[last], "year",
		                                   year, (char *)NULL)
		                    : message_fill(input->arena, messages, "year", "year", year, (char *)NULL);
		count = last + 1;
	}
	double top = box.top;
	for (size_t i = 0; i < count; i++)
		box.top += put_paragraph(input, group, languages[i] ? "tagline_second" : "tagline", languages[i],
		                         lines[i], box) +
		           1.5;
	return box.top - top;
}

static double draw_badge(const struct furniture_input *input, const void *options, struct box box, struct group *group,
                         struct scene *obstacles)
{
	(void)options;
	(void)obstacles;
	const struct scene_input *scene = input->scene;
	const char *name = scene->spec->versions[scene->version].name;
	double width = put_text(input, group, "badge", 0, name, (struct spot){box.left, box.top + 25}, 0);
	if (box_width(box) - width - 12 < TAGLINE_LEAST)
		return 31 + put_taglines(input, group, (struct box){box.left, box.top + 31, box.right, box.bottom});
	struct box rest = {box.left + width + 12, box.top + 2, box.right, box.bottom};
	return fmax(30, 2 + put_taglines(input, group, rest));
}

const struct element title_element = {.kind = {"title", "the map's title in the languages shown", NULL, 0, 0},
                                      .draw = draw_title};
const struct element badge_element = {.kind = {"badge", "the version with its tagline and year", NULL, 0, 0},
                                      .draw = draw_badge};

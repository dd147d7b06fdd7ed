/* Title block, version badge with tagline, and the timeline of versions. */
#include "furniture/furniture.h"

#include <math.h>
#include <string.h>

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

static const char *year_digits(const struct furniture_input *input, size_t language, const struct version_spec *version)
{
	return message_digits(input->arena, input->scene->messages[language],
	                      arena_printf(input->arena, "%d", version->year));
}

static double draw_badge(const struct furniture_input *input, const void *options, struct box box, struct group *group,
                         struct scene *obstacles)
{
	(void)options;
	(void)obstacles;
	const struct scene_input *scene = input->scene;
	const struct version_spec *version = &scene->spec->versions[scene->version];
	double width = put_text(input, group, "badge", 0, version->name, (struct spot){box.left, box.top + 25}, 0);
	struct box rest = {box.left + width + 12, box.top + 2, box.right, box.bottom};
	for (size_t i = 0; i < scene->language_count && i < 2; i++) {
		const char *tagline = localized_get(&version->tagline, scene->languages[i]);
		if (!tagline)
			continue;
		bool last = i + 1 == scene->language_count || i == 1;
		const char *text = last && version->year
		                           ? message_fill(input->arena, scene->messages[i], "tagline", "tagline",
		                                          tagline, "year", year_digits(input, i, version), (char *)NULL)
		                           : tagline;
		rest.top += put_paragraph(input, group, i ? "tagline_second" : "tagline", i, text, rest) + 1.5;
	}
	return fmax(30, rest.top - box.top);
}

static const char *count_text(const struct furniture_input *input, const struct version_spec *version, size_t total)
{
	const struct scene_input *scene = input->scene;
	const char *own = localized_get(&version->member_noun, scene->languages[0]);
	return own ? own : message_count(input->arena, scene->messages[0], "cities", total, (char *)NULL);
}

static double draw_timeline(const struct furniture_input *input, const void *options, struct box box,
                            struct group *group, struct scene *obstacles)
{
	(void)options;
	(void)obstacles;
	const struct scene_input *scene = input->scene;
	size_t count = scene->spec->version_count, total = 0;
	double step = count > 1 ? (box_width(box) - 42) / (double)(count - 1) : 0, y = box.top + 7;
	put_rule(input, group, (struct spot){box.left + 6, y}, step * (double)(count - 1), "timeline",
	         theme_measure(scene->theme, "timeline", 1));
	for (size_t i = 0; i < count; i++) {
		const struct version_spec *version = &scene->spec->versions[i];
		bool now = i == scene->version;
		double x = mirror_x(input, box.left + 6 + step * (double)i);
		struct path rim = path_new(input->arena), dot = path_new(input->arena);
		double radius = now ? theme_measure(scene->theme, "timeline_dot_now", 5.5)
		                    : theme_measure(scene->theme, "timeline_dot", 4);
		path_circle(&rim, (struct spot){x, y}, radius + 1.5);
		path_circle(&dot, (struct spot){x, y}, radius);
		group_path(input->arena, group, rim)->fill = scene_colour(scene, "page");
		struct path_mark *mark = group_path(input->arena, group, dot);
		mark->fill = theme_class(scene->theme, i, count);
		if (i > scene->version) { /* still to come */
			mark->stroke = (struct stroke){.colour = mark->fill, .width = 1};
			mark->fill = scene_colour(scene, "page");
		}
		const char *style = now ? "timeline_now" : "timeline";
		total += version->member_count;
		double left = box.left;
		left += step * (double)i;
		double named = put_text(input, group, style, 0, version->name, (struct spot){left, y + 17}, 0);
		if (i && version->member_count) /* what is new in it */
			put_text(input, group, now ? "timeline_new" : "timeline", 0,
			         message_count(input->arena, scene->messages[0], "new_members", version->member_count,
			                       (char *)NULL),
			         (struct spot){left + named + 4, y + 17}, 0);
		if (version->year)
			put_text(input, group, style, 0,
			         message_fill(input->arena, scene->messages[0], "year", "year",
			                      year_digits(input, 0, version), (char *)NULL),
			         (struct spot){left, y + 26}, 0);
		put_text(input, group, style, 0, count_text(input, version, total), (struct spot){left, y + 35}, 0);
	}
	return 44;
}

const struct element title_element = {.kind = {"title", "the map's title in the languages shown", NULL, 0, 0},
                                      .draw = draw_title};
const struct element badge_element = {.kind = {"badge", "the version with its tagline and year", NULL, 0, 0},
                                      .draw = draw_badge};
const struct element timeline_element = {.kind = {"timeline", "one dot per version", NULL, 0, 0},
                                         .draw = draw_timeline};

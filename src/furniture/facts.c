/* Facts, legend and credits: the panel's text. */
#include "furniture/furniture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool fact_shown(const struct scene_input *scene, const struct fact_spec *fact)
{
	for (size_t i = 0; i < fact->version_count; i++)
		if (!strcmp(fact->versions[i], scene->spec->versions[scene->version].name))
			return true;
	return fact->version_count == 0;
}

/* The text in every language shown, one below the other, the later ones muted. Returns the height used. */
static double put_texts(const struct furniture_input *input, struct group *group, const char *style,
                        const struct localized *text, struct box box)
{
	const struct scene_input *scene = input->scene;
	double top = box.top;
	for (size_t i = 0; i < scene->language_count && i < (input->one_language ? 1 : 2); i++) {
		const char *shown =
		        i ? localized_get(text, scene->languages[i]) : localized_any(text, scene->languages[0]);
		if (shown && (!i || strcmp(shown, localized_any(text, scene->languages[0])) != 0))
			box.top += put_paragraph(input, group, i ? "timeline" : style, i, shown, box);
	}
	return box.top - top;
}

static double draw_facts(const struct furniture_input *input, const void *options, struct box box, struct group *group,
                         struct scene *obstacles)
{
	(void)options;
	(void)obstacles;
	const struct scene_input *scene = input->scene;
	double y = box.top;
	for (size_t i = 0; i < scene->spec->fact_count; i++) {
		const struct fact_spec *fact = &scene->spec->facts[i];
		if (!fact_shown(scene, fact))
			continue;
		put_text(input, group, "fact_figure", 0, localized_any(&fact->figure, scene->languages[0]),
		         (struct spot){box.left, y + 13}, 0);
		struct box rest = {box.left + 52, y + 1, box.right, box.bottom};
		double height = put_texts(input, group, "fact_text", &fact->text, rest);
		y += fmax(19, height + 7);
	}
	return y - box.top;
}

static double draw_legend(const struct furniture_input *input, const void *options, struct box box, struct group *group,
                          struct scene *obstacles)
{
	(void)options;
	(void)obstacles;
	const struct scene_input *scene = input->scene;
	put_rule(input, group, (struct spot){box.left, box.top}, box_width(box), "rule",
	         theme_measure(scene->theme, "rule", 0.5));
	double y = box.top + 15, x = box.left;
	for (size_t i = 0; i < scene->language_count && i < 2; i++)
		x += 6 + put_text(input, group, i ? "legend_text" : "legend_title", i,
		                  message(scene->messages[i], "legend"), (struct spot){x, y}, 0);
	y += 8;
	for (size_t i = 0; i < input->legend_count; i++) {
		const struct legend_entry *entry = &input->legend[i];
		struct group *row = group_add(input->arena, group, NULL, "legend-row");
		entry->draw(input->arena, row, entry, (struct box){box.left, y, box.left + 20, y + 9});
		struct box rest = {box.left + 28, y + 0.6, box.right, box.bottom};
		double height = put_texts(input, row, "legend_text", &entry->text, rest);
		y += fmax(13.5, height + 4);
	}
	return y - box.top;
}

static const char *projection_text(const struct furniture_input *input, const struct view_projection *projection)
{
	if (!projection->is_conic)
		return projection->name;
	char first[52], second[52];
	strcat(number_text(first, projection->parallel_1, 1), "°");
	strcat(number_text(second, projection->parallel_2, 1), "°");
	return message_fill(input->arena, input->scene->messages[0], "projection_conic", "first", first, "second",
	                    second, (char *)NULL);
}

static double draw_credits(const struct furniture_input *input, const void *options, struct box box,
                           struct group *group, struct scene *obstacles)
{
	(void)options;
	(void)obstacles;
	const struct scene_input *scene = input->scene;
	struct view_projection projection;
	view_describe(scene->view, &projection);
	struct buffer text;
	buffer_init(&text);
	buffer_printf(&text, "%s. %s", ratio_text(input->arena, scene->messages[0], scene_scale(scene)),
	              projection_text(input, &projection));
	buffer_text(&text, ".");
	for (size_t i = 0; i < scene->spec->source_count; i++)
		buffer_printf(&text, " %s", localized_any(&scene->spec->sources[i].text, scene->languages[0]));
	if (scene->spec->approval)
		buffer_printf(&text, " %s",
		              message_fill(input->arena, scene->messages[0], "approval", "number",
		                           scene->spec->approval, (char *)NULL));
	double height = put_paragraph(input, group, "credits", 0, arena_text(input->arena, text.bytes), box);
	buffer_clear(&text);
	return height;
}

const struct element facts_element = {.kind = {"facts", "figures with one line each", NULL, 0, 0}, .draw = draw_facts};
const struct element legend_element = {.kind = {"legend", "what the map's colours and lines mean", NULL, 0, 0},
                                       .draw = draw_legend};
const struct element credits_element = {
        .kind = {"credits", "scale, projection, sources", NULL, 0, 0}, .at_foot = true, .draw = draw_credits};

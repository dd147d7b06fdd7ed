/* Facts: a figure and one line of text each; those of the version drawn. */
#include "furniture/furniture.h"

#include <math.h>
#include <string.h>

#define FIGURE_LEAST 32.0
#define FIGURE_GAP   9.0

static bool fact_shown(const struct scene_input *scene, const struct fact_spec *fact)
{
	for (size_t i = 0; i < fact->version_count; i++)
		if (!strcmp(fact->versions[i], scene->spec->versions[scene->version].name))
			return true;
	return fact->version_count == 0;
}

/* Left edge of the texts: beside the widest figure of all versions, so that a series has one line. */
static double text_offset(const struct furniture_input *input)
{
	const struct map_spec *spec = input->scene->spec;
	double widest = FIGURE_LEAST;
	for (size_t i = 0; i < spec->fact_count; i++)
		widest = fmax(widest, measure_text(input, STYLE_FACT_FIGURE, 0,
		                                   localized_any(&spec->facts[i].figure, input->scene->languages[0])));
	return widest + FIGURE_GAP;
}

static double draw_facts(const struct furniture_input *input, const void *options, struct box box, struct group *group,
                         struct obstacles *obstacles)
{
	(void)options;
	(void)obstacles;
	const struct scene_input *scene = input->scene;
	double y = box.top, bottom = y, offset = text_offset(input);
	for (size_t i = 0; i < scene->spec->fact_count; i++) {
		const struct fact_spec *fact = &scene->spec->facts[i];
		if (!fact_shown(scene, fact))
			continue;
		put_text(input, group, STYLE_FACT_FIGURE, 0, localized_any(&fact->figure, scene->languages[0]),
		         (struct page_point){box.left, y + 13}, 0);
		struct box rest = {box.left + offset, y + 1, box.right, box.bottom};
		double height = put_texts(input, group, STYLE_FACT_TEXT, &fact->text, rest);
		bottom = y + fmax(13, height + 1);
		y += fmax(19, height + 7);
	}
	return bottom - box.top;
}

const struct element facts_element = {.kind = {"facts", "figures with one line each", NULL, 0, 0}, .draw = draw_facts};

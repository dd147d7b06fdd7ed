/* Credits: scale, projection, sources, approval number, in the leading language. */
#include "furniture/furniture.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *scale_text(const struct furniture_input *input)
{
	char digits[32];
	double rounded = input->scene->view ? scene_scale(input->scene) : 1e6;
	double unit = pow(10, floor(log10(rounded)) - 1);
	snprintf(digits, sizeof digits, "%.0f", round(rounded / unit) * unit);
	struct buffer grouped;
	buffer_init(&grouped);
	size_t length = strlen(digits);
	for (size_t i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			buffer_char(&grouped, ' ');
		buffer_char(&grouped, digits[i]);
	}
	char *text =
	        message_fill(input->arena, input->scene->messages[0], "scale", "scale", grouped.bytes, (char *)NULL);
	buffer_clear(&grouped);
	return text;
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
	struct view_projection projection = {.is_conic = true}; /* as long a text as any, while there is no view */
	if (scene->view)
		view_describe(scene->view, &projection);
	struct buffer text;
	buffer_init(&text);
	buffer_printf(&text, "%s. %s", scale_text(input), projection_text(input, &projection));
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

const struct element credits_element = {
        .kind = {"credits", "scale, projection, sources", NULL, 0, 0}, .at_foot = true, .draw = draw_credits};

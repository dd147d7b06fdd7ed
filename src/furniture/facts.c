/* Facts: a figure and one line of text each; those of the version drawn. */
#include "furniture/element.h"

#include <math.h>

#define FIGURE_LEAST 32.0
#define FIGURE_GAP   9.0

/* Left edge of the texts: beside the widest figure of all versions, so that a series has one line. */
static double text_offset(const struct block *block)
{
	const struct map_spec *spec = block->input->scene->spec;
	double widest = FIGURE_LEAST;
	for (size_t i = 0; i < spec->fact_count; i++) {
		const char *figure = localized_any(&spec->facts[i].figure, spec->languages[0]);
		widest = fmax(widest, block_text_width(block, STYLE_FACT_FIGURE, 0, figure));
	}
	return widest + FIGURE_GAP;
}

static void measure(struct block *block)
{
	const struct scene_input *scene = block->input->scene;
	struct box box = block->form.box;
	double y = box.top, offset = text_offset(block);
	for (size_t i = 0; i < scene->spec->fact_count; i++) {
		const struct fact_spec *fact = &scene->spec->facts[i];
		if (!map_spec_applies(&fact->versions, scene->spec->versions[scene->version].name))
			continue;
		block_text(block, STYLE_FACT_FIGURE, 0, localized_any(&fact->figure, scene->languages[0]),
		           (struct page_point){box.left, y + 13}, 0);
		double height = block_texts(block, STYLE_FACT_TEXT, &fact->text,
		                            (struct box){box.left + offset, y + 1, box.right, box.bottom});
		block->height = y + fmax(13, height + 1) - box.top;
		y += fmax(19, height + 7);
	}
}

const struct element facts_element = {
        .kind = {"facts", "figures with one line each", NULL, 0, 0},
        .gives_way = 2,
        .measure = measure,
};

/* Facts: those of the version drawn, each a figure with a text beside it, or a text alone as wide as the panel. */
#include "furniture/element.h"

#include <math.h>

#define FIGURE_LEAST  32.0
#define FIGURE_GAP    9.0
#define FIGURE_MOST   0.4  /* of the width, for a figure beside which a text has room; else the text goes below it */
#define FIGURE_HEIGHT 13.0 /* to its baseline */
#define FIGURE_MIDDLE 18.0 /* a text of this height, with the room below its line, is level with the digits */
#define FACT_GAP      6.0
#define TIGHT_GAP     4.0
#define LEAST_STEP    21.0 /* from one fact to the next */
#define TIGHT_STEP    18.0

static bool leaves_room(const struct block *block, const char *figure)
{
	return block_text_width(block, STYLE_FACT_FIGURE, 0, figure) <= FIGURE_MOST * box_width(block->form.box);
}

/* Left edge of the texts: beside the widest figure of all versions, so that a series has one line. */
static double text_offset(const struct block *block)
{
	const struct map_spec *spec = block->input->scene->spec;
	double widest = FIGURE_LEAST;
	for (size_t i = 0; i < spec->fact_count; i++) {
		const char *figure = localized_any(&spec->facts[i].figure, spec->languages[0]);
		if (leaves_room(block, figure))
			widest = fmax(widest, block_text_width(block, STYLE_FACT_FIGURE, 0, figure));
	}
	return widest + FIGURE_GAP;
}

static double text_height(const struct block *block, const struct localized *text, struct box box)
{
	struct block trial = block_trial(block);
	return block_texts(&trial, STYLE_FACT_TEXT, text, box);
}

/* Returns the height that the fact takes. A single line stands at half the figure's height. */
static double add_fact(struct block *block, const struct fact_spec *fact, struct box box, double offset)
{
	const char *figure = localized_any(&fact->figure, block->input->scene->languages[0]);
	block_row(block, "fact");
	if (!*figure)
		return block_texts(block, STYLE_FACT_TEXT, &fact->text, box);
	if (!leaves_room(block, figure)) {
		double height = block_paragraph(block, STYLE_FACT_FIGURE, 0, figure, box);
		box.top += height;
		return height + block_texts(block, STYLE_FACT_TEXT, &fact->text, box);
	}
	block_text(block, STYLE_FACT_FIGURE, 0, figure, (struct page_point){box.left, box.top + FIGURE_HEIGHT}, 0);
	box.left += offset;
	double down = fmax(1, (FIGURE_MIDDLE - text_height(block, &fact->text, box)) / 2);
	box.top += down;
	return fmax(FIGURE_HEIGHT, block_texts(block, STYLE_FACT_TEXT, &fact->text, box) + down);
}

static void measure(struct block *block)
{
	const struct scene_input *scene = block->input->scene;
	struct box box = block->form.box;
	double offset = text_offset(block);
	for (size_t i = 0; i < scene->spec->fact_count; i++) {
		const struct fact_spec *fact = &scene->spec->facts[i];
		if (!map_spec_applies(&fact->versions, scene->spec->versions[scene->version].name))
			continue;
		double height = add_fact(block, fact, box, offset);
		block->height = box.top + height - block->form.box.top;
		box.top +=
		        block->form.tight ? fmax(TIGHT_STEP, height + TIGHT_GAP) : fmax(LEAST_STEP, height + FACT_GAP);
	}
}

const struct element facts_element = {
        .kind = {"facts", "what the panel tells: figures with a text, or texts alone", NULL, 0, 0},
        .gives_way = 3,
        .measure = measure,
};

/* Title block, and version badge with tagline and year. */
#include "furniture/element.h"

#include <math.h>

#define TITLES_GAP    9.0  /* between two languages on one line */
#define TAGLINE_LEAST 60.0 /* width beside the badge; else the tagline goes below it */

/* On an open sheet both languages stand on one line, where they fit. */
static bool add_open_title(struct block *block)
{
	const struct scene_input *scene = block->input->scene;
	const char *first = block_text_in(block, &scene->spec->title, 0);
	const char *second = scene->language_count > 1 ? block_text_in(block, &scene->spec->title, 1) : NULL;
	double size = scene->theme->style[STYLE_TITLE]->size, width = block_text_width(block, STYLE_TITLE, 0, first);
	if (!second ||
	    width + TITLES_GAP + block_text_width(block, STYLE_TITLE_SECOND, 1, second) > box_width(block->form.box))
		return false;
	struct page_point at = {block->form.box.left, block->form.box.top + size};
	block_text(block, STYLE_TITLE, 0, first, at, 0);
	block_text(block, STYLE_TITLE_SECOND, 1, second, (struct page_point){at.x + width + TITLES_GAP, at.y}, 0);
	block->height = size * 1.3;
	return true;
}

static void measure_title(struct block *block)
{
	const struct scene_input *scene = block->input->scene;
	struct box left = block->form.box;
	if (!scene->spec->title.count) /* none */
		return;
	if (block->form.is_open && add_open_title(block))
		return;
	left.top += 3;
	for (size_t i = 0; i < scene->language_count && i < 2; i++) {
		const char *title = block_text_in(block, &scene->spec->title, i);
		if (title)
			left.top += block_paragraph(block, i ? STYLE_TITLE_SECOND : STYLE_TITLE, i, title, left) + 2;
	}
	if (block->form.is_open) {
		block->height = left.top - block->form.box.top;
		return;
	}
	block_rule(block, (struct page_point){left.left, left.top + 4}, box_width(left), COLOUR_TITLE_RULE,
	           scene->theme->measure[MEASURE_TITLE_RULE]);
	block->height = left.top + 5 - block->form.box.top;
}

static const char *year_text(const struct block *block, size_t language, const char *message, const char *tagline)
{
	const struct scene_input *scene = block->input->scene;
	struct arena *arena = block->input->arena;
	const struct messages *messages = scene->messages[language];
	const char *year = arena_printf(arena, "%d", scene->spec->versions[scene->version].year);
	return messages_fill(arena, messages, message, "year", messages_digits(arena, messages, year),
	                     tagline ? "tagline" : (char *)NULL, tagline, (char *)NULL);
}

/* The tagline in two languages, the year after the second where it fits there, else on a line of its own. Returns the
 * height used. */
static double add_taglines(struct block *block, struct box box)
{
	const struct scene_input *scene = block->input->scene;
	const struct version_spec *version = &scene->spec->versions[scene->version];
	bool dated = !map_spec_year_beside(version);
	double top = box.top;
	for (size_t i = 0; i < scene->language_count && i < 2; i++) {
		enum theme_own_style style = i ? STYLE_TAGLINE_SECOND : STYLE_TAGLINE;
		const char *text = block_text_in(block, &version->tagline, i);
		const char *with_year = text && !dated ? year_text(block, i, "tagline", text) : NULL;
		if (i && with_year && block_text_width(block, style, i, with_year) <= box_width(box)) {
			text = with_year;
			dated = true;
		}
		if (text)
			box.top += block_even_paragraph(block, style, i, text, box) + 1.5;
	}
	if (!dated)
		box.top +=
		        block_paragraph(block, STYLE_TAGLINE_SECOND, 0, year_text(block, 0, "year", NULL), box) + 1.5;
	return box.top - top;
}

static void measure_badge(struct block *block)
{
	const struct scene_input *scene = block->input->scene;
	if (!scene->spec->has_versions)
		return;
	struct box box = block->form.box;
	const char *name = scene->spec->versions[scene->version].name;
	double width = block_text_width(block, STYLE_BADGE, 0, name);
	if (width > box_width(box)) { /* a word, not a number */
		box.top += block_whole_words(block, STYLE_TITLE, 0, name, box) + 4;
		block->height = box.top + add_taglines(block, box) - block->form.box.top;
		return;
	}
	block_text(block, STYLE_BADGE, 0, name, (struct page_point){box.left, box.top + 25}, 0);
	if (box_width(box) - width - 12 < TAGLINE_LEAST)
		block->height = 31 + add_taglines(block, (struct box){box.left, box.top + 31, box.right, box.bottom});
	else
		block->height = fmax(30, 2 + add_taglines(block, (struct box){box.left + width + 12, box.top + 2,
		                                                              box.right, box.bottom}));
}

const struct element title_element = {
        .kind = {"title", "the map's title in the languages shown", NULL, 0, 0},
        .is_ruled = true,
        .measure = measure_title,
};
const struct element badge_element = {
        .kind = {"badge", "the version with its tagline and year", NULL, 0, 0},
        .measure = measure_badge,
};

/* The legend's key of a layer that draws names alone: letters in their style. In: the entry, whose text tells the
 * script. Out: a text mark. Why so: a blank key says nothing; a name from the data would not fit the key's width. */
#include "scene/name_key.h"

#include "base/utf8.h"
#include "scene/names.h"

#include <math.h>
#include <string.h>

#define SMALLEST_TEXT 5.0 /* points */

/* The first letters of scripts, by the first character of theirs that a text holds; others have Latin ones. */
static const struct {
	uint32_t first, last;
	const char *letters;
} scripts[] = {
        {0x0370, 0x03FF, "Αβγ"},    {0x0400, 0x04FF, "Абв"},  {0x0530, 0x058F, "Աբգ"},    {0x0590, 0x05FF, "אבג"},
        {0x0600, 0x06FF, "ابج"},    {0x0900, 0x097F, "अआइ"},  {0x0E00, 0x0E7F, "กขค"},    {0x10A0, 0x10FF, "აბგ"},
        {0x3040, 0x30FF, "あいう"}, {0x4E00, 0x9FFF, "文字"}, {0xAC00, 0xD7AF, "가나다"},
};

static const char *letters_like(const char *text)
{
	for (size_t length = strlen(text), i = 0, taken; i < length; i += taken) {
		uint32_t character = base_utf8_decode(text + i, length - i, &taken);
		for (size_t k = 0; k < sizeof scripts / sizeof *scripts; k++)
			if (character >= scripts[k].first && character <= scripts[k].last)
				return scripts[k].letters;
	}
	return "Abc";
}

static bool set_letters(const struct legend_entry *entry, struct arena *arena, const struct text_style *style,
                        struct text_run *out)
{
	const struct scene_input *input = entry->input;
	struct diag unused; /* a font that is missing has been reported for the names */
	diag_init(&unused);
	bool is_set = text_shape(input->text, arena, letters_like(localized_any(&entry->text, input->languages[0])),
	                         input->tags[0], style, entry->layer->place, &unused, out);
	diag_clear(&unused);
	return is_set;
}

void scene_name_key(struct arena *arena, struct group *parent, const struct legend_entry *entry, struct box box)
{
	const struct scene_input *input = entry->input;
	const struct page_spec *page = &input->spec->page;
	const struct layer_drawing layer = {.input = input, .layer = entry->layer};
	struct text_style letters = *theme_style(input->theme, scene_label_style(&layer).first);
	struct text_run run;
	if (!set_letters(entry, arena, &letters, &run))
		return;
	if (run.width > box_width(box)) {
		double least = fmax(SMALLEST_TEXT, page->least_text / page->type_scale);
		letters.size = fmax(least, letters.size * box_width(box) / run.width);
		if (!set_letters(entry, arena, &letters, &run))
			return;
	}
	struct page_point origin = {(box.left + box.right - run.width) / 2, (box.top + box.bottom + run.ascent) / 2};
	struct colour colour = colour_readable(scene_colour(input, letters.colour), input->theme->colour[COLOUR_PAGE],
	                                       input->theme->measure[MEASURE_LEAST_CONTRAST]);
	struct text_mark *mark = group_text(arena, parent, &run, origin, colour);
	if (input->outline_text)
		text_mark_trace(input->text, arena, mark);
}

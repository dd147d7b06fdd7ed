/* Labels: what the names of a layer read, and in which text style.
 * In: the layer's options, the data, the theme. Out: names, styles.
 * `label` named a text style before it named a column. Such map files draw as they did: a name that the theme has and
 * the data have not is a style, and one that both have is one, too, if the data entry says which columns hold names. */
#include "expression/expression.h"
#include "scene/names.h"

#include "base/utf8.h"

#include <string.h>

#define FEW_NAMES 60

const struct label_options *scene_label_options(const struct layer_spec *layer)
{
	return option_of_type(layer->kind, layer->options, OPTION_LABEL); /* their first row and field */
}

bool scene_label_is_asked(const struct layer_spec *layer)
{
	const struct label_options *label = scene_label_options(layer);
	if (!label || label->text.is_none)
		return false;
	return label->text.written || label->text.count || *label->style || scene_style_find(layer->kind)->only_names;
}

bool scene_label_names_style(const struct theme *theme, const struct label *label)
{
	return label->written && theme_style(theme, label->written);
}

bool scene_label_reads_columns(const struct theme *theme, const struct data_spec *data, const struct dataset *dataset,
                               const struct label *label)
{
	if (!scene_label_names_style(theme, label))
		return label->count > 0;
	return !data->names.count && dataset_column(dataset, label->written) >= 0;
}

bool scene_label_is_made(const struct dataset *dataset, const struct label *label)
{
	struct arena scratch;
	size_t count;
	bool is_made = label->count && (!label->written || expression_has_literal(label->entries[0].text));
	if (is_made || !label->count)
		return is_made;
	arena_init(&scratch);
	const struct expression_column *columns = expression_columns(label->entries[0].text, &scratch, &count);
	for (size_t i = 0; i < count; i++)
		is_made |= dataset_column(dataset, columns[i].name) >= 0;
	arena_clear(&scratch);
	return is_made;
}

/* The text in a language; the one for all, else the first, where the label has none for any language of the map. */
static const struct expression *text_in(const struct scene_input *input, const struct label *label, size_t language)
{
	const struct expression *text = NULL;
	bool any = false;
	for (size_t i = 0; i < label->count; i++)
		for (size_t k = 0; k < input->language_count; k++)
			any |= !strcmp(label->entries[i].language, input->languages[k]);
	for (size_t i = 0; i < label->count; i++)
		if (!strcmp(label->entries[i].language, input->languages[language]))
			return label->entries[i].text;
		else if (!*label->entries[i].language)
			text = label->entries[i].text;
	return text || any ? text : label->entries[0].text;
}

struct names scene_label_names(const struct layer_drawing *drawing, const struct feature *feature)
{
	const struct scene_input *input = drawing->input;
	const struct layer_spec *layer = drawing->layer;
	const struct label *label = &scene_label_options(layer)->text;
	struct names names = feature_names(input, layer->data, drawing->dataset, feature);
	if (!scene_label_reads_columns(input->theme, layer->data, drawing->dataset, label))
		return names;
	names.first = NULL;
	memset(names.text, 0, sizeof names.text);
	for (size_t i = 0; i < input->language_count && i < MOST_LANGUAGES; i++) {
		const struct expression *parts = text_in(input, label, i);
		const char *text = parts ? feature_text(drawing->dataset, feature, parts, drawing->scene->arena) : "";
		if (base_utf8_is_blank(text) || scene_names_look_alike(names.text, i, text))
			continue;
		names.text[i] = text;
		if (!names.first)
			names.first = text;
		if (names.all_count < MOST_LANGUAGES && !scene_names_repeat(names.all, names.all_count, text))
			names.all[names.all_count++] = text;
	}
	return names;
}

/* In a plain map a few names are what it is about: they are set as such, many as the ground for something else. */
static const char *usual_style(const struct scene_input *input, const struct layer_spec *layer)
{
	const struct layer_style *style = scene_style_find(layer->kind);
	const struct dataset *dataset = scene_layer_dataset(input->spec, input->datasets, layer);
	bool are_few = !input->spec->has_versions && dataset && dataset->feature_count <= FEW_NAMES;
	const char *usual = style->few_style && are_few ? style->few_style : style->label_style;
	return theme_style(input->theme, usual) ? usual : "locator";
}

struct name_style scene_label_style(const struct layer_drawing *drawing)
{
	const struct theme *theme = drawing->input->theme;
	const struct layer_spec *layer = drawing->layer;
	const struct label_options *label = scene_label_options(layer);
	const char *style = label->style;
	if (!*style && scene_label_names_style(theme, &label->text))
		style = label->text.written;
	if (!*style)
		style = usual_style(drawing->input, layer);
	return (struct name_style){style, label->second, label->stacked, label->alone};
}

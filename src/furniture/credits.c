/* Credits: scale, projection, sources, approval number, in the leading language. A bare map has only the last two,
 * which licences and laws ask for. A page that sets nothing in small type has the sources' brief lines, and no
 * projection. */
#include "base/utf8.h"
#include "furniture/element.h"

#include <string.h>

static const char *scale_text(const struct furniture_input *input)
{
	const struct messages *messages = input->scene->messages[0];
	return messages_fill(
	        input->arena, messages, "scale", "ratio",
	        furniture_ratio_text(input->arena, messages, input->scene->view ? scene_scale(input->scene) : 88.8e6),
	        (char *)NULL);
}

static const char *parallel_text(const struct furniture_input *input, double degrees)
{
	return arena_printf(input->arena, "%s°", messages_number(input->arena, input->scene->messages[0], degrees, 1));
}

static const char *projection_text(const struct furniture_input *input, const struct view_projection *projection)
{
	const struct messages *messages = input->scene->messages[0];
	if (projection->is_conic)
		return messages_fill(input->arena, messages, "projection_conic", "first",
		                     parallel_text(input, projection->parallel_1), "second",
		                     parallel_text(input, projection->parallel_2), (char *)NULL);
	const char *key = arena_printf(input->arena, "projection_%s", projection->id);
	bool known = *projection->id && messages_have(messages, key);
	return messages_fill(input->arena, messages, "projection", "projection",
	                     known ? messages_text(messages, key) : projection->name, (char *)NULL);
}

static bool is_brief(const struct furniture_input *input)
{
	return input->bare || input->scene->spec->page.least_text > 0;
}

/* The author's own line, or one made of what a reader needs to find the source. */
static const char *source_text(const struct furniture_input *input, const struct source_spec *source)
{
	const struct messages *messages = input->scene->messages[0];
	const char *language = input->scene->languages[0];
	if (is_brief(input) && source->brief.count)
		return localized_any(&source->brief, language);
	if (!source->year)
		return localized_any(&source->text, language);
	const char *year = messages_digits(input->arena, messages, arena_printf(input->arena, "%d", source->year));
	const char *text =
	        messages_fill(input->arena, messages, source->of.count ? "source_of" : "source", "of",
	                      localized_any(&source->of, language), "kind", localized_any(&source->kind, language),
	                      "title", localized_any(&source->title, language), "year", year, (char *)NULL);
	return text_sentence(input->arena, text, input->scene->tags[0]);
}

/* Whether a layer may show its data: of context only what is seen in the map, which a base draws round the globe. */
static bool may_show(const struct block *block, const struct layer_spec *layer)
{
	const struct furniture_input *input = block->input;
	for (size_t i = 0; layer->is_context && input->traces && i < input->scene->layer_count; i++)
		if (input->scene->layers[i] == layer)
			return input->traces[i].shows;
	return true;
}

/* Whether the sheet shows the data: whatever the map has of them, and of elements what stands on this sheet. */
static bool is_shown(const struct block *block, const struct data_spec *data)
{
	const struct scene_input *scene = block->input->scene;
	const struct map_spec *spec = scene->spec;
	bool any_element = false, any_layer = false;
	if (data == spec->member_areas || data == spec->member_points)
		return true;
	for (size_t i = 0; i < spec->layer_count; i++) {
		any_layer |= spec->layers[i].data == data;
		if ((spec->layers[i].data == data && may_show(block, &spec->layers[i])) ||
		    map_spec_options_name(spec->layers[i].kind, spec->layers[i].options, NULL, data))
			return true;
	}
	for (size_t i = 0; i < spec->element_count; i++) {
		const struct element_spec *element = &spec->elements[i];
		if (!map_spec_options_name(element->kind, element->options, NULL, data))
			continue;
		any_element = true;
		bool has_locator = !block->form.without_locator && (!block->input->bare || element->anchor.given);
		if (element->shown && (has_locator || element->kind != &locator_element.kind))
			return true;
	}
	return !any_element && !any_layer;
}

/* A source that no data entry names is the author's word on the whole map, or of what a bare one has not: the facts. */
static bool is_credited(const struct block *block, const struct source_spec *source)
{
	const struct map_spec *spec = block->input->scene->spec;
	bool any_data = false;
	for (size_t i = 0; i < spec->data_count; i++) {
		const struct data_spec *data = &spec->data[i];
		if (!data->credit || strcmp(data->credit, source->id) != 0)
			continue;
		any_data = true;
		if (is_shown(block, data))
			return true;
	}
	return !any_data && !(block->input->bare && source->of.count);
}

/* Whether a source before it is credited with the same words: parts of the world inside that are of one source. */
static bool is_repeated(const struct block *block, const struct source_spec *source)
{
	const struct source_spec *before = block->input->scene->spec->sources;
	const char *text = source_text(block->input, source);
	for (; before < source; before++)
		if (is_credited(block, before) && !strcmp(source_text(block->input, before), text))
			return true;
	return false;
}

/* Sets the sentences as a paragraph below those set before. */
static void set_sentences(struct block *block, struct buffer *text)
{
	struct box box = block->form.box;
	box.top += block->height;
	block->height += block_paragraph(block, STYLE_CREDITS, 0, arena_text(block->input->arena, text->bytes), box);
}

/* Adds a sentence; what would grow longer than a text may be is set before it. */
static void add_sentence(struct block *block, struct buffer *text, const char *sentence)
{
	const char *gap = text->length ? messages_text(block->input->scene->messages[0], "between_sentences") : "";
	char *longer = arena_printf(block->input->arena, "%s%s%s", text->length ? text->bytes : "", gap, sentence);
	if (text->length && base_utf8_length(longer) > TEXT_LONGEST) {
		set_sentences(block, text);
		longer = arena_text(block->input->arena, sentence);
	}
	buffer_clear(text);
	buffer_text(text, longer);
}

static void measure(struct block *block)
{
	const struct furniture_input *input = block->input;
	const struct scene_input *scene = input->scene;
	struct view_projection projection = {.is_conic = true,
	                                     .parallel_1 = 88.8,
	                                     .parallel_2 = 88.8}; /* as long a text as any, while there is no view */
	if (scene->view)
		view_describe(scene->view, &projection);
	const struct messages *messages = scene->messages[0];
	struct buffer text;
	buffer_init(&text);
	block->height = 0;
	if (!input->bare)
		add_sentence(block, &text, scale_text(input));
	if (!is_brief(input))
		add_sentence(block, &text, projection_text(input, &projection));
	for (size_t i = 0; i < scene->spec->source_count; i++)
		if (is_credited(block, &scene->spec->sources[i]) && !is_repeated(block, &scene->spec->sources[i]))
			add_sentence(block, &text, source_text(input, &scene->spec->sources[i]));
	if (scene->spec->approval)
		add_sentence(block, &text,
		             messages_fill(input->arena, messages, "approval", "number", scene->spec->approval,
		                           (char *)NULL));
	if (text.length)
		set_sentences(block, &text);
	buffer_clear(&text);
}

const struct element credits_element = {
        .kind = {"credits", "scale, projection, sources", NULL, 0, 0},
        .is_fixed = true,
        .at_foot = true,
        .is_strip = true,
        .measure = measure,
};

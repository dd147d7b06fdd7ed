/* Names: bilingual labels as blocks of measured runs. The leading language is set in its style, the
 * other beside or below it in the second style. */
#include "scene/names.h"

#include "scene/member_records.h"

#include "base/confined.h"
#include "base/utf8.h"
#include "data/place_key.h"

#include <math.h>
#include <string.h>

#define GAP_EM       0.45 /* between languages on one line */
#define LEADING_EM   0.28 /* between stacked lines */
#define STACKED_COST 6.0
#define SHOWN_NAME   40 /* characters of a name that is too long, in messages */

bool scene_names_repeat(const char *const *texts, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (texts[i] && !strcmp(texts[i], text))
			return true;
	return false;
}

bool scene_names_look_alike(const char *const *texts, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (texts[i] && data_place_names_alike(texts[i], text))
			return true;
	return false;
}

/* NULL: the record has none in the column for all languages. */
static const char *any_name(const struct localized *columns, const struct dataset *dataset,
                            const struct feature *feature)
{
	const char *column = localized_get(columns, "");
	const char *name = column ? feature_value(dataset, feature, column) : NULL;
	return name && *name ? name : NULL;
}

struct names feature_names(const struct scene_input *input, const struct data_spec *data, const struct dataset *dataset,
                           const struct feature *feature)
{
	struct names names = {.file = data->shown, .record = feature->record};
	names.member = scene_member_of(input->spec, data, dataset, feature);
	names.key = names.member ? names.member->key : data->key ? feature_value(dataset, feature, data->key) : NULL;
	const struct localized *columns = &input->names[data - input->spec->data];
	for (size_t i = 0; i < input->language_count && i < MOST_LANGUAGES; i++) {
		const char *column = scene_name_column(columns, dataset, input->languages[i]);
		const char *name = column ? feature_value(dataset, feature, column) : NULL;
		if (!name || !*name || scene_names_look_alike(names.text, i, name))
			continue;
		names.text[i] = name;
	}
	/* In the leading language, where it has none: in whatever language it is. */
	const char *any = names.text[0] ? NULL : any_name(columns, dataset, feature);
	if (any && !scene_names_look_alike(names.text, MOST_LANGUAGES, any))
		names.text[0] = any;
	for (size_t i = 0; i < MOST_LANGUAGES && !names.first; i++)
		names.first = names.text[i];
	for (size_t i = 0; i < columns->count && names.all_count < MOST_LANGUAGES; i++) {
		const char *name = feature_value(dataset, feature, columns->entries[i].text);
		if (name && *name && !scene_names_repeat(names.all, names.all_count, name))
			names.all[names.all_count++] = name;
	}
	return names;
}

/* The name on which the member's records agree; NULL: they have none, or several. */
static const char *name_in_data(const struct scene_input *input, const struct data_spec *data,
                                const struct member_spec *member, const char *language)
{
	const struct dataset *dataset = data ? scene_dataset(input, data) : NULL;
	const char *column =
	        data ? scene_name_column(&input->names[data - input->spec->data], dataset, language) : NULL;
	const char *found = NULL;
	const struct feature *record = NULL;
	while (column && (record = scene_member_record(input->spec, data, dataset, member, record))) {
		const char *name = feature_value(dataset, record, column);
		if (found && name && *name && strcmp(found, name) != 0)
			return NULL;
		found = name && *name ? name : found;
	}
	return found;
}

const char *scene_member_name(const struct scene_input *input, const struct member_spec *member, const char *language)
{
	const struct map_spec *spec = input->spec;
	const struct data_spec *data = spec->member_points ? spec->member_points : spec->member_areas;
	for (size_t i = 0; i <= spec->language_count; i++) {
		const char *in = i ? spec->languages[i - 1] : language;
		const char *own = localized_get(&member->name, in);
		const char *name = own ? own : name_in_data(input, data, member, in);
		if (name)
			return name;
	}
	return member->name.count ? member->name.entries[0].text : member->id;
}

void feature_attributes(struct arena *arena, struct group *group, const struct data_spec *data,
                        const struct dataset *dataset, const struct feature *feature)
{
	for (size_t i = 0; i < data->attributes.count; i++) {
		const char *column = data->attributes.items[i], *value = feature_value(dataset, feature, column);
		if (value && *value)
			group_attribute(arena, group, column, value);
	}
}

/* Without printf: a layer may have 200,000 features. */
char *scene_record_id(struct arena *arena, const struct layer_spec *layer, const struct feature *feature)
{
	char digits[20]; /* as many as the largest size_t has */
	size_t count = 0, bytes = strlen(layer->id);
	for (size_t rest = feature->record; rest > 0 || count == 0; rest /= 10)
		digits[count++] = (char)('0' + rest % 10);
	char *id = arena_alloc(arena, bytes + 1 + count + 1);
	memcpy(id, layer->id, bytes);
	id[bytes++] = '-';
	while (count > 0)
		id[bytes++] = digits[--count];
	id[bytes] = '\0';
	return id;
}

char *feature_id(struct arena *arena, const struct layer_spec *layer, const struct dataset *dataset,
                 const struct feature *feature)
{
	const char *key = layer->data->key ? feature_key(dataset, feature, layer->data->key, arena) : NULL;
	return key && *key ? arena_printf(arena, "%s-%s", layer->id, page_id_from(arena, key))
	                   : scene_record_id(arena, layer, feature);
}

const char *feature_link(const struct scene_input *input, const struct data_spec *data, const struct dataset *dataset,
                         const struct feature *feature)
{
	const char *own = data->url ? feature_value(dataset, feature, data->url) : NULL;
	if (own && *own)
		return own;
	const struct member_spec *member = scene_member_of(input->spec, data, dataset, feature);
	return member ? member->url : NULL;
}

struct group *feature_group(const struct layer_drawing *drawing, const struct feature *feature, const char *id,
                            const struct names *names)
{
	const struct data_spec *data = drawing->layer->data;
	struct group *group = group_add(drawing->scene->arena, drawing->group, id, "feature");
	group->title = names->first;
	if (names->key && *names->key)
		group_attribute(drawing->scene->arena, group, "key", names->key);
	if (names->member)
		group_attribute(drawing->scene->arena, group, "member", names->member->id);
	group->link = feature_link(drawing->input, data, drawing->dataset, feature);
	feature_attributes(drawing->scene->arena, group, data, drawing->dataset, feature);
	return group;
}

static struct label_piece make_piece(const struct scene_input *input, struct text_run run,
                                     const struct text_style *style)
{
	return (struct label_piece){
	        .run = run,
	        .fill = scene_colour(input, style->colour),
	        .halo = scene_colour(input, style->halo),
	        .halo_width = style->halo_width,
	};
}

/* Beside each other on one baseline. */
static struct label_form line_form(struct arena *arena, const struct label_piece *pieces, size_t count)
{
	bool from_right = pieces[0].run.right_to_left; /* the leading name stands at the right */
	struct label_form form = {ARENA_ARRAY(arena, count, struct label_piece), count, 0, 0, 0};
	double ascent = 0, descent = 0;
	for (size_t i = 0; i < count; i++) {
		ascent = fmax(ascent, pieces[i].run.ascent);
		descent = fmax(descent, pieces[i].run.descent);
	}
	for (size_t i = 0; i < count; i++) {
		form.pieces[i] = pieces[from_right ? count - 1 - i : i];
		if (i)
			form.width += form.pieces[i].run.size * GAP_EM;
		form.pieces[i].offset = (struct page_point){form.width, ascent};
		form.width += form.pieces[i].run.width;
	}
	form.height = ascent + descent;
	return form;
}

/* One below the other: alignment 0 left, 0.5 centred, 1 right. */
static struct label_form stacked_form(struct arena *arena, const struct label_piece *pieces, size_t count,
                                      double alignment)
{
	struct label_form form = {ARENA_ARRAY(arena, count, struct label_piece), count, 0, 0, 0};
	for (size_t i = 0; i < count; i++)
		form.width = fmax(form.width, pieces[i].run.width);
	for (size_t i = 0; i < count; i++) {
		form.pieces[i] = pieces[i];
		if (i)
			form.height += pieces[i].run.size * LEADING_EM - pieces[i - 1].run.descent * 0.4;
		form.pieces[i].offset = (struct page_point){(form.width - pieces[i].run.width) * alignment,
		                                            form.height + pieces[i].run.ascent};
		form.height += pieces[i].run.ascent + pieces[i].run.descent;
	}
	return form;
}

/* One record's name must not stop the map, and a box in place of a letter helps nobody. */
static bool shape_name(const struct layer_drawing *drawing, const struct names *names, size_t language,
                       const struct text_style *style, struct text_run *run)
{
	const struct scene_input *input = drawing->input;
	const struct layer_spec *layer = drawing->layer;
	struct arena *arena = drawing->scene->arena;
	const char *name = names->text[language];
	uint32_t missing;
	if (base_utf8_length(name) > TEXT_LONGEST) {
		diag_warning(input->diag, OVER_LIMIT, layer->place, "shorten it",
		             "layer '%s', %s, record %zu: a name of %zu characters is left out (at most %d can be "
		             "set): '%s'",
		             layer->id, names->file, names->record, base_utf8_length(name), TEXT_LONGEST,
		             base_quotable(base_utf8_shorten(arena, name, SHOWN_NAME)));
		return false;
	}
	bool good = text_shape_known(input->text, arena, name, input->tags[language], style, run, &missing);
	if (missing && layer->is_context)
		return false;
	if (missing)
		diag_warning(input->diag, MISSING_FONT, layer->place, text_font_hint(input->text, arena, missing),
		             "layer '%s', %s, record %zu: no font has %s, in the name '%s', which is %s", layer->id,
		             names->file, names->record, text_character_words(arena, missing), base_quotable(name),
		             good ? "drawn without it" : "left out");
	return good;
}

static size_t shape_names(const struct layer_drawing *drawing, const struct names *names,
                          const struct name_style *style, struct label_piece *pieces)
{
	const struct scene_input *input = drawing->input;
	size_t count = 0, most = style->alone ? 1 : MOST_LANGUAGES;
	for (size_t i = 0; i < input->language_count && count < most; i++) {
		if (!names->text[i])
			continue;
		if (count && style->second == option_no_style)
			break;
		bool second = count && style->second && *style->second;
		const struct text_style *text_style = theme_style(input->theme, second ? style->second : style->first);
		if (!text_style)
			BUG("a text style that the spec has not checked");
		struct text_run run;
		if (shape_name(drawing, names, i, text_style, &run))
			pieces[count++] = make_piece(input, run, text_style);
	}
	return count;
}

bool scene_name_forms(const struct layer_drawing *drawing, const struct names *names, const struct name_style *style,
                      struct label_request *request)
{
	struct scene *scene = drawing->scene;
	struct label_piece pieces[MOST_LANGUAGES];
	size_t count = shape_names(drawing, names, style, pieces);
	if (!count)
		return false;
	request->names = ARENA_ARRAY(scene->arena, names->all_count + 1, const char *);
	for (request->name_count = 0; request->name_count < names->all_count; request->name_count++)
		request->names[request->name_count] = names->all[request->name_count];
	request->from_right = pieces[0].run.right_to_left;
	request->forms = ARENA_ARRAY(scene->arena, count == 1 ? 1 : 4, struct label_form);
	if (count == 1) {
		request->forms[0] = line_form(scene->arena, pieces, 1);
		request->form_count = 1;
		return true;
	}
	struct label_form line = line_form(scene->arena, pieces, count);
	for (int i = 0; i < 3; i++) {
		struct label_form stacked = stacked_form(scene->arena, pieces, count, i * 0.5);
		stacked.cost = style->stacked_first ? i * 0.5 : STACKED_COST + i * 0.5;
		request->forms[request->form_count++] = stacked;
	}
	line.cost = style->stacked_first ? STACKED_COST : 0;
	request->forms[request->form_count++] = line;
	return true;
}

void scene_request_name(const struct layer_drawing *drawing, const struct names *names, const struct name_style *style,
                        struct label_request request)
{
	request.class_name = drawing->layer->id;
	request.title = names->first;
	request.key = names->key;
	request.member = names->member ? names->member->id : NULL;
	if (scene_name_forms(drawing, names, style, &request))
		*scene_request(drawing->scene) = request;
}

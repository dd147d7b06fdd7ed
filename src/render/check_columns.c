/* Checks of columns: whatever option of whatever kind names a column, the data have it. In: options, datasets. Out:
 * errors with the nearest name, or the names that there are. */
#include "render/check_columns.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "expression/expression.h"
#include "scene/names.h"

#include <string.h>
#include <strings.h>

#define MOST_LISTED 20

static const char *list_columns(const struct dataset *dataset, struct arena *arena)
{
	const char *list = "its columns are: ";
	for (size_t i = 0; i < dataset->column_count && i < MOST_LISTED; i++)
		list = arena_printf(arena, "%s%s%s", list, i ? ", " : "", dataset->columns[i]);
	return dataset->column_count > MOST_LISTED ? arena_printf(arena, "%s, …", list) : list;
}

static void need_column(const struct column_asker *asker, const struct option *option, const char *column)
{
	const struct dataset *dataset = asker->dataset;
	if (!column || !*column || dataset_column(dataset, column) >= 0)
		return;
	const char *near = option_suggest(column, dataset->columns, sizeof *dataset->columns, dataset->column_count);
	diag_error(asker->diag, UNKNOWN_COLUMN, asker->place,
	           near ? arena_printf(&asker->diag->arena, "did you mean '%s'?", near)
	                : list_columns(dataset, &asker->diag->arena),
	           "%s has no column '%s', which '%s' of %s '%s' names", asker->data->shown, column,
	           asker->in_class && option->type == OPTION_FILTER ? "classes" : option->key, asker->what, asker->id);
}

/* Those of an expression, each where it stands there. */
static void need_columns_of(const struct column_asker *asker, const struct option *option,
                            const struct expression *expression)
{
	size_t count;
	const struct expression_column *columns = expression_columns(expression, &asker->diag->arena, &count);
	for (size_t i = 0; i < count; i++) {
		struct column_asker there = *asker;
		if (columns[i].place.source)
			there.place = columns[i].place;
		need_column(&there, option, columns[i].name);
	}
}

/* name_en, name_zh, …, name need not be there, so that one line serves many files; some column of names must be. */
static bool is_usual_name(const struct localized_entry *entry)
{
	bool prefixed = strncmp(entry->text, "name", 4) == 0;
	return prefixed && (!*entry->language ? !entry->text[4]
	                                      : entry->text[4] == '_' && !strcmp(entry->text + 5, entry->language));
}

/* A text that is written, though a column would be of that name if capitals were small letters. */
static void note_near_column(const struct column_asker *asker, const struct option *option, const char *written)
{
	const struct dataset *dataset = asker->dataset;
	for (size_t i = 0; written && i < dataset->column_count; i++)
		if (strcasecmp(dataset->columns[i], written) == 0) {
			diag_note(asker->diag, UNKNOWN_COLUMN, asker->place,
			          arena_printf(&asker->diag->arena, "write %s: %s for what stands in the column",
			                       option->key, dataset->columns[i]),
			          "'%s' of %s '%s' writes '%s' as it stands: but for capitals it is the column '%s' of "
			          "%s",
			          option->key, asker->what, asker->id, written, dataset->columns[i],
			          asker->data->shown);
			return;
		}
}

void map_check_columns(const struct column_asker *asker, const struct option *option, const void *field)
{
	const char *text = option->type == OPTION_COLUMN ? *(const char *const *)field : NULL;
	if (text && !(option->fallback && strcmp(text, option->fallback) == 0))
		need_column(asker, option, text);
	const struct texts *texts = field;
	for (size_t i = 0; option->type == OPTION_COLUMNS && i < texts->count; i++)
		need_column(asker, option, texts->items[i]);
	const struct localized *names = field;
	for (size_t i = 0; option->type == OPTION_NAMES && i < names->count; i++)
		if (!is_usual_name(&names->entries[i]))
			need_column(asker, option, names->entries[i].text);
	const struct label *label = field;
	if (option->type == OPTION_TEXT_OR_COLUMN && scene_label_is_made(asker->dataset, label))
		need_columns_of(asker, option, label->entries[0].text);
	else if (option->type == OPTION_TEXT_OR_COLUMN)
		note_near_column(asker, option, label->written);
	if (option->type == OPTION_FILTER || option->type == OPTION_MATCH)
		need_columns_of(asker, option, *(const struct expression *const *)field);
}

/* The values of a column by whether they can be read as numbers; empty ones do not count. */
struct number_counts {
	size_t numbers, texts, record;
	const char *first; /* text, of the record */
};

static struct number_counts count_numbers(const struct dataset *dataset, const char *column, struct diag *diag)
{
	struct number_counts counts = {0};
	for (size_t i = 0; i < dataset->feature_count; i++) {
		double number;
		const char *value = feature_value(dataset, &dataset->features[i], column);
		if (!value || base_utf8_is_blank(value))
			continue;
		bool is_number = dataset_number_parse(dataset, value, &number);
		counts.numbers += is_number;
		if (!is_number && counts.texts++ == 0) {
			counts.first = base_utf8_shorten(&diag->arena, value, 20);
			counts.record = dataset->features[i].record;
		}
	}
	return counts;
}

static void check_column_numbers(const struct layer_spec *layer, const struct expression_column *column,
                                 const struct dataset *dataset, struct diag *diag)
{
	const struct number_counts counts = count_numbers(dataset, column->name, diag);
	struct place place = column->place.source ? column->place : layer->place;
	if (!counts.texts)
		return;
	if (counts.numbers)
		diag_note(diag, WRONG_VALUE, place, NULL,
		          "%zu of %zu values of column '%s' of %s cannot be read as a number, the first is '%s' in "
		          "record %zu",
		          counts.texts, counts.texts + counts.numbers, column->name, dataset->file, counts.first,
		          counts.record);
	else
		diag_warning(
		        diag, WRONG_VALUE, place,
		        "a number has a decimal point and no groups: 1234.5; a text is compared with a text in quotes",
		        "column '%s' of %s is compared with a number and holds none: '%s' in record %zu", column->name,
		        dataset->file, counts.first, counts.record);
}

/* Whether the column is read at all: a rank says nothing where there is but one width. */
static bool is_read(const struct layer_spec *layer, const struct option *option)
{
	const struct option *needed = option->needs ? option_find(layer->kind, option->needs) : NULL;
	return !needed || needed->type != OPTION_LENGTHS ||
	       ((const struct numbers *)option_field(needed, layer->options))->count > 1;
}

void map_check_number_column(const struct layer_spec *layer, const struct option *option, const struct dataset *dataset,
                             struct diag *diag)
{
	const char *column = *(const char *const *)option_field(option, layer->options);
	if (!column || !*column || dataset->by_view || !is_read(layer, option))
		return;
	if (dataset_column(dataset, column) < 0) {
		diag_warning(diag, UNKNOWN_COLUMN, layer->place,
		             arena_printf(&diag->arena, "write '%s' and the column; %s", option->key,
		                          list_columns(dataset, &diag->arena)),
		             "%s has no column '%s', by which layer '%s' takes its '%s'", dataset->file, column,
		             layer->id, option->needs);
		return;
	}
	const struct number_counts counts = count_numbers(dataset, column, diag);
	if (counts.texts)
		diag_warning(
		        diag, WRONG_VALUE, layer->place,
		        "a number has a decimal point and no groups: 1234.5; these are read as if nothing stood there",
		        "'%s' of layer '%s': %zu of %zu values of column '%s' of %s are no numbers, the first is "
		        "'%s' in record %zu",
		        option->key, layer->id, counts.texts, counts.texts + counts.numbers, column, dataset->file,
		        counts.first, counts.record);
}

void map_check_numbers(const struct layer_spec *layer, const struct expression *where, const struct dataset *dataset,
                       struct diag *diag)
{
	size_t count;
	const struct expression_column *columns = expression_number_columns(where, &diag->arena, &count);
	for (size_t i = 0; i < count; i++) {
		bool is_new = true;
		for (size_t k = 0; k < i; k++)
			is_new &= strcmp(columns[k].name, columns[i].name) != 0;
		if (is_new)
			check_column_numbers(layer, &columns[i], dataset, diag);
	}
}

/* Before it was a column, a label was a text style: one that is nearly meant is the better hint. */
static bool report_style(const struct column_asker *asker, const struct theme *theme, const struct label *label)
{
	const struct dataset *dataset = asker->dataset;
	const struct texts styles = theme_names(&asker->diag->arena, theme, OPTION_STYLE);
	const char *column = label->count ? expression_only_column(label->entries[0].text) : NULL;
	if (!column || dataset_column(dataset, column) >= 0 ||
	    option_suggest(column, dataset->columns, sizeof *dataset->columns, dataset->column_count))
		return false;
	const char *near = option_suggest(column, styles.items, sizeof *styles.items, styles.count);
	if (near)
		diag_error(asker->diag, UNKNOWN_COLUMN, label->place,
		           arena_printf(&asker->diag->arena, "the text style '%s' goes into label_style", near),
		           "%s has no column '%s', which 'label' of layer '%s' names", asker->data->shown, column,
		           asker->id);
	return near;
}

static bool has_names(const struct dataset *dataset, const struct localized *names)
{
	for (size_t i = 0; i < names->count; i++)
		if (dataset_column(dataset, names->entries[i].text) >= 0)
			return true;
	return false;
}

void map_check_label(const struct loaded_map *map, const struct layer_spec *layer, struct diag *diag)
{
	const struct dataset *dataset = &map->datasets[layer->data - map->spec.data];
	const struct column_asker asker = {"layer", layer->id, layer->place, layer->data, dataset, diag};
	const struct label_options *options = scene_label_options(layer);
	const struct theme *theme = map->spec.theme;
	if (!scene_label_is_asked(layer))
		return;
	const struct label *label = &options->text;
	if (scene_label_reads_columns(theme, layer->data, dataset, label)) {
		bool reported = label->written && report_style(&asker, theme, label);
		for (size_t i = 0; !reported && i < label->count; i++)
			need_columns_of(&asker, option_find(layer->kind, "label"), label->entries[i].text);
		return;
	}
	if (layer->whole && scene_label_is_asked(layer->whole)) /* which has been told so */
		return;
	if (has_names(dataset, &map->names[layer->data - map->spec.data]))
		return;
	diag_warning(diag, UNKNOWN_COLUMN, layer->place,
	             arena_printf(&diag->arena,
	                          "write label: and the column, or names: and the column into the data entry '%s'; %s",
	                          layer->data->id, list_columns(dataset, &diag->arena)),
	             "layer '%s' is to have names, and %s has no column of names", layer->id, layer->data->shown);
}

/* What a layer's label is, if it reads as the name of a text style and no `label_style` says more. */
static enum {
	LABEL_IS_CLEAR,
	LABEL_IS_STYLE,
	LABEL_IS_BOTH
} label_meaning(const struct loaded_map *map, const struct layer_spec *layer)
{
	const struct label_options *options = scene_label_options(layer);
	if (!options || !layer->data || *options->style || !scene_label_names_style(map->spec.theme, &options->text))
		return LABEL_IS_CLEAR;
	return scene_label_reads_columns(map->spec.theme, layer->data, &map->datasets[layer->data - map->spec.data],
	                                 &options->text)
	               ? LABEL_IS_BOTH
	               : LABEL_IS_STYLE;
}

void map_note_label_styles(const struct loaded_map *map, struct diag *diag)
{
	const struct label *first = NULL;
	size_t count = 0;
	for (size_t i = 0; i < map->spec.layer_count; i++) {
		const struct layer_spec *layer = &map->spec.layers[i]; /* its classes have mostly the same */
		int meaning = label_meaning(map, layer);
		const struct label *label = meaning == LABEL_IS_CLEAR ? NULL : &scene_label_options(layer)->text;
		if (meaning == LABEL_IS_BOTH)
			diag_note(diag, OLD_SPELLING, label->place, "write label_style: and the text style",
			          "label: '%s' is a column of %s and a text style: the names are read from the column",
			          label->written, layer->data->shown);
		if (meaning != LABEL_IS_STYLE)
			continue;
		first = first ? first : label;
		count++;
	}
	if (first)
		diag_note(diag, OLD_SPELLING, first->place,
		          arena_printf(&diag->arena, "write label_style: %s", first->written),
		          count == 1 ? "label: '%s' is the name of a text style, as in older map files"
		                     : "label: '%s' is the name of a text style, as in older map files (%zu layers)",
		          first->written, count);
}

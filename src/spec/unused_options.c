/* Options of a layer that have no effect, since another that they belong to is off: an edge's width without an edge.
 * In: the layer as it was read, and its node, which says what the author has written (of a base's layer the base's
 * file has written most, and its author knows of no style that a map gives it). Out: warnings at these keys.
 * Why so: which option needs which is said in the rows of the kinds (struct option, `needs`). */
#include "spec/map_reader.h"

#include <string.h>

/* Nothing is written of its colours, so that a plain map gives it some. */
static bool has_own_colours(const struct map_reader *map, const struct layer_spec *look)
{
	bool own = !node_get(map->in.top, "versions");
	for (size_t i = 0; i < look->kind->option_count && own; i++) {
		const struct option *option = &look->kind->options[i];
		if (option->type == OPTION_COLOUR && option->fallback && !*option->fallback)
			own = !**(const char *const *)option_field(option, look->options);
	}
	return own;
}

static bool label_is_on(const struct layer_spec *look, const struct label *label)
{
	const char *const *style = option_field(option_find(look->kind, "label_style"), look->options);
	return !label->is_none && (label->written || label->count || **style);
}

static bool name_is_on(const char *name)
{
	return name && *name && strcmp(name, "none") != 0;
}

/* Whether the choice has another name than "none". */
static bool choice_is_on(const struct option *option, int choice)
{
	const char *at = option->choices;
	for (; choice > 0; choice--)
		at = strchr(at, '|') + 1;
	return strncmp(at, "none", 4) != 0;
}

static bool is_on(const struct map_reader *map, const struct layer_spec *look, const struct option *option)
{
	const void *field = option_field(option, look->options);
	switch (option->type) {
	case OPTION_LABEL:
		return label_is_on(look, field);
	case OPTION_TEXT_OR_COLUMN:
		return ((const struct label *)field)->written || ((const struct label *)field)->count;
	case OPTION_COLOUR:
		return name_is_on(*(const char *const *)field) ||
		       (!**(const char *const *)field && has_own_colours(map, look));
	case OPTION_DATA:
		return ((const struct texts *)field)->count > 0;
	case OPTION_LENGTH:
		return *(const double *)field > 0;
	case OPTION_CHOICE:
		return choice_is_on(option, *(const int *)field);
	case OPTION_LOCALIZED_CHOICES: /* "first|last" */
		return ((const struct localized *)field)[0].count || ((const struct localized *)field)[1].count;
	default:
		return true;
	}
}

static bool is_on_in_any_look(const struct map_reader *map, const struct layer_spec *layer, const char *key)
{
	size_t count;
	const struct layer_spec *looks = map_spec_looks(layer, &count);
	for (size_t i = 0; i < count; i++)
		if (is_on(map, &looks[i], option_find(layer->kind, key)))
			return true;
	return false;
}

void map_warn_unused_options(struct map_reader *map, const struct node *node, const struct layer_spec *layer)
{
	for (size_t i = 0; i < layer->kind->option_count; i++) {
		const struct option *option = &layer->kind->options[i];
		const struct node_entry *written = option->needs ? node_entry_find(node, option->key) : NULL;
		bool is_ours = written && written->key_place.source && written->key_place.source == map->in.aside;
		if (!written || is_ours || node_is_none(written->value) || is_on_in_any_look(map, layer, option->needs))
			continue;
		diag_warning(map->in.diag, UNUSED_ENTRY, written->key_place,
		             arena_printf(map->in.arena, "write '%s', or leave '%s' out", option->needs, option->key),
		             "'%s' of layer '%s' has no effect: the layer has no '%s'", option->key, layer->id,
		             option->needs);
	}
}

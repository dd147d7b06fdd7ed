/* The options of a layer or a map element, after the option table of its kind.
 * In: the keys of its node. Out: the kind's option struct, defaults filled. Colours, text styles, shields, hatches must
 * be in the theme, those of the defaults too: a theme that lacks them would only be noticed on the finished sheet.
 */
#include "spec/map_reader.h"

#include "base/buffer.h"

#include <string.h>

struct option_reader {
	struct map_reader *map;
	const struct option *option;
	const struct node *node;
	void *field;
};

static bool is_common(const char *key, const char *const *common, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(key, common[i]) == 0)
			return true;
	return false;
}

static void read_numbers(struct option_reader *reading)
{
	const struct node *node = reading->node;
	const struct option *option = reading->option;
	struct numbers numbers = {0};
	numbers.values = ARENA_ARRAY(reading->map->in.arena, node->count + 1, double);
	if (node->count == 0)
		diag_error(reading->map->in.diag, EMPTY_VALUE, node->place, NULL, "%s: the list is empty", option->key);
	for (size_t i = 0; i < node->count; i++)
		if (node_number(&reading->map->in, node->entries[i].value, option->key, option->minimum,
		                option->maximum, &numbers.values[numbers.count]))
			numbers.count++;
	*(struct numbers *)reading->field = numbers;
}

static void read_matches(struct option_reader *reading)
{
	struct reader *in = &reading->map->in;
	const struct node *node = reading->node;
	if (!node_expect(in, node, NODE_MAP, reading->option->key))
		return;
	struct matches matches = {ARENA_ARRAY(in->arena, node->count + 1, struct match), 0};
	for (size_t i = 0; i < node->count; i++) {
		const struct node_entry *entry = &node->entries[i];
		struct match match = {.column = entry->key};
		if (!node_texts(in, entry->value, entry->key, &match.values, &match.count))
			continue;
		if (match.count == 0)
			diag_error(in->diag, EMPTY_VALUE, entry->value->place, NULL, "%s: the list is empty",
			           entry->key);
		matches.items[matches.count++] = match;
	}
	*(struct matches *)reading->field = matches;
}

/* What an option of this type names in the theme; NULL: nothing. */
static const char *theme_word(enum option_type type)
{
	return type == OPTION_COLOUR   ? "colour"
	       : type == OPTION_STYLE  ? "text style"
	       : type == OPTION_SHIELD ? "shield"
	       : type == OPTION_HATCH  ? "hatch"
	                               : NULL;
}

/* Whether the theme has what the option names; true for every other type of option. */
static bool theme_has(const struct theme *theme, enum option_type type, const char *name)
{
	struct colour colour;
	if (!theme || !name || !*name) /* "": wanted none */
		return true;
	if (type == OPTION_COLOUR)
		return theme_colour(theme, name, &colour);
	if (type == OPTION_SHIELD)
		return theme_shield(theme, name);
	if (type == OPTION_HATCH)
		return strcmp(name, "none") == 0 || theme_hatch(theme, name);
	return theme_style(theme, name);
}

static void check_theme_name(struct option_reader *reading)
{
	enum option_type type = reading->option->type;
	const struct theme *theme = reading->map->out->theme;
	const char *name = *(const char **)reading->field;
	if (theme_has(theme, type, name))
		return;
	size_t count;
	const char **names = theme_names(reading->map->in.arena, theme, type, &count);
	diag_error(reading->map->in.diag, UNKNOWN_NAME, reading->node->place,
	           node_hint(&reading->map->in, name, names, count), "%s: theme '%s' has no %s '%s'",
	           reading->option->key, theme->name, theme_word(type), name);
	diag_note(reading->map->in.diag, UNKNOWN_NAME, theme->place, NULL, "the theme is here");
}

/* One or more ids of data entries. */
static void read_data_names(struct option_reader *reading)
{
	struct reader *in = &reading->map->in;
	struct texts texts = {0};
	if (!node_texts(in, reading->node, reading->option->key, &texts.items, &texts.count))
		return;
	for (size_t i = 0; i < texts.count; i++)
		map_check_reference(reading->map, texts.items[i], node_item_place(reading->node, i), "data", "data");
	*(struct texts *)reading->field = texts;
}

/* A list of choices: each item as one of them. */
static void read_choices(struct option_reader *reading)
{
	struct reader *in = &reading->map->in;
	struct texts texts = {0};
	unsigned bits = 0;
	if (!node_texts(in, reading->node, reading->option->key, &texts.items, &texts.count))
		return;
	for (size_t i = 0; i < texts.count; i++) {
		unsigned bit = 0;
		void *base = (char *)&bit - reading->option->offset;
		if (option_set(in->arena, reading->option, base, texts.items[i], node_item_place(reading->node, i),
		               in->diag))
			bits |= bit;
	}
	*(unsigned *)reading->field = bits;
}

static void read_scalar(struct option_reader *reading)
{
	struct reader *in = &reading->map->in;
	const struct option *option = reading->option;
	if (!node_expect(in, reading->node, NODE_TEXT, option->key))
		return;
	void *base = (char *)reading->field - option->offset;
	bool fine = option_set(in->arena, option, base, reading->node->text, reading->node->place, in->diag);
	if (fine && theme_word(option->type))
		check_theme_name(reading);
}

static void read_option(struct option_reader *reading)
{
	enum option_type type = reading->option->type;
	if (node_is_nothing(reading->node)) {
		diag_error(reading->map->in.diag, EMPTY_VALUE, reading->node->place,
		           type == OPTION_COLOUR ? "a colour needs quotes: \"#rrggbb\"" : NULL,
		           "%s: nothing is written here", reading->option->key);
		return;
	}
	if (type == OPTION_LOCALIZED)
		map_read_localized(reading->map, reading->node, reading->option->key, reading->field);
	else if (type == OPTION_MATCH)
		read_matches(reading);
	else if (type == OPTION_DATA)
		read_data_names(reading);
	else if (type == OPTION_NUMBERS && reading->node->type == NODE_LIST)
		read_numbers(reading);
	else if (type == OPTION_CHOICES && reading->node->type == NODE_LIST)
		read_choices(reading);
	else
		read_scalar(reading);
}

static void check_default(struct map_reader *map, const struct kind *kind, const struct option *option,
                          struct place owner)
{
	const struct theme *theme = map->out->theme;
	if (!theme_word(option->type) || theme_has(theme, option->type, option->fallback))
		return;
	diag_error(map->in.diag, UNKNOWN_NAME, owner, NULL, "theme '%s' has no %s '%s', which '%s' uses as its %s",
	           theme->name, theme_word(option->type), option->fallback, kind->name, option->key);
	diag_note(map->in.diag, UNKNOWN_NAME, theme->place, NULL, "the theme is here");
}

static void check_names(struct map_reader *map, const struct kind *kind, const struct node *node,
                        const char *const *common, size_t common_count, const char *what)
{
	const char **names = ARENA_ARRAY(map->in.arena, common_count + kind->option_count + 1, const char *);
	for (size_t i = 0; i < common_count; i++)
		names[i] = common[i];
	for (size_t i = 0; i < kind->option_count; i++)
		names[common_count + i] = kind->options[i].key;
	node_check_keys(&map->in, node, what, names, common_count + kind->option_count);
}

void *map_read_options(struct map_reader *map, const struct kind *kind, const struct node *node,
                       const char *const *common, size_t common_count, const char *what, struct place owner)
{
	char *base = arena_alloc(map->in.arena, kind->size + 1);
	option_defaults(map->in.arena, kind, base);
	if (node)
		check_names(map, kind, node, common, common_count, what);
	for (size_t i = 0; i < kind->option_count; i++) {
		const struct option *option = &kind->options[i];
		const struct node_entry *entry = node_entry_find(node, option->key);
		if (entry && !is_common(option->key, common, common_count)) {
			struct option_reader reading = {map, option, entry->value, base + option->offset};
			read_option(&reading);
		} else {
			check_default(map, kind, option, owner);
		}
	}
	return base;
}

/* Options of a file by tables: the keys of a node into a struct, after the rows of its kind.
 * In: a node. Out: the struct's fields, lengths in points; errors with the place of the value. */
#include "spec/read_options.h"

#include "base/colour_names.h"
#include "base/utf8.h"

#include <string.h>

/* "data 'roads'", "the layer". */
static const char *entry_name(struct reader *reader, const struct kind *kind, const struct node_entry *entry)
{
	return entry->key ? arena_printf(reader->arena, "%s '%s'", kind->name, entry->key)
	                  : arena_printf(reader->arena, "the %s", kind->name);
}

/* Each item of a list by the option's own type of one. */
static bool read_items(struct reader *reader, const struct option *option, const struct node *node, void *field)
{
	bool choices = option->type == OPTION_CHOICES;
	struct numbers numbers = {ARENA_ARRAY(reader->arena, node->count + 1, double), 0};
	unsigned bits = 0;
	struct option single = *option;
	single.offset = 0;
	single.type = choices ? OPTION_CHOICES : option->type == OPTION_LENGTHS ? OPTION_LENGTH : OPTION_NUMBER;
	if (node->count == 0 && !choices) /* no choice is one */
		diag_error(reader->diag, EMPTY_VALUE, node->place, NULL, "%s: the list is empty", option->key);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->entries[i].value;
		unsigned bit = 0;
		void *out = choices ? (void *)&bit : &numbers.values[numbers.count];
		if (node_expect(reader, item, NODE_TEXT, option->key) &&
		    option_set(reader->arena, &single, out, item->text, item->place, reader->diag))
			numbers.count++;
		bits |= bit;
	}
	if (choices)
		*(unsigned *)field = bits;
	else
		*(struct numbers *)field = numbers;
	return numbers.count > 0 && numbers.count == node->count;
}

/* Name of an entry of a section: its key, or an item's id. */
static const char *section_name(const struct node_entry *entry)
{
	const struct node *id = entry->key ? NULL : node_get(entry->value, "id");
	return entry->key ? entry->key : id && id->type == NODE_TEXT ? id->text : "";
}

int options_find_reference(struct reader *reader, const char *text, struct place place, const char *section)
{
	const struct node *node = node_get(reader->top, section);
	size_t count = node ? node->count : 0, length = strlen(section);
	const char **names = ARENA_ARRAY(reader->arena, count + 1, const char *);
	/* "sources" has a "source", "data" is a plural itself. */
	const char *singular = arena_text_n(reader->arena, section, length - (section[length - 1] == 's'));
	size_t named = 0;
	for (size_t i = 0; i < count; i++) {
		names[named] = section_name(&node->entries[i]);
		if (strcmp(names[named], text) == 0)
			return (int)i;
		named += *names[named] != '\0';
	}
	if (!node) {
		diag_error(reader->diag, UNKNOWN_NAME, place,
		           arena_printf(reader->arena, "the map has no '%s'", section), "unknown %s '%s'", singular,
		           text);
		return -1;
	}
	/* A section without names is reported itself. */
	if (named)
		node_unknown(reader, place, singular, text, names, named);
	return -1;
}

static bool read_texts(struct reader *reader, const struct option *option, const struct node *node, struct texts *field)
{
	struct texts texts;
	if (!node_texts(reader, node, option->key, &texts))
		return false;
	if (texts.count < option->minimum)
		diag_error(reader->diag, EMPTY_VALUE, node->place,
		           option->choices ? arena_printf(reader->arena, "leave '%s' out for all", option->key) : NULL,
		           "%s: the list is empty", option->key);
	const char *section = option->type == OPTION_DATA         ? "data"
	                      : option->type == OPTION_REFERENCES ? option->choices
	                                                          : NULL;
	for (size_t i = 0; section && i < texts.count; i++)
		options_find_reference(reader, texts.items[i], node_item_place(node, i), section);
	*field = texts;
	return true;
}

static bool is_language(const char *text)
{
	size_t letters = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
	return (letters == 2 || letters == 3) && (text[letters] == '\0' || text[letters] == '-') && strlen(text) < 36;
}

bool options_check_language(struct reader *reader, const struct node_entry *entry, const char *what)
{
	if (is_language(entry->key))
		return true;
	diag_error(reader->diag, WRONG_VALUE, entry->key_place,
	           node_is_nothing(entry->value) ? "put a text with a comma in quotes"
	                                         : "a language is written en, zh, pt-br",
	           "%s: '%s' is not a language", what, entry->key);
	return false;
}

static void warn_missing(struct reader *reader, const struct node *node, const char *what, const struct localized *text)
{
	bool is_aside = node->place.source && node->place.source == reader->aside;
	for (size_t i = 0; !is_aside && i < reader->language_count; i++) {
		const char *language = reader->languages[i];
		if (text->count > 0 && !node->is_made && !localized_get(text, language))
			diag_warning(reader->diag, UNTRANSLATED, node->place, NULL,
			             "%s: no text in '%s', the one in '%s' is used", what, language,
			             text->entries[0].language);
	}
}

static bool read_languages_map(struct reader *reader, const struct node *node, const char *what, struct localized *out)
{
	size_t errors = reader->diag->errors;
	out->entries = ARENA_ARRAY(reader->arena, node->count + 1, struct localized_entry);
	for (size_t i = 0; i < node->count; i++) {
		const struct node_entry *entry = &node->entries[i];
		if (!options_check_language(reader, entry, what))
			continue;
		if (node_is_nothing(entry->value))
			diag_error(reader->diag, EMPTY_VALUE, entry->value->place, "put a text with a comma in quotes",
			           "%s: nothing is written for '%s'", what, entry->key);
		else if (node_expect(reader, entry->value, NODE_TEXT, entry->key))
			out->entries[out->count++] = (struct localized_entry){
			        node_lower_case(reader->arena, entry->key), entry->value->text};
	}
	return reader->diag->errors == errors;
}

bool options_read_localized(struct reader *reader, const struct node *node, const char *what, struct localized *out)
{
	*out = (struct localized){0};
	if (node->type == NODE_LIST || node_is_nothing(node)) {
		diag_error(reader->diag, WRONG_TYPE, node->place, "for example {en: Corridor, zh: 走廊}",
		           "%s: expected a text, or one per language, found %s", what,
		           node->type == NODE_LIST ? "a list" : "nothing");
		return false;
	}
	if (node->type == NODE_MAP) {
		bool fine = read_languages_map(reader, node, what, out);
		if (fine)
			warn_missing(reader, node, what, out);
		return fine;
	}
	if (!*node->text)
		return true; /* "" : wanted empty */
	out->entries = ARENA_NEW(reader->arena, struct localized_entry);
	out->entries[0] = (struct localized_entry){"", node->text};
	out->count = 1;
	return true;
}

static bool read_label(struct reader *reader, const struct option *option, const struct node *node, struct label *field)
{
	struct localized texts = {0};
	if (option->type == OPTION_TEXT_OR_COLUMN && !node_expect(reader, node, NODE_TEXT, option->key))
		return false;
	return (node->type == NODE_TEXT || options_read_localized(reader, node, option->key, &texts)) &&
	       options_read_label(reader, node, &texts, field);
}

/* A text for each of the choices that the author has written. */
static bool read_by_choice(struct reader *reader, const struct option *option, const struct node *node,
                           struct localized *field)
{
	const struct option choice = {.key = option->key, .type = OPTION_CHOICE, .choices = option->choices};
	bool good = node_expect(reader, node, NODE_MAP, option->key);
	for (size_t i = 0; good && i < node->count; i++) {
		const struct node_entry *entry = &node->entries[i];
		int index;
		good = option_set(reader->arena, &choice, &index, entry->key, entry->key_place, reader->diag) &&
		       options_read_localized(reader, entry->value,
		                              arena_printf(reader->arena, "%s: %s", option->key, entry->key),
		                              &field[index]);
	}
	return good;
}

/* Without quotes, "#rrggbb" is a comment, and nothing is left of the value. */
static bool is_colour(enum option_type type)
{
	return type == OPTION_COLOUR || type == OPTION_RGBA;
}

/* "" or blanks, and of a text by language {} and {en: ""}. */
static bool is_without_text(const struct node *node, enum option_type type)
{
	if (node->type == NODE_TEXT)
		return base_utf8_is_blank(node->text);
	bool empty = type == OPTION_LOCALIZED && node->type == NODE_MAP;
	for (size_t i = 0; empty && i < node->count; i++) {
		const struct node *text = node->entries[i].value;
		empty = text->type == NODE_TEXT && text->quoted && base_utf8_is_blank(text->text);
	}
	return empty;
}

/* An empty value on the command line, which would leave what takes a name or a colour as it is without a word. */
static bool is_empty_override(const struct reader *reader, enum option_type type, const struct node *node)
{
	bool may_be_empty = type == OPTION_TEXT || type == OPTION_LOCALIZED || type == OPTION_TEXTS ||
	                    type == OPTION_LOCALIZED_CHOICES || type == OPTION_ID;
	return !may_be_empty && reader->top && node->place.source != reader->top->place.source &&
	       is_without_text(node, type);
}

bool options_read_value(struct reader *reader, const struct option *option, const struct node *node, void *field)
{
	enum option_type type = option->type;
	if (type == OPTION_SECTION)
		return true;
	bool needed = option->fallback == option_required || (type == OPTION_COLUMN && !option->fallback);
	bool is_override = is_empty_override(reader, type, node);
	if (node_is_nothing(node) || is_override || (needed && is_without_text(node, type))) {
		diag_error(reader->diag, EMPTY_VALUE, node->place,
		           is_override                ? "none is written none"
		           : is_colour(type)          ? "a colour needs quotes: \"#rrggbb\""
		           : type == OPTION_LOCALIZED ? "for example {en: Corridor, zh: 走廊}"
		                                      : NULL,
		           "%s: nothing is written here", option->key);
		return false;
	}
	if (node_is_none(node) && option_set_none(option, field))
		return true;
	if (type == OPTION_LOCALIZED || type == OPTION_NAMES)
		return options_read_localized(reader, node, option->key, field);
	if (type == OPTION_LOCALIZED_CHOICES)
		return read_by_choice(reader, option, node, field);
	if (type == OPTION_LABEL || type == OPTION_TEXT_OR_COLUMN)
		return read_label(reader, option, node, field);
	if (type == OPTION_FILTER || type == OPTION_MATCH)
		return options_read_condition(reader, option->key, node, field);
	if (type == OPTION_DATA || type == OPTION_REFERENCES || type == OPTION_COLUMNS || type == OPTION_TEXTS)
		return read_texts(reader, option, node, field);
	if (node->type == NODE_LIST && (type == OPTION_NUMBERS || type == OPTION_LENGTHS || type == OPTION_CHOICES))
		return read_items(reader, option, node, field);
	if (!node_expect(reader, node, NODE_TEXT, option->key))
		return false;
	if (type == OPTION_ID && !node_is_id(reader, node->text, node->place, option->key))
		return false;
	if (type == OPTION_REFERENCE && options_find_reference(reader, node->text, node->place, option->choices) < 0)
		return false;
	struct option here = *option;
	here.offset = 0;
	const char *text = node_is_none(node) ? "none" : node->text;
	return option_set(reader->arena, &here, field, text, node->place, reader->diag);
}

void options_read_known(struct reader *reader, const struct kind *kind, const struct node_entry *entry, bool fresh,
                        void *base)
{
	if (fresh)
		option_defaults(reader->arena, kind, base);
	for (size_t i = 0; i < kind->option_count; i++) {
		const struct option *option = &kind->options[i];
		const struct node_entry *written = node_entry_find(entry->value, option->key);
		bool needed = fresh && option->fallback == option_required;
		if (written && !needed && !is_colour(option->type) && node_is_nothing(written->value))
			continue; /* as if the key were absent */
		if (written)
			options_read_value(reader, option, written->value, (char *)base + option->offset);
		else if (needed)
			diag_error(reader->diag, MISSING_KEY, entry->key_place,
			           arena_printf(reader->arena, "%s: %s", option->key, option->help), "%s has no '%s'",
			           entry_name(reader, kind, entry), option->key);
	}
}

/* Another spelling of a key counts as the key; of the two, one that the command line sets counts. */
static void use_keys(struct reader *reader, const struct kind *kind, const struct node *node)
{
	for (size_t i = 0; i < kind->option_count; i++) {
		const struct option *option = &kind->options[i];
		struct node_entry *alias = option->alias ? node_entry_find(node, option->alias) : NULL;
		struct node_entry *entry = alias ? node_entry_find(node, option->key) : NULL;
		if (!alias)
			continue;
		if (entry && entry->key_place.source == alias->key_place.source)
			diag_error(reader->diag, DUPLICATE_ENTRY, alias->key_place, "leave one of them out",
			           "'%s' is another spelling of '%s', which is written too", option->alias,
			           option->key);
		if (entry && alias->key_place.source == node->place.source)
			alias->value = entry->value;
		else if (entry)
			entry->value = alias->value;
		alias->key = option->key;
	}
}

void options_check_keys(struct reader *reader, const struct kind *kind, const struct kind *also,
                        const struct node_entry *entry, const char *what)
{
	size_t count = 0, more = also ? also->option_count : 0;
	use_keys(reader, kind, entry->value);
	const char **names = ARENA_ARRAY(reader->arena, kind->option_count + more + 1, const char *);
	for (size_t i = 0; i < more; i++)
		names[count++] = also->options[i].key;
	for (size_t i = 0; i < kind->option_count; i++)
		names[count++] = kind->options[i].key;
	node_check_keys(reader, entry->value, what, names, count);
}

bool options_read(struct reader *reader, const struct kind *kind, const struct node_entry *entry, bool fresh,
                  void *base)
{
	const char *what = entry_name(reader, kind, entry);
	if (!node_expect(reader, entry->value, NODE_MAP, what))
		return false;
	options_check_keys(reader, kind, NULL, entry, what);
	options_read_known(reader, kind, entry, fresh, base);
	return true;
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

/* A name that is near, of the theme or of CSS; else all of the theme's. */
static const char *colour_hint(struct reader *reader, const char *name, const struct texts *names)
{
	const char **all = ARENA_ARRAY(reader->arena, names->count + colour_name_count, const char *);
	size_t count = 0;
	for (size_t i = 0; i < names->count; i++)
		all[count++] = names->items[i];
	for (size_t i = 0; i < colour_name_count; i++)
		all[count++] = colour_names[i].name;
	if (*name == '#')
		return "a colour in digits is \"#rgb\", \"#rrggbb\" or \"#rrggbbaa\"";
	const char *near = node_hint(reader, name, all, count),
	           *hint = node_hint(reader, name, names->items, names->count);
	return near || !hint ? near
	                     : arena_printf(reader->arena, "%s; or a name of CSS, as navy, or \"#rrggbb\"", hint);
}

static void report_theme_name(struct reader *reader, const struct kind *kind, const struct option *option,
                              const struct node_entry *entry, const struct theme *theme, const char *name)
{
	const struct node *node = node_get(entry->value, option->key);
	const char *word = theme_word(option->type);
	const struct texts names = theme_names(reader->arena, theme, option->type);
	if (node)
		diag_error(reader->diag, UNKNOWN_NAME, node->place,
		           option->type == OPTION_COLOUR ? colour_hint(reader, name, &names)
		                                         : node_hint(reader, name, names.items, names.count),
		           "%s: theme '%s' has no %s '%s'", option->key, theme->name, word, name);
	else
		diag_error(reader->diag, UNKNOWN_NAME, entry->key_place, NULL,
		           "theme '%s' has no %s '%s', which '%s' uses as its %s", theme->name, word, name, kind->name,
		           option->key);
	if (theme->place.source != entry->key_place.source)
		diag_note(reader->diag, UNKNOWN_NAME, theme->place, NULL, "the theme is here");
}

void options_check_theme(struct reader *reader, const struct kind *kind, const struct node_entry *entry,
                         const struct theme *theme, const void *base)
{
	for (size_t i = 0; theme && i < kind->option_count; i++) {
		const struct option *option = &kind->options[i];
		if (option->type == OPTION_LABEL)
			options_check_label(reader, theme, option_field(option, base));
		else if (option->type == OPTION_TEXT_OR_COLUMN)
			options_check_text_or_column(reader, option_field(option, base));
		const char *name =
		        theme_word(option->type) ? *(const char *const *)((const char *)base + option->offset) : NULL;
		if (name && *name && name != option_no_style && !theme_has(theme, option->type, name))
			report_theme_name(reader, kind, option, entry, theme, name);
	}
}

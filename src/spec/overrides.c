/* Overrides: --page, --width, --lang, --theme and --set as changes of the map file's tree.
 * In: the tree and the options' texts. Out: the changed tree; each new value has a place in a source named after
 * its option, so that the same code checks it and the caret points into what was typed.
 * A path's step is a key of a map, the id of an item in a list of maps, or an item's number from 1. A key may hold
 * dots (versions.1.0.year): the longest key that exists is taken. */
#include "spec/map_reader.h"

#include "spec/yaml.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Where in "key.key=value" we are; offsets in bytes. */
struct walk {
	struct reader *reader;
	const struct source *source;
	size_t from, end; /* of the path that is left */
};

static struct place place_in(const struct source *source, size_t from, size_t to)
{
	struct place place = {source, 1, 1, 0};
	for (size_t i = 0; i < to; i++) {
		int starts = ((unsigned char)source->text[i] & 0xC0) != 0x80;
		*(i < from ? &place.column : &place.length) += starts;
	}
	if (place.length < 1)
		place.length = 1;
	return place;
}

static void set_entry(struct reader *reader, struct node *map, const char *key, struct place place, struct node *value)
{
	struct node_entry *entry = node_entry_find(map, key);
	if (entry)
		*entry = (struct node_entry){entry->key, place, value};
	else
		node_add(reader->arena, map, key, place, value);
}

static void drop_entry(struct node *map, const char *key)
{
	struct node_entry *entry = node_entry_find(map, key);
	if (entry)
		memmove(entry, entry + 1, sizeof *entry * (size_t)(map->entries + --map->count - entry));
}

/* What is said of the map as a whole is meant for every version and every sheet: those that have it of their own lose
 * it. */
static void drop_own(struct node *top, const char *key)
{
	struct node *versions = node_get(top, "versions"), *multiples = node_get(top, "multiples");
	for (size_t i = 0; versions && !strcmp(key, "extent") && i < versions->count; i++)
		drop_entry(versions->entries[i].value, key);
	if (!strcmp(key, "page"))
		drop_entry(multiples, key);
	if (!strcmp(key, "page") || !strcmp(key, "width"))
		drop_entry(multiples, "width");
}

static const struct source *option_source(struct reader *reader, const char *option, const char *text)
{
	const char *clean = base_utf8_clean(reader->arena, text, strlen(text));
	return spec_yaml_source(reader->arena, option, clean, strlen(clean));
}

static void set_text(struct reader *reader, struct node *top, const char *option, const char *key, const char *text)
{
	if (!text)
		return;
	drop_own(top, key);
	const struct source *source = option_source(reader, option, text);
	struct place place = place_in(source, 0, source->length);
	struct node *value = node_new_text(reader->arena, source->text, place);
	value->quoted = true; /* an empty text is a fault, not absence */
	set_entry(reader, top, key, place, value);
}

static void set_languages(struct reader *reader, struct node *top, const char *text)
{
	if (!text)
		return;
	const struct source *source = option_source(reader, "--lang", text);
	struct place whole = place_in(source, 0, source->length);
	struct node *list = node_new(reader->arena, NODE_LIST, whole);
	for (size_t from = 0; from <= source->length;) {
		size_t end = from + strcspn(source->text + from, ",");
		struct place place = place_in(source, from, end);
		struct node *item = node_new_text(reader->arena, "", place);
		item->text = arena_text_n(reader->arena, source->text + from, end - from);
		node_add(reader->arena, list, NULL, place, item);
		from = end + 1;
	}
	set_entry(reader, top, "languages", whole, list);
}

/* Length of the step at walk->from when `key` is that step; 0 when it is not. */
static size_t step_matches(const struct walk *walk, const char *key)
{
	size_t length = strlen(key), left = walk->end - walk->from;
	if (!length || length > left || memcmp(walk->source->text + walk->from, key, length) != 0)
		return 0;
	return length == left || walk->source->text[walk->from + length] == '.' ? length : 0;
}

static size_t plain_step(const struct walk *walk)
{
	const char *at = walk->source->text + walk->from;
	const char *dot = memchr(at, '.', walk->end - walk->from);
	return dot ? (size_t)(dot - at) : walk->end - walk->from;
}

static struct node_entry *map_step(struct walk *walk, struct node *map, size_t *length)
{
	struct node_entry *found = NULL;
	*length = 0;
	for (size_t i = 0; i < map->count; i++) {
		size_t matched = step_matches(walk, map->entries[i].key);
		if (matched > *length) {
			*length = matched;
			found = &map->entries[i];
		}
	}
	if (found)
		return found;
	*length = plain_step(walk);
	struct place place = place_in(walk->source, walk->from, walk->from + *length);
	const char *key = arena_text_n(walk->reader->arena, walk->source->text + walk->from, *length);
	node_add(walk->reader->arena, map, key, place, node_new_text(walk->reader->arena, "", place));
	return &map->entries[map->count - 1];
}

/* Layers are told apart by their id, elements of the sheet by their kind. */
static const char *item_name(const struct node *item, const char *key)
{
	const struct node *name = node_get(item, key);
	return name && name->type == NODE_TEXT ? name->text : NULL;
}

/* An element that the list does not name yet. */
static struct node_entry *add_element(struct reader *reader, struct node *list, const char *kind, struct place place)
{
	struct node *item = node_new(reader->arena, NODE_MAP, place);
	node_add(reader->arena, item, "kind", place, node_new_text(reader->arena, kind, place));
	node_add(reader->arena, list, NULL, place, item);
	return &list->entries[list->count - 1];
}

static struct node_entry *list_step(struct walk *walk, struct node *list, size_t *length)
{
	struct reader *reader = walk->reader;
	const char **ids = ARENA_ARRAY(reader->arena, list->count + 1, const char *);
	bool elements = list->count > 0 && !item_name(list->entries[0].value, "id") &&
	                item_name(list->entries[0].value, "kind");
	size_t id_count = 0;
	for (size_t i = 0; i < list->count; i++) {
		const char *id = item_name(list->entries[i].value, elements ? "kind" : "id");
		if (id && (*length = step_matches(walk, id)) > 0)
			return &list->entries[i];
		if (id && !elements)
			ids[id_count++] = id;
	}
	*length = plain_step(walk);
	struct place place = place_in(walk->source, walk->from, walk->from + *length);
	const char *word = arena_text_n(reader->arena, walk->source->text + walk->from, *length);
	bool digits = *length < 6 && strspn(word, "0123456789") == *length;
	size_t number = digits ? strtoul(word, NULL, 10) : 0;
	if (number >= 1 && number <= list->count)
		return &list->entries[number - 1];
	if (elements && number == 0)
		return add_element(reader, list, word, place);
	if (id_count > 0)
		node_unknown(reader, place, "id", word, ids, id_count);
	else
		diag_error(reader->diag, UNKNOWN_NAME, place, "items are counted from 1", "the list has no item '%s'",
		           word);
	return NULL;
}

static bool is_switch(const struct node *node)
{
	return node_is_nothing(node) || !strcmp(node->text, "on") || !strcmp(node->text, "off");
}

/* `towns: towns.csv` is the short form of an entry with keys. */
static struct node *open_data(struct reader *reader, const struct node *file)
{
	struct node *entry = node_new(reader->arena, NODE_MAP, file->place);
	node_add(reader->arena, entry, "file", file->place, (struct node *)file);
	return entry;
}

/* The entry that the whole path names, made where it is new. NULL with an error. */
static struct node_entry *find_entry(struct walk *walk, struct node *top)
{
	struct node *node = top;
	for (;;) {
		size_t length;
		if (plain_step(walk) == 0) {
			diag_error(walk->reader->diag, WRONG_USAGE, place_in(walk->source, walk->from, walk->from),
			           NULL, "a key is missing here");
			return NULL;
		}
		struct node_entry *entry =
		        node->type == NODE_LIST ? list_step(walk, node, &length) : map_step(walk, node, &length);
		if (!entry)
			return NULL;
		struct place place = place_in(walk->source, walk->from, walk->from + length);
		walk->from += length + 1;
		if (walk->from > walk->end) {
			entry->key_place = place;
			return entry;
		}
		if (entry->value->type == NODE_TEXT && node == node_get(top, "data") && !node_is_nothing(entry->value))
			entry->value = open_data(walk->reader, entry->value);
		if (entry->value->type == NODE_TEXT && !is_switch(entry->value)) {
			diag_error(walk->reader->diag, WRONG_VALUE, place, NULL,
			           "'%s' is a text in the map file, without keys",
			           entry->key ? entry->key : "this item");
			return NULL;
		}
		if (entry->value->type == NODE_TEXT)
			entry->value = node_new(walk->reader->arena, NODE_MAP, place);
		node = entry->value;
	}
}

/* A text as it stands; in YAML's form when it begins like a list, keys with values or a quoted text. */
static struct node *read_value(struct reader *reader, const struct source *source, size_t from)
{
	const char *text = source->text + from;
	if (*text && strchr("[{\"'", *text))
		return spec_yaml_read_value(reader, source, from);
	struct node *node = node_new_text(reader->arena, text, place_in(source, from, source->length));
	node->quoted = !*text;
	return node;
}

static void apply_set(struct reader *reader, struct node *top, const char *text)
{
	const struct source *source = option_source(reader, "--set", text);
	const char *equals = strchr(source->text, '=');
	if (!equals) {
		diag_error(reader->diag, WRONG_USAGE, place_in(source, 0, source->length),
		           "for example furniture.legend=off", "--set takes key=value");
		return;
	}
	struct walk walk = {reader, source, 0, (size_t)(equals - source->text)};
	drop_own(top, arena_text_n(reader->arena, source->text, walk.end));
	struct node *value = read_value(reader, source, walk.end + 1);
	struct node_entry *entry = value ? find_entry(&walk, top) : NULL;
	const struct source *before = entry ? entry->value->place.source : NULL;
	if (before && before != source && !strcmp(before->name, source->name))
		diag_warning(reader->diag, UNUSED_ENTRY, entry->value->place, "leave one of the two out",
		             "'%s' has no effect: a later --set writes over it", before->text);
	if (entry && !entry->key && item_name(entry->value, "kind") && value->type == NODE_TEXT)
		set_entry(reader, entry->value, "show", value->place, value);
	else if (entry)
		entry->value = value;
}

void map_overrides_apply(struct reader *reader, struct node *top, const struct map_overrides *overrides)
{
	if (!overrides)
		return;
	set_text(reader, top, "--page", "page", overrides->page);
	set_text(reader, top, "--width", "width", overrides->width);
	set_text(reader, top, "--theme", "theme", overrides->theme);
	set_languages(reader, top, overrides->languages);
	for (size_t i = 0; i < overrides->set_count; i++)
		apply_set(reader, top, overrides->sets[i]);
}

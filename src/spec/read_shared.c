/* Values that several sections of a map file have: localized texts, boxes, references, lists of versions. */
#include "spec/map_reader.h"

#include <string.h>

static const struct node *checked_section(struct map_reader *map, const struct node *node, const char *key,
                                          enum node_type type, size_t most)
{
	if (!node_expect(&map->in, node, type, key))
		return NULL;
	if (node->count <= most)
		return node;
	diag_error(map->in.diag, OVER_LIMIT, node->place, NULL, "%s: at most %zu entries, found %zu", key, most,
	           node->count);
	return NULL;
}

const struct node *map_section(struct map_reader *map, const char *key, enum node_type type, size_t most)
{
	const struct node *node = node_get(map->top, key);
	return node ? checked_section(map, node, key, type, most) : NULL;
}

const struct node *map_required_section(struct map_reader *map, const char *key, enum node_type type, size_t most)
{
	const struct node_entry *entry = node_entry_find(map->top, key);
	if (entry)
		return checked_section(map, entry->value, key, type, most);
	diag_error(map->in.diag, MISSING_KEY, (struct place){.source = map->top->place.source}, NULL,
	           "the map has no '%s'", key);
	return NULL;
}

static bool is_language(const char *text)
{
	size_t letters = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
	return (letters == 2 || letters == 3) && (text[letters] == '\0' || text[letters] == '-') && strlen(text) < 36;
}

static const char *lower_case(struct arena *arena, const char *text)
{
	char *copy = arena_text(arena, text);
	for (char *c = copy; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return copy;
}

static void warn_missing(struct map_reader *map, const struct node *node, const char *what,
                         const struct localized *text)
{
	for (size_t i = 0; i < map->out->language_count; i++) {
		const char *language = map->out->languages[i];
		if (text->count > 0 && !localized_get(text, language))
			diag_warning(map->in.diag, UNTRANSLATED, node->place, NULL,
			             "%s: no text in '%s', the one in '%s' is used", what, language,
			             text->entries[0].language);
	}
}

static bool read_languages_map(struct map_reader *map, const struct node *node, const char *what, struct localized *out)
{
	bool fine = true;
	out->entries = ARENA_ARRAY(map->in.arena, node->count + 1, struct localized_entry);
	for (size_t i = 0; i < node->count; i++) {
		const struct node_entry *entry = &node->entries[i];
		if (!is_language(entry->key)) {
			diag_error(map->in.diag, WRONG_VALUE, entry->key_place,
			           node_is_nothing(entry->value) ? "put a text with a comma in quotes"
			                                         : "a language is written en, zh, pt-br",
			           "%s: '%s' is not a language", what, entry->key);
			fine = false;
		} else if (node_is_nothing(entry->value)) {
			diag_error(map->in.diag, EMPTY_VALUE, entry->value->place, "put a text with a comma in quotes",
			           "%s: nothing is written for '%s'", what, entry->key);
			fine = false;
		} else if (!node_expect(&map->in, entry->value, NODE_TEXT, entry->key)) {
			fine = false;
		} else {
			out->entries[out->count++] =
			        (struct localized_entry){lower_case(map->in.arena, entry->key), entry->value->text};
		}
	}
	return fine;
}

bool map_read_localized(struct map_reader *map, const struct node *node, const char *what, struct localized *out)
{
	*out = (struct localized){0};
	if (node->type == NODE_LIST || node_is_nothing(node)) {
		diag_error(map->in.diag, WRONG_TYPE, node->place, "for example {en: Corridor, zh: 走廊}",
		           "%s: expected a text, or one per language, found %s", what,
		           node->type == NODE_LIST ? "a list" : "nothing");
		return false;
	}
	if (node->type == NODE_MAP) {
		bool fine = read_languages_map(map, node, what, out);
		if (fine)
			warn_missing(map, node, what, out);
		return fine;
	}
	if (!*node->text)
		return true; /* "" : wanted empty */
	out->entries = ARENA_NEW(map->in.arena, struct localized_entry);
	out->entries[0] = (struct localized_entry){"", node->text};
	out->count = 1;
	return true;
}

void map_read_localized_key(struct map_reader *map, const struct node *parent, const char *key, struct localized *out)
{
	const struct node *node = node_get(parent, key);
	if (node)
		map_read_localized(map, node, key, out);
}

bool map_read_box(struct map_reader *map, const struct node *node, const char *what, struct lonlat_box *out)
{
	static const char *const hint = "[west, south, east, north] in degrees, for example [118, 28, 122, 33]; "
	                                "over the date line [175, -22, 185, -14]";
	double edges[4];
	if (!node_expect(&map->in, node, NODE_LIST, what))
		return false;
	if (node->count != 4) {
		diag_error(map->in.diag, WRONG_TYPE, node->place, hint, "%s: expected four numbers, found %zu", what,
		           node->count);
		return false;
	}
	bool fine = true;
	for (size_t i = 0; i < 4; i++) {
		double limit = i % 2 ? 90 : 180, most = i == 2 ? 360 : limit; /* over the date line: 175 to 185 */
		fine = node_number(&map->in, node->entries[i].value, what, -limit, most, &edges[i]) && fine;
	}
	if (fine && edges[2] - edges[0] > 360) {
		diag_error(map->in.diag, OUT_OF_RANGE, node->place, hint, "%s: more than once round the globe", what);
		fine = false;
	}
	if (fine && (edges[0] >= edges[2] || edges[1] >= edges[3])) {
		diag_error(map->in.diag, OUT_OF_RANGE, node->place, hint, "%s: %s must be less than %s", what,
		           edges[0] >= edges[2] ? "west" : "south", edges[0] >= edges[2] ? "east" : "north");
		fine = false;
	}
	if (fine)
		*out = (struct lonlat_box){edges[0], edges[1], edges[2], edges[3]};
	return fine;
}

static int key_index(const struct node *parent, const char *key)
{
	for (size_t i = 0; parent && i < parent->count; i++)
		if (strcmp(parent->entries[i].key, key) == 0)
			return (int)i;
	return -1;
}

int map_check_reference(struct map_reader *map, const char *text, struct place place, const char *what,
                        const char *section_key)
{
	const struct node *parent = node_get(map->top, section_key);
	if (parent && parent->type != NODE_MAP)
		return -1; /* reported where it stands */
	int index = key_index(parent, text);
	if (index >= 0)
		return index;
	size_t count = parent ? parent->count : 0;
	const char **names = ARENA_ARRAY(map->in.arena, count + 1, const char *);
	for (size_t i = 0; i < count; i++)
		names[i] = parent->entries[i].key;
	node_unknown(&map->in, place, what, text, names, count);
	return -1;
}

int map_read_reference(struct map_reader *map, const struct node *node, const char *what, const char *section_key)
{
	if (!node_expect(&map->in, node, NODE_TEXT, what))
		return -1;
	return map_check_reference(map, node->text, node->place, what, section_key);
}

void map_read_version_names(struct map_reader *map, const struct node *parent, const char ***names, size_t *count)
{
	const struct node *node = node_get(parent, "versions");
	if (!node || !node_texts(&map->in, node, "versions", names, count))
		return;
	if (*count == 0)
		diag_error(map->in.diag, EMPTY_VALUE, node->place, "leave 'versions' out for all versions",
		           "versions: the list is empty");
	for (size_t i = 0; i < *count; i++)
		map_check_reference(map, (*names)[i], node_item_place(node, i), "version", "versions");
}

const struct kind *map_read_kind(struct map_reader *map, const struct kind_list *list, const char *name,
                                 struct place place)
{
	const struct kind *kind = kind_find(list, name);
	if (kind)
		return kind;
	const char **names = ARENA_ARRAY(map->in.arena, list->count + 1, const char *);
	for (size_t i = 0; i < list->count; i++)
		names[i] = list->kinds[i]->name;
	node_unknown(&map->in, place, list->what, name, names, list->count);
	return NULL;
}

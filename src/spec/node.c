/* Node: the values of a YAML file and their typed getters.
 * In: the tree made by spec_yaml_read(). Out: texts and numbers in the reader's arena, errors in its diag.
 * Why so: one wording of "expected …, found …" for every section of every file. */
#include "spec/node.h"

#include "base/ranked.h"

#include <math.h>
#include <string.h>
#include <strings.h>

/* Beyond this many errors nobody reads suggestions, and looking for them costs time. */
#define SUGGESTIONS_UP_TO 100
/* A hint that lists all names lists at most this many. */
#define NAMES_LISTED 40
#define CODE_MOST    2 /* letters of a word that may be a code: of a country, of a language */
/* More characters than a line may have. */
#define LINE_MOST 1e7

struct node *node_new(struct arena *arena, enum node_type type, struct place place)
{
	struct node *node = ARENA_NEW(arena, struct node);
	node->type = type;
	node->place = place;
	return node;
}

struct node *node_new_text(struct arena *arena, const char *text, struct place place)
{
	struct node *node = node_new(arena, NODE_TEXT, place);
	node->text = arena_text(arena, text);
	return node;
}

void node_add(struct arena *arena, struct node *parent, const char *key, struct place key_place, struct node *value)
{
	parent->entries = arena_grow(arena, parent->entries, parent->count, &parent->capacity, sizeof *parent->entries);
	parent->entries[parent->count++] = (struct node_entry){key, key_place, value};
}

struct node_entry *node_entry_find(const struct node *map, const char *key)
{
	if (!map || map->type != NODE_MAP)
		return NULL;
	for (size_t i = 0; i < map->count; i++)
		if (strcmp(map->entries[i].key, key) == 0)
			return &map->entries[i];
	return NULL;
}

bool node_is_nothing(const struct node *node)
{
	if (!node)
		return true;
	if (node->type != NODE_TEXT || node->quoted)
		return false;
	return !*node->text || strcmp(node->text, "~") == 0 || strcmp(node->text, "null") == 0;
}

bool node_is_none(const struct node *node)
{
	return node && node->type == NODE_TEXT && !node->quoted && strcasecmp(node->text, "none") == 0;
}

struct node *node_get(const struct node *map, const char *key)
{
	struct node_entry *entry = node_entry_find(map, key);
	return entry && !node_is_nothing(entry->value) ? entry->value : NULL;
}

static const char *type_words(enum node_type type)
{
	switch (type) {
	case NODE_LIST:
		return "a list";
	case NODE_MAP:
		return "keys with values";
	default:
		return "a text";
	}
}

bool node_expect(struct reader *reader, const struct node *node, enum node_type type, const char *what)
{
	if (node->type == type && !(type == NODE_TEXT && node_is_nothing(node)))
		return true;
	const char *found = node_is_nothing(node) ? "nothing" : type_words(node->type);
	const char *hint = type == NODE_LIST  ? "a list is written [one, two] or as lines that begin with '- '"
	                   : type == NODE_MAP ? "keys with values are written {key: value} or as lines 'key: value'"
	                                      : NULL;
	diag_error(reader->diag, WRONG_TYPE, node->place, hint, "%s: expected %s, found %s", what, type_words(type),
	           found);
	return false;
}

const char *node_hint(struct reader *reader, const char *word, const char *const *names, size_t count)
{
	if (reader->diag->errors >= SUGGESTIONS_UP_TO || count == 0)
		return NULL;
	bool is_code = strlen(word) <= CODE_MOST; /* any other is near it */
	const char *nearest = is_code ? NULL : option_suggest(word, names, sizeof *names, count);
	if (nearest)
		return arena_printf(reader->arena, "did you mean '%s'?", nearest);
	if (count > NAMES_LISTED)
		return NULL;
	const char *list = names[0];
	for (size_t i = 1; i < count; i++)
		list = arena_printf(reader->arena, "%s, %s", list, names[i]);
	return arena_printf(reader->arena, "known here: %s", list);
}

void node_unknown(struct reader *reader, struct place place, const char *what, const char *word,
                  const char *const *names, size_t count)
{
	diag_error(reader->diag, UNKNOWN_NAME, place, node_hint(reader, word, names, count), "unknown %s '%s'", what,
	           word);
}

bool node_is_among(const char *word, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(word, names[i]) == 0)
			return true;
	return false;
}

/* Letters and '_' alone, as keys are. */
static bool is_word_of_keys(const char *text)
{
	return !text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")];
}

void node_check_keys(struct reader *reader, const struct node *map, const char *what, const char *const *names,
                     size_t count)
{
	for (size_t i = 0; i < map->count; i++) {
		const struct node_entry *entry = &map->entries[i];
		if (node_is_among(entry->key, names, count))
			continue;
		/* A comma in a text without quotes: {legend: 150,000 people} has the key '000 people'. */
		bool is_text = node_is_nothing(entry->value) && !is_word_of_keys(entry->key);
		diag_error(reader->diag, UNKNOWN_KEY, entry->key_place,
		           is_text ? "put a text with a comma in quotes" : node_hint(reader, entry->key, names, count),
		           "unknown key '%s' in %s", entry->key, what);
	}
}

const char *node_text(struct reader *reader, const struct node *map, const char *key)
{
	const struct node *node = node_get(map, key);
	if (!node || !node_expect(reader, node, NODE_TEXT, key))
		return NULL;
	return node->text;
}

const char *node_need_text(struct reader *reader, const struct node *map, const char *key, struct place owner,
                           const char *what)
{
	const struct node *node = node_get(map, key);
	if (node && (node->type != NODE_TEXT || *node->text))
		return node_text(reader, map, key);
	const struct node_entry *entry = node_entry_find(map, key);
	if (entry)
		diag_error(reader->diag, EMPTY_VALUE, entry->key_place, NULL, "%s: nothing is written here", key);
	else
		diag_error(reader->diag, MISSING_KEY, owner, NULL, "%s has no '%s'", what, key);
	return NULL;
}

bool node_texts(struct reader *reader, const struct node *node, const char *what, struct texts *out)
{
	bool single = node->type == NODE_TEXT, fine = true;
	*out = (struct texts){0};
	if (!node_expect(reader, node, single ? NODE_TEXT : NODE_LIST, what))
		return false;
	size_t wanted = single ? 1 : node->count;
	out->items = ARENA_ARRAY(reader->arena, wanted + 1, const char *);
	for (size_t i = 0; i < wanted; i++) {
		const struct node *item = single ? node : node->entries[i].value;
		if (node_expect(reader, item, NODE_TEXT, what))
			out->items[out->count++] = item->text;
		else
			fine = false;
	}
	return fine;
}

struct place node_item_place(const struct node *node, size_t index)
{
	return node->type == NODE_LIST && index < node->count ? node->entries[index].value->place : node->place;
}

bool node_number(struct reader *reader, const struct node *node, const char *what, double minimum, double maximum,
                 double *out)
{
	if (!node_expect(reader, node, NODE_TEXT, what))
		return false;
	double value;
	if (!base_number_parse(node->text, &value)) {
		diag_error(reader->diag, WRONG_VALUE, node->place, NULL, "%s: '%s' is not a number", what, node->text);
		return false;
	}
	if ((minimum != 0 || maximum != 0) && !(value >= minimum && value <= maximum)) {
		char low[48], high[48];
		diag_error(reader->diag, OUT_OF_RANGE, node->place, NULL, "%s: %s is not between %s and %s", what,
		           node->text, base_number_text(low, minimum, 6), base_number_text(high, maximum, 6));
		return false;
	}
	*out = value;
	return true;
}

bool node_choice(struct reader *reader, const struct node *node, const char *what, const char *const *words,
                 size_t count, size_t *out)
{
	if (!node_expect(reader, node, NODE_TEXT, what))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(node->text, words[i]) == 0) {
			*out = i;
			return true;
		}
	}
	diag_error(reader->diag, WRONG_VALUE, node->place, node_hint(reader, node->text, words, count),
	           "%s: cannot be '%s'", what, node->text);
	return false;
}

bool node_is_id_character(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

char *node_lower_case(struct arena *arena, const char *text)
{
	char *copy = arena_text(arena, text);
	for (char *c = copy; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return copy;
}

/* The id nearest to what was written; NULL when nothing of it can stay. */
static const char *id_like(struct arena *arena, const char *text)
{
	char *id = node_lower_case(arena, text);
	bool any = false;
	for (char *c = id; *c; c++) {
		if (!node_is_id_character(*c))
			*c = (*c & 0x80) ? '\0' : '-';
		any = any || (node_is_id_character(*c) && *c != '-');
		if (!*c)
			break;
	}
	return any ? id : NULL;
}

bool node_is_id(struct reader *reader, const char *text, struct place place, const char *what)
{
	bool fine = *text;
	for (const char *c = text; *c; c++)
		fine = fine && node_is_id_character(*c);
	if (fine)
		return true;
	const char *better = id_like(reader->arena, text);
	diag_error(reader->diag, WRONG_VALUE, place, better ? arena_printf(reader->arena, "write '%s'", better) : NULL,
	           "%s '%s': an id has lower-case letters a-z, digits, '-' and '_' only", what, text);
	return false;
}

void reader_order(struct reader *reader, size_t first, const struct source *source)
{
	size_t count = reader->diag->count - first;
	struct ranked *ranks = ARENA_ARRAY(reader->arena, count + 1, struct ranked);
	struct diag_entry *copy = ARENA_ARRAY(reader->arena, count + 1, struct diag_entry);
	for (size_t i = 0; i < count; i++) {
		copy[i] = reader->diag->entries[first + i];
		const struct place *place = &copy[i].place;
		ranks[i] = (struct ranked){place->source == source ? place->line * LINE_MOST + place->column : INFINITY,
		                           i};
		if (copy[i].severity == DIAG_NOTE && i > 0)
			ranks[i].key = ranks[i - 1].key;
	}
	ranked_sort(ranks, count);
	for (size_t i = 0; i < count; i++)
		reader->diag->entries[first + i] = copy[ranks[i].index];
}

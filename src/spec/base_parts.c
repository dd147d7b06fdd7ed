/* What the files of `base:` share: nodes of its tree. In: nodes. Out: texts, copies, entries. */
#include "spec/base_parts.h"

#include <string.h>

const char *spec_base_replaced(struct arena *arena, const char *text, char sign, const char *by)
{
	const char *at = strchr(text, sign);
	return at ? arena_printf(arena, "%.*s%s%s", (int)(at - text), text, by,
	                         spec_base_replaced(arena, at + 1, sign, by))
	          : text;
}

struct node *spec_base_copy(struct arena *arena, const struct node *node)
{
	struct node *copy = node_new(arena, node->type, node->place);
	copy->text = node->text;
	copy->quoted = node->quoted;
	for (size_t i = 0; i < node->count; i++)
		node_add(arena, copy, node->entries[i].key, node->entries[i].key_place, node->entries[i].value);
	return copy;
}

void spec_base_set(struct arena *arena, struct node *map, const char *key, struct place place, struct node *value)
{
	struct node_entry *entry = node_entry_find(map, key);
	if (entry)
		*entry = (struct node_entry){entry->key, place, value};
	else
		node_add(arena, map, key, place, value);
}

const char *spec_base_text(const struct node *map, const char *key)
{
	const struct node *value = node_get(map, key);
	return value && value->type == NODE_TEXT ? value->text : "";
}

const struct node *spec_base_section(const struct base *base, const char *key, enum node_type type)
{
	static const struct node empty = {.type = NODE_MAP};
	const struct node *node = node_get(base->file, key);
	return node && node_expect(&base->map->in, node, type, key) ? node : &empty;
}

const char *spec_base_group(struct arena *arena, const struct node *layer)
{
	const char *id = spec_base_text(layer, "id");
	size_t before = strncmp(id, BASE_PREFIX, strlen(BASE_PREFIX)) == 0 ? strlen(BASE_PREFIX) : 0;
	return arena_text_n(arena, id + before, strcspn(id + before, "-"));
}

/* Completing a map file: a plain map leaves its own id and the ids of its layers out, and they are made from names that
 * it has; without layers it has one for each data entry. In: the tree of the file, before the command line changes it,
 * so that --set finds layers by such ids too. Out: the tree with what was missing. */
#include "spec/making.h"

#include <string.h>

/* The last part of a path without its suffix: "maps/Rail.yaml" -> "Rail". */
static const char *file_stem(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
	return dot && dot > name ? arena_text_n(arena, name, (size_t)(dot - name)) : name;
}

/* An id has lower-case letters, digits, '-' and '_'; runs of other characters become one '-'. `otherwise` when nothing
 * is left. */
static const char *id_from(struct arena *arena, const char *text, const char *otherwise)
{
	char *id = node_lower_case(arena, text), *end = id;
	for (const char *from = id; *from; from++)
		if (node_is_id_character(*from) && *from != '-')
			*end++ = *from;
		else if (end > id && end[-1] != '-')
			*end++ = '-';
	while (end > id && end[-1] == '-')
		end--;
	*end = '\0';
	return *id ? id : otherwise;
}

static const char *text_of(const struct node *item, const char *key)
{
	const struct node *value = node_get(item, key);
	return value && value->type == NODE_TEXT ? value->text : NULL;
}

/* After its data, which may be the base's, else its kind; a further layer of the same data also after its kind, then
 * with a number. */
static const char *layer_id(struct arena *arena, const struct hash_table *taken, const struct node *layer)
{
	const char *data = text_of(layer, "data"), *kind = text_of(layer, "kind");
	if (data && !strncmp(data, BASE_PREFIX, strlen(BASE_PREFIX))) /* such ids are the base's alone */
		data += strlen(BASE_PREFIX);
	const char *name = id_from(arena, data ? data : kind ? kind : "", "layer");
	if (data && kind && hash_table_find(taken, hash_text(name)))
		name = id_from(arena, arena_printf(arena, "%s-%s", data, kind), "layer");
	const char *id = name;
	for (int i = 2; hash_table_find(taken, hash_text(id)); i++)
		id = arena_printf(arena, "%s-%d", name, i);
	return id;
}

static void add_id(struct arena *arena, struct node *owner, const char *id)
{
	node_add(arena, owner, "id", owner->place, node_new_text(arena, id, owner->place));
}

static void complete_layers(struct arena *arena, const struct node *layers)
{
	struct hash_table taken;
	hash_table_init(&taken, arena, sizeof(bool));
	for (size_t i = 0; i < layers->count; i++) {
		const char *id = text_of(layers->entries[i].value, "id");
		if (id)
			hash_table_add(&taken, hash_text(id), NULL);
	}
	for (size_t i = 0; i < layers->count; i++) {
		struct node *layer = layers->entries[i].value;
		if (layer->type != NODE_MAP || node_entry_find(layer, "id"))
			continue;
		const char *id = layer_id(arena, &taken, layer);
		hash_table_add(&taken, hash_text(id), NULL);
		add_id(arena, layer, id);
	}
}

/* A layer for each data entry. */
static void make_layers(struct arena *arena, struct node *top, const struct node *data)
{
	struct node *layers = node_new(arena, NODE_LIST, data->place);
	for (size_t i = 0; i < data->count; i++) {
		struct place place = data->entries[i].key_place;
		struct node *layer = node_new(arena, NODE_MAP, place);
		node_add(arena, layer, "data", place, node_new_text(arena, data->entries[i].key, place));
		node_add(arena, layers, NULL, place, layer);
	}
	node_add(arena, top, "layers", data->place, layers);
}

void map_drop_none(struct node *top)
{
	static const char *const keys[] = {"members",   "places",   "routes", "versions",   "shields",
	                                   "hatches",   "base",     "width",  "type_scale", "fit",
	                                   "multiples", "messages", "noun"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct node_entry *entry = node_entry_find(top, keys[i]);
		if (entry && node_is_none(entry->value))
			memmove(entry, entry + 1, sizeof *entry * (size_t)(top->entries + --top->count - entry));
	}
}

bool map_complete(struct reader *reader, struct node *top, const char *name)
{
	const struct node *layers = node_get(top, "layers"), *data = node_get(top, "data");
	bool is_plain = !node_entry_find(top, "layers") && !node_entry_find(top, "versions");
	bool makes = is_plain && data && data->type == NODE_MAP && data->count;
	if (!node_entry_find(top, "id"))
		add_id(reader->arena, top, id_from(reader->arena, file_stem(reader->arena, name), "map"));
	if (makes) {
		make_layers(reader->arena, top, data);
		layers = node_get(top, "layers");
	}
	if (layers && layers->type == NODE_LIST && layers->count <= MAP_LAYERS_MAX)
		complete_layers(reader->arena, layers);
	return makes;
}

void map_make_nodes(struct map_reader *map, struct node *top, bool is_again)
{
	struct making making = {.map = map, .top = top, .is_again = is_again};
	const struct node *members = node_get(top, "members");
	if (node_get(top, "places") || node_get(top, "routes") || (members && members->type == NODE_LIST))
		making_section(&making, "layers", NODE_LIST, top->place);
	making_member_areas(&making);
	making_joined_areas(&making);
	making_places_read(&making);
	making_routes(&making);
	making_places(&making);
	if (making.finder)
		map->catalogue->finder->close(making.finder);
}

/* `members:` of a map file: which places can join, and in which data their polygons and points are. */
#include "spec/map_reader.h"

#include "base/link.h"

#include <stdlib.h>
#include <string.h>

static const struct data_spec *read_member_data(struct map_reader *map, const struct node *node, const char *key)
{
	const struct node *value = node_get(node, key);
	int index = value ? map_read_reference(map, value, "data", "data") : -1;
	if (index < 0 || (size_t)index >= map->out->data_count)
		return NULL;
	const struct data_spec *data = &map->out->data[index];
	if (!data->key)
		diag_error(map->in.diag, MISSING_KEY, value->place,
		           "the key is the column that identifies a feature: data: {…: {file: …, key: adcode}}",
		           "data '%s' has no 'key', by which members are found", data->id);
	return data;
}

static void read_url(struct map_reader *map, const struct node *node, struct member_spec *member)
{
	member->url = node_text(&map->in, node, "url");
	if (!member->url || base_link_is_plain(member->url))
		return;
	for (size_t i = 0; i < node->count; i++)
		if (!strcmp(node->entries[i].key, "url"))
			diag_error(map->in.diag, BAD_LINK, node->entries[i].value->place, base_link_hint,
			           "'%s' is not a link that a document may hold", member->url);
}

static void read_member(struct map_reader *map, const struct node_entry *entry, struct member_spec *member)
{
	static const char *const keys[] = {"key", "name", "url"};
	struct reader *in = &map->in;
	const struct node *node = entry->value;
	member->id = entry->key;
	member->place = entry->key_place;
	member->key = "";
	node_is_id(in, entry->key, entry->key_place, "member");
	if (node->type == NODE_TEXT && !node_is_nothing(node)) {
		member->key = node->text; /* songjiang: 310117 */
		return;
	}
	if (!node_expect(in, node, NODE_MAP, entry->key))
		return;
	node_check_keys(in, node, "a member", keys, sizeof keys / sizeof *keys);
	const char *key =
	        node_need_text(in, node, "key", entry->key_place, arena_printf(in->arena, "member '%s'", entry->key));
	if (key)
		member->key = key;
	map_read_localized_key(map, node, "name", &member->name);
	read_url(map, node, member);
}

static int compare_members(const void *a, const void *b)
{
	const struct member_index *first = a, *second = b;
	int order = strcmp(first->id, second->id);
	return order ? order : (first->index > second->index) - (first->index < second->index);
}

int map_find_member(const struct map_reader *map, const char *id)
{
	size_t low = 0, high = map->out->member_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(map->member_index[middle].id, id);
		if (order == 0)
			return (int)map->member_index[middle].index;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

/* Sorts by `id`; with the key in its place, equal neighbours are two members with one key. */
static void check_keys(struct map_reader *map)
{
	size_t count = map->out->member_count;
	struct member_index *keys = ARENA_ARRAY(map->in.arena, count + 1, struct member_index);
	for (size_t i = 0; i < count; i++)
		keys[i] = (struct member_index){map->out->members[i].key, i};
	qsort(keys, count, sizeof *keys, compare_members);
	for (size_t i = 1; i < count; i++) {
		if (!*keys[i].id || strcmp(keys[i].id, keys[i - 1].id) != 0)
			continue;
		const struct member_spec *first = &map->out->members[keys[i - 1].index];
		const struct member_spec *second = &map->out->members[keys[i].index];
		diag_error(map->in.diag, DUPLICATE_ENTRY, second->place, NULL,
		           "member '%s' has the same key '%s' as '%s'", second->id, second->key, first->id);
	}
}

static void read_list(struct map_reader *map, const struct node *list)
{
	struct map_spec *out = map->out;
	out->members = ARENA_ARRAY(map->in.arena, list->count + 1, struct member_spec);
	map->member_index = ARENA_ARRAY(map->in.arena, list->count + 1, struct member_index);
	for (size_t i = 0; i < list->count; i++) {
		read_member(map, &list->entries[i], &out->members[i]);
		map->member_index[i] = (struct member_index){out->members[i].id, i};
	}
	out->member_count = list->count;
	qsort(map->member_index, list->count, sizeof *map->member_index, compare_members);
	check_keys(map);
}

void map_read_members(struct map_reader *map)
{
	static const char *const keys[] = {"areas", "points", "list"};
	struct reader *in = &map->in;
	const struct node *node = map_required_section(map, "members", NODE_MAP, 1000);
	if (!node)
		return;
	node_check_keys(in, node, "members", keys, sizeof keys / sizeof *keys);
	map->out->member_areas = read_member_data(map, node, "areas");
	map->out->member_points = read_member_data(map, node, "points");
	if (!node_get(node, "areas") && !node_get(node, "points"))
		diag_error(in->diag, MISSING_KEY, node->place, "areas: a data id, points: a data id",
		           "members: neither 'areas' nor 'points' says where the members are");
	const struct node *list = node_get(node, "list");
	if (!list)
		diag_error(in->diag, MISSING_KEY, node->place, "list: {songjiang: 310117}", "members: no 'list'");
	else if (node_expect(in, list, NODE_MAP, "list"))
		read_list(map, list);
}

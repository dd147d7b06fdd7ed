/* `members:` of a map file: which places can join, and in which data their polygons and points are. */
#include "spec/map_reader.h"

#include "base/link.h"

#define FIELD(name) offsetof(struct member_spec, name)
static const struct option member_options[] = {
        {"key", OPTION_TEXT, FIELD(key), option_required, "its value in the data's key column"},
        {"point", OPTION_TEXT, FIELD(point), NULL, "that in the data of the points, where it is another"},
        {"name", OPTION_LOCALIZED, FIELD(name), NULL, "in place of the data's name"},
        {"url", OPTION_TEXT, FIELD(url), NULL, "link of its area and its point"},
};
#undef FIELD
const struct kind map_member_options = {"member", "an entry of members: list:", OPTION_ROWS(member_options), 0};

/* Where the members are; ids of data entries. */
struct members_options {
	const char *areas, *points;
};
static const struct option options[] = {
        {"areas", OPTION_REFERENCE, offsetof(struct members_options, areas), NULL, "data of their polygons",
         .choices = "data"},
        {"points", OPTION_REFERENCE, offsetof(struct members_options, points), NULL, "data of their points",
         .choices = "data"},
        {"list", OPTION_SECTION, 0, option_required, "id: key, for each member", .choices = "{id: text|member}"},
};
const struct kind map_members_options = {"section", "the section members:", OPTION_ROWS(options), 0};

/* The data that a key of `members:` names; NULL: none. */
static const struct data_spec *keyed_data(struct map_reader *map, const struct node *node, const char *key,
                                          const char *id)
{
	const struct data_spec *data = id ? map_spec_data(map->out, id) : NULL;
	if (data && !data->key)
		diag_error(map->in.diag, MISSING_KEY, node_get(node, key)->place,
		           "the key is the column that identifies a feature: data: {…: {file: …, key: adcode}}",
		           "data '%s' has no 'key', by which members are found", data->id);
	return data;
}

static void read_member(struct map_reader *map, const struct node_entry *entry, struct member_spec *member)
{
	struct reader *in = &map->in;
	const struct node *node = entry->value;
	member->id = entry->key;
	member->place = entry->key_place;
	node_is_id(in, entry->key, entry->key_place, "member");
	if (node->type == NODE_TEXT && !node_is_nothing(node))
		member->key = node->text; /* songjiang: 310117 */
	else
		options_read(in, &map_member_options, entry, true, member);
	if (!member->key)
		member->key = "";
	if (member->url && !base_link_is_plain(member->url))
		diag_error(in->diag, BAD_LINK, node_get(node, "url")->place, base_link_hint,
		           "'%s' is not a link that a document may hold", member->url);
}

int map_find_member(struct map_reader *map, const char *id, struct place place)
{
	const size_t *index = map->out->member_count ? hash_table_find(&map->member_ids, hash_text(id)) : NULL;
	size_t count = map->out->member_count;
	if (!node_entry_find(map->in.top, "members"))
		diag_error(map->in.diag, UNKNOWN_NAME, place, "members: {points: a data id, list: {id: key, …}}",
		           "unknown member '%s': the map has no 'members'", id);
	if (!index && count > 0) { /* without members the list itself is at fault, and reported */
		const char **names = ARENA_ARRAY(map->in.arena, count, const char *);
		for (size_t i = 0; i < count; i++)
			names[i] = map->out->members[i].id;
		node_unknown(&map->in, place, "member", id, names, count);
	}
	return index ? (int)*index : -1;
}

/* Two members with one key are one place. */
static void check_key(struct map_reader *map, struct hash_table *keys, size_t index, const char *what, const char *key)
{
	const struct member_spec *member = &map->out->members[index];
	bool is_new;
	size_t *before = hash_table_add(keys, hash_text(key), &is_new);
	if (*key && !is_new)
		diag_error(map->in.diag, DUPLICATE_ENTRY, member->place, NULL,
		           "member '%s' has the same %s '%s' as '%s'", member->id, what, key,
		           map->out->members[*before].id);
	*before = index;
}

static void read_list(struct map_reader *map, const struct node *list)
{
	struct map_spec *out = map->out;
	struct hash_table keys, points;
	out->members = ARENA_ARRAY(map->in.arena, list->count + 1, struct member_spec);
	hash_table_init(&map->member_ids, map->in.arena, sizeof(size_t));
	hash_table_init(&keys, map->in.arena, sizeof(size_t));
	hash_table_init(&points, map->in.arena, sizeof(size_t));
	for (size_t i = 0; i < list->count; i++) {
		read_member(map, &list->entries[i], &out->members[i]);
		const struct member_spec *member = &out->members[i];
		check_key(map, &keys, i, "key", member->key);
		if (member->point)
			check_key(map, &points, i, "point", member->point);
		*(size_t *)hash_table_add(&map->member_ids, hash_text(out->members[i].id), NULL) = i;
	}
	out->member_count = list->count;
}

void map_read_members(struct map_reader *map)
{
	struct members_options where = {0};
	if (!node_entry_find(map->in.top, "members"))
		return;
	const struct node *written = node_get(map->in.top, "members");
	if (written && written->type == NODE_LIST && written->is_made)
		return; /* reported */
	const struct node *node = map_required_section(map, "members", NODE_MAP, 1000);
	if (!node)
		return;
	const struct node_entry entry = {"members", node->place, (struct node *)node};
	options_read(&map->in, &map_members_options, &entry, true, &where);
	map->out->member_areas = keyed_data(map, node, "areas", where.areas);
	map->out->member_points = keyed_data(map, node, "points", where.points);
	if (!node_get(node, "areas") && !node_get(node, "points"))
		diag_error(map->in.diag, MISSING_KEY, node->place, "areas: a data id, points: a data id",
		           "members: neither 'areas' nor 'points' says where the members are");
	const struct node *list = node_get(node, "list");
	if (list && node_expect(&map->in, list, NODE_MAP, "list"))
		read_list(map, list);
}

/* Checks of the map as a whole, after every section is read: who is a member when. */
#include "spec/map_reader.h"

static const struct node *version_node(const struct map_reader *map, size_t version)
{
	const struct node *versions = node_get(map->in.top, "versions");
	return versions->entries[version].value;
}

/* Members join with the first version; none at all would draw an empty region. Only where nothing was named: a
 * name that is wrong is reported where it stands. */
static void check_first_members(struct map_reader *map)
{
	const struct map_spec *out = map->out;
	for (size_t i = 0; i < out->version_count; i++) {
		const struct node *members = node_get(version_node(map, i), "members");
		bool named = members && (members->type != NODE_LIST || members->count > 0);
		if (named)
			return;
		diag_error(map->in.diag, EMPTY_VALUE, out->versions[i].place, NULL, "version '%s' has no members yet",
		           out->versions[i].name);
	}
}

static void check_all_join(struct map_reader *map)
{
	const struct map_spec *out = map->out;
	bool *joins = ARENA_ARRAY(map->in.arena, out->member_count + 1, bool);
	for (size_t i = 0; i < out->version_count; i++)
		for (size_t j = 0; j < out->versions[i].member_count; j++)
			joins[out->versions[i].members[j]] = true;
	for (size_t i = 0; i < out->member_count; i++)
		if (!joins[i])
			diag_warning(map->in.diag, UNUSED_ENTRY, out->members[i].place, NULL,
			             "member '%s' joins in no version", out->members[i].id);
}

static void check_years(struct map_reader *map)
{
	const struct version_spec *before = NULL;
	for (size_t i = 0; i < map->out->version_count; i++) {
		const struct version_spec *version = &map->out->versions[i];
		if (version->year == 0)
			continue;
		if (before && version->year < before->year)
			diag_warning(map->in.diag, CONTRADICTION, version->place, NULL,
			             "version '%s' (%d) comes after '%s' (%d)", version->name, version->year,
			             before->name, before->year);
		before = version;
	}
}

void map_check(struct map_reader *map)
{
	check_first_members(map);
	/* After an error the author may have meant to name the member. */
	if (map->in.diag->errors == 0)
		check_all_join(map);
	check_years(map);
}

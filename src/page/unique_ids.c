/* Unique ids: what a further frame draws has the frame's name before its ids. And an author may call a layer as a map
 * element is called, or use one id for two things that are written alike; the later one gets a number, so that every
 * document made from the page is valid. */
#include "page/page.h"

#include "base/hash_table.h"

#include <string.h>

/* True if nobody has the id yet. `used` holds per id the last number that was given for it. */
static bool claim(struct hash_table *used, const char *id)
{
	bool is_new;
	size_t *number = hash_table_add(used, hash_text(id), &is_new);
	if (is_new)
		*number = 1;
	return is_new;
}

static void number_repeats(struct arena *arena, struct hash_table *used, struct group *group)
{
	const char *id = group->id;
	while (group->id && !claim(used, group->id)) {
		size_t *number = hash_table_find(used, hash_text(id));
		group->id = arena_printf(arena, "%s-%zu", id, ++*number);
	}
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_GROUP)
			number_repeats(arena, used, group->marks[i].group);
}

void group_prefix_ids(struct arena *arena, struct group *group, const char *prefix)
{
	if (group->id)
		group->id = arena_printf(arena, "%s-%s", prefix, group->id);
	for (size_t i = 0; i < group->attribute_count; i++)
		if (!strcmp(group->attributes[i].name, "for"))
			group->attributes[i].value = arena_printf(arena, "%s-%s", prefix, group->attributes[i].value);
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_GROUP)
			group_prefix_ids(arena, group->marks[i].group, prefix);
}

void page_unique_ids(struct page *page)
{
	struct arena scratch;
	struct hash_table used;
	arena_init(&scratch);
	hash_table_init(&used, &scratch, sizeof(size_t));
	number_repeats(page->arena, &used, page->root);
	arena_clear(&scratch);
}

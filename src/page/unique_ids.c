/* Unique ids: an author may call a layer as a map element is called, or use one id for two things that
 * are written alike; the later one gets a number, so that every document made from the page is valid. */
#include "page/page.h"

#include <stdlib.h>
#include <string.h>

struct group_with_id {
	struct group *group;
	size_t order; /* in drawing */
};

struct id_list {
	struct arena *arena;
	struct group_with_id *items;
	size_t count, capacity;
};

static void collect(struct id_list *list, struct group *group)
{
	if (group->id) {
		list->items = arena_grow(list->arena, list->items, list->count, &list->capacity, sizeof *list->items);
		list->items[list->count] = (struct group_with_id){group, list->count};
		list->count++;
	}
	for (size_t i = 0; i < group->mark_count; i++)
		if (group->marks[i].type == MARK_GROUP)
			collect(list, group->marks[i].group);
}

static int compare_ids(const void *first, const void *second)
{
	const struct group_with_id *a = first, *b = second;
	int order = strcmp(a->group->id, b->group->id);
	return order ? order : (a->order > b->order) - (a->order < b->order);
}

/* Gives every repeat the first free number; true when there was one, which may make new repeats. */
static bool number_repeats(struct arena *arena, struct id_list *list)
{
	bool any = false;
	qsort(list->items, list->count, sizeof *list->items, compare_ids);
	const char *last = NULL;
	for (size_t i = 0, number = 1; i < list->count; i++) {
		struct group *group = list->items[i].group;
		if (!last || strcmp(last, group->id) != 0) {
			last = group->id;
			number = 1;
			continue;
		}
		group->id = arena_printf(arena, "%s-%zu", last, ++number);
		any = true;
	}
	return any;
}

void page_unique_ids(struct page *page)
{
	struct arena scratch;
	arena_init(&scratch);
	struct id_list list = {.arena = &scratch};
	collect(&list, page->root);
	while (number_repeats(page->arena, &list))
		continue;
	arena_clear(&scratch);
}

/* Groups of a page that tests look into. */
#pragma once

#include "page/page.h"

#include <string.h>

/* The group of that id, `group` itself or any below it; NULL: there is none. */
static inline const struct group *find_group(const struct group *group, const char *id)
{
	if (group->id && !strcmp(group->id, id))
		return group;
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct group *found =
		        group->marks[i].type == MARK_GROUP ? find_group(group->marks[i].group, id) : NULL;
		if (found)
			return found;
	}
	return NULL;
}

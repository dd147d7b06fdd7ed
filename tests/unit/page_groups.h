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

/* Whether a text of the group reads exactly so. */
static inline bool group_has_text(const struct group *group, const char *text)
{
	for (size_t i = 0; i < group->mark_count; i++) {
		const struct mark *mark = &group->marks[i];
		if ((mark->type == MARK_TEXT && !strcmp(mark->text->run.text, text)) ||
		    (mark->type == MARK_GROUP && group_has_text(mark->group, text)))
			return true;
	}
	return false;
}

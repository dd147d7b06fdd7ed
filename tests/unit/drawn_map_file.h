/* Map files with settings, drawn: for tests of what stands where on a page, and of what is said. */
#pragma once

#include "page_groups.h"
#include "render/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

struct drawn_map {
	struct loaded_map map;
	struct arena arena;
	struct diag diag;
	struct page page;
	struct label_report report;
	struct buffer said, explained;
	bool drawn;
};

/* The map file with settings, up to a NULL. To be closed. */
static inline void draw_map_file(struct drawn_map *drawn, const char *path, const char *const *sets)
{
	static char text[1 << 16];
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	size_t length = fread(text, 1, sizeof text, file), count = 0;
	fclose(file);
	while (sets && sets[count])
		count++;
	*drawn = (struct drawn_map){0};
	arena_init(&drawn->arena);
	diag_init(&drawn->diag);
	buffer_init(&drawn->said);
	buffer_init(&drawn->explained);
	struct map_overrides overrides = {.sets = sets, .set_count = count, .share_dir = "seeds"};
	struct render_options options = {.explain = &drawn->explained};
	drawn->drawn = map_open(&drawn->map, path, text, length, &overrides, &drawn->diag) &&
	               map_render(&drawn->map, &options, &drawn->arena, &drawn->diag, &drawn->page, &drawn->report);
	diag_format(&drawn->diag, 0, &drawn->said);
	buffer_text(&drawn->said, "");
}

static inline void clear_drawn_map(struct drawn_map *drawn)
{
	map_close(&drawn->map);
	diag_clear(&drawn->diag);
	arena_clear(&drawn->arena);
	buffer_clear(&drawn->said);
	buffer_clear(&drawn->explained);
}

static inline const struct group *part(const struct drawn_map *drawn, const char *id)
{
	const struct group *group = find_group(drawn->page.root, id);
	if (!group)
		fail_msg("no group %s; said: %s", id, drawn->said.bytes);
	return group;
}

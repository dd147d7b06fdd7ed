/* Map files that a test holds as text, drawn: what is on the page. Faults fail the test. */
#pragma once

#include "page_groups.h"
#include "render/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct drawn_text {
	struct arena arena;
	struct diag diag;
	struct loaded_map map;
	struct page page;
};

/* `name`: the file that the text is taken for. To be closed. */
static inline void draw_map_text(struct drawn_text *drawn, const char *name, const char *text, const char *page,
                                 const struct render_options *options)
{
	const struct map_overrides overrides = {.page = page, .share_dir = "seeds"};
	struct label_report report = {0};
	*drawn = (struct drawn_text){0};
	arena_init(&drawn->arena);
	diag_init(&drawn->diag);
	text = arena_text(&drawn->arena, text); /* messages quote it as long as the map is open */
	if (!map_open(&drawn->map, name, text, strlen(text), &overrides, &drawn->diag) ||
	    !map_render(&drawn->map, options, &drawn->arena, &drawn->diag, &drawn->page, &report))
		fail_msg("%s", drawn->diag.count ? drawn->diag.entries[0].message : "not drawn");
}

static inline void close_drawn_text(struct drawn_text *drawn)
{
	map_close(&drawn->map);
	diag_clear(&drawn->diag);
	arena_clear(&drawn->arena);
}

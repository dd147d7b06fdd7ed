/* Map files and texts of map files, rendered: for tests of what stands where on a page, and of what is said. */
#pragma once

#include "page_groups.h"
#include "render/render.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

struct rendered_map {
	struct loaded_map map;
	struct arena arena;
	struct diag diag;
	struct page page;
	struct label_report report;
	struct buffer said, explained;
	bool drawn;
};

/* Why not, unless it is drawn. */
static inline void assert_drawn(const struct rendered_map *rendered)
{
	if (!rendered->drawn)
		fail_msg("not drawn: %s", rendered->said.bytes);
}

/* `name`: the file that the text is taken for. `overrides`, `options`: NULL: none. `all`: every version on one sheet. To
 * be cleared. */
static inline void render_map_text(struct rendered_map *rendered, const char *name, const char *text,
                                   const struct map_overrides *overrides, const struct render_options *options, bool all)
{
	struct map_overrides seen = overrides ? *overrides : (struct map_overrides){0};
	const struct render_options none = {0};
	seen.share_dir = "seeds";
	*rendered = (struct rendered_map){0};
	arena_init(&rendered->arena);
	diag_init(&rendered->diag);
	buffer_init(&rendered->said);
	buffer_init(&rendered->explained);
	text = arena_text(&rendered->arena, text); /* messages quote it as long as the map is open */
	rendered->drawn = map_open(&rendered->map, name, text, strlen(text), &seen, &rendered->diag) &&
	                  (all ? map_render_multiples : map_render)(&rendered->map, options ? options : &none, &rendered->arena,
	                                                            &rendered->diag, &rendered->page, &rendered->report);
	if (rendered->drawn)
		map_tell_layers(&rendered->map, all, &rendered->diag);
	diag_format(&rendered->diag, 0, &rendered->said);
	buffer_text(&rendered->said, "");
}

/* Writes a file of a test's own folder, which is made. */
static inline void write_file(const char *path, const char *text)
{
	char folder[256];
	snprintf(folder, sizeof folder, "%.*s", (int)(strrchr(path, '/') - path), path);
	mkdir(folder, 0777);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* The text of a file, to be freed. */
static inline char *map_file_text(const char *path)
{
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	char *text = calloc(1, 1 << 17);
	assert_true(fread(text, 1, (1 << 17) - 1, file) > 0);
	fclose(file);
	return text;
}

/* The map file with settings, up to a NULL, its names explained. To be cleared. */
static inline void render_map_file(struct rendered_map *rendered, const char *path, const char *const *sets)
{
	size_t count = 0;
	while (sets && sets[count])
		count++;
	char *text = map_file_text(path);
	render_map_text(rendered, path, text, &(struct map_overrides){.sets = sets, .set_count = count},
	                &(struct render_options){.explain = &rendered->explained}, false);
	free(text);
}

static inline void rendered_map_clear(struct rendered_map *rendered)
{
	map_close(&rendered->map);
	diag_clear(&rendered->diag);
	arena_clear(&rendered->arena);
	buffer_clear(&rendered->said);
	buffer_clear(&rendered->explained);
}

static inline const struct group *part(const struct rendered_map *rendered, const char *id)
{
	const struct group *group = find_group(rendered->page.root, id);
	if (!group)
		fail_msg("no group %s; said: %s", id, rendered->said.bytes);
	return group;
}

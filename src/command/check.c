/* corridor check, describe, list: what is wrong, what the map says, what there is. */
#include "command/command.h"
#include "scene/scene.h"
#include "spec/theme_judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int with_map(int count, char **arguments, int (*use)(const struct command_line *, struct loaded_map *))
{
	struct command_line line;
	if (!command_line_read(count, arguments, &line))
		return EXIT_USAGE;
	struct loaded_map map;
	struct diag diag;
	diag_init(&diag);
	char *text = NULL;
	int code = command_open_map(&line, &map, &diag, &text) ? EXIT_DRAWN : EXIT_MAP_WRONG;
	command_print(&diag);
	diag_clear(&diag);
	if (code == EXIT_DRAWN && use)
		code = use(&line, &map);
	map_close(&map);
	free(text);
	return code;
}

static int judge(const struct command_line *line, struct loaded_map *map)
{
	(void)line;
	struct diag diag;
	diag_init(&diag);
	theme_judge(map->spec.theme, &diag);
	command_print(&diag);
	diag_clear(&diag);
	return EXIT_DRAWN;
}

static int run_check(int count, char **arguments)
{
	return with_map(count, arguments, judge);
}

static int describe(const struct command_line *line, struct loaded_map *map)
{
	struct arena arena;
	struct buffer out;
	arena_init(&arena);
	buffer_init(&out);
	for (size_t i = 0; i < map->spec.version_count; i++) {
		if (line->version && strcmp(line->version, map->spec.versions[i].name))
			continue;
		if (line->json)
			map_figures(map, i, &out);
		else
			buffer_printf(&out, "%s\n", map_words(map, i, &arena));
	}
	bool wrote = command_write("-", &out);
	buffer_clear(&out);
	arena_clear(&arena);
	return wrote ? EXIT_DRAWN : EXIT_CANNOT_WRITE;
}

static int run_describe(int count, char **arguments)
{
	return with_map(count, arguments, describe);
}

static void list_kinds(const struct kind_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		printf("%-14s %s\n", list->kinds[i]->name, list->kinds[i]->help);
		for (size_t k = 0; k < list->kinds[i]->option_count; k++) {
			const struct option *option = &list->kinds[i]->options[k];
			printf("  %-16s %s%s%s%s\n", option->key, option->help, option->fallback ? " [" : "",
			       option->fallback ? option->fallback : "", option->fallback ? "]" : "");
		}
	}
}

/* What every element takes, then each with its own. */
static void list_elements(const struct catalogue *catalogue)
{
	list_kinds(&catalogue->elements);
	printf("every element\n  %-16s whether it is drawn [yes]\n", "show");
	printf("all but");
	for (size_t i = 0; i < catalogue->elements.count; i++)
		if (catalogue->places(catalogue->elements.kinds[i]) == ELEMENT_FIXED)
			printf(" %s", catalogue->elements.kinds[i]->name);
	printf("\n  %-16s corner of the map: top-left, top-right, bottom-left, bottom-right\n", "at");
	printf("  %-16s from that corner, as [4mm, 4mm] [8pt]\n", "offset");
}

static int run_list(int count, char **arguments)
{
	const char *what = count ? arguments[0] : "";
	const struct catalogue catalogue = map_catalogue();
	if (!strcmp(what, "layers"))
		list_kinds(&catalogue.layers);
	else if (!strcmp(what, "elements"))
		list_elements(&catalogue);
	else if (!strcmp(what, "pages"))
		for (size_t i = 0; i < page_size_count; i++)
			printf("%-14s %s\n", page_sizes[i].name, page_sizes[i].help);
	else if (!strcmp(what, "formats"))
		for (size_t i = 0; i < draw_format_count; i++)
			printf("%-14s %s\n", draw_formats[i]->name, draw_formats[i]->help);
	else {
		fputs("usage: corridor list layers|elements|pages|formats\n", stderr);
		return EXIT_USAGE;
	}
	return EXIT_DRAWN;
}

const struct command check_command = {"check", "[MAP]", "every error and warning of a map file", run_check};
const struct command describe_command = {"describe", "[MAP] [--json] [--version V]", "the map in words or figures",
                                         run_describe};
const struct command list_command = {"list", "layers|elements|pages|formats", "kinds with their options", run_list};

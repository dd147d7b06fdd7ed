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

static bool is_asked(const struct command_line *line, const struct loaded_map *map, size_t version)
{
	return !line->version || !strcmp(line->version, map->spec.versions[version].name);
}

/* Warns of a scale that varies much. `out` may be NULL. False with errors. */
static bool judge_scale(const struct command_line *line, const struct loaded_map *map, size_t version,
                        struct diag *diag, struct map_scale *out)
{
	struct map_scale scale;
	if (!map_scale_read(map, version, line->bare, diag, &scale))
		return false;
	map_scale_warn(map, version, &scale, diag);
	if (out)
		*out = scale;
	return true;
}

static int judge(const struct command_line *line, struct loaded_map *map)
{
	struct diag diag;
	diag_init(&diag);
	theme_judge(map->spec.theme, &diag);
	bool good = true;
	for (size_t i = 0; i < map->spec.version_count && good; i++)
		if (is_asked(line, map, i))
			good = judge_scale(line, map, i, &diag, NULL);
	command_print(&diag);
	diag_clear(&diag);
	return good ? EXIT_DRAWN : EXIT_MAP_WRONG;
}

/* Whether the command line names a message file, which is then checked. */
static bool check_message_file(int count, char **arguments, int *code)
{
	struct command_line line;
	if (!command_line_read(count, arguments, &line))
		return false;
	struct arena arena;
	struct diag diag;
	arena_init(&arena);
	diag_init(&diag);
	bool is_one = line.map && messages_check(&arena, line.map, line.overrides.share_dir, &diag);
	*code = diag.errors ? EXIT_MAP_WRONG : EXIT_DRAWN;
	command_print(&diag);
	diag_clear(&diag);
	arena_clear(&arena);
	return is_one;
}

static int run_check(int count, char **arguments)
{
	int code;
	return check_message_file(count, arguments, &code) ? code : with_map(count, arguments, judge);
}

static int describe(const struct command_line *line, struct loaded_map *map)
{
	struct arena arena;
	struct buffer out;
	struct diag diag;
	arena_init(&arena);
	diag_init(&diag);
	buffer_init(&out);
	bool good = true;
	for (size_t i = 0; i < map->spec.version_count && good; i++) {
		struct map_scale scale;
		if (!is_asked(line, map, i))
			continue;
		good = judge_scale(line, map, i, &diag, &scale);
		if (good && line->json)
			good = map_figures(map, i, line->bare, &diag, &out);
		else if (good)
			buffer_printf(&out, "%s\n%s\n", map_words(map, i, &arena),
			              map_scale_words(map, &scale, &arena));
	}
	command_print(&diag);
	diag_clear(&diag);
	bool wrote = good && command_write("-", &out);
	buffer_clear(&out);
	arena_clear(&arena);
	return !good ? EXIT_MAP_WRONG : wrote ? EXIT_DRAWN : EXIT_CANNOT_WRITE;
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

const struct command check_command = {"check", "[MAP|MESSAGES]", "every error and warning of a map or message file",
                                      run_check};
const struct command describe_command = {"describe", "[MAP] [--json] [--version V]", "the map in words or figures",
                                         run_describe};
const struct command list_command = {"list", "layers|elements|pages|formats", "kinds with their options", run_list};

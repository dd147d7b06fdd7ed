/* corridor check, describe, list: what is wrong, what the map says, what there is. */
#include "command/command.h"
#include "scene/scene.h"
#include "spec/check_file.h"
#include "spec/theme_judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Opens the map, and hands it on. */
static int with_map(struct command_line *line, bool (*use)(struct command_line *, struct loaded_map *))
{
	struct loaded_map map;
	char *text = NULL;
	bool good = command_open_map(line, &map, &text) && use(line, &map);
	int code = command_end(line, good ? EXIT_DRAWN : EXIT_MAP_WRONG);
	map_close(&map);
	free(text);
	return code;
}

static bool is_asked(const struct command_line *line, const struct loaded_map *map, size_t version)
{
	return !line->version || !strcmp(line->version, map->spec.versions[version].name);
}

/* Warns of a scale that varies much. False with errors. */
static bool judge_scale(struct command_line *line, const struct loaded_map *map, size_t version, struct map_scale *out)
{
	bool good = map_scale_read(map, version, line->bare, &line->diag, out);
	if (good)
		map_scale_warn(map, version, out, &line->diag);
	return good;
}

static bool judge(struct command_line *line, struct loaded_map *map)
{
	struct map_scale scale;
	bool good = true;
	theme_judge(map->spec.theme, &line->diag);
	for (size_t i = 0; i < map->spec.version_count && good; i++)
		if (is_asked(line, map, i))
			good = judge_scale(line, map, i, &scale);
	return good;
}

static int run_check(int count, char **arguments)
{
	struct command_line line;
	struct arena arena;
	if (!command_line_read(count, arguments, &line))
		return command_end(&line, EXIT_USAGE);
	line.reports = true;
	arena_init(&arena);
	bool is_other = line.map && spec_check_file(&arena, line.map, line.overrides.share_dir, &line.diag);
	int code = is_other ? command_end(&line, EXIT_DRAWN) : with_map(&line, judge);
	arena_clear(&arena);
	return code;
}

/* One version, after the others in `out`. */
static bool describe_version(struct command_line *line, struct loaded_map *map, size_t version, struct arena *arena,
                             struct buffer *out)
{
	struct map_scale scale;
	if (!judge_scale(line, map, version, &scale))
		return false;
	if (line->json)
		return map_figures(map, version, line->bare, &line->diag, out);
	buffer_printf(out, "%s\n%s\n", map_words(map, version, arena), map_scale_words(map, &scale, arena));
	return true;
}

static bool describe(struct command_line *line, struct loaded_map *map)
{
	struct arena arena;
	struct buffer out;
	arena_init(&arena);
	buffer_init(&out);
	bool good = true;
	for (size_t i = 0; i < map->spec.version_count && good; i++)
		if (is_asked(line, map, i))
			good = describe_version(line, map, i, &arena, &out);
	if (good && command_may_write(line))
		command_write(line, "-", &out);
	buffer_clear(&out);
	arena_clear(&arena);
	return good;
}

static int run_describe(int count, char **arguments)
{
	struct command_line line;
	return command_line_read(count, arguments, &line) ? with_map(&line, describe) : command_end(&line, EXIT_USAGE);
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
	else if (!strcmp(what, "map"))
		list_kinds(&map_tables);
	else if (!strcmp(what, "theme"))
		list_kinds(&theme_tables);
	else if (!strcmp(what, "pages"))
		for (size_t i = 0; i < page_size_count; i++)
			printf("%-14s %s\n", page_sizes[i].name, page_sizes[i].help);
	else if (!strcmp(what, "formats"))
		for (size_t i = 0; i < draw_format_count; i++)
			printf("%-14s %s\n", draw_formats[i]->name, draw_formats[i]->help);
	else {
		fputs("usage: corridor list layers|elements|map|theme|pages|formats\n", stderr);
		return EXIT_USAGE;
	}
	return EXIT_DRAWN;
}

const struct command check_command = {"check", "[FILE]",
                                      "every error and warning of a map, theme, message file or manifest", run_check};
const struct command describe_command = {"describe", "[MAP] [--json] [--version V]", "the map in words or figures",
                                         run_describe};
const struct command list_command = {"list", "layers|elements|map|theme|pages|formats", "kinds with their options",
                                     run_list};

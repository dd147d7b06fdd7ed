/* corridor check: what is wrong with a map, theme, message file or manifest. */
#include "command/command.h"
#include "scene/scene.h"
#include "spec/check_file.h"
#include "spec/theme_judge.h"

static bool judge(struct command_line *line, struct loaded_map *map)
{
	struct map_scale scale;
	bool good = true;
	theme_judge_texts(map->spec.theme, &line->diag);
	for (size_t i = 0; i < map->spec.version_count && good; i++) {
		if (!command_asks_for(line, map, i))
			continue;
		scene_judge(&map->spec, i, &line->diag);
		good = command_judge_scale(line, map, i, &scale);
	}
	return good;
}

static int run_check(int count, char **arguments)
{
	struct command_line line;
	struct arena arena;
	if (!command_line_read(USE_CHECK, count, arguments, &line))
		return command_end(&line, EXIT_USAGE);
	line.reports = true;
	arena_init(&arena);
	bool is_other = line.map && spec_check_file(&arena, line.map, line.overrides.share_dir, &line.diag);
	int code = is_other ? command_end(&line, EXIT_DRAWN) : command_with_map(&line, judge);
	arena_clear(&arena);
	return code;
}

static void check_help(void)
{
	command_line_help(USE_CHECK);
}

const struct command check_command = {"check", "[FILE] [options]",
                                      "every error and warning of a map, theme, message file or manifest", run_check,
                                      check_help};

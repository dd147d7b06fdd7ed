/* corridor check: what is wrong with a map, theme, message file or manifest. */
#include "batch/batch.h"
#include "command/command.h"
#include "data/file.h"
#include "scene/scene.h"
#include "spec/check_file.h"
#include "spec/theme_judge.h"

static bool judge(struct command_line *line, struct loaded_map *map)
{
	struct map_scale scale;
	bool good = true;
	map_note_unused_data(map, &line->diag);
	theme_judge_texts(map->spec.theme, &line->diag);
	for (size_t i = 0; i < map->spec.version_count && good; i++) {
		if (!command_asks_for(line, map, i))
			continue;
		profile_tell(line->draw.profile, "looking at version", i + 1, map->spec.version_count);
		scene_judge(&map->spec, i, &line->diag);
		good = command_judge_scale(line, map, i, &scale);
		if (!good)
			break;
		map_look_at_layers(map, i, &scale, &line->diag);
		map_check_insets(map, i, line->bare, &line->diag);
	}
	if (good)
		map_tell_layers(map, false, &line->diag);
	return good;
}

/* A map file is never CSV: there it is a manifest with a job a row. */
static enum spec_file check_other(struct command_line *line, struct arena *arena)
{
	if (!line->map)
		return SPEC_FILE_MAP;
	bool is_csv = data_ascii_same(data_file_ending(line->map), ".csv");
	enum spec_file found =
	        is_csv ? SPEC_FILE_MANIFEST : spec_check_file(arena, line->map, line->overrides.share_dir, &line->diag);
	if (found == SPEC_FILE_MANIFEST)
		batch_check(line->map, line->overrides.share_dir, arena, &line->diag);
	return found;
}

static int run_check(int count, char **arguments)
{
	struct command_line line;
	struct arena arena;
	if (!command_line_read(USE_CHECK, count, arguments, &line))
		return command_end(&line, EXIT_USAGE);
	line.reports = true;
	arena_init(&arena);
	bool is_map = check_other(&line, &arena) == SPEC_FILE_MAP;
	int code = is_map ? command_with_map(&line, judge) : command_end(&line, EXIT_DRAWN);
	arena_clear(&arena);
	return code;
}

const struct command check_command = {
        "check",   "[FILE] [options]",  "every error and warning of a map, theme, message file or manifest",
        run_check, &command_line_table, USE_CHECK};

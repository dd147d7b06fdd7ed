/* corridor describe: what a map says, in words or figures. */
#include "command/command.h"

/* One version, after the others in `out`. */
static bool describe_version(struct command_line *line, struct loaded_map *map, size_t version, struct arena *arena,
                             struct buffer *out)
{
	struct map_scale scale;
	if (!command_judge_scale(line, map, version, &scale))
		return false;
	if (line->json)
		return map_figures(map, version, line->bare, &line->diag, out);
	buffer_printf(out, "%s\n%s\n", map_words(map, version, scale.denominator, arena),
	              map_scale_words(map, &scale, arena));
	return true;
}

/* The sheet of all versions. */
static void describe_multiples(const struct command_line *line, const struct loaded_map *map, struct arena *arena,
                               struct buffer *out)
{
	const char *words = map_multiples_words(map, arena);
	if (line->json) {
		buffer_json_after(out, "{\"map\": ", map->spec.id);
		buffer_json_after(out, ", \"words\": ", words);
		buffer_text(out, "}\n");
	} else {
		buffer_printf(out, "%s\n", words);
	}
}

static bool describe(struct command_line *line, struct loaded_map *map)
{
	struct arena arena;
	struct buffer out;
	arena_init(&arena);
	buffer_init(&out);
	bool good = true;
	if (line->multiples)
		describe_multiples(line, map, &arena, &out);
	for (size_t i = 0; i < map->spec.version_count && good && !line->multiples; i++) {
		profile_tell(line->draw.profile, "measuring version", i + 1, map->spec.version_count);
		if (command_asks_for(line, map, i))
			good = describe_version(line, map, i, &arena, &out);
	}
	if (good && command_may_write(line))
		command_write(line, "-", &out);
	buffer_clear(&out);
	arena_clear(&arena);
	return good;
}

static int run_describe(int count, char **arguments)
{
	struct command_line line;
	return command_line_read(USE_DESCRIBE, count, arguments, &line) ? command_with_map(&line, describe)
	                                                                : command_end(&line, EXIT_USAGE);
}

const struct command describe_command = {"describe",   "[MAP] [options]",   "the map in words or figures",
                                         run_describe, &command_line_table, USE_DESCRIBE};

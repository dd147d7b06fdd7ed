/* corridor schema: what a map file may say, for editors. */
#include "spec/schema.h"
#include "command/command.h"
#include "spec/theme.h"

#include <stddef.h>

static const struct flag schema_flags[] = {
        {"--theme", NULL, "T", flag_read_text, offsetof(struct command_line, overrides.theme),
         "whose colours, text styles, shields, hatches it knows; default: " THEME_DEFAULT, .words = WORDS_THEMES},
        {"--output", "-o", "FILE", flag_read_text, offsetof(struct command_line, output),
         "file, or - for standard output; default: -", .words = WORDS_FILES},
};
static const struct flag_table schema_table = {schema_flags, sizeof schema_flags / sizeof *schema_flags, 0};

static int write_schema(struct command_line *line)
{
	const char *name = line->overrides.theme ? line->overrides.theme : THEME_DEFAULT;
	struct arena *arena = &line->diag.arena;
	const struct catalogue catalogue = map_catalogue();
	const struct theme *theme = theme_read(arena, name, line->overrides.share_dir, no_place, &line->diag);
	struct buffer out;
	buffer_init(&out);
	if (theme) {
		map_schema(arena, &catalogue, theme, line->overrides.share_dir, &out);
		command_write(line, line->output ? line->output : "-", &out);
	}
	buffer_clear(&out);
	return theme ? EXIT_DRAWN : EXIT_MAP_WRONG;
}

static int run_schema(int count, char **arguments)
{
	struct command_line line = {.overrides.share_dir = command_share_dir()};
	diag_init(&line.diag);
	if (!flag_table_read(&schema_table, count, arguments, &line, &line.given, &line.diag))
		return command_end(&line, EXIT_USAGE);
	if (line.map)
		diag_error(&line.diag, WRONG_USAGE, no_place, "see corridor schema --help",
		           "the schema is of no map: '%s'", line.map);
	return command_end(&line, line.map ? EXIT_USAGE : write_schema(&line));
}

const struct command schema_command = {"schema", "[options]", "the map file's JSON Schema, for editors", run_schema,
                                       &schema_table};

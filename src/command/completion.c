/* corridor completion: what a shell proposes where a word of the command line is begun, as a script for that shell.
 * In: the tables of options, and what there is to choose from. Out: the script, which runs nothing but the shell. */
#include "command/completion.h"

#include <stddef.h>
#include <string.h>

/* In the order of command_shells. */
static void (*const writers[COMMAND_SHELLS])(struct arena *, struct buffer *) = {
        command_complete_bash, command_complete_zsh, command_complete_fish};

static const struct flag completion_flags[] = {
        {"--output", "-o", "FILE", flag_read_text, offsetof(struct command_line, output),
         "file, or - for standard output; default: -", .words = WORDS_FILES},
};
static const struct flag_table completion_table = {completion_flags, 1, offsetof(struct command_line, map), "shell",
                                                   WORDS_SHELLS};

static int write_script(struct command_line *line)
{
	struct arena *arena = &line->diag.arena;
	struct buffer out;
	for (size_t i = 0; line->map && i < COMMAND_SHELLS; i++)
		if (!strcmp(command_shells[i], line->map)) {
			buffer_init(&out);
			writers[i](arena, &out);
			command_write(line, line->output ? line->output : "-", &out);
			buffer_clear(&out);
			return EXIT_DRAWN;
		}
	if (line->map)
		diag_error(&line->diag, WRONG_USAGE, no_place, "bash, zsh or fish", "there is no completion for '%s'",
		           line->map);
	else
		diag_error(&line->diag, WRONG_USAGE, no_place, "bash, zsh or fish", "completion for which shell?");
	return EXIT_USAGE;
}

static int run_completion(int count, char **arguments)
{
	struct command_line line = {0};
	diag_init(&line.diag);
	bool good = flag_table_read(&completion_table, count, arguments, &line, &line.given, &line.diag);
	return command_end(&line, good ? write_script(&line) : EXIT_USAGE);
}

const struct command completion_command = {"completion", "SHELL [options]",
                                           "what bash, zsh or fish propose on the command line, as a script for it",
                                           run_completion, &completion_table};

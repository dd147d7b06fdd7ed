/* The command line: finds the subcommand and runs it. */
#include "command/command.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The list of subcommands: one line each. */
/* clang-format off */
const struct command *const commands[] = {
	&render_command,
	&check_command,
	&describe_command,
	&list_command,
	&batch_command,
	&index_command,
	&schema_command,
	&completion_command,
	&new_command,
	&find_command,
};
/* clang-format on */
const size_t command_count = sizeof commands / sizeof *commands;
#define COMMANDS_MOST (sizeof commands / sizeof *commands)

static void help(void)
{
	puts("corridor: draws maps from one readable file\n");
	for (size_t i = 0; i < command_count; i++)
		printf("  corridor %s %s\n      %s\n", commands[i]->name, commands[i]->arguments, commands[i]->help);
	puts("\n  corridor COMMAND --help\n      its options\n  corridor --version\n      this program's version\n\n"
	     "With no MAP: the built-in map. Exit status: 0 drawn, 1 map or data wrong, 2 usage, 3 cannot write.");
}

static void help_of(const struct command *command)
{
	printf("usage: corridor %s %s\n\n%s\n", command->name, command->arguments, command->help);
	if (command->table->count)
		puts("");
	flag_table_help(command->table, command->user);
	if (command->more_help) {
		puts("");
		command->more_help();
	}
}

static bool asks_for_help(const char *word)
{
	return !strcmp(word, "--help") || !strcmp(word, "-h");
}

/* Help is given wherever it is asked for among the options. */
static int run_command(const struct command *command, int count, char **arguments)
{
	for (int i = 0; i < count && strcmp(arguments[i], "--") != 0; i++)
		if (asks_for_help(arguments[i])) {
			help_of(command);
			return EXIT_DRAWN;
		}
	return command->run(count, arguments);
}

static int report_unknown(const char *name)
{
	struct command_line line = {0};
	const char *names[COMMANDS_MOST];
	diag_init(&line.diag);
	for (size_t i = 0; i < command_count; i++)
		names[i] = commands[i]->name;
	const char *near = option_suggest(name, names, sizeof *names, command_count);
	if (!*name)
		diag_error(&line.diag, WRONG_USAGE, no_place, "see corridor --help", "no subcommand given");
	else
		diag_error(&line.diag, WRONG_USAGE, no_place,
		           near ? arena_printf(&line.diag.arena, "did you mean '%s'?", near) : "see corridor --help",
		           "no subcommand '%s'", name);
	return command_end(&line, EXIT_USAGE);
}

static int run(int count, char **arguments)
{
	if (count)
		command_called_as = arguments[0];
	const char *name = count > 1 ? arguments[1] : "";
	if (asks_for_help(name)) {
		help();
		return EXIT_DRAWN;
	}
	if (!strcmp(name, "--version")) {
		puts("corridor " CORRIDOR_VERSION);
		return EXIT_DRAWN;
	}
	for (size_t i = 0; i < command_count; i++)
		if (!strcmp(commands[i]->name, name))
			return run_command(commands[i], count - 2, arguments + 2);
	return report_unknown(name);
}

/* Where standard output is closed, a file or a worker's channel would get its number, and the output written into it.
 */
static void keep_standard_numbers(void)
{
	int number;
	do
		number = open("/dev/null", O_RDONLY);
	while (number >= 0 && number <= STDERR_FILENO);
	if (number >= 0)
		close(number);
}

int main(int count, char **arguments)
{
	keep_standard_numbers();
	signal(SIGXFSZ, SIG_IGN); /* a file that grows beyond the limit is a failed write, with a message */
	int code = run(count, arguments);
	const char *fault = ferror(stdout) ? "a part of it is lost" : fflush(stdout) ? strerror(errno) : NULL;
	if (!fault || code != EXIT_DRAWN)
		return code;
	fprintf(stderr, "standard output: error: cannot write: %s\n", fault);
	return EXIT_CANNOT_WRITE;
}

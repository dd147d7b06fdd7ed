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
};
/* clang-format on */
const size_t command_count = sizeof commands / sizeof *commands;

static void help(void)
{
	puts("corridor: draws the maps of a region that grows in versions\n");
	for (size_t i = 0; i < command_count; i++)
		printf("  corridor %s %s\n      %s\n", commands[i]->name, commands[i]->arguments, commands[i]->help);
	puts("\nWith no MAP: the built-in map. Exit codes: 0 drawn, 1 map or data wrong, 2 usage, 3 cannot "
	     "write.\n");
	command_line_help();
}

static int run(int count, char **arguments)
{
	if (count)
		command_called_as = arguments[0];
	const char *name = count > 1 ? arguments[1] : "";
	for (int i = 1; i < count && strcmp(name, batch_command.name) != 0; i++)
		if (!strcmp(arguments[i], "--help") || !strcmp(arguments[i], "-h")) {
			help();
			return EXIT_DRAWN;
		}
	for (size_t i = 0; i < command_count; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i]->run(count - 2, arguments + 2);
	fprintf(stderr, "corridor: error: %s%s; see corridor --help\n",
	        *name ? "no subcommand " : "no subcommand given", name);
	return EXIT_USAGE;
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

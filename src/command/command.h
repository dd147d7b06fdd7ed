/* Commands: one file each; options shared by all in options.c. */
#ifndef CORRIDOR_COMMAND_COMMAND_H
#define CORRIDOR_COMMAND_COMMAND_H

#include "draw/draw.h"
#include "render/render.h"

enum exit_code { EXIT_DRAWN = 0, EXIT_MAP_WRONG = 1, EXIT_USAGE = 2, EXIT_CANNOT_WRITE = 3 };

struct command_line {
	const char *map; /* NULL: the built-in one */
	const char *version, *formats, *output, *dpi, *id_prefix, *svg_text, *explain;
	bool all, bare, dump, transparent, palette, responsive, json, profiled;
	struct profile *profile; /* set by a command that keeps one when profiled; NULL */
	bool one_view;           /* set by a command that draws one version and asks nothing else of the map */
	struct map_overrides overrides;
	const char *sets[64];
};

struct command {
	const char *name, *arguments, *help;
	int (*run)(int count, char **arguments);
};
extern const struct command *const commands[];
extern const size_t command_count;
extern const struct command render_command, check_command, describe_command, list_command, batch_command, index_command;

/* Reads options; false after a message on standard error (usage). */
bool command_line_read(int count, char **arguments, struct command_line *out);
void command_line_help(void);
/* Opens the map that the command line names; prints all diagnostics. *text must be freed. */
bool command_open_map(const struct command_line *line, struct loaded_map *map, struct diag *diag, char **text);
void command_print(const struct diag *diag);
/* argv[0], which main() sets; what POSIX alone finds the program by. */
extern const char *command_called_as;
/* The program's own absolute path; NULL when it cannot be found. */
const char *command_program_path(void);
/* Folder that holds themes/ and messages/: beside the program's source or under its prefix. */
const char *command_share_dir(void);
/* Whole or not at all: a temporary beside the file, synced, renamed. "-": standard output. */
bool command_write(const char *path, const struct buffer *content);

#endif

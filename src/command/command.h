/* Commands: one file each; options shared by all in options.c. */
#pragma once

#include "draw/draw.h"
#include "render/render.h"

enum exit_code { EXIT_DRAWN = 0, EXIT_MAP_WRONG = 1, EXIT_USAGE = 2, EXIT_CANNOT_WRITE = 3 };

struct command_line {
	const char *map; /* NULL: the built-in one */
	const char *version, *formats, *output, *dpi, *svg_text, *explain;
	bool all, multiples, bare, dump, json, quiet, strict, profiled;
	struct draw_options draw; /* with a profile if a command keeps one */
	bool one_view;            /* set by a command that draws one version and asks nothing else of the map */
	bool reports;             /* set by a command whose result is its diagnostics: JSON goes to standard output */
	struct map_overrides overrides;
	const char *sets[64];
	struct diag diag; /* of the whole run: printed by command_end() */
};

/* An option of the command line: read() puts `text` into `field`, which lies at `offset` in the table's struct; false
 * when it is no value. Without an argument it is called with NULL. */
struct flag {
	const char *name, *shorter, *argument; /* argument: NULL: none; in [] it may be left out or follows a '=' */
	bool (*read)(const char *text, void *field);
	size_t offset;
	const char *help;
};
struct flag_table {
	const struct flag *flags;
	size_t count;
	size_t operand;           /* offset of a const char *: the one word that is no option */
	const char *operand_name; /* "map file" */
};
bool flag_read_switch(const char *text, void *field); /* bool */
bool flag_read_text(const char *text, void *field);   /* const char *, not empty */
/* Reads options into `out`; false with an error in diag. */
bool flag_table_read(const struct flag_table *table, int count, char **arguments, void *out, struct diag *diag);
void flag_table_help(const struct flag_table *table);

struct command {
	const char *name, *arguments, *help;
	int (*run)(int count, char **arguments);
};
extern const struct command *const commands[];
extern const size_t command_count;
extern const struct command render_command;
extern const struct command check_command;
extern const struct command describe_command;
extern const struct command list_command;
extern const struct command batch_command;
extern const struct command index_command;

/* Reads the options of render, check and describe; false with an error in out->diag. */
bool command_line_read(int count, char **arguments, struct command_line *out);
void command_line_help(void);
/* Opens the map that the command line names. *text must be freed. */
bool command_open_map(struct command_line *line, struct loaded_map *map, char **text);
/* Opens the map, hands it to `use`, and ends. Returns the exit code. */
int command_with_map(struct command_line *line, bool (*use)(struct command_line *, struct loaded_map *));
bool command_asks_for(const struct command_line *line, const struct loaded_map *map, size_t version);
/* The scale in the version's frame, with a warning where it varies much. False with errors. */
bool command_judge_scale(struct command_line *line, const struct loaded_map *map, size_t version,
                         struct map_scale *out);
/* False when warnings are errors (--strict) and there is one: then nothing is written. */
bool command_may_write(const struct command_line *line);
/* Prints what is wrong, once all is done, and clears it. Returns the exit code: `code`, or when that is EXIT_DRAWN
 * and something was wrong all the same, EXIT_MAP_WRONG or EXIT_CANNOT_WRITE. The map must still be open: places point
 * into its text. */
int command_end(struct command_line *line, int code);
/* argv[0], which main() sets; what POSIX alone finds the program by. */
extern const char *command_called_as;
/* The program's own absolute path; NULL when it cannot be found. */
const char *command_program_path(void);
/* Folder that holds themes/ and messages/: beside the program's source or under its prefix. */
const char *command_share_dir(void);
/* Whole or not at all: a temporary beside the file, synced, renamed. "-": standard output. False with an error. */
bool command_write(struct command_line *line, const char *path, const struct buffer *content);

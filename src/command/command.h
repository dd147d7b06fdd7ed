/* Commands: one file each; options shared by all in options.c. */
#pragma once

#include "draw/draw.h"
#include "render/render.h"

enum exit_code { EXIT_DRAWN = 0, EXIT_MAP_WRONG = 1, EXIT_USAGE = 2, EXIT_CANNOT_WRITE = 3 };

#define CORRIDOR_VERSION "0.1.0"

/* The subcommands that share a table of options, as bits. */
enum line_use { USE_RENDER = 1, USE_CHECK = 2, USE_DESCRIBE = 4, USE_ALL = 7 };

struct command_line {
	const char *map; /* NULL: the built-in one */
	const char *version, *formats, *output, *explain, *confine;
	bool all, multiples, bare, dump, json, quiet, strict, profiled;
	struct draw_options draw; /* with a profile if it is asked for, or somebody may wait */
	struct profile profile;
	bool one_view; /* set by a command that draws one version and asks nothing else of the map */
	bool reports;  /* set by a command whose result is its diagnostics: JSON goes to standard output */
	struct map_overrides overrides;
	const char *sets[64];
	unsigned long long given; /* bit i: row i of the options' table was on the command line */
	struct diag diag;         /* of the whole run: printed by command_end() */
};

/* What the shells' completions propose for a word. */
enum word_kind {
	WORDS_NONE,
	WORDS_OF_ARGUMENT, /* of an option: what its argument names, "a|b" or "[=a|b]" */
	WORDS_FILES,
	WORDS_FOLDERS,
	WORDS_MAPS,
	WORDS_MANIFESTS,
	WORDS_SHAPEFILES,
	WORDS_FORMATS,
	WORDS_LANGUAGES,
	WORDS_PAGES,
	WORDS_THEMES,
	WORDS_SETTINGS, /* keys of a map file, with a = */
	WORDS_TOPICS,   /* of list */
	WORDS_SHELLS
};

/* An option of the command line: read() puts `text` into `field`, which lies at `offset` in the table's struct; false
 * when it is no value. Without an argument it is called with NULL. */
struct flag {
	const char *name, *shorter, *argument; /* argument: NULL: none; in [] it may be left out or follows a '=' */
	bool (*read)(const char *text, void *field);
	size_t offset;
	const char *help;
	unsigned users; /* of a table that subcommands share: enum line_use; 0: all */
	unsigned draws; /* enum draw_use: without effect in a format that does not use it; 0: no matter of formats */
	bool repeats;   /* each time that it is given counts */
	enum word_kind words;
};
struct flag_table {
	const struct flag *flags;
	size_t count;
	size_t operand;           /* offset of a const char *: the one word that is no option */
	const char *operand_name; /* "map file"; NULL: there is none */
	enum word_kind operand_words;
};
bool flag_read_switch(const char *text, void *field); /* bool */
bool flag_read_text(const char *text, void *field);   /* const char *, not empty */
/* Reads options into `out`, those of at most 64 rows; *given gets the bits of the rows that were there. False with an
 * error in diag. */
bool flag_table_read(const struct flag_table *table, int count, char **arguments, void *out, unsigned long long *given,
                     struct diag *diag);
/* Whether the option is for that user of its table; 0: any. */
bool flag_is_for(const struct flag *flag, unsigned user);
/* Prints the rows of one of the table's users; 0: all. */
void flag_table_help(const struct flag_table *table, unsigned user);

struct command {
	const char *name, *arguments, *help;
	int (*run)(int count, char **arguments);
	const struct flag_table *table; /* of what stands behind it */
	unsigned user;                  /* of the table */
	void (*more_help)(void);        /* what --help prints beside the options; NULL: nothing */
};
extern const struct command *const commands[];
extern const size_t command_count;
extern const struct command render_command;
extern const struct command check_command;
extern const struct command describe_command;
extern const struct command list_command;
extern const struct command batch_command;
extern const struct command index_command;
extern const struct command schema_command;
extern const struct command completion_command;
extern const struct command find_command;
extern const struct command new_command;

/* Reads the options of render, check or describe, and warns of those without effect there; false with an error in
 * out->diag. */
bool command_line_read(enum line_use user, int count, char **arguments, struct command_line *out);
extern const struct flag_table command_line_table;
/* The topics of list. */
void command_list_topics(struct arena *arena, struct texts *out);
/* Warns of options that none of the formats uses; without a format, as for --dump, of all that a picture needs. */
void command_judge_formats(struct command_line *line, const struct draw_format *const *formats, size_t count);
/* From now on nothing is read outside the folder and the installed data; NULL: no matter where. False with an error. */
bool command_confine(const char *folder, struct diag *diag);
/* Opens the map that the command line names. *text must be freed. */
bool command_open_map(struct command_line *line, struct loaded_map *map, char **text);
/* Opens the map, hands it to `use`, and ends. Returns the exit code. */
int command_with_map(struct command_line *line, bool (*use)(struct command_line *, struct loaded_map *));
/* The index of the version that the command line names. False with an error that lists the map's. */
bool command_find_version(struct command_line *line, const struct loaded_map *map, size_t *index);
bool command_asks_for(const struct command_line *line, const struct loaded_map *map, size_t version);
/* The scale in the version's frame, with a warning where it varies much. False with errors. */
bool command_judge_scale(struct command_line *line, const struct loaded_map *map, size_t version,
                         struct map_scale *out);
/* False when warnings are errors (--strict) and there is one: then nothing is written. */
bool command_may_write(const struct command_line *line);
/* progress.c: from two seconds on a line says what goes on by the profile, which is started for it, where standard
 * error is a terminal, and neither --quiet nor --json is asked for. Standard output and messages come after its end. */
void command_progress_begin(struct command_line *line);
void command_progress_erase(void); /* until the next fifth of a second */
void command_progress_end(void);
extern double (*command_progress_clock)(void); /* for tests */
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
/* The file of the world inside, which holds the gazetteer. */
const char *command_gazetteer_path(struct arena *arena);
/* Whole or not at all: a temporary beside the file, synced, renamed; folders that are missing are made. "-": standard
 * output. False with an error. */
bool command_write(struct command_line *line, const char *path, const struct buffer *content);
/* "-", or the file that standard output goes to already. */
bool command_is_standard_output(const char *path);

/* Where a rendering goes, and in which formats. */
struct destination {
	const char *path; /* as after -o; NULL: here */
	bool is_file;     /* one file, "-", a device or a FIFO; else a folder, which may be still to be made */
	const struct draw_format *formats[DRAW_FORMATS_MAX];
	size_t format_count; /* at least 1; 1 for a file */
};
/* Reads -o and -f, each NULL where it is not given. False with an error where they contradict each other, or the
 * suffix is that of no format. */
bool destination_read(const char *output, const char *formats, struct diag *diag, struct destination *out);
/* The path of a sheet; `stem` names it in a folder. */
const char *destination_file(const struct destination *destination, struct arena *arena, const char *stem,
                             const struct draw_format *format);

/* corridor new: a commented map file that draws at once, of places by name or of files with data. */
#include "command/new.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>

static bool read_file_name(const char *text, void *field)
{
	struct new_map *new = field;
	if (new->file_count == sizeof new->files / sizeof *new->files)
		return false;
	new->files[new->file_count++] = text;
	return *text;
}

static const struct flag flags[] = {
        {"--places", NULL, "LIST", flag_read_text, offsetof(struct new_map, places),
         "places by name: \"Abidjan, Accra, Lomé\"; \"Paris, US-TX\" where there are several"},
        {"--from", NULL, "FILES", read_file_name, 0, "data: a layer for each file, by what it holds", .repeats = true,
         .words = WORDS_FILES},
};
static const struct flag_table table = {flags, sizeof flags / sizeof *flags, offsetof(struct new_map, folder),
                                        "folder"};

/* `--from a b` as `--from a --from b`; *count gets their number. */
static char **spread_files(struct arena *arena, int *count, char **words)
{
	char **out = arena_array(arena, 2 * (size_t)*count + 1, sizeof *out);
	int used = 0;
	bool is_file = false;
	for (int i = 0; i < *count; i++) {
		bool is_flag = words[i][0] == '-' && words[i][1];
		if (is_file && !is_flag && strcmp(words[i - 1], "--from") != 0)
			out[used++] = "--from";
		is_file = is_flag ? !strcmp(words[i], "--from") : is_file;
		out[used++] = words[i];
	}
	*count = used;
	return out;
}

static bool check_line(struct new_map *new)
{
	struct diag *diag = &new->line.diag;
	static const char hint[] = "corridor new DIR --places \"Abidjan, Accra, Lomé\", or --from FILES";
	if (!new->folder)
		diag_error(diag, WRONG_USAGE, no_place, hint, "new needs a folder, in which the map is to be");
	else if (!new->places == !new->file_count)
		diag_error(diag, WRONG_USAGE, no_place, hint,
		           new->places ? "--places and --from: one of the two" : "new needs --places or --from");
	return diag->errors == 0;
}

/* What is there is not written over. */
static bool check_absent(struct new_map *new, const char *path)
{
	struct stat info;
	if (stat(path, &info) != 0 && errno == ENOENT)
		return true;
	struct source *file = ARENA_NEW(&new->line.diag.arena, struct source);
	file->name = path;
	diag_error(&new->line.diag, CANNOT_WRITE, (struct place){.source = file},
	           "name another folder, or take the file away", "there is such a file: it is left as it is");
	return false;
}

static bool make(struct new_map *new)
{
	const char *path = arena_printf(&new->line.diag.arena, "%s/" MAP_NAME, new->folder);
	bool made = check_absent(new, path) && (new->places ? new_map_of_places(new) : new_map_of_files(new)) &&
	            command_write(&new->line, path, &new->text);
	if (made)
		diag_note(&new->line.diag, WRITTEN, no_place,
		          arena_printf(&new->line.diag.arena, "corridor render %s", path), "%s is written", path);
	return made;
}

static int run_new(int count, char **arguments)
{
	struct new_map *new = &(struct new_map){.line.overrides.share_dir = command_share_dir()};
	diag_init(&new->line.diag);
	buffer_init(&new->text);
	char **words = spread_files(&new->line.diag.arena, &count, arguments);
	bool good = flag_table_read(&table, count, words, new, &new->line.given, &new->line.diag) && check_line(new);
	int code = command_end(&new->line, !good ? EXIT_USAGE : make(new) ? EXIT_DRAWN : EXIT_MAP_WRONG);
	buffer_clear(&new->text);
	return code;
}

const struct command new_command = {"new", "DIR --places LIST | DIR --from FILES",
                                    "a commented map file, of places by name or of data, that draws at once", run_new,
                                    &table};

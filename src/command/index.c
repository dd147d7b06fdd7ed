/* corridor index: writes the spatial index (.qix) beside shapefiles. */
#include "base/utf8.h"
#include "command/command.h"
#include "data/file.h"
#include "data/shapefile/shapefile.h"

#include <stdio.h>
#include <string.h>

static bool write_index(struct command_line *line, const char *path)
{
	struct buffer content;
	buffer_init(&content);
	int stem = (int)(strlen(path) - strlen(data_file_ending(path)));
	const char *to = arena_printf(&line->diag.arena, "%.*s.qix", stem, path);
	bool written = shapefile_index(path, &line->diag, &content) && command_write(line, to, &content);
	command_progress_erase();
	if (written)
		printf("%s: %zu bytes\n", base_utf8_clean(&line->diag.arena, to, strlen(to)), content.length);
	buffer_clear(&content);
	return written;
}

static int index_run(int count, char **arguments)
{
	struct command_line line = {0};
	diag_init(&line.diag);
	if (count == 0)
		diag_error(&line.diag, WRONG_USAGE, no_place, "corridor index FILE.shp...", "name the shapefiles");
	for (int i = 0; i < count; i++)
		if (!data_ascii_same(data_file_ending(arguments[i]), ".shp"))
			diag_error(&line.diag, WRONG_USAGE, no_place, NULL,
			           "%s: only a shapefile (.shp) has a spatial index", arguments[i]);
	if (line.diag.errors)
		return command_end(&line, EXIT_USAGE);
	command_progress_begin(&line);
	profile_enter(line.draw.profile, PROFILE_READ);
	for (int i = 0; i < count; i++) {
		profile_tell(line.draw.profile, arguments[i], (size_t)i + 1, (size_t)count);
		write_index(&line, arguments[i]);
	}
	return command_end(&line, EXIT_DRAWN);
}

static const struct flag_table index_table = {.operand_name = "shapefile", .operand_words = WORDS_SHAPEFILES};

const struct command index_command = {
        "index", "FILE.shp...", "the spatial index of shapefiles: large ones are then read where a map shows them",
        index_run, &index_table};

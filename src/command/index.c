/* corridor index: writes the spatial index (.qix) beside shapefiles. */
#include "data/shapefile/index.h"
#include "command/command.h"
#include "data/file.h"

#include <stdio.h>
#include <string.h>

static bool is_shapefile(const char *path)
{
	if (ascii_same(file_ending(path), ".shp"))
		return true;
	fprintf(stderr, "%s: error: only a shapefile (.shp) has a spatial index\n", path);
	return false;
}

static int write_index(const char *path)
{
	struct diag diag;
	struct buffer content;
	struct arena arena;
	diag_init(&diag);
	buffer_init(&content);
	arena_init(&arena);
	int code = shapefile_index(path, &diag, &content) ? EXIT_DRAWN : EXIT_MAP_WRONG;
	command_print(&diag);
	if (code == EXIT_DRAWN) {
		const char *to =
		        arena_printf(&arena, "%.*s.qix", (int)(strlen(path) - strlen(file_ending(path))), path);
		if (command_write(to, &content))
			printf("%s: %zu bytes\n", to, content.length);
		else
			code = EXIT_CANNOT_WRITE;
	}
	arena_clear(&arena);
	buffer_clear(&content);
	diag_clear(&diag);
	return code;
}

static int index_run(int count, char **arguments)
{
	if (count == 0) {
		fputs("corridor: error: name the shapefiles: corridor index FILE.shp...\n", stderr);
		return EXIT_USAGE;
	}
	for (int i = 0; i < count; i++)
		if (!is_shapefile(arguments[i]))
			return EXIT_USAGE;
	int worst = EXIT_DRAWN;
	for (int i = 0; i < count; i++) {
		int code = write_index(arguments[i]);
		if (code > worst)
			worst = code;
	}
	return worst;
}

const struct command index_command = {
        "index", "FILE.shp...", "the spatial index of shapefiles: large ones are then read where a map shows them",
        index_run};

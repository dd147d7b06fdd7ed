/* corridor new: what its two ways of beginning a map share. Private to new*.c. */
#pragma once

#include "command/command.h"
#include "data/dataset.h"
#include "spec/map_spec.h"

/* The map file in its folder. */
#define MAP_NAME "map.yaml"

struct new_map {
	struct command_line line;
	const char *folder, *places;
	const char *files[100];
	struct area_column
	        areas[100]; /* of each file: the column by which it is joined with areas, if it has no shapes */
	size_t file_count;
	struct buffer text; /* of the map file */
};

/* new_places.c: writes the map of the places that are named; new_data.c: of the files. False with errors. */
bool new_map_of_places(struct new_map *new);
bool new_map_of_files(struct new_map *new);
/* new_head.c: what every map file begins with: the line for editors, what to do with the file, title, languages, page.
 */
void new_map_head(struct new_map *new, const char *title, const char *languages);
/* A text as YAML has it, in quotes where it needs them; `in_list`: a comma parts. */
void new_map_scalar(struct buffer *out, const char *text, bool in_list);

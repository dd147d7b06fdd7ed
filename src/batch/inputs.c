/* Inputs: a table of hashes by path. Patterns list their folder sorted, since its own order differs between machines.
 */
#include "batch/inputs.h"

#include "base/confined.h"
#include "base/hash_table.h"
#include "data/file.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

struct inputs {
	struct arena arena;
	struct hash_table contents; /* hashes by path */
	const char *program;
};

struct inputs *inputs_open(const char *program)
{
	struct arena arena;
	arena_init(&arena);
	struct inputs *inputs = ARENA_NEW(&arena, struct inputs);
	inputs->arena = arena;
	hash_table_init(&inputs->contents, &inputs->arena, sizeof(struct hash));
	inputs->program = program ? program : "";
	return inputs;
}

void inputs_close(struct inputs *inputs)
{
	struct arena arena = inputs->arena; /* it lies in its own arena */
	arena_clear(&arena);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **inputs_list(struct arena *arena, const char *start, const char *ending, bool confined, size_t *count)
{
	const char *slash = strrchr(start, '/'), *name = slash ? slash + 1 : start;
	const char *folder = slash ? arena_text_n(arena, start, (size_t)(name - start)) : ".", **paths = NULL;
	size_t capacity = 0, first = strlen(name), last = strlen(ending);
	DIR *stream = confined ? base_open_folder(folder) : opendir(folder);
	*count = 0;
	for (struct dirent *entry; stream && (entry = readdir(stream));) {
		size_t length = strlen(entry->d_name);
		if (*entry->d_name == '.' || length < first + last || strncmp(entry->d_name, name, first) != 0 ||
		    strcmp(entry->d_name + length - last, ending) != 0)
			continue;
		paths = arena_grow(arena, paths, *count, &capacity, sizeof *paths);
		paths[(*count)++] = arena_printf(arena, "%s%s", slash ? folder : "", entry->d_name);
	}
	if (stream)
		closedir(stream);
	if (*count)
		qsort(paths, *count, sizeof *paths, compare_names);
	return paths;
}

/* A state file beside the data changes with every run, so it is left out. */
static struct hash hash_pattern(const char *path, const char *star)
{
	struct arena arena;
	size_t count;
	arena_init(&arena);
	const char **paths =
	        inputs_list(&arena, arena_text_n(&arena, path, (size_t)(star - path)), star + 1, true, &count);
	struct hash all = hash_text("files");
	for (size_t i = 0; i < count; i++) {
		struct hash file = {0};
		if (strstr(data_file_name(paths[i]), ".state"))
			continue;
		hash_file(paths[i], true, &file);
		all = hash_join(hash_join(all, hash_text(data_file_name(paths[i]))), file);
	}
	arena_clear(&arena);
	return all;
}

/* The program and the fonts are the system's, wherever it has them; all else is read as it was drawn from. */
static struct hash hash_now(const struct inputs *inputs, const char *path)
{
	bool is_font = !strncmp(path, INPUT_FONT, strlen(INPUT_FONT)), is_program = !strcmp(path, INPUT_PROGRAM);
	const char *slash = strrchr(path, '/'), *star = strchr(slash ? slash : path, '*');
	struct hash hash = {0};
	if (is_font || is_program)
		hash_file(is_program ? inputs->program : path + strlen(INPUT_FONT), false, &hash);
	else if (star)
		return hash_pattern(path, star);
	else
		hash_file(path, true, &hash);
	return hash;
}

struct hash inputs_hash(struct inputs *inputs, const char *path)
{
	bool is_new;
	struct hash *content = hash_table_add(&inputs->contents, hash_text(path), &is_new);
	if (is_new)
		*content = hash_now(inputs, path);
	return *content;
}

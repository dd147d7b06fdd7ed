/* Inputs: a table of hashes by path. Patterns list their folder sorted, since its own order differs between machines.
 */
#include "batch/inputs.h"

#include "base/hash_table.h"

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

/* A state file beside the data changes with every run. */
static bool fits(const char *name, const char *pattern, const char *star)
{
	size_t before = (size_t)(star - pattern), after = strlen(star + 1), length = strlen(name);
	return length >= before + after && !strncmp(name, pattern, before) &&
	       !strcmp(name + length - after, star + 1) && *name != '.' && !strstr(name, ".state");
}

static struct hash hash_pattern(const char *path, const char *star)
{
	struct arena arena;
	arena_init(&arena);
	const char *slash = strrchr(path, '/'), *pattern = slash ? slash + 1 : path;
	const char *folder = slash ? arena_text_n(&arena, path, (size_t)(slash - path)) : ".";
	const char **names = NULL;
	size_t count = 0, capacity = 0;
	DIR *stream = opendir(*folder ? folder : "/");
	for (struct dirent *entry; stream && (entry = readdir(stream));)
		if (fits(entry->d_name, pattern, star)) {
			names = arena_grow(&arena, names, count, &capacity, sizeof *names);
			names[count++] = arena_text(&arena, entry->d_name);
		}
	if (stream)
		closedir(stream);
	if (count)
		qsort(names, count, sizeof *names, compare_names);
	struct hash all = hash_text("files");
	for (size_t i = 0; i < count; i++) {
		struct hash file = {0};
		hash_file(arena_printf(&arena, "%s/%s", folder, names[i]), &file);
		all = hash_join(hash_join(all, hash_text(names[i])), file);
	}
	arena_clear(&arena);
	return all;
}

static struct hash hash_now(const char *path)
{
	const char *slash = strrchr(path, '/'), *star = strchr(slash ? slash : path, '*');
	struct hash hash = {0};
	if (star)
		return hash_pattern(path, star);
	hash_file(path, &hash);
	return hash;
}

struct hash inputs_hash(struct inputs *inputs, const char *path)
{
	bool is_new;
	struct hash *content = hash_table_add(&inputs->contents, hash_text(path), &is_new);
	if (is_new)
		*content = hash_now(strcmp(path, INPUT_PROGRAM) ? path : inputs->program);
	return *content;
}

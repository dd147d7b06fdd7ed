/* Reading the program's own small files whole: regular files only (a pipe in place of a file would hang), at most
 * as large as a map file may be. */
#include "spec/seed_file.h"

#include "base/confined.h"
#include "spec/yaml.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Why the file cannot be read, in plain words; NULL: it can. */
static const char *file_fault(int descriptor, struct stat *status)
{
	if (descriptor < 0)
		return errno == ENOENT         ? "there is no such file"
		       : errno == BASE_OUTSIDE ? "it lies outside the folder of --confine"
		                               : "it cannot be opened";
	if (fstat(descriptor, status) != 0 || !S_ISREG(status->st_mode))
		return S_ISDIR(status->st_mode) ? "it is a folder" : "it is no regular file";
	if (status->st_size > SPEC_YAML_BYTES_MAX)
		return "it is too large";
	return NULL;
}

static size_t read_all(int descriptor, char *bytes, size_t size)
{
	size_t used = 0;
	while (used < size) {
		ssize_t got = read(descriptor, bytes + used, size - used);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		used += (size_t)got;
	}
	return used;
}

const struct source *seed_file_read(struct arena *arena, const char *path, struct place place, struct diag *diag)
{
	struct stat status = {0};
	int descriptor = base_open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	const char *fault = file_fault(descriptor, &status);
	const struct source *source = NULL;
	if (fault) {
		diag_error(diag, CANNOT_READ, place, NULL, "cannot read '%s': %s", path, fault);
	} else {
		char *bytes = arena_alloc(arena, (size_t)status.st_size + 1);
		source = spec_yaml_source(arena, path, bytes, read_all(descriptor, bytes, (size_t)status.st_size));
	}
	if (descriptor >= 0)
		close(descriptor);
	return source;
}

bool seed_file_is_yaml(const char *path)
{
	size_t length = strlen(path);
	return length > 5 && strcmp(path + length - 5, ".yaml") == 0;
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void seed_file_names(struct arena *arena, const char *folder, struct texts *names)
{
	size_t capacity = names->count;
	DIR *directory = base_open_folder(folder);
	for (struct dirent *entry; directory && (entry = readdir(directory));) {
		if (!seed_file_is_yaml(entry->d_name) || *entry->d_name == '.')
			continue;
		const char *name = arena_text_n(arena, entry->d_name, strlen(entry->d_name) - 5);
		if (node_is_among(name, names->items, names->count))
			continue;
		names->items = arena_grow(arena, names->items, names->count, &capacity, sizeof *names->items);
		names->items[names->count++] = name;
	}
	if (directory)
		closedir(directory);
	if (names->count)
		qsort(names->items, names->count, sizeof *names->items, compare_texts);
}

const char *seed_file_beside(struct arena *arena, const char *base, const char *path)
{
	const char *slash = strrchr(base, '/');
	if (*path == '/' || !slash)
		return arena_text(arena, path);
	return arena_printf(arena, "%.*s/%s", (int)(slash - base), base, path);
}

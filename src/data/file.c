/* File: reads a whole regular file into an arena, and finds the files beside it (.shx, .dbf, .prj, .cpg).
 *
 * In: a path. Out: bytes, or an error that says what is there instead and which name may have been meant.
 * Opened without blocking and checked by descriptor, because a FIFO in place of a file would hang the
 * program; read rather than mapped, because a mapped file that shrinks meanwhile ends the process. */
#include "data/file.h"

#include "base/confined.h"
#include "base/options.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

bool data_ascii_same(const char *a, const char *b)
{
	while (*a && ascii_lower(*a) == ascii_lower(*b)) {
		a++;
		b++;
	}
	return *a == '\0' && *b == '\0';
}

const char *data_file_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

const char *data_file_ending(const char *path)
{
	const char *name = data_file_name(path);
	const char *dot = strrchr(name, '.');
	return dot && dot != name ? dot : name + strlen(name);
}

const char *data_file_in_same_folder(struct arena *arena, const char *path, const char *other)
{
	return arena_printf(arena, "%.*s%s", (int)(data_file_name(path) - path), path, data_file_name(other));
}

static const char *folder_of(struct arena *arena, const char *path)
{
	size_t length = (size_t)(data_file_name(path) - path);
	if (length == 0)
		return ".";
	return arena_text_n(arena, path, length);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder, sorted, because a folder's own order differs from machine to machine; false when
 * the folder cannot be read. */
static bool folder_names(struct arena *arena, const char *folder, const char ***names, size_t *count)
{
	*names = NULL;
	*count = 0;
	DIR *stream = base_open_folder(folder);
	if (!stream)
		return false;
	size_t capacity = 0;
	for (struct dirent *entry = readdir(stream); entry; entry = readdir(stream)) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		*names = arena_grow(arena, *names, *count, &capacity, sizeof **names);
		(*names)[(*count)++] = arena_text(arena, entry->d_name);
	}
	closedir(stream);
	if (*count)
		qsort(*names, *count, sizeof **names, compare_names);
	return true;
}

/* What may have been meant by the name of a file that is not there, or NULL. */
static const char *missing_hint(struct arena *arena, const char *path, const char *shown)
{
	const char **names;
	size_t count;
	const char *shown_folder = folder_of(arena, shown);
	if (!folder_names(arena, folder_of(arena, path), &names, &count))
		return arena_printf(arena, "there is no folder %s", shown_folder);
	for (size_t i = 0; i < count; i++)
		if (data_ascii_same(names[i], data_file_name(path)))
			return arena_printf(arena, "did you mean %s", data_file_in_same_folder(arena, shown, names[i]));
	const char *similar = option_suggest(data_file_name(path), names, sizeof *names, count);
	if (!similar)
		return NULL;
	return arena_printf(arena, "did you mean %s", data_file_in_same_folder(arena, shown, similar));
}

static void report_unopened(const char *path, const char *shown, int error, struct place place, struct diag *diag)
{
	struct arena scratch;
	arena_init(&scratch);
	if (error == ENOENT || error == ENOTDIR)
		diag_error(diag, CANNOT_READ, place, missing_hint(&scratch, path, shown), "there is no file %s", shown);
	else if (error == EACCES || error == EPERM)
		diag_error(diag, CANNOT_READ, place, "check its permissions", "%s may not be read", shown);
	else if (error == BASE_OUTSIDE)
		diag_error(diag, CANNOT_READ, place, NULL, "%s lies outside the folder of --confine", shown);
	else if (error == ENXIO)
		diag_error(diag, CANNOT_READ, place, NULL, "%s is not a regular file", shown);
	else
		diag_error(diag, CANNOT_READ, place, NULL, "%s cannot be opened (system error %d)", shown, error);
	arena_clear(&scratch);
}

bool data_file_exists(const char *path, const char *shown, struct place place, struct diag *diag)
{
	if (base_exists(path))
		return true;
	report_unopened(path, shown, errno, place, diag);
	return false;
}

static bool check_regular(const struct stat *status, const char *shown, size_t limit, struct place place,
                          struct diag *diag)
{
	if (S_ISDIR(status->st_mode))
		diag_error(diag, CANNOT_READ, place, NULL, "%s is a folder, not a file", shown);
	else if (!S_ISREG(status->st_mode))
		diag_error(diag, CANNOT_READ, place, NULL, "%s is not a regular file", shown);
	else if ((size_t)status->st_size > limit)
		diag_error(diag, OVER_LIMIT, place, NULL, "%s is too large: %zu bytes, at most %zu are read", shown,
		           (size_t)status->st_size, limit);
	else
		return true;
	return false;
}

size_t data_file_read_at(int descriptor, char *bytes, size_t length, size_t offset)
{
	size_t done = 0;
	ssize_t got = 1;
	errno = 0;
	while (done < length && (got > 0 || errno == EINTR)) {
		errno = 0;
		got = pread(descriptor, bytes + done, length - done, (off_t)(offset + done));
		done += got > 0 ? (size_t)got : 0;
	}
	return done;
}

int data_file_open(const char *path, const char *shown, size_t limit, struct place place, struct diag *diag,
                   size_t *length)
{
	int descriptor = base_open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	struct stat status;
	if (descriptor < 0 || fstat(descriptor, &status) != 0)
		report_unopened(path, shown, errno, place, diag);
	else if (check_regular(&status, shown, limit, place, diag)) {
		*length = (size_t)status.st_size;
		return descriptor;
	}
	if (descriptor >= 0)
		close(descriptor);
	return -1;
}

bool data_file_read(struct arena *arena, const char *path, const char *shown, size_t limit, struct place place,
                    struct diag *diag, struct bytes *out)
{
	size_t length;
	int descriptor = data_file_open(path, shown, limit, place, diag, &length);
	if (descriptor < 0)
		return false;
	char *bytes = ARENA_ROOM(arena, length + 1, char);
	bytes[length] = '\0';
	bool done = data_file_read_at(descriptor, bytes, length, 0) == length;
	*out = (struct bytes){bytes, length};
	if (!done)
		diag_error(diag, CANNOT_READ, place, NULL, "%s could not be read to its end", shown);
	close(descriptor);
	return done;
}

/* Any file whose name is `wanted` but for letter case: the first in sorted order. */
static const char *find_any_case(struct arena *arena, const char *path, const char *wanted)
{
	struct arena scratch;
	arena_init(&scratch);
	const char **names, *found = NULL;
	size_t count;
	if (folder_names(&scratch, folder_of(&scratch, path), &names, &count))
		for (size_t i = 0; i < count && !found; i++)
			if (data_ascii_same(names[i], wanted))
				found = data_file_in_same_folder(arena, path, names[i]);
	arena_clear(&scratch);
	return found;
}

const char *data_file_beside(struct arena *arena, const char *path, const char *ending)
{
	int stem = (int)(data_file_ending(path) - path);
	const char *exact = arena_printf(arena, "%.*s%s", stem, path, ending);
	if (base_exists(exact))
		return exact;
	return find_any_case(arena, path, data_file_name(exact));
}

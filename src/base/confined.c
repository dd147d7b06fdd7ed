/* Confined: opening for reading below some folders only.
 *
 * A path is resolved as a whole, and refused unless what comes out lies in one of the folders. Then it is opened from
 * that folder's descriptor component by component, following no link: who exchanges a folder or a file for a link
 * between the two steps gets an error, not a file outside. What cannot be told is a hard link, or a mount, within the
 * folders: these are the file itself. */
#include "base/confined.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDERS_MOST = 8 };

static struct {
	int descriptor;
	char path[PATH_MAX]; /* without links */
	size_t length;       /* 0: the root of the file system */
} folders[FOLDERS_MOST];
static size_t folder_count;

bool base_confine(const char *folder)
{
	if (folder_count == FOLDERS_MOST) {
		errno = EMFILE;
		return false;
	}
	if (!realpath(folder, folders[folder_count].path))
		return false;
	int descriptor = open(folders[folder_count].path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (descriptor < 0)
		return false;
	size_t length = strlen(folders[folder_count].path);
	folders[folder_count].descriptor = descriptor;
	folders[folder_count].length = length == 1 ? 0 : length;
	folder_count++;
	return true;
}

bool base_is_confined(void)
{
	return folder_count > 0;
}

/* The folder that holds the path, which has no links; -1: none does. */
static int folder_of(const char *path)
{
	for (size_t i = 0; i < folder_count; i++)
		if (!strncmp(path, folders[i].path, folders[i].length) &&
		    (path[folders[i].length] == '/' || path[folders[i].length] == '\0'))
			return (int)i;
	return -1;
}

static bool is_link(const char *path)
{
	struct stat status;
	return !lstat(path, &status) && S_ISLNK(status.st_mode);
}

/* Whether a path that cannot be resolved leads outside. What there is of it decides: the longest beginning that can be
 * resolved. A link on the way leads to where nothing can be seen. */
static bool leads_outside(const char *path)
{
	char start[PATH_MAX], real[PATH_MAX];
	size_t length = strlen(path);
	if (length >= sizeof start)
		return true;
	memcpy(start, path, length + 1);
	while (!realpath(length ? start : ".", real)) {
		if (!length || is_link(start))
			return true;
		while (length > 1 && start[length - 1] == '/')
			length--;
		while (length && start[length - 1] != '/')
			length--;
		start[length] = '\0';
	}
	return folder_of(real) < 0;
}

/* The path without links, and the folder that holds it; -1 with errno. */
static int resolve(const char *path, char real[PATH_MAX])
{
	bool there = realpath(path, real);
	int fault = errno, index = there ? folder_of(real) : -1;
	if (index < 0)
		errno = there || leads_outside(path) ? BASE_OUTSIDE : fault;
	return index;
}

/* `rest` begins at a '/', or is empty for the folder itself. */
static int open_below(int folder, char *rest, int flags)
{
	int at = folder, next = -1;
	rest += *rest == '/';
	for (bool last = false; !last; at = next) {
		char *slash = strchr(rest, '/');
		last = !slash;
		if (slash)
			*slash = '\0';
		next = openat(at, *rest ? rest : ".", (last ? flags : O_RDONLY | O_DIRECTORY) | O_NOFOLLOW | O_CLOEXEC);
		if (at != folder)
			close(at);
		if (next < 0)
			break;
		rest = slash ? slash + 1 : rest;
	}
	if (next < 0 && (errno == ELOOP || errno == ENOTDIR))
		errno = BASE_OUTSIDE; /* it was no link when the path was resolved */
	return next;
}

int base_open(const char *path, int flags)
{
	char real[PATH_MAX];
	if (!folder_count)
		return open(path, flags);
	int index = resolve(path, real);
	return index < 0 ? -1 : open_below(folders[index].descriptor, real + folders[index].length, flags);
}

DIR *base_open_folder(const char *path)
{
	int descriptor = base_open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *stream = descriptor < 0 ? NULL : fdopendir(descriptor);
	if (!stream && descriptor >= 0)
		close(descriptor);
	return stream;
}

bool base_exists(const char *path)
{
	char real[PATH_MAX];
	return folder_count ? resolve(path, real) >= 0 : !access(path, F_OK);
}

bool base_real_path(const char *path, char *real)
{
	return folder_count ? resolve(path, real) >= 0 : realpath(path, real) != NULL;
}

const char *base_quotable(const char *value)
{
	return folder_count ? "…" : value;
}

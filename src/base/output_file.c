/* Output file: an exclusive temporary in the same folder, fsync, rename. Its name holds the process's number, so
 * that whoever outlives a killed writer can remove it. The content is whole before writing begins, so a signal that has
 * to wait waits for the disk alone. */
#include "base/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINKS_MOST 40 /* that lead one to the next, as Linux has it */

bool output_file_write_all(int file, const void *bytes, size_t length)
{
	for (size_t done = 0; done < length;) {
		ssize_t wrote = write(file, (const char *)bytes + done, length - done);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0)
			return false;
		done += (size_t)wrote;
	}
	return true;
}

bool output_file_read_all(int file, void *bytes, size_t length)
{
	for (size_t done = 0; done < length;) {
		ssize_t got = read(file, (char *)bytes + done, length - done);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		done += (size_t)got;
	}
	return true;
}

bool output_file_make_folders(const char *path)
{
	char folder[PATH_MAX];
	if (snprintf(folder, sizeof folder, "%s", path) >= (int)sizeof folder) {
		errno = ENAMETOOLONG;
		return false;
	}
	for (char *at = folder; (at = strchr(at + 1, '/')); *at = '/') {
		*at = '\0';
		if (mkdir(folder, 0777) && errno != EEXIST)
			return false;
	}
	return true;
}

/* Where the bytes go: `path`, or what a symbolic link leads to, which need not be there yet. */
static bool follow_links(const char *path, char out[PATH_MAX])
{
	char target[PATH_MAX], joined[PATH_MAX];
	ssize_t length = -1;
	if (snprintf(out, PATH_MAX, "%s", path) >= PATH_MAX)
		return false;
	for (int links = 0; links < LINKS_MOST && (length = readlink(out, target, sizeof target - 1)) >= 0; links++) {
		target[length] = '\0';
		const char *slash = strrchr(out, '/');
		int folder = *target == '/' || !slash ? 0 : (int)(slash - out) + 1;
		if (snprintf(joined, sizeof joined, "%.*s%s", folder, out, target) >= (int)sizeof joined)
			return false;
		strcpy(out, joined);
	}
	return length < 0; /* else the links lead in a circle */
}

static bool partial_beside(const char *path, long pid, char *out, size_t size)
{
	return snprintf(out, size, "%s.%ld.part", path, pid) < (int)size;
}

bool output_file_partial(const char *path, long pid, char *out, size_t size)
{
	char whole[PATH_MAX];
	return follow_links(path, whole) && partial_beside(whole, pid, out, size);
}

/* The new file gets the mode of the one that it replaces, and its owner and group where the process may give them. */
static bool keep_mode(int file, const struct stat *old)
{
	mode_t mode = old->st_mode & 07777;
	if (fchown(file, old->st_uid, old->st_gid) && fchown(file, (uid_t)-1, old->st_gid))
		mode &= 0777; /* no program may run as somebody else for it */
	return !fchmod(file, mode);
}

static bool write_new(int file, const struct stat *old, const struct buffer *content)
{
	return output_file_write_all(file, content->bytes, content->length) && (!old || keep_mode(file, old)) &&
	       !fsync(file);
}

/* `old`: of the file at `path`; NULL: there is none. */
static int replace(const char *path, const struct stat *old, const struct buffer *content)
{
	char whole[PATH_MAX], temporary[PATH_MAX];
	if (!follow_links(path, whole))
		return ELOOP;
	if (!partial_beside(whole, (long)getpid(), temporary, sizeof temporary))
		return ENAMETOOLONG;
	int file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, old ? old->st_mode & 0777 : 0666);
	if (file < 0)
		return errno;
	int fault = write_new(file, old, content) ? 0 : errno;
	if (close(file) && !fault)
		fault = errno;
	if (!fault && rename(temporary, whole))
		fault = errno;
	if (fault)
		unlink(temporary);
	return fault;
}

/* A device or a FIFO: it stays what it is. */
static int write_through(const char *path, const struct buffer *content)
{
	int file = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
	if (file < 0)
		return errno;
	int fault = output_file_write_all(file, content->bytes, content->length) ? 0 : errno;
	if (close(file) && !fault)
		fault = errno;
	return fault;
}

int output_file_write(const char *path, const struct buffer *content)
{
	static const int ending[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXCPU};
	struct stat old;
	bool exists = !stat(path, &old);
	if (exists && !S_ISREG(old.st_mode) && !S_ISDIR(old.st_mode))
		return write_through(path, content);
	sigset_t held, before;
	sigemptyset(&held);
	for (size_t i = 0; i < sizeof ending / sizeof *ending; i++)
		sigaddset(&held, ending[i]);
	sigprocmask(SIG_BLOCK, &held, &before);
	int fault = replace(path, exists ? &old : NULL, content);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return fault;
}

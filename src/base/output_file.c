/* Output file: an exclusive temporary in the same folder, fsync, rename. Its name holds the process's number, so
 * that whoever outlives a killed writer can remove it. */
#include "base/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

bool output_file_partial(const char *path, long pid, char *out, size_t size)
{
	return snprintf(out, size, "%s.%ld.part", path, pid) < (int)size;
}

int output_file_write(const char *path, const struct buffer *content)
{
	char temporary[PATH_MAX];
	if (!output_file_partial(path, (long)getpid(), temporary, sizeof temporary))
		return ENAMETOOLONG;
	int file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (file < 0)
		return errno;
	int fault = output_file_write_all(file, content->bytes, content->length) && !fsync(file) ? 0 : errno;
	if (close(file) && !fault)
		fault = errno;
	if (!fault && rename(temporary, path))
		fault = errno;
	if (fault)
		unlink(temporary);
	return fault;
}

/* Writing: a reader sees the whole new file or the old one, never a part. */
#include "command/command.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int file, const struct buffer *content)
{
	for (size_t done = 0; done < content->length;) {
		ssize_t wrote = write(file, content->bytes + done, content->length - done);
		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0)
			return false;
		done += (size_t)wrote;
	}
	return true;
}

static bool fail(const char *path)
{
	fprintf(stderr, "%s: error: cannot write: %s\n", path, strerror(errno));
	return false;
}

bool command_write(const char *path, const struct buffer *content)
{
	if (!strcmp(path, "-"))
		return write_all(1, content) || fail("standard output");
	char temporary[PATH_MAX];
	if (snprintf(temporary, sizeof temporary, "%s.%ld.part", path, (long)getpid()) >= (int)sizeof temporary) {
		errno = ENAMETOOLONG;
		return fail(path);
	}
	int file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (file < 0)
		return fail(path);
	bool good = write_all(file, content) && !fsync(file);
	int kept = errno;
	if (close(file) && good) {
		good = false;
		kept = errno;
	}
	if (good && !rename(temporary, path))
		return true;
	if (good)
		kept = errno;
	unlink(temporary);
	errno = kept;
	return fail(path);
}

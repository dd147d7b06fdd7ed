/* System, with POSIX alone: the program is found as the shell has found it, by argv[0] and PATH. */
#include "base/system.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_program(const char *path)
{
	struct stat info;
	return !stat(path, &info) && S_ISREG(info.st_mode) && !access(path, X_OK);
}

static bool resolve(const char *path, char *out, size_t size)
{
	char whole[PATH_MAX];
	return is_program(path) && realpath(path, whole) && snprintf(out, size, "%s", whole) < (int)size;
}

bool system_program_path(const char *called, char *out, size_t size)
{
	char path[PATH_MAX];
	if (strchr(called, '/'))
		return resolve(called, out, size);
	const char *folder = getenv("PATH");
	for (size_t length; folder; folder = folder[length] ? folder + length + 1 : NULL) {
		length = strcspn(folder, ":");
		/* An empty folder is the one we are in. */
		int used = snprintf(path, sizeof path, "%.*s%s%s", (int)length, folder, length ? "/" : "./", called);
		if (used < (int)sizeof path && resolve(path, out, size))
			return true;
	}
	return false;
}

void system_die_with_parent(pid_t parent)
{
	if (getppid() != parent)
		_exit(1);
}

long system_peak_memory(void)
{
	return 0;
}

size_t system_processors(void)
{
#ifdef _SC_NPROCESSORS_ONLN /* of POSIX since 2024 */
	long count = sysconf(_SC_NPROCESSORS_ONLN);
	if (count > 0)
		return (size_t)count;
#endif
	return 1;
}

/* System, on Linux: /proc, prctl(), and the fields of rusage and the names of sysconf() that POSIX leaves out. The only
 * file that may use what POSIX lacks. */
#define _GNU_SOURCE
#include "base/system.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

bool system_program_path(const char *called, char *out, size_t size)
{
	(void)called;
	ssize_t length = readlink("/proc/self/exe", out, size);
	if (length <= 0 || (size_t)length == size)
		return false;
	out[length] = '\0';
	return true;
}

void system_die_with_parent(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1); /* the parent ended before the line above */
}

long system_peak_memory(void)
{
	struct rusage usage;
	return getrusage(RUSAGE_SELF, &usage) ? 0 : usage.ru_maxrss;
}

size_t system_processors(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);
	return count > 0 ? (size_t)count : 1;
}

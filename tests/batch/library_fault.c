/* What a library's fault looks like: preloaded, it aborts or hangs a process that renames a file to a name which holds the
 * text in FAULT_ABORT or FAULT_HANG. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int asked(const char *variable, const char *name)
{
	const char *text = getenv(variable);
	return text && strstr(name, text);
}

int rename(const char *from, const char *to)
{
	int (*real)(const char *, const char *) = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
	if (asked("FAULT_ABORT", to))
		abort();
	while (asked("FAULT_HANG", to))
		pause();
	return real(from, to);
}

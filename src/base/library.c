/* Library: finds functions by name in a library opened while the program runs. In: names. Out: a table of pointers. */
#include "base/library.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn static void cannot_open(const char *package)
{
	fprintf(stderr, "corridor: a library cannot be opened: %s; install %s\n", dlerror(), package);
	abort();
}

void library_open(const char *soname, const char *package, const struct library_entry *entries, size_t count,
                  void *table)
{
	void *library = dlopen(soname, RTLD_NOW);
	if (!library)
		cannot_open(package);
	for (size_t i = 0; i < count; i++) {
		void *found = dlsym(library, entries[i].name);
		if (!found)
			cannot_open(package);
		/* A pointer to data and one to a function have one size, as POSIX has it; C does not let them be cast.
		 */
		memcpy((char *)table + entries[i].at, &found, sizeof found);
	}
}

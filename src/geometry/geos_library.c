/* GEOS, opened by the name its header stands for; see geos_library.h. */
#include "geometry/geos_library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define AS_TEXT(value)  #value
#define SONAME(version) "libgeos_c.so." AS_TEXT(version)

static struct geos_functions functions;
static pthread_once_t opened = PTHREAD_ONCE_INIT;

_Noreturn static void cannot_open(void)
{
	fprintf(stderr, "corridor: GEOS cannot be opened: %s; install libgeos-c1v5\n", dlerror());
	abort();
}

/* A pointer to data and one to a function have one size, as POSIX has it; C does not let them be cast. */
static void find(void *library, const char *name, void *function)
{
	void *found = dlsym(library, name);
	if (!found)
		cannot_open();
	memcpy(function, &found, sizeof found);
}

static void open_library(void)
{
	void *library = dlopen(SONAME(GEOS_CAPI_VERSION_MAJOR), RTLD_NOW);
	if (!library)
		cannot_open();
#define GEOS_FIND(name) find(library, #name, &functions.name);
	GEOS_FUNCTIONS(GEOS_FIND)
#undef GEOS_FIND
}

const struct geos_functions *geos(void)
{
	pthread_once(&opened, open_library);
	return &functions;
}

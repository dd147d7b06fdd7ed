/* GEOS, opened by the name its header stands for; see geos_library.h. */
#include "geometry/geos_library.h"

#include "base/library.h"

#include <pthread.h>

static struct geos_functions functions;
static pthread_once_t opened = PTHREAD_ONCE_INIT;

static void open_geos(void)
{
#define GEOS_ENTRY(name) LIBRARY_ENTRY(geos_functions, name)
	static const struct library_entry entries[] = {GEOS_FUNCTIONS(GEOS_ENTRY)};
#undef GEOS_ENTRY
	library_open("libgeos_c.so." LIBRARY_TEXT(GEOS_CAPI_VERSION_MAJOR), "libgeos-c1v5", entries,
	             sizeof entries / sizeof *entries, &functions);
}

const struct geos_functions *geos(void)
{
	pthread_once(&opened, open_geos);
	return &functions;
}

/* GEOS, by the version that its header has; see geos_library.h. */
#include "geometry/geos_library.h"

LIBRARY_DEFINE(geos, GEOS_FUNCTIONS, "libgeos_c.so." LIBRARY_TEXT(GEOS_CAPI_VERSION_MAJOR), "libgeos-c1v5");

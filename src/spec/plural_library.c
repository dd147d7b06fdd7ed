/* ICU, by the version that its header has; see plural_library.h. */
#include "spec/plural_library.h"

#define VERSION LIBRARY_TEXT(U_ICU_VERSION_MAJOR_NUM)
LIBRARY_DEFINE(plural, PLURAL_FUNCTIONS, "libicui18n.so." VERSION, "libicu" VERSION);
#undef VERSION

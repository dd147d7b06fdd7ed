/* ICU, opened by the name its header stands for; see plural_library.h. */
#include "spec/plural_library.h"

#include <pthread.h>

static struct plural_functions plural_table;
static pthread_once_t plural_opened = PTHREAD_ONCE_INIT;

static void open_plural(void)
{
#define PLURAL_ENTRY(name) LIBRARY_ENTRY(plural_functions, name)
	static const struct library_entry entries[] = {PLURAL_FUNCTIONS(PLURAL_ENTRY)};
#undef PLURAL_ENTRY
#define VERSION LIBRARY_TEXT(U_ICU_VERSION_MAJOR_NUM)
	library_open("libicui18n.so." VERSION, "libicu" VERSION, entries, sizeof entries / sizeof *entries,
	             &plural_table);
#undef VERSION
}

const struct plural_functions *plural(void)
{
	pthread_once(&plural_opened, open_plural);
	return &plural_table;
}

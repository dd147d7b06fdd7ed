/* libimagequant, opened by its name; see quantize_library.h. */
#include "draw/quantize_library.h"

#include <pthread.h>

static struct quantize_functions quantize_table;
static pthread_once_t quantize_opened = PTHREAD_ONCE_INIT;

static void open_quantize(void)
{
#define QUANTIZE_ENTRY(name) LIBRARY_ENTRY(quantize_functions, name)
	static const struct library_entry entries[] = {QUANTIZE_FUNCTIONS(QUANTIZE_ENTRY)};
#undef QUANTIZE_ENTRY
	library_open("libimagequant.so.0", "libimagequant0", entries, sizeof entries / sizeof *entries,
	             &quantize_table);
}

const struct quantize_functions *quantize(void)
{
	pthread_once(&quantize_opened, open_quantize);
	return &quantize_table;
}

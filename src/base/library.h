/* Libraries that are opened when a map first needs them: what few maps need, every start would pay for with its
 * relocations and pages, half a millisecond and more for each library that one brings. */
#ifndef CORRIDOR_BASE_LIBRARY_H
#define CORRIDOR_BASE_LIBRARY_H

#include <pthread.h>
#include <stddef.h>

/* A function, and where its pointer lies in the table of functions. */
struct library_entry {
	const char *name;
	size_t at;
};

/* Opens the library and fills the table. Ends the process with a message that names the Debian package where it is not
 * installed or lacks a function. */
void library_open(const char *soname, const char *package, const struct library_entry *entries, size_t count,
                  void *table);

#define LIBRARY_AS_TEXT(value) #value
/* With macros in it replaced. */
#define LIBRARY_TEXT(value)  LIBRARY_AS_TEXT(value)
#define LIBRARY_FIELD(name)  __typeof__(name) *name;
#define LIBRARY_ENTRY(name)  {LIBRARY_TEXT(name), offsetof(library_table, name)},

/* For a header: the library's table, and name(), which gives it from any thread and is never NULL. `FUNCTIONS(FUNCTION)`
 * is a list of FUNCTION(f), one for each function that is called. */
#define LIBRARY_DECLARE(name, FUNCTIONS) \
	struct name##_functions { \
		FUNCTIONS(LIBRARY_FIELD) \
	}; \
	const struct name##_functions *name(void)
/* And for one file. */
#define LIBRARY_DEFINE(name, FUNCTIONS, soname, package) \
	static struct name##_functions name##_table; \
	static void open_##name(void) \
	{ \
		typedef struct name##_functions library_table; \
		static const struct library_entry entries[] = {FUNCTIONS(LIBRARY_ENTRY)}; \
		library_open(soname, package, entries, sizeof entries / sizeof *entries, &name##_table); \
	} \
	const struct name##_functions *name(void) \
	{ \
		static pthread_once_t opened = PTHREAD_ONCE_INIT; \
		pthread_once(&opened, open_##name); \
		return &name##_table; \
	} \
	struct name##_functions

#endif

/* Libraries that are opened when a map first needs them: what few maps need, every start would pay for with its
 * relocations and pages, half a millisecond and more for each library that one brings. */
#ifndef CORRIDOR_BASE_LIBRARY_H
#define CORRIDOR_BASE_LIBRARY_H

#include <stddef.h>

/* A function, and where its pointer lies in the table of functions. */
struct library_entry {
	const char *name;
	size_t at;
};

#define LIBRARY_AS_TEXT(value) #value
/* With macros in it replaced. */
#define LIBRARY_TEXT(value) LIBRARY_AS_TEXT(value)
/* For a list of functions, FUNCTION(name) each: the fields of the table, and the entries. */
#define LIBRARY_FIELD(name)        __typeof__(name) *name;
#define LIBRARY_ENTRY(table, name) {LIBRARY_TEXT(name), offsetof(struct table, name)},

/* Opens the library and fills the table. Ends the process with a message that names the Debian package where it is not
 * installed or lacks a function. Called once for each table. */
void library_open(const char *soname, const char *package, const struct library_entry *entries, size_t count,
                  void *table);

#endif

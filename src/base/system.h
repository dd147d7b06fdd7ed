/* System: what POSIX has no call for. system_linux.c asks Linux; system_posix.c does what POSIX alone allows and says
 * where that is less. The Makefile takes one of the two (SYSTEM=linux, SYSTEM=posix). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* The absolute path of the running program, without links. `called` is argv[0]. False when it cannot be found. */
bool system_program_path(const char *called, char *out, size_t size);
/* For a process that `parent` has just forked: it is killed as soon as its parent ends. With POSIX alone it is not, and
 * has to end when the pipe from its parent is closed. */
void system_die_with_parent(pid_t parent);
/* Most memory that this process has held, in kB; 0 where the system does not say. */
long system_peak_memory(void);
/* Number of processors that are online; 1 where the system does not say. */
size_t system_processors(void);

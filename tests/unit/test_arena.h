/* An arena for each test of a program: set_up() and tear_down() go into its group. */
#pragma once

#include "base/arena.h"

static struct arena arena;

static inline int set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static inline int tear_down(void **state)
{
	(void)state;
	arena_clear(&arena);
	return 0;
}

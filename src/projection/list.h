/* The projections that a map file may name. */
#pragma once

#include "base/arena.h"

struct projection_words {
	const char *text, *help; /* "+proj=robin", "Robinson" */
};
/* In PROJ's order; in the arena. */
struct projection_words *projection_list(struct arena *arena, size_t *count);

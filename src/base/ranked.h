/* Ranked: numbered things in the order of a key, for sweeps and priorities. */
#pragma once

#include <stddef.h>

struct ranked {
	double key; /* not NaN */
	size_t index;
};

/* The least key first; equal keys in the order of their numbers. */
void ranked_sort(struct ranked *items, size_t count);
/* The first of sorted items whose key is not below `key`; `count`: there is none. */
size_t ranked_first(const struct ranked *items, size_t count, double key);

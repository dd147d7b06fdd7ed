/* Ranked: sorting and searching by key. Ties go by number, so that no result depends on the C library's qsort. */
#include "base/ranked.h"

#include <stdlib.h>

static int compare(const void *first, const void *second)
{
	const struct ranked *a = first, *b = second;
	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return (a->index > b->index) - (a->index < b->index);
}

void ranked_sort(struct ranked *items, size_t count)
{
	if (count > 1)
		qsort(items, count, sizeof *items, compare);
}

size_t ranked_first(const struct ranked *items, size_t count, double key)
{
	size_t first = 0;
	while (first < count) {
		size_t middle = first + (count - first) / 2;
		if (items[middle].key < key)
			first = middle + 1;
		else
			count = middle;
	}
	return first;
}

/* Diagnostics in the order of the file: sections are read in the order of their dependence, but people repair a file
 * from its top. */
#include "spec/diag_order.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct rank {
	int line, column;
	size_t index;
};

static int compare_ranks(const void *a, const void *b)
{
	const struct rank *first = a, *second = b;
	if (first->line != second->line)
		return first->line < second->line ? -1 : 1;
	if (first->column != second->column)
		return first->column < second->column ? -1 : 1;
	return (first->index > second->index) - (first->index < second->index);
}

void diag_order(struct arena *arena, struct diag *diag, size_t first, const struct source *source)
{
	size_t count = diag->count - first;
	if (count == 0)
		return;
	struct diag_entry *entries = diag->entries + first;
	struct rank *ranks = ARENA_ARRAY(arena, count, struct rank);
	for (size_t i = 0; i < count; i++) {
		const struct place *place = &entries[i].place;
		if (entries[i].severity == DIAG_NOTE && i > 0)
			ranks[i] = ranks[i - 1];
		else if (place->source == source)
			ranks[i] = (struct rank){place->line, place->column, i};
		else
			ranks[i] = (struct rank){INT_MAX, 0, i};
		ranks[i].index = i;
	}
	qsort(ranks, count, sizeof *ranks, compare_ranks);
	struct diag_entry *copy = ARENA_ARRAY(arena, count, struct diag_entry);
	memcpy(copy, entries, count * sizeof *copy);
	for (size_t i = 0; i < count; i++)
		entries[i] = copy[ranks[i].index];
}

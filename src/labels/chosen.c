/* Chosen: the candidates that were taken, in a grid.
 * In: slots and their states, page points. Out: who stands in a candidate's way: only what lies near it is looked at.
 */
#include "labels/chosen.h"

#include "labels/conflicts.h"

#define CELL 28.0 /* points: about a name's width */

struct chosen_entry {
	size_t slot;
	struct chosen_entry *next;
};

const struct candidate *chosen_candidate(const struct chosen *chosen, size_t slot)
{
	uint32_t state = chosen->states[slot];
	return state < chosen->slots[slot].count ? &chosen->slots[slot].candidates[state] : NULL;
}

struct chosen chosen_new(struct arena *arena, struct box frame, const struct slot *slots, size_t count,
                         uint32_t *states)
{
	struct chosen chosen = {arena, slots, states, count, page_grid_new(frame, CELL), NULL};
	chosen.cells = ARENA_ARRAY(arena, chosen.grid.columns * chosen.grid.rows, struct chosen_entry *);
	for (size_t i = 0; i < count; i++)
		if (chosen_candidate(&chosen, i))
			chosen_add(&chosen, i);
	return chosen;
}

void chosen_add(struct chosen *chosen, size_t slot)
{
	struct cells cells = page_grid_cells(&chosen->grid, &chosen_candidate(chosen, slot)->bounds);
	for (size_t row = cells.top; row <= cells.bottom; row++)
		for (size_t column = cells.left; column <= cells.right; column++) {
			struct chosen_entry **cell = &chosen->cells[row * chosen->grid.columns + column];
			struct chosen_entry *entry = ARENA_NEW(chosen->arena, struct chosen_entry);
			*entry = (struct chosen_entry){slot, *cell};
			*cell = entry;
		}
}

const struct slot *chosen_rival(const struct chosen *chosen, const struct slot *own, const struct candidate *candidate)
{
	const struct slot *rival = NULL;
	struct box near = box_grow(candidate->bounds, CONFLICT_REACH);
	struct cells cells = page_grid_cells(&chosen->grid, &near);
	for (size_t row = cells.top; row <= cells.bottom; row++)
		for (size_t column = cells.left; column <= cells.right; column++)
			for (const struct chosen_entry *entry = chosen->cells[row * chosen->grid.columns + column];
			     entry; entry = entry->next) {
				const struct slot *other = &chosen->slots[entry->slot];
				if (other != own && (!rival || other < rival) &&
				    labels_candidates_conflict(candidate, chosen_candidate(chosen, entry->slot)))
					rival = other;
			}
	return rival;
}

size_t chosen_overlaps(const struct chosen *chosen)
{
	size_t overlaps = 0;
	for (size_t i = 0; i < chosen->count; i++) {
		const struct candidate *candidate = chosen_candidate(chosen, i);
		overlaps += candidate && chosen_rival(chosen, &chosen->slots[i], candidate);
	}
	return overlaps;
}

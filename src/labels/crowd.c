/* Crowd: a grid of how often its ground is wanted.
 * In: the slots, the weightiest first, with their candidates in page points. Out: the same with fewer candidates. A
 * name wants each cell that one of its candidates touches, by the share of these cells that it would cover. */
#include "labels/crowd.h"

#include <math.h>
#include <string.h>

#define CELL        7.0 /* points: a little less than a label's height */
#define MOST_WANTED 2.0 /* how often ground may be wanted: what is wanted once covers a sheet fully */

struct label_crowd label_crowd_new(struct arena *arena, struct box frame)
{
	struct label_crowd crowd = {.grid = page_grid_new(frame, CELL)};
	crowd.wanted = ARENA_ARRAY(arena, crowd.grid.columns * crowd.grid.rows, float);
	crowd.stamps = ARENA_ARRAY(arena, crowd.grid.columns * crowd.grid.rows, size_t);
	crowd.failed = ARENA_ARRAY(arena, crowd.grid.columns * crowd.grid.rows, const struct label_request *);
	return crowd;
}

static bool is_crowded(const struct label_crowd *crowd, const struct candidate *candidate)
{
	struct cells cells = page_grid_cells(&crowd->grid, &candidate->block.bounds);
	for (size_t row = cells.top; row <= cells.bottom; row++)
		for (size_t column = cells.left; column <= cells.right; column++)
			if (crowd->wanted[row * crowd->grid.columns + column] >= MOST_WANTED)
				return true;
	return false;
}

/* Each cell under the slot's candidates once: adds `share` to it. Returns how many there are. */
static size_t visit_cells(struct label_crowd *crowd, const struct slot *slot, size_t first, double share)
{
	size_t count = 0;
	crowd->admitted++;
	for (size_t i = first; i < slot->count; i++) {
		struct cells cells = page_grid_cells(&crowd->grid, &slot->candidates[i].block.bounds);
		for (size_t row = cells.top; row <= cells.bottom; row++)
			for (size_t column = cells.left; column <= cells.right; column++) {
				size_t cell = row * crowd->grid.columns + column;
				if (crowd->stamps[cell] == crowd->admitted)
					continue;
				crowd->stamps[cell] = crowd->admitted;
				crowd->wanted[cell] += (float)share;
				count++;
			}
	}
	return count;
}

void label_crowd_admit(struct label_crowd *crowd, struct slot *slot, size_t first)
{
	size_t kept = first;
	double cheapest = slot->weight;
	for (size_t i = first; i < slot->count; i++) {
		const struct candidate *candidate = &slot->candidates[i];
		if (!is_crowded(crowd, candidate)) {
			slot->candidates[kept++] = *candidate;
			continue;
		}
		cheapest = fmin(cheapest, candidate->place.cost);
	}
	slot->withheld += slot->count - kept;
	slot->count = kept;
	crowd->slackness += slot->weight - cheapest;
	if (kept == first)
		return;
	struct box block = slot->candidates[first].block.bounds;
	double area = box_width(block) * box_height(block) / (CELL * CELL);
	size_t cells = visit_cells(crowd, slot, first, 0);
	visit_cells(crowd, slot, first, fmin(area / (double)cells, 1));
}

static const struct label_request **failed_near(const struct label_crowd *crowd, struct page_point anchor)
{
	struct cells cells = page_grid_cells(&crowd->grid, &(struct box){anchor.x, anchor.y, anchor.x, anchor.y});
	return &crowd->failed[cells.top * crowd->grid.columns + cells.left];
}

/* Whether the second takes at least the room of the first. */
static bool is_as_large(const struct label_request *first, const struct label_request *second)
{
	if (first->anchor.x != second->anchor.x || first->anchor.y != second->anchor.y ||
	    first->radius > second->radius || first->from_right != second->from_right ||
	    first->weight < second->weight || first->form_count != second->form_count)
		return false;
	for (size_t i = 0; i < first->form_count; i++)
		if (first->forms[i].width > second->forms[i].width || first->forms[i].height > second->forms[i].height)
			return false;
	return true;
}

bool label_crowd_has_failed(const struct label_crowd *crowd, const struct label_request *request)
{
	const struct label_request *failed = *failed_near(crowd, request->anchor);
	return failed && is_as_large(failed, request);
}

void label_crowd_note_failed(struct label_crowd *crowd, const struct label_request *request)
{
	*failed_near(crowd, request->anchor) = request;
}

void label_crowd_forget_failed(struct label_crowd *crowd)
{
	memset(crowd->failed, 0, crowd->grid.columns * crowd->grid.rows * sizeof *crowd->failed);
}

/* Cliques: candidates that lie over one spot of the page exclude each other, all of them.
 * In: slots with candidates. Out: cliques in the model. For upright boxes such spots are all the cliques there
 * are (Helly's theorem for boxes); a fine grid of spots finds nearly all. Spots whose candidates a neighbouring
 * spot has as well are left out. */
#include "labels/conflicts.h"

#include <math.h>
#include <string.h>

#define FINE            2.5 /* points between spots */
#define COARSE          5.0 /* where candidates are many */
#define MANY_CANDIDATES 40000
#define HALF_MARGIN     0.4 /* half of what conflicting candidates keep between them */
#define MOST_MEMBERS    4000000

struct member {
	uint32_t slot, candidate;
};

struct spots_grid {
	struct box bounds;
	double step;
	size_t columns, rows;
	uint32_t *starts; /* per spot, and one more */
	struct member *members;
};

static struct spot grid_spot(const struct spots_grid *grid, size_t column, size_t row)
{
	return (struct spot){grid->bounds.left + (double)column * grid->step,
	                     grid->bounds.top + (double)row * grid->step};
}

static bool covers(const struct candidate *candidate, struct spot spot)
{
	/* Strictly less, with room for rounding: a clique must never claim a conflict that is none. */
	double reach = HALF_MARGIN - 1e-6;
	const struct turned_box *block = &candidate->block;
	if (block->sine == 0 && fabs(spot.x - block->centre.x) < block->half_width + reach &&
	    fabs(spot.y - block->centre.y) < block->half_height + reach)
		return true;
	if (block->sine != 0 && turned_box_spot_distance(block, spot) < reach)
		return true;
	return candidate->spot.has_leader &&
	       segment_spot_distance(candidate->spot.leader_from, candidate->spot.leader_to, spot) < reach;
}

static size_t index_of(double value, double start, double step, size_t count)
{
	double index = floor((value - start) / step);
	return !(index > 0) ? 0 : index >= (double)count ? count - 1 : (size_t)index;
}

/* Counts (members NULL) or fills the spots the candidate covers. */
static void visit(struct spots_grid *grid, const struct candidate *candidate, struct member member, uint32_t *counts)
{
	struct box bounds = box_grow(candidate->bounds, HALF_MARGIN);
	size_t first_row = index_of(bounds.top, grid->bounds.top, grid->step, grid->rows);
	size_t last_row = index_of(bounds.bottom, grid->bounds.top, grid->step, grid->rows);
	size_t first_column = index_of(bounds.left, grid->bounds.left, grid->step, grid->columns);
	size_t last_column = index_of(bounds.right, grid->bounds.left, grid->step, grid->columns);
	for (size_t row = first_row; row <= last_row; row++)
		for (size_t column = first_column; column <= last_column; column++) {
			if (!covers(candidate, grid_spot(grid, column, row)))
				continue;
			size_t spot = row * grid->columns + column;
			if (grid->members)
				grid->members[counts[spot]] = member;
			counts[spot]++;
		}
}

static void visit_all(struct spots_grid *grid, const struct slot *slots, size_t count, uint32_t *counts)
{
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t a = 0; a < slots[i].count; a++)
			if (!slots[i].candidates[a].is_promise)
				visit(grid, &slots[i].candidates[a], (struct member){i, a}, counts);
}

/* False when the members would be too many to be worth it. */
static bool fill_grid(struct arena *arena, struct spots_grid *grid, const struct slot *slots, size_t count)
{
	size_t candidates = 0, total = 0;
	grid->bounds = box_empty;
	for (size_t i = 0; i < count; i++) {
		box_join(&grid->bounds, slots[i].reach);
		candidates += slots[i].count;
	}
	if (box_is_empty(grid->bounds))
		return false;
	grid->step = candidates > MANY_CANDIDATES ? COARSE : FINE;
	grid->columns = (size_t)fmin((grid->bounds.right - grid->bounds.left) / grid->step + 1, 4000);
	grid->rows = (size_t)fmin((grid->bounds.bottom - grid->bounds.top) / grid->step + 1, 4000);
	size_t spots = grid->columns * grid->rows;
	uint32_t *counts = ARENA_ARRAY(arena, spots, uint32_t);
	grid->starts = ARENA_ARRAY(arena, spots + 1, uint32_t);
	visit_all(grid, slots, count, counts);
	for (size_t i = 0; i < spots; i++)
		total += counts[i];
	if (total > MOST_MEMBERS)
		return false;
	for (size_t i = 0; i < spots; i++) {
		grid->starts[i + 1] = grid->starts[i] + counts[i];
		counts[i] = grid->starts[i];
	}
	grid->members = ARENA_ARRAY(arena, total + 1, struct member);
	visit_all(grid, slots, count, counts);
	return true;
}

static bool member_before(struct member a, struct member b)
{
	return a.slot != b.slot ? a.slot < b.slot : a.candidate < b.candidate;
}

/* Whether all members of spot a are members of spot b (both rising). */
static bool is_within(const struct spots_grid *grid, size_t a, size_t b)
{
	const struct member *one = grid->members + grid->starts[a], *one_end = grid->members + grid->starts[a + 1];
	const struct member *two = grid->members + grid->starts[b], *two_end = grid->members + grid->starts[b + 1];
	if (one_end - one > two_end - two)
		return false;
	for (; one < one_end; one++) {
		while (two < two_end && member_before(*two, *one))
			two++;
		if (two == two_end || member_before(*one, *two))
			return false;
	}
	return true;
}

/* A neighbour has at least the same members; of equals the first in the grid stays. */
static bool is_covered(const struct spots_grid *grid, size_t column, size_t row)
{
	size_t spot = row * grid->columns + column;
	for (size_t y = row ? row - 1 : 0; y <= row + 1 && y < grid->rows; y++)
		for (size_t x = column ? column - 1 : 0; x <= column + 1 && x < grid->columns; x++) {
			size_t other = y * grid->columns + x;
			if (other == spot || !is_within(grid, spot, other))
				continue;
			if (other < spot || !is_within(grid, other, spot))
				return true;
		}
	return false;
}

static void add_spot(struct arena *arena, const struct spots_grid *grid, size_t spot, struct model *model)
{
	const struct member *members = grid->members + grid->starts[spot];
	size_t count = grid->starts[spot + 1] - grid->starts[spot], slots = 0;
	for (size_t k = 0; k < count; k++)
		slots += k == 0 || members[k].slot != members[k - 1].slot;
	if (slots < 2)
		return;
	struct seat *seats = ARENA_ARRAY(arena, slots, struct seat);
	uint32_t *states = ARENA_ARRAY(arena, count, uint32_t);
	size_t seat = 0;
	for (size_t k = 0; k < count; k++) {
		states[k] = members[k].candidate;
		if (k == 0 || members[k].slot != members[k - 1].slot)
			seats[seat++] = (struct seat){members[k].slot, 0, states + k};
		seats[seat - 1].state_count++;
	}
	model_add_clique(model, seats, (uint32_t)slots, 0);
}

void cliques_build(struct arena *arena, const struct slot *slots, size_t count, struct model *model)
{
	struct spots_grid grid = {0};
	if (!fill_grid(arena, &grid, slots, count))
		return;
	for (size_t row = 0; row < grid.rows; row++)
		for (size_t column = 0; column < grid.columns; column++) {
			size_t spot = row * grid.columns + column;
			if (grid.starts[spot + 1] - grid.starts[spot] > 1 && !is_covered(&grid, column, row))
				add_spot(arena, &grid, spot, model);
		}
}

/* Arcs: whatever the outlines of neighbours begin with and whichever way they run, each border between them is left once,
 * and no outline loses any of its length. */
#include "geometry/chains.h"
#include "geometry/line_arcs.h"
#include "geometry_random.h"
#include "test_arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { side = 6, steps = 9, around = 4 * steps };

/* A plane of side x side cells whose edges wiggle: edges[down][i] goes from corner i to the right or down. */
struct plane {
	struct page_point edges[2][(side + 1) * (side + 1)][steps + 1];
};

static void make_plane(struct random *random, struct plane *plane)
{
	struct page_point corners[(side + 1) * (side + 1)];
	for (size_t i = 0; i < (side + 1) * (side + 1); i++)
		corners[i] = (struct page_point){(double)(i % (side + 1)) * 40 + random_between(random, -5, 5),
		                                 (double)(i / (side + 1)) * 40 + random_between(random, -5, 5)};
	for (int down = 0; down < 2; down++)
		for (size_t i = 0; i < (side + 1) * (side + 1); i++) {
			size_t to = i + (down ? side + 1 : 1);
			if (to >= (side + 1) * (side + 1))
				continue;
			for (size_t k = 0; k <= steps; k++) {
				double share = (double)k / steps, wiggle = k % steps ? 1.5 : 0;
				plane->edges[down][i][k] = (struct page_point){
				        corners[i].x + (corners[to].x - corners[i].x) * share + random_between(random, -wiggle, wiggle),
				        corners[i].y + (corners[to].y - corners[i].y) * share + random_between(random, -wiggle, wiggle)};
			}
			plane->edges[down][i][0] = corners[i];
			plane->edges[down][i][steps] = corners[to];
		}
}

/* The outline of a cell, beginning anywhere, in either direction. */
static struct polyline outline(struct random *random, const struct plane *plane, size_t column, size_t row)
{
	size_t corner = row * (side + 1) + column;
	const struct page_point *sides[] = {plane->edges[0][corner], plane->edges[1][corner + 1],
	                                    plane->edges[0][corner + side + 1], plane->edges[1][corner]};
	struct page_point ring[around];
	for (size_t i = 0; i < around; i++) {
		size_t k = i % steps;
		ring[i] = sides[i / steps][i / steps < 2 ? k : steps - k];
	}
	struct polyline line = {ARENA_ARRAY(&arena, around + 1, struct page_point), around + 1};
	size_t start = (size_t)random_between(random, 0, around - 0.001);
	bool backwards = random_between(random, 0, 1) < 0.5;
	for (size_t i = 0; i <= around; i++)
		line.points[i] = ring[(start + (backwards ? around - i : i)) % around];
	return line;
}

static double length_of(struct polyline line)
{
	return polyline_length(line.points, line.count);
}

/* Cuts the outlines and joins what is left of the pieces; returns the length of that. */
static double length_left(const struct polyline *outlines, size_t count)
{
	struct line_arcs arcs;
	struct polylines pieces = {0};
	struct chains chains = {0};
	double length = 0;
	line_arcs_init(&arcs, &arena);
	for (size_t i = 0; i < count; i++)
		line_arcs_add(&arcs, outlines[i]);
	for (size_t i = 0; i < count; i++) {
		size_t before = pieces.count;
		double own = 0;
		line_arcs_cut(&arcs, &arena, outlines[i], &pieces);
		for (size_t k = before; k < pieces.count; k++)
			own += length_of(pieces.items[k]);
		assert_true(fabs(own - length_of(outlines[i])) < 1e-9 * own);
	}
	struct chain_piece *all = ARENA_ARRAY(&arena, pieces.count + 1, struct chain_piece);
	for (size_t i = 0; i < pieces.count; i++)
		all[i].line = pieces.items[i];
	geometry_join_lines(&arena, all, pieces.count, &chains);
	for (size_t i = 0; i < chains.count; i++)
		length += length_of(chains.items[i].line);
	return length;
}

static void borders_are_left_once(void **state)
{
	(void)state;
	struct random random = random_start("borders");
	for (int round = 0; round < 40; round++) {
		static struct plane plane;
		struct polyline outlines[side * side];
		double expected = 0;
		size_t count = 0;
		make_plane(&random, &plane);
		bool used[2][(side + 1) * (side + 1)] = {{false}};
		for (size_t i = 0; i < side * side; i++) {
			size_t corner = i / side * (side + 1) + i % side;
			if (random_between(&random, 0, 1) < 0.2) /* as of a lake */
				continue;
			outlines[count++] = outline(&random, &plane, i % side, i / side);
			used[0][corner] = used[0][corner + side + 1] = used[1][corner] = used[1][corner + 1] = true;
		}
		for (int down = 0; down < 2; down++)
			for (size_t i = 0; i < (side + 1) * (side + 1); i++)
				if (used[down][i])
					expected += polyline_length(plane.edges[down][i], steps + 1);
		double left = length_left(outlines, count);
		if (fabs(left - expected) > 1e-6 * expected)
			fail_msg("round %d: %g is left of %g", round, left, expected);
	}
}

/* An island's outline and the hole that it fills, an outline given twice, and open lines. */
static void whole_outlines_are_left_once(void **state)
{
	(void)state;
	struct random random = random_start("whole");
	static struct plane plane;
	for (int round = 0; round < 40; round++) {
		make_plane(&random, &plane);
		struct polyline again[] = {outline(&random, &plane, 2, 3), outline(&random, &plane, 2, 3),
		                           outline(&random, &plane, 2, 3)};
		assert_true(fabs(length_left(again, 3) - length_of(again[0])) < 1e-9);
		struct polyline open[] = {{plane.edges[0][3], steps + 1}, {plane.edges[0][3] + 2, steps - 3}};
		assert_true(fabs(length_left(open, 2) - length_of(open[0])) < 1e-9);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(borders_are_left_once, set_up, tear_down),
	        cmocka_unit_test_setup_teardown(whole_outlines_are_left_once, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

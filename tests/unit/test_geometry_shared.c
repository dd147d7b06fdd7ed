/* Rings of areas: what neighbours share is found whatever sign a zero has; of many rings those that overlap are united,
 * and holes stay holes. */
#include "geometry/crossing.h"
#include "geometry/geos_ops.h"
#include "geometry/mesh.h"
#include "geometry/ring_index.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void add_square(struct arena *arena, struct polylines *out, double left, double top, double size, bool backwards)
{
	const double right = left + size, bottom = top + size;
	struct page_point forth[] = {{left, top}, {right, top}, {right, bottom}, {left, bottom}},
	                  back[] = {{left, top}, {left, bottom}, {right, bottom}, {right, top}};
	polylines_add_copy(arena, out, (struct polyline){backwards ? back : forth, 4});
}

static void zeros_are_one_place(void **state)
{
	(void)state;
	struct arena arena;
	struct polylines areas[2] = {{0}}, united = {0}, lines = {0};
	size_t edges = 0;
	arena_init(&arena);
	add_square(&arena, &areas[0], -8, 0, 8, false);
	add_square(&arena, &areas[1], 0, 0, 8, false);
	for (int i = 0; i < 4; i++)
		if (areas[0].items[0].points[i].x == 0)
			areas[0].items[0].points[i].x = -0.0;
	geometry_unite_mesh(&arena, areas, 2, &united);
	assert_int_equal(united.count, 1);
	assert_int_equal(united.items[0].count, 6);
	geometry_mesh_lines(&arena, areas, 2, &lines);
	for (size_t i = 0; i < lines.count; i++)
		edges += lines.items[i].count - 1;
	assert_int_equal(edges, 7);
	arena_clear(&arena);
}

/* Squares in rows, each with a hole and an island in it; the first is overlapped by one more, which has a hole, too. */
static void holes_stay_among_many(void **state)
{
	(void)state;
	enum { side = 20 };
	struct arena arena;
	struct polylines rings = {0};
	struct ring_origin origins[3 * side * side + 2];
	arena_init(&arena);
	add_square(&arena, &rings, -5, -5, 7, false);
	add_square(&arena, &rings, -4, -4, 2, true);
	for (int i = 0; i < side * side; i++) {
		double left = i % side * 10, top = i / side * 10;
		add_square(&arena, &rings, left, top, 9, false);
		add_square(&arena, &rings, left + 3, top + 3, 5, true);
		add_square(&arena, &rings, left + 5, top + 5, 1, false);
	}
	for (size_t i = 0; i < rings.count; i++)
		origins[i] = (struct ring_origin){i, 0};
	geometry_unite_crossing(&arena, &rings, 0, origins, 0.01);
	assert_int_equal(rings.count, 3 * side * side + 1);
	const struct ring_index *index = ring_index_build(&arena, rings.items, rings.count);
	assert_true(ring_index_holds(index, (struct page_point){1.3, 1.4})); /* where two overlap */
	assert_true(ring_index_holds(index, (struct page_point){-1.3, -1.4}));
	assert_false(ring_index_holds(index, (struct page_point){-3.3, -3.4}));
	for (int i = 0; i < side * side; i++) {
		double left = i % side * 10, top = i / side * 10;
		assert_true(ring_index_holds(index, (struct page_point){left + 2.3, top + 2.4}));
		assert_false(ring_index_holds(index, (struct page_point){left + 4.3, top + 4.4}));
		assert_true(ring_index_holds(index, (struct page_point){left + 5.3, top + 5.4}));
	}
	arena_clear(&arena);
}

static void add_box(struct arena *arena, struct polylines *rings, struct box box)
{
	struct page_point *points = ARENA_ARRAY(arena, 4, struct page_point);
	points[0] = (struct page_point){box.left, box.top};
	points[1] = (struct page_point){box.right, box.top};
	points[2] = (struct page_point){box.right, box.bottom};
	points[3] = (struct page_point){box.left, box.bottom};
	polylines_add(arena, rings, (struct polyline){points, 4});
}

/* Long strips side by side, which all overlap along one axis: compared each with each, those of this test would take
 * some fifty thousand million comparisons. One more ring lies over the ends of two of them. */
static void strips_side_by_side(void **state)
{
	(void)state;
	enum { count = 150000, all = 2 * count + 1 };
	struct arena arena;
	struct polylines rings = {0};
	arena_init(&arena);
	struct ring_origin *origins = ARENA_ARRAY(&arena, all, struct ring_origin);
	for (int i = 0; i < count; i++) {
		add_box(&arena, &rings, (struct box){i % 7 * 0.1, i, 200000, i + 0.5});
		add_box(&arena, &rings, (struct box){300000 + i, i % 7 * 0.1, 300000 + i + 0.5, 200000});
	}
	add_box(&arena, &rings, (struct box){199999, 10.25, 200001, 11.25});
	for (size_t i = 0; i < all; i++)
		origins[i] = (struct ring_origin){i, 0};
	geometry_unite_crossing(&arena, &rings, 0, origins, 0.01);
	assert_int_equal(rings.count, all - 2);
	arena_clear(&arena);
}

/* Islands of a sea that reach into each other, being simplified apart, are no areas that overlap; another sea is one. */
static void islands_are_no_areas(void **state)
{
	(void)state;
	struct arena arena;
	struct polylines rings = {0};
	struct ring_origin origins[5];
	arena_init(&arena);
	add_square(&arena, &rings, 0, 0, 100, false);
	add_square(&arena, &rings, 20, 20, 10, true);
	add_square(&arena, &rings, 28, 24, 10, true);
	add_square(&arena, &rings, 29, 29, 0.5, true); /* in both of them */
	for (size_t i = 0; i < 5; i++)
		origins[i] = (struct ring_origin){i, 0};
	assert_false(geometry_unite_crossing(&arena, &rings, 0, origins, 0.01));
	assert_int_equal(rings.count, 4);
	add_square(&arena, &rings, 90, 90, 30, false);
	assert_true(geometry_unite_crossing(&arena, &rings, 0, origins, 0.01));
	const struct ring_index *index = ring_index_build(&arena, rings.items, rings.count);
	assert_true(ring_index_holds(index, (struct page_point){95, 96}));
	assert_true(ring_index_holds(index, (struct page_point){110, 111}));
	assert_false(ring_index_holds(index, (struct page_point){22, 23}));
	assert_false(ring_index_holds(index, (struct page_point){36, 32}));
	arena_clear(&arena);
}

/* A cap round the pole, cut by the frame: its two rings lie on each other along the frame, and between them is what is
 * filled, on either side; not the middle, whatever it is united with. */
static void rings_that_lie_on_each_other(void **state)
{
	(void)state;
	struct arena arena;
	struct polylines areas[2] = {{0}}, united = {0}, left = {0};
	arena_init(&arena);
	add_box(&arena, &areas[0], (struct box){10, 0, 80, 50});
	add_box(&arena, &areas[0], (struct box){0, 0, 100, 50});
	add_box(&arena, &areas[1], (struct box){90, 20, 95, 70});
	assert_true(geometry_unite_areas(&arena, areas, 2, &united));
	assert_true(geometry_subtract_areas(&arena, &areas[0], &areas[1], 1, &left));
	const struct ring_index *all = ring_index_build(&arena, united.items, united.count);
	const struct ring_index *rest = ring_index_build(&arena, left.items, left.count);
	for (double x = 0.5; x < 100; x++) {
		bool is_between = x < 10 || x > 80, is_other = x > 90 && x < 95;
		assert_true(ring_index_holds(all, (struct page_point){x, 30.3}) == is_between);
		assert_true(ring_index_holds(all, (struct page_point){x, 60.3}) == is_other);
		assert_true(ring_index_holds(rest, (struct page_point){x, 30.3}) == (is_between && !is_other));
	}
	arena_clear(&arena);
}

/* Land cut by the frame where a gulf comes in over it: the ring goes along the frame past the gulf, and back. */
static void a_ring_that_lies_on_itself(void **state)
{
	(void)state;
	static struct page_point land[] = {{100, 0}, {100, 50}, {0, 50}, {0, 20}, {0, 30}, {20, 25}, {0, 20}, {0, 0}};
	struct arena arena;
	struct polylines areas[2] = {{0}}, united = {0};
	arena_init(&arena);
	polylines_add(&arena, &areas[0], (struct polyline){land, 8});
	add_box(&arena, &areas[1], (struct box){90, 20, 95, 70});
	assert_true(geometry_unite_areas(&arena, areas, 2, &united));
	const struct ring_index *index = ring_index_build(&arena, united.items, united.count);
	assert_false(ring_index_holds(index, (struct page_point){5, 25.1}));
	assert_true(ring_index_holds(index, (struct page_point){25, 25.1}));
	assert_true(ring_index_holds(index, (struct page_point){5, 10.1}));
	assert_true(ring_index_holds(index, (struct page_point){92, 60.1}));
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(zeros_are_one_place),
	        cmocka_unit_test(islands_are_no_areas),
	        cmocka_unit_test(rings_that_lie_on_each_other),
	        cmocka_unit_test(a_ring_that_lies_on_itself),
	        cmocka_unit_test(holes_stay_among_many),
	        cmocka_unit_test(strips_side_by_side),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Boxes and paths: bounds, empties, NaN, circles, transforms. */
#include "geometry/path.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_near(double value, double expected, double tolerance)
{
	if (!(fabs(value - expected) <= tolerance))
		fail_msg("%.12g is not %.12g within %g", value, expected, tolerance);
}

static void empty_box_takes_part_in_nothing(void **state)
{
	(void)state;
	struct box box = {0, 0, 10, 10};
	assert_true(box_is_empty(box_empty));
	assert_false(box_overlaps(box, box_empty));
	assert_false(box_contains(box_empty, (struct page_point){0, 0}));
	box_join(&box, box_empty);
	assert_true(box.left == 0 && box.right == 10);
	assert_true(box_width(box_empty) == 0 && box_height(box_empty) == 0);
	struct lonlat_box globe = {-180, -90, 180, 90};
	assert_false(lonlat_box_overlaps(globe, lonlat_box_empty));
}

static void nan_does_not_enlarge_a_box(void **state)
{
	(void)state;
	struct box box = box_empty;
	box_add(&box, (struct page_point){NAN, 5});
	assert_true(box_is_empty(box));
	box_add(&box, (struct page_point){1, 2});
	box_add(&box, (struct page_point){3, NAN});
	assert_true(box.left == 1 && box.right == 1 && box.top == 2 && box.bottom == 2);
	struct lonlat_box lonlat = lonlat_box_empty;
	lonlat_box_add(&lonlat, (struct lonlat){NAN, 1});
	assert_true(lonlat.west > lonlat.east);
}

static void touching_boxes_do_not_overlap(void **state)
{
	(void)state;
	struct box a = {0, 0, 10, 10};
	assert_false(box_overlaps(a, (struct box){10, 0, 20, 10}));
	assert_false(box_overlaps(a, (struct box){0, 10, 10, 20}));
	assert_true(box_overlaps(a, (struct box){9.999, 9.999, 20, 20}));
	assert_true(box_holds(a, a));
	assert_false(box_holds(a, box_grow(a, 0.001)));
	struct box b = box_at((struct page_point){5, 6}, 4, 2);
	assert_true(b.left == 3 && b.right == 7 && b.top == 5 && b.bottom == 7);
}

static void circle_is_round(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct path path = path_new(&arena);
	assert_true(path_is_empty(&path));
	path_circle(&path, (struct page_point){100, 50}, 10);
	assert_int_equal(path.verb_count, 6);
	assert_int_equal(path.point_count, 13);
	struct page_point from = path.points[0];
	for (size_t k = 0; k < 4; k++) {
		const struct page_point *c = path.points + 1 + 3 * k;
		for (double t = 0; t <= 1; t += 0.05) {
			double s = 1 - t;
			double x = s * s * s * from.x + 3 * s * s * t * c[0].x + 3 * s * t * t * c[1].x +
			           t * t * t * c[2].x;
			double y = s * s * s * from.y + 3 * s * s * t * c[0].y + 3 * s * t * t * c[1].y +
			           t * t * t * c[2].y;
			assert_near(hypot(x - 100, y - 50), 10, 0.004);
		}
		from = c[2];
	}
	struct box bounds = path_bounds(&path);
	assert_near(bounds.left, 90, 1e-9);
	assert_near(bounds.bottom, 60, 1e-9);
	arena_clear(&arena);
}

static void transform_turns_clockwise(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct path path = path_new(&arena);
	path_move(&path, 1, 0);
	path_transform(&path, (struct page_point){10, 20}, 2, M_PI / 2);
	assert_near(path.points[0].x, 10, 1e-12);
	assert_near(path.points[0].y, 22, 1e-12); /* a quarter clockwise from the right is down */
	arena_clear(&arena);
}

static void round_rect_with_too_large_a_radius_stays_inside(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct path path = path_new(&arena);
	struct box box = {10, 10, 30, 20};
	path_round_rect(&path, box, 100);
	assert_true(box_holds(box, path_bounds(&path)));
	size_t verbs = path.verb_count;
	path_round_rect(&path, box, 0);
	assert_int_equal(path.verb_count, verbs + 5);
	arena_clear(&arena);
}

static void path_appends_to_itself(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct path path = path_new(&arena);
	struct page_point points[] = {{0, 0}, {1, 0}, {1, 1}};
	path_polyline(&path, points, 3, true);
	path_polyline(&path, points, 0, true);
	path_append(&path, &path);
	assert_int_equal(path.verb_count, 8);
	assert_int_equal(path.point_count, 6);
	assert_true(path.points[5].y == 1 && path.verbs[7] == PATH_CLOSE);
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(empty_box_takes_part_in_nothing),
	        cmocka_unit_test(nan_does_not_enlarge_a_box),
	        cmocka_unit_test(touching_boxes_do_not_overlap),
	        cmocka_unit_test(circle_is_round),
	        cmocka_unit_test(transform_turns_clockwise),
	        cmocka_unit_test(round_rect_with_too_large_a_radius_stays_inside),
	        cmocka_unit_test(path_appends_to_itself),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

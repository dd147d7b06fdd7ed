/* Smooth lines: the bound, fixed points, no loops, and rounding that no longer shows. */
#include "geometry/polyline.h"
#include "geometry_random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void curve_stays_within_the_limit_and_passes_fixed_points(void **state)
{
	(void)state;
	struct random random = random_start("limit");
	for (int round = 0; round < 400; round++) {
		struct arena arena;
		struct page_point points[40];
		bool fixed[40];
		arena_init(&arena);
		size_t count = 2 + (size_t)random_between(&random, 0, 38);
		double size = random_between(&random, 1, 500), limit = random_between(&random, 0, 10);
		for (size_t i = 0; i < count; i++) {
			points[i] = random_spot(&random, 0, size);
			fixed[i] = random_between(&random, 0, 1) < 0.3;
		}
		struct polyline curve = geometry_smooth_line(&arena, points, round % 4 == 0 ? NULL : fixed, count, limit);
		for (size_t i = 0; i < curve.count; i++) {
			double distance = polyline_distance(points, count, curve.points[i]);
			if (!(distance <= limit + 1e-9))
				fail_msg("round %d: %g from the line, limit %g", round, distance, limit);
		}
		for (size_t i = 0; i < count; i++)
			if (round % 4 == 0 || fixed[i] || i == 0 || i + 1 == count)
				assert_true(polyline_distance(curve.points, curve.count, points[i]) < 1e-9);
		arena_clear(&arena);
	}
}

static bool segments_cross(struct page_point a, struct page_point b, struct page_point c, struct page_point d)
{
	double abc = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
	double abd = (b.x - a.x) * (d.y - a.y) - (b.y - a.y) * (d.x - a.x);
	double cda = (d.x - c.x) * (a.y - c.y) - (d.y - c.y) * (a.x - c.x);
	double cdb = (d.x - c.x) * (b.y - c.y) - (d.y - c.y) * (b.x - c.x);
	return abc * abd < 0 && cda * cdb < 0;
}

/* Lines that only go forward, with turns up to 75 degrees either way and very uneven steps. */
static void curve_does_not_cross_itself(void **state)
{
	(void)state;
	struct random random = random_start("loops");
	for (int round = 0; round < 200; round++) {
		struct arena arena;
		struct page_point points[12] = {{0, 0}};
		arena_init(&arena);
		for (size_t i = 1; i < 12; i++) {
			double angle = random_between(&random, -1.3, 1.3), step = exp(random_between(&random, -1, 4));
			points[i] =
			        (struct page_point){points[i - 1].x + step * cos(angle), points[i - 1].y + step * sin(angle)};
		}
		struct polyline curve = geometry_smooth_line(&arena, points, NULL, 12, random_between(&random, 0.5, 20));
		for (size_t i = 1; i < curve.count; i++)
			for (size_t k = i + 2; k < curve.count; k++)
				if (segments_cross(curve.points[i - 1], curve.points[i], curve.points[k - 1],
				                   curve.points[k]))
					fail_msg("round %d: pieces %zu and %zu cross", round, i, k);
		arena_clear(&arena);
	}
}

static double total_turning(const struct page_point *points, size_t count)
{
	double turning = 0;
	for (size_t i = 1; i + 1 < count; i++) {
		double before = atan2(points[i].y - points[i - 1].y, points[i].x - points[i - 1].x);
		double after = atan2(points[i + 1].y - points[i].y, points[i + 1].x - points[i].x);
		turning += fabs(remainder(after - before, 2 * M_PI));
	}
	return turning;
}

static void rounded_line_does_not_wiggle(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct page_point points[41];
	bool fixed[41] = {false};
	/* A gentle arc, 4 points apart, rounded to 1 point: turns 0.5 in truth. */
	for (size_t i = 0; i <= 40; i++)
		points[i] = (struct page_point){round(4.0 * (double)i), round(160 * pow((double)i / 40, 2) / 4)};
	struct polyline curve = geometry_smooth_line(&arena, points, fixed, 41, 1.5);
	double before = total_turning(points, 41), after = total_turning(curve.points, curve.count);
	printf("turning: %.2f rounded, %.2f smoothed, 0.46 in truth\n", before, after);
	assert_true(before > 4);
	assert_true(after < before / 4);
	arena_clear(&arena);
}

static void curve_is_dense(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	/* A quarter of a circle, radius 100, from 4 points. */
	struct page_point points[7];
	for (int i = 0; i < 7; i++)
		points[i] = (struct page_point){100 * cos(i * M_PI / 12), 100 * sin(i * M_PI / 12)};
	struct polyline curve = geometry_smooth_line(&arena, points, NULL, 7, 3);
	for (size_t i = 0; i < curve.count; i++)
		assert_true(fabs(hypot(curve.points[i].x, curve.points[i].y) - 100) < 0.25);
	for (size_t i = 1; i + 1 < curve.count; i++) {
		struct page_point chord[] = {curve.points[i - 1], curve.points[i + 1]};
		assert_true(polyline_distance(chord, 2, curve.points[i]) <
		            0.2); /* two pieces: four times one's error */
	}
	arena_clear(&arena);
}

static void repeated_nan_and_reversed_points_are_no_trouble(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct page_point points[] = {{0, 0}, {0, 0}, {NAN, 1}, {10, 0}, {10, 0}, {0, 0}, {INFINITY, 0}, {10, 0}};
	struct polyline curve = geometry_smooth_line(&arena, points, NULL, 8, 2);
	assert_true(curve.count >= 4);
	for (size_t i = 0; i < curve.count; i++)
		assert_true(isfinite(curve.points[i].x) && fabs(curve.points[i].y) <= 2);
	assert_int_equal(geometry_smooth_line(&arena, points, NULL, 0, 2).count, 0);
	assert_int_equal(geometry_smooth_line(&arena, points, NULL, 2, 2).count, 1);
	assert_int_equal(geometry_smooth_line(&arena, points + 2, NULL, 1, 2).count, 0);
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(curve_stays_within_the_limit_and_passes_fixed_points),
	        cmocka_unit_test(curve_does_not_cross_itself),
	        cmocka_unit_test(rounded_line_does_not_wiggle),
	        cmocka_unit_test(curve_is_dense),
	        cmocka_unit_test(repeated_nan_and_reversed_points_are_no_trouble),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

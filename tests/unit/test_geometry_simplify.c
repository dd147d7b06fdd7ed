/* Simplifying: every dropped point lies within the tolerance, ends stay, rings stay rings or vanish. */
#include "geometry/polyline.h"
#include "geometry_random.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* A wiggling walk, as coastlines are. */
static void random_walk(struct random *random, struct page_point *out, size_t count, double step)
{
	double direction = 0;
	out[0] = (struct page_point){0, 0};
	for (size_t i = 1; i < count; i++) {
		direction += random_between(random, -1, 1);
		out[i] = (struct page_point){out[i - 1].x + step * cos(direction), out[i - 1].y + step * sin(direction)};
	}
}

static bool is_same(struct page_point a, struct page_point b)
{
	return a.x == b.x && a.y == b.y;
}

static void lines_stay_within_the_tolerance(void **state)
{
	(void)state;
	struct random random = random_start("lines");
	enum { most = 600 };
	struct page_point points[most];
	for (int round = 0; round < 100; round++) {
		struct arena arena;
		arena_init(&arena);
		size_t count = 2 + (size_t)random_between(&random, 0, most - 2);
		double tolerance = random_between(&random, 0.05, 5);
		random_walk(&random, points, count, random_between(&random, 0.01, 3));
		struct polyline kept = geometry_simplify_line(&arena, points, count, tolerance);
		assert_true(kept.count >= 2 && kept.count <= count);
		assert_true(is_same(kept.points[0], points[0]) &&
		            is_same(kept.points[kept.count - 1], points[count - 1]));
		for (size_t i = 0; i < count; i++) {
			double distance = polyline_distance(kept.points, kept.count, points[i]);
			if (distance > tolerance * (1 + 1e-9))
				fail_msg("round %d: point %zu is off by %g, tolerance %g", round, i, distance,
				         tolerance);
		}
		arena_clear(&arena);
	}
}

static void rings_stay_within_the_tolerance(void **state)
{
	(void)state;
	struct random random = random_start("rings");
	struct page_point points[400];
	for (int round = 0; round < 100; round++) {
		struct arena arena;
		arena_init(&arena);
		size_t count = 5 + (size_t)random_between(&random, 0, 390);
		double tolerance = random_between(&random, 0.1, 30), radius = random_between(&random, 1, 100);
		random_star(&random, (struct page_point){50, 50}, radius * 0.8, radius, points, count);
		struct polyline kept = geometry_simplify_ring(&arena, points, count, tolerance);
		if (kept.count == 0) {
			assert_true(2 * radius * 0.8 < tolerance * 1.5);
			arena_clear(&arena);
			continue;
		}
		assert_true(kept.count >= 4);
		struct page_point closed[402];
		for (size_t i = 0; i <= kept.count; i++)
			closed[i] = kept.points[i % kept.count];
		for (size_t i = 0; i < count; i++)
			assert_true(polyline_distance(closed, kept.count + 1, points[i]) <= tolerance * (1 + 1e-9));
		arena_clear(&arena);
	}
}

static void straight_points_go(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct page_point line[101];
	for (size_t i = 0; i <= 100; i++)
		line[i] = (struct page_point){(double)i, (double)i / 2};
	assert_int_equal(geometry_simplify_line(&arena, line, 101, 0.01).count, 2);
	struct page_point there_and_back[] = {{0, 0}, {10, 0}, {0, 0}};
	assert_int_equal(geometry_simplify_line(&arena, there_and_back, 3, 1).count, 3);
	arena_clear(&arena);
}

static void tiny_rings_vanish_and_thin_ones_stay(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct page_point tiny[] = {{0, 0}, {0.1, 0}, {0.1, 0.1}, {0, 0.1}};
	assert_int_equal(geometry_simplify_ring(&arena, tiny, 4, 0.5).count, 0);
	struct page_point thin[] = {{0, 0}, {50, 0}, {100, 0}, {100, 0.1}, {50, 0.1}, {0, 0.1}};
	assert_int_equal(geometry_simplify_ring(&arena, thin, 6, 0.5).count, 4);
	struct page_point triangle[] = {{0, 0}, {50, 0}, {50, 50}};
	assert_int_equal(geometry_simplify_ring(&arena, triangle, 3, 0.5).count, 3);
	arena_clear(&arena);
}

static void a_million_points_and_nan_are_no_trouble(void **state)
{
	(void)state;
	struct random random = random_start("million");
	struct arena arena;
	arena_init(&arena);
	size_t count = 1000000;
	struct page_point *points = ARENA_ARRAY(&arena, count, struct page_point);
	random_walk(&random, points, count, 0.01);
	points[1000] = (struct page_point){NAN, NAN};
	points[2000] = (struct page_point){INFINITY, 0};
	struct polyline kept = geometry_simplify_line(&arena, points, count, 0.1);
	assert_true(kept.count > 2 && kept.count < count / 2);
	for (size_t i = 0; i < kept.count; i++)
		assert_true(isfinite(kept.points[i].x) && isfinite(kept.points[i].y));
	struct page_point nothing[] = {{NAN, 0}, {0, NAN}};
	assert_int_equal(geometry_simplify_line(&arena, nothing, 2, 1).count, 0);
	assert_int_equal(geometry_simplify_line(&arena, NULL, 0, 1).count, 0);
	assert_int_equal(geometry_simplify_ring(&arena, NULL, 0, 1).count, 0);
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(lines_stay_within_the_tolerance),
	        cmocka_unit_test(rings_stay_within_the_tolerance),
	        cmocka_unit_test(straight_points_go),
	        cmocka_unit_test(tiny_rings_vanish_and_thin_ones_stay),
	        cmocka_unit_test(a_million_points_and_nan_are_no_trouble),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

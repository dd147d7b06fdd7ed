/* The date line: what is cut there covers the same ground as before, whichever turn its longitudes are written in. */
#include "geometry/date_line.h"

#include "geometry_random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static double area(const struct lonlat *points, size_t count)
{
	double sum = 0;
	for (size_t i = 0; i < count; i++) {
		const struct lonlat a = points[i], b = points[(i + 1) % count];
		sum += (b.lon - a.lon) * (a.lat + b.lat) / 2;
	}
	return fabs(sum);
}

static void assert_within(const struct lonlats *pieces, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < pieces[i].count; k++)
			assert_true(fabs(pieces[i].points[k].lon) <= 180 + 1e-9 && fabs(pieces[i].points[k].lat) <= 90);
}

static void steps_are_told(void **state)
{
	(void)state;
	const struct lonlat over[] = {{170, 0}, {-170, 1}}, round_it[] = {{-180, 0}, {180, 0}, {180, 10}, {-180, 10}};
	const struct lonlat plain[] = {{-100, 0}, {60, 5}, {179, 5}}, turned[] = {{170, 0}, {175, 5}, {-175, 5}};
	assert_true(geometry_steps_over_date_line(over, 2, false));
	assert_false(geometry_steps_over_date_line(round_it, 4, true));
	assert_false(geometry_steps_over_date_line(plain, 3, false));
	assert_true(geometry_steps_over_date_line(plain, 3, true));
	assert_true(geometry_steps_over_date_line(turned, 3, true));
	assert_false(geometry_steps_over_date_line(NULL, 0, true));
}

/* 170,50 175,60 -175,60 -170,50 is 20 degrees wide round 180. */
static void a_ring_over_the_line_is_two(void **state)
{
	struct arena *arena = *state;
	const struct lonlat points[] = {{170, 50}, {175, 60}, {-175, 60}, {-170, 50}};
	size_t count;
	const struct lonlats *pieces = geometry_cut_ring_at_date_line(arena, (struct lonlats){points, 4}, &count);
	assert_int_equal(count, 2);
	assert_within(pieces, count);
	assert_true(fabs(area(pieces[0].points, pieces[0].count) - 75) < 1e-9);
	assert_true(fabs(area(pieces[1].points, pieces[1].count) - 75) < 1e-9);
}

static void a_line_over_the_line_is_two(void **state)
{
	struct arena *arena = *state;
	const struct lonlat points[] = {{121.5, 31}, {-158, 21}, {-118, 34}};
	size_t count;
	const struct lonlats *pieces = geometry_cut_line_at_date_line(arena, (struct lonlats){points, 3}, false, &count);
	assert_int_equal(count, 2);
	assert_within(pieces, count);
	assert_int_equal(pieces[0].count, 2);
	assert_int_equal(pieces[1].count, 3);
	assert_true(pieces[0].points[1].lon == 180 && pieces[1].points[0].lon == -180);
	assert_true(pieces[0].points[1].lat == pieces[1].points[0].lat && fabs(pieces[0].points[1].lat - 23.733) < 0.001);
}

/* Antarctica without its pole: once round, along the coast. */
static void a_ring_round_a_pole_is_closed_along_it(void **state)
{
	struct arena *arena = *state;
	struct lonlat points[36];
	size_t count;
	for (int i = 0; i < 36; i++)
		points[i] = (struct lonlat){-175 + 10 * i, -70 - i % 2};
	const struct lonlats *pieces = geometry_cut_ring_at_date_line(arena, (struct lonlats){points, 36}, &count);
	double sum = 0;
	for (size_t i = 0; i < count; i++)
		sum += area(pieces[i].points, pieces[i].count);
	assert_within(pieces, count);
	assert_true(fabs(sum - 360 * 19.5) < 1e-6);
}

/* Stars about any place: however their longitudes are turned, the pieces have the star's area. */
static void areas_stay(void **state)
{
	struct arena *arena = *state;
	struct random random = random_start("date line");
	for (int round = 0; round < 2000; round++) {
		enum { corners = 9 };
		struct lonlat star[corners], turned[corners];
		double lon = random_between(&random, -180, 180), lat = random_between(&random, -60, 60), sum = 0;
		for (int i = 0; i < corners; i++) {
			double radius = random_between(&random, 1, 25), angle = 2 * M_PI * i / corners;
			star[i] = (struct lonlat){lon + radius * cos(angle), lat + radius * sin(angle)};
			turned[i] = (struct lonlat){remainder(star[i].lon, 360), star[i].lat};
		}
		size_t count;
		const struct lonlats *pieces =
		        geometry_cut_ring_at_date_line(arena, (struct lonlats){turned, corners}, &count);
		assert_within(pieces, count);
		for (size_t i = 0; i < count; i++)
			sum += area(pieces[i].points, pieces[i].count);
		assert_true(fabs(sum - area(star, corners)) < 1e-6);
		arena_reset(arena);
	}
}

int main(void)
{
	struct arena arena;
	arena_init(&arena);
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(steps_are_told),
	        cmocka_unit_test_prestate(a_ring_over_the_line_is_two, &arena),
	        cmocka_unit_test_prestate(a_line_over_the_line_is_two, &arena),
	        cmocka_unit_test_prestate(a_ring_round_a_pole_is_closed_along_it, &arena),
	        cmocka_unit_test_prestate(areas_stay, &arena),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_clear(&arena);
	return failed;
}

/* Shapes and frames on the sphere: turned frames come back, steps go the short way, rings round a pole hold it. */
#include "geometry/sphere.h"

#include "geometry_random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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

static bool ring_contains(const struct lonlat *points, size_t count, double lon, double lat)
{
	struct arena arena;
	arena_init(&arena);
	struct sphere_path path = sphere_path_of(&arena, (struct lonlats){points, count}, true);
	bool inside = sphere_path_contains(&path, (struct lonlat){lon, lat});
	assert_true(inside == sphere_path_contains(&path, (struct lonlat){lon + 360, lat}));
	arena_clear(&arena);
	return inside;
}

static void rings_go_the_short_way(void **state)
{
	(void)state;
	const struct lonlat over[] = {{170, 50}, {175, 60}, {-175, 60}, {-170, 50}};
	const struct lonlat band[] = {{-180, 10}, {180, 10}, {180, 30}, {-180, 30}};
	assert_true(ring_contains(over, 4, 180, 55));
	assert_true(ring_contains(over, 4, -174, 52));
	assert_false(ring_contains(over, 4, 0, 55));
	assert_true(ring_contains(band, 4, 0, 20));
	assert_true(ring_contains(band, 4, 179, 20));
	assert_false(ring_contains(band, 4, 0, 40));
}

/* However the edge that closes it along the date line is written, a ring round the pole holds the pole. */
static void rings_round_a_pole_hold_it(void **state)
{
	(void)state;
	const struct lonlat coast[] = {{180, -78}, {150, -68}, {90, -66}, {30, -70}, {-30, -65}, {-90, -75}, {-150, -70}, {-180, -78},
	                               {-180, -85}, {180, -85}};
	const struct lonlat to_pole[] = {{180, -78}, {90, -66}, {0, -70}, {-90, -75}, {-180, -78}, {-180, -90}, {180, -90}};
	{
		assert_true(ring_contains(coast, 10, 10, -89));
		assert_true(ring_contains(coast, 8, 10, -89));     /* not closed */
		assert_true(ring_contains(coast + 1, 6, 10, -89)); /* from 150 west to -150: the rest is the short way */
		assert_true(ring_contains(to_pole, 7, 10, -89));
		assert_false(ring_contains(coast, 10, 10, -60));
		assert_false(ring_contains(coast + 1, 6, 10, 80));
	}
}

/* Taveuni as world-atlas has it; an ocean, whose edges go round on both sides of the equator; a zone with one long edge. */
static void steps_exactly_round_are_understood(void **state)
{
	(void)state;
	const struct lonlat island[] = {{180, -16.149}, {-180, -16.149}, {-179.9, -16.2}, {-180, -16.169}, {180, -16.169}, {179.8, -16.8}};
	const struct lonlat ocean[] = {{-180, 85}, {-180, 66}, {-175, 67}, {-180, 65}, {-180, -85}, {180, -85}, {180, 85}};
	const struct lonlat zone[] = {{-180, 60}, {0, 60}, {180, 60}, {180, 70}, {-180, 70}};
	assert_true(ring_contains(island, 6, 179.9, -16.48));
	assert_true(ring_contains(island, 6, -179.95, -16.18));
	assert_false(ring_contains(island, 6, 0, -16.16));
	assert_true(ring_contains(ocean, 7, 0, 0));
	assert_false(ring_contains(ocean, 7, -178, 66.2));
	const struct lonlat polar_circle[] = {{-180, 66.56}, {-60, 66.56}, {60, 66.56}, {180, 66.56}, {-180, 66.56}};
	assert_true(ring_contains(polar_circle, 5, 10, 89) && ring_contains(polar_circle, 4, -100, 67));
	assert_false(ring_contains(polar_circle, 5, 10, 66));
	assert_true(ring_contains(zone, 5, 100, 65));
	assert_false(ring_contains(zone, 5, 100, 75));
	const struct lonlat cut[] = {{170, 10}, {180, 12}, {-180, 12}, {-170, 14}}, parallel[] = {{-180, 10}, {180, 10}};
	assert_false(geometry_is_planar(cut, 4, false));
	assert_true(geometry_is_planar(parallel, 2, false));
}

static void frames_come_back(void **state)
{
	(void)state;
	struct random random = random_start("frames");
	for (int i = 0; i < 2000; i++) {
		struct sphere_frame frame = sphere_frame_tilted(random_between(&random, -200, 200),
		                                                random_between(&random, -180, 180), random_between(&random, -180, 180));
		struct lonlat place = {random_between(&random, -180, 180), random_between(&random, -89.9, 89.9)};
		struct frame_point at = sphere_frame_forward(&frame, place);
		struct lonlat back = sphere_frame_inverse(&frame, at);
		if (fabs(at.y) > 89.99)
			continue;
		assert_true(fabs(remainder(back.lon - place.lon, 360)) < 1e-8 && fabs(back.lat - place.lat) < 1e-8);
	}
	/* An azimuthal frame has its centre at its pole, and the globe's pole as far from it as it is. */
	struct sphere_frame frame = sphere_frame_tilted(100, 180 - 20, 0);
	assert_true(sphere_frame_forward(&frame, (struct lonlat){100, 20}).y > 90 - 1e-5);
	assert_true(fabs(sphere_frame_forward(&frame, (struct lonlat){0, 90}).y - 20) < 1e-9);
}

static void outlines_leave_out_the_date_line(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	const struct lonlat chukotka[] = {{-180, 69}, {-170, 66}, {-180, 65}}, plain[] = {{0, 0}, {10, 0}, {10, 10}};
	size_t count;
	const struct lonlats *lines = geometry_without_date_line(&arena, (struct lonlats){chukotka, 3}, &count);
	assert_non_null(lines);
	assert_int_equal(count, 1);
	assert_int_equal(lines[0].count, 3);
	assert_true(lines[0].points[0].lat == 69 && lines[0].points[2].lat == 65);
	assert_null(geometry_without_date_line(&arena, (struct lonlats){plain, 3}, &count));
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(steps_are_told),
	        cmocka_unit_test(rings_go_the_short_way),
	        cmocka_unit_test(rings_round_a_pole_hold_it),
	        cmocka_unit_test(steps_exactly_round_are_understood),
	        cmocka_unit_test(frames_come_back),
	        cmocka_unit_test(outlines_leave_out_the_date_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

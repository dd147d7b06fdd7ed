/* Smooth lines: the bound, the radius of bends, no loops, and rounding that no longer shows. */
#include "geometry/polyline.h"
#include "geometry_random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

/* With the same room at every point. */
static struct polyline smooth(struct arena *arena, const struct page_point *points, size_t count, double limit,
                              double radius)
{
	double room[50];
	for (size_t i = 0; i < count; i++)
		room[i] = limit;
	return geometry_smooth_line(arena, points, count, &(struct smooth_limits){room, radius}, NULL);
}

static void curve_leaves_no_point_by_more_than_its_room(void **state)
{
	(void)state;
	struct random random = random_start("room");
	for (int round = 0; round < 200; round++) {
		struct arena arena;
		struct page_point points[40];
		double room[40], most = 0;
		size_t places[40];
		arena_init(&arena);
		size_t count = 2 + (size_t)random_between(&random, 0, 38);
		double size =
		        round % 50 ? exp(random_between(&random, 0, 4)) : 500; /* of all scales; a large one is slow */
		for (size_t i = 0; i < count; i++) {
			points[i] = random_spot(&random, 0, size);
			room[i] = random_between(&random, 0, 1) < 0.3 ? 0 : random_between(&random, 0, 10);
			most = fmax(most, room[i]);
		}
		const struct smooth_limits limits = {room, random_between(&random, 0.5, 8)};
		struct polyline curve = geometry_smooth_line(&arena, points, count, &limits, places);
		for (size_t i = 0; i < curve.count; i++)
			if (!(polyline_distance(points, count, curve.points[i]) <= most + 1e-9))
				fail_msg("round %d: vertex %zu leaves the line by more than %g", round, i, most);
		for (size_t i = 0; i < count; i++) {
			double off =
			        hypot(curve.points[places[i]].x - points[i].x, curve.points[places[i]].y - points[i].y);
			/* Points nearer to each other than a twelfth become one, and those become one with the last. */
			double near = limits.radius / (places[i] + 1 == curve.count ? 6 : 12) + 1e-9;
			if (!(off <= room[i] + near) || (i && places[i] < places[i - 1]))
				fail_msg("round %d: point %zu is %g off, with room %g", round, i, off, room[i]);
		}
		assert_true(curve.points[0].x == points[0].x && curve.points[0].y == points[0].y);
		assert_true(curve.points[curve.count - 1].x == points[count - 1].x);
		arena_clear(&arena);
	}
}

/* Of the circle through each vertex and its neighbours. */
static double least_radius(struct polyline line)
{
	double least = INFINITY;
	for (size_t i = 1; i + 1 < line.count; i++) {
		struct page_point a = line.points[i - 1], b = line.points[i], c = line.points[i + 1];
		double cross = fabs((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
		double sides = hypot(b.x - a.x, b.y - a.y) * hypot(c.x - b.x, c.y - b.y) * hypot(a.x - c.x, a.y - c.y);
		least = fmin(least, cross > 0 ? sides / (2 * cross) : INFINITY);
	}
	return least;
}

/* Turns of up to 90 degrees, with the room that an arc in the corner needs; twice as far apart as the arcs are long. */
static void bends_have_their_radius_where_the_room_allows_it(void **state)
{
	(void)state;
	struct random random = random_start("radius");
	for (int round = 0; round < 300; round++) {
		struct arena arena;
		struct page_point points[12] = {{0, 0}};
		double radius = random_between(&random, 1, 20), sharpest = random_between(&random, 0.1, M_PI / 2);
		double heading = 0, room = radius * (1 / cos(sharpest / 2) - 1) + 0.003;
		arena_init(&arena);
		for (size_t i = 1; i < 12; i++) {
			double step = radius * random_between(&random, 4, 12);
			points[i] = (struct page_point){points[i - 1].x + step * cos(heading),
			                                points[i - 1].y + step * sin(heading)};
			heading += random_between(&random, -sharpest, sharpest);
		}
		struct polyline curve = smooth(&arena, points, 12, room, radius);
		if (!(least_radius(curve) > 0.95 * radius))
			fail_msg("round %d: a bend of %g, asked for %g, room %g", round, least_radius(curve), radius,
			         room);
		arena_clear(&arena);
	}
}

/* A ring road has no corner where its data begin; it stays closed. */
static void rings_are_smooth_where_they_begin(void **state)
{
	(void)state;
	struct random random = random_start("rings");
	for (int round = 0; round < 50; round++) {
		struct arena arena;
		struct page_point points[13];
		double room[13], radius = random_between(&random, 1, 8);
		size_t places[13], sides = 6 + (size_t)random_between(&random, 0, 6.99);
		arena_init(&arena);
		for (size_t i = 0; i <= sides; i++) {
			double angle = 2 * M_PI * (double)(i % sides) / (double)sides;
			points[i] = (struct page_point){12 * radius * cos(angle), 9 * radius * sin(angle)};
			room[i] = radius;
		}
		struct polyline ring =
		        geometry_smooth_line(&arena, points, sides + 1, &(struct smooth_limits){room, radius}, places);
		struct page_point first = ring.points[0], last = ring.points[ring.count - 1];
		assert_true(first.x == last.x && first.y == last.y);
		struct page_point seam[] = {ring.points[ring.count - 3], ring.points[ring.count - 2], first,
		                            ring.points[1], ring.points[2]};
		if (!(least_radius((struct polyline){seam, 5}) > 0.95 * radius))
			fail_msg("round %d: a bend of %g where a ring begins, asked for %g", round,
			         least_radius((struct polyline){seam, 5}), radius);
		for (size_t i = 0; i <= sides; i++)
			assert_true(page_point_distance(ring.points[places[i]], points[i]) <= room[i] + 1e-9);
		assert_int_equal(places[0], 0);
		assert_int_equal(places[sides], ring.count - 1);
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
			points[i] = (struct page_point){points[i - 1].x + step * cos(angle),
			                                points[i - 1].y + step * sin(angle)};
		}
		struct polyline curve = smooth(&arena, points, 12, random_between(&random, 0.5, 20), 4);
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
	/* A gentle arc, 4 points apart, rounded to 1 point: turns 0.5 in truth. */
	for (size_t i = 0; i <= 40; i++)
		points[i] = (struct page_point){round(4.0 * (double)i), round(160 * pow((double)i / 40, 2) / 4)};
	struct polyline curve = smooth(&arena, points, 41, 1.5, 4);
	double before = total_turning(points, 41), after = total_turning(curve.points, curve.count);
	printf("turning: %.2f rounded, %.2f smoothed, 0.46 in truth\n", before, after);
	assert_true(before > 4);
	assert_true(after < before / 4);
	arena_clear(&arena);
}

/* A town at 1 : 500, whose road is known to half a kilometre: the numbers of the problem must not grow with the room.
 */
static void much_room_makes_no_noise(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct page_point points[41];
	for (size_t i = 0; i <= 40; i++)
		points[i] = (struct page_point){20.0 * (double)i, i % 2 ? 3 : 0};
	struct polyline curve = smooth(&arena, points, 41, 2800, 4);
	double turning = total_turning(curve.points, curve.count);
	printf("turning with much room: %.4f\n", turning);
	assert_true(turning < 0.5);
	assert_true(fabs(polyline_length(curve.points, curve.count) - 800) < 2);
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
	struct polyline curve = smooth(&arena, points, 7, 3, 4);
	for (size_t i = 0; i < curve.count; i++)
		assert_true(fabs(hypot(curve.points[i].x, curve.points[i].y) - 100) < 0.9); /* as the chords are off */
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
	struct polyline curve = smooth(&arena, points, 8, 2, 4);
	assert_true(curve.count >= 4);
	for (size_t i = 0; i < curve.count; i++)
		assert_true(isfinite(curve.points[i].x) && fabs(curve.points[i].y) <= 2);
	assert_int_equal(smooth(&arena, points, 0, 2, 4).count, 0);
	assert_int_equal(smooth(&arena, points, 2, 2, 4).count, 1);
	assert_int_equal(smooth(&arena, points + 2, 1, 2, 4).count, 0);
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(curve_leaves_no_point_by_more_than_its_room),
	        cmocka_unit_test(bends_have_their_radius_where_the_room_allows_it),
	        cmocka_unit_test(rings_are_smooth_where_they_begin),
	        cmocka_unit_test(curve_does_not_cross_itself),
	        cmocka_unit_test(rounded_line_does_not_wiggle),
	        cmocka_unit_test(much_room_makes_no_noise),
	        cmocka_unit_test(curve_is_dense),
	        cmocka_unit_test(repeated_nan_and_reversed_points_are_no_trouble),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Hatch lines cut to areas: every one inside, together as long as area / spacing, joined across a shared border. */
#include "geometry/hatch.h"
#include "geometry_random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static bool is_inside(const struct polyline *rings, size_t count, struct page_point spot)
{
	bool inside = false;
	for (size_t i = 0; i < count; i++)
		inside ^= geometry_ring_contains(rings[i].points, rings[i].count, spot);
	return inside;
}

static double total_length(const struct hatch_segments *segments)
{
	double length = 0;
	for (size_t i = 0; i < segments->count; i++)
		length += hypot(segments->items[i].to.x - segments->items[i].from.x,
		                segments->items[i].to.y - segments->items[i].from.y);
	return length;
}

/* How far a spot is from the nearest line of the pattern. */
static double off_the_lines(struct hatch_pattern pattern, struct page_point spot)
{
	double across =
	        (spot.y - pattern.anchor.y) * cos(pattern.angle) - (spot.x - pattern.anchor.x) * sin(pattern.angle);
	return fabs(remainder(across, pattern.spacing));
}

/* A star with a star-shaped hole, and an island in the hole. */
static void random_area(struct random *random, struct page_point *points, struct polyline *rings)
{
	struct page_point centre = random_spot(random, -100, 500);
	random_star(random, centre, 120, 250, points, 60);
	random_star(random, centre, 50, 110, points + 60, 40);
	random_star(random, centre, 10, 40, points + 100, 20);
	rings[0] = (struct polyline){points, 60};
	rings[1] = (struct polyline){points + 60, 40};
	rings[2] = (struct polyline){points + 100, 20};
}

static void lines_fill_the_area_and_nothing_else(void **state)
{
	(void)state;
	struct random random = random_start("hatch");
	for (int round = 0; round < 200; round++) {
		struct arena arena;
		arena_init(&arena);
		struct page_point points[120];
		struct polyline rings[3];
		random_area(&random, points, rings);
		struct hatch_pattern pattern = {random_between(&random, -4, 4), random_between(&random, 0.8, 6),
		                                random_spot(&random, -50, 50)};
		struct hatch_segments lines = {0};
		geometry_hatch(&arena, rings, 3, pattern, &lines);
		assert_true(lines.count > 30);
		for (size_t i = 0; i < lines.count; i++) {
			struct hatch_segment line = lines.items[i];
			struct page_point middle = {(line.from.x + line.to.x) / 2, (line.from.y + line.to.y) / 2};
			assert_true(is_inside(rings, 3, middle));
			assert_true(off_the_lines(pattern, line.from) < 1e-6);
			assert_true(off_the_lines(pattern, line.to) < 1e-6);
			for (int end = 0; end < 2; end++) { /* each end on the border */
				struct page_point spot = end ? line.to : line.from;
				double nearest = INFINITY;
				for (size_t r = 0; r < 3; r++)
					for (size_t k = 0; k < rings[r].count; k++)
						nearest =
						        fmin(nearest,
						             geometry_segment_distance(rings[r].points[k],
						                              rings[r].points[(k + 1) % rings[r].count],
						                              spot));
				assert_true(nearest < 1e-6);
			}
		}
		double area = fabs(geometry_ring_area(points, 60)) - fabs(geometry_ring_area(points + 60, 40)) +
		              fabs(geometry_ring_area(points + 100, 20));
		double expected = area / pattern.spacing;
		if (fabs(total_length(&lines) - expected) > expected * 0.02)
			fail_msg("round %d: %g points of lines, not %g", round, total_length(&lines), expected);
		arena_clear(&arena);
	}
}

/* Two halves of a square, parted by a ragged border: their lines are those of the whole square, cut. */
static void lines_join_across_a_border(void **state)
{
	(void)state;
	struct random random = random_start("hatch border");
	enum { steps = 30 };
	struct page_point left[steps + 3] = {{0, 0}}, right[steps + 3] = {{200, 0}};
	for (int i = 0; i <= steps; i++) {
		struct page_point border = {random_between(&random, 60, 140), 200.0 * i / steps};
		left[1 + i] = border;
		right[1 + i] = border;
	}
	left[steps + 2] = (struct page_point){0, 200};
	right[steps + 2] = (struct page_point){200, 200};
	struct arena arena;
	arena_init(&arena);
	struct polyline halves[2] = {{left, steps + 3}, {right, steps + 3}};
	struct hatch_pattern pattern = {M_PI / 4, 3, {0, 0}};
	struct hatch_segments parts[2] = {{0}, {0}};
	for (int i = 0; i < 2; i++)
		geometry_hatch(&arena, &halves[i], 1, pattern, &parts[i]);
	size_t joined = 0, inner = 0;
	for (size_t i = 0; i < parts[0].count; i++)
		for (int end = 0; end < 2; end++) {
			struct page_point spot = end ? parts[0].items[i].to : parts[0].items[i].from;
			if (spot.x < 1 || spot.y < 1 || spot.y > 199)
				continue;
			inner++;
			for (size_t k = 0; k < parts[1].count; k++) {
				struct hatch_segment other = parts[1].items[k];
				joined += (other.from.x == spot.x && other.from.y == spot.y) ||
				          (other.to.x == spot.x && other.to.y == spot.y);
			}
		}
	assert_true(inner > 20);
	assert_int_equal(joined, inner);
	arena_clear(&arena);
}

static void dots_keep_off_the_border(void **state)
{
	(void)state;
	struct random random = random_start("hatch dots");
	struct arena arena;
	arena_init(&arena);
	struct page_point points[120];
	struct polyline rings[3];
	random_area(&random, points, rings);
	struct hatch_pattern pattern = {M_PI / 6, 4, {7, -3}};
	struct hatch_segments dots = {0};
	pattern.dots = true;
	pattern.dot_radius = 0.5;
	geometry_hatch(&arena, rings, 3, pattern, &dots);
	double area =
	        fabs(geometry_ring_area(points, 60)) - fabs(geometry_ring_area(points + 60, 40)) + fabs(geometry_ring_area(points + 100, 20));
	assert_true(fabs((double)dots.count - area / 16) < area / 16 * 0.35);
	for (size_t i = 0; i < dots.count; i++) {
		struct hatch_segment dot = dots.items[i];
		assert_true(dot.from.x == dot.to.x && dot.from.y == dot.to.y);
		assert_true(is_inside(rings, 3, dot.from));
		for (int side = -1; side <= 1; side += 2) /* to the edge of its disc, along the line */
			assert_true(is_inside(rings, 3,
			                      (struct page_point){dot.from.x + side * 0.499 * cos(pattern.angle),
			                                    dot.from.y + side * 0.499 * sin(pattern.angle)}));
		for (size_t k = 0; k < i; k++)
			assert_true(hypot(dots.items[k].from.x - dot.from.x, dots.items[k].from.y - dot.from.y) > 3.99);
	}
	arena_clear(&arena);
}

/* Lines that meet corners and lie on edges exactly. */
static void corners_count_once(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct page_point square[] = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
	struct page_point diamond[] = {{5, 0}, {10, 5}, {5, 10}, {0, 5}};
	struct polyline ring = {square, 4}, turned = {diamond, 4};
	struct hatch_segments lines = {0};
	geometry_hatch(&arena, &ring, 1, (struct hatch_pattern){0, 5, {0, 0}}, &lines);
	assert_int_equal(lines.count, 2);
	lines = (struct hatch_segments){0};
	geometry_hatch(&arena, &turned, 1, (struct hatch_pattern){0, 5, {0, 0}}, &lines);
	assert_int_equal(lines.count, 1);
	assert_true(fabs(total_length(&lines) - 10) < 1e-12);
	arena_clear(&arena);
}

static void nothing_where_there_is_nothing(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct page_point bad[] = {{0, 0}, {10, 0}, {NAN, 10}}, wide[] = {{0, 0}, {1e9, 0}, {0, 1e9}};
	struct polyline ring = {bad, 3}, far = {wide, 3}, none = {bad, 0};
	struct hatch_segments lines = {0};
	struct hatch_pattern pattern = {0, 1, {0, 0}}, flat = {0, 0, {0, 0}};
	geometry_hatch(&arena, &ring, 1, pattern, &lines);
	geometry_hatch(&arena, &far, 1, pattern, &lines);
	geometry_hatch(&arena, &none, 1, pattern, &lines);
	geometry_hatch(&arena, NULL, 0, pattern, &lines);
	geometry_hatch(&arena, &ring, 1, flat, &lines);
	pattern.dots = true;
	pattern.dot_radius = NAN;
	geometry_hatch(&arena, &ring, 1, pattern, &lines);
	assert_int_equal(lines.count, 0);
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(lines_fill_the_area_and_nothing_else),
	        cmocka_unit_test(lines_join_across_a_border),
	        cmocka_unit_test(dots_keep_off_the_border),
	        cmocka_unit_test(corners_count_once),
	        cmocka_unit_test(nothing_where_there_is_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Measuring, and what GEOS does for us: areas, places along a line, buffers. */
#include "geometry/geos_ops.h"
#include "geometry_random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void assert_near(double value, double expected, double tolerance)
{
	if (!(fabs(value - expected) <= tolerance))
		fail_msg("%.12g is not %.12g within %g", value, expected, tolerance);
}

static void places_along_a_line(void **state)
{
	(void)state;
	struct page_point line[] = {{0, 0}, {0, 0}, {10, 0}, {10, 20}};
	double angle;
	assert_near(polyline_length(line, 4), 30, 1e-12);
	struct page_point at = polyline_at(line, 4, 15, &angle);
	assert_near(at.x, 10, 1e-12);
	assert_near(at.y, 5, 1e-12);
	assert_near(angle, M_PI / 2, 1e-12);
	at = polyline_at(line, 4, -3, &angle);
	assert_near(at.x, 0, 0);
	assert_near(angle, 0, 0);
	at = polyline_at(line, 4, 99, NULL);
	assert_near(at.y, 20, 0);
	at = polyline_at(line, 0, 5, &angle);
	assert_near(at.x, 0, 0);
	assert_near(polyline_distance(line, 4, (struct page_point){15, 10}), 5, 1e-12);
	assert_near(polyline_distance(line, 1, (struct page_point){3, 4}), 5, 1e-12);
	assert_true(isinf(polyline_distance(line, 0, (struct page_point){3, 4})));
}

static void area_is_positive_clockwise_and_exact_far_out(void **state)
{
	(void)state;
	struct page_point clockwise[] = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
	assert_near(geometry_ring_area(clockwise, 4), 100, 0);
	struct page_point far[] = {{1e9, 1e9}, {1e9, 1e9 + 1}, {1e9 + 1, 1e9 + 1}, {1e9 + 1, 1e9}};
	assert_near(geometry_ring_area(far, 4), -1, 0);
	assert_near(geometry_ring_area(far, 0), 0, 0);
	assert_true(geometry_ring_contains(clockwise, 4, (struct page_point){5, 5}));
	assert_false(geometry_ring_contains(clockwise, 4, (struct page_point){15, 5}));
	assert_false(geometry_ring_contains(clockwise, 4, (struct page_point){5, NAN}));
	assert_false(geometry_ring_contains(clockwise, 0, (struct page_point){5, 5}));
}

static void ring_contains_agrees_with_the_star(void **state)
{
	(void)state;
	struct random random = random_start("contains");
	struct page_point star[50];
	random_star(&random, (struct page_point){0, 0}, 20, 100, star, 50);
	for (int i = 0; i < 1000; i++) {
		struct page_point p = random_spot(&random, -100, 100);
		double radius = hypot(p.x, p.y);
		if (radius < 19)
			assert_true(geometry_ring_contains(star, 50, p));
		if (radius > 100)
			assert_false(geometry_ring_contains(star, 50, p));
	}
}

static void arcs_are_read_from_left_to_right(void **state)
{
	(void)state;
	struct page_point points[41], backwards[41];
	for (int i = 0; i < 41; i++) {
		double angle = (-120 + 1.5 * i) * M_PI / 180; /* over the top of a circle, 60 degrees */
		points[i] = backwards[40 - i] = (struct page_point){10 + 100 * cos(angle), 20 + 100 * sin(angle)};
	}
	for (int i = 0; i < 2; i++) {
		struct line_arc arc = polyline_arc(i ? backwards : points, 41, 0, polyline_length(points, 41));
		assert_near(arc.middle.x, 10, 0.01);
		assert_near(arc.middle.y, -80, 0.5);
		assert_near(arc.angle, 0, 1e-9);
		assert_near(arc.bend, 0.01, 0.0005);
		assert_true(arc.off < 0.5);
	}
	struct page_point straight[] = {{0, 0}, {50, 50}, {100, 100}};
	struct line_arc arc = polyline_arc(straight, 3, 10, 90);
	assert_near(arc.angle, M_PI / 4, 1e-9);
	assert_near(arc.bend, 0, 1e-9);
	arc = polyline_arc(straight, 1, 0, 10);
	assert_true(arc.bend == 0 && arc.angle == 0 && arc.middle.x == 0);
}

static void buffers_are_round_and_united(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct polylines out = {0};
	struct page_point across[] = {{0, 50}, {100, 50}}, down[] = {{50, 0}, {50, 100}}, dot[] = {{500, 500}};
	struct polyline lines[] = {{across, 2}, {down, 2}, {dot, 1}};
	assert_true(geometry_buffer_lines(&arena, lines, 3, 5, &out));
	assert_int_equal(out.count, 2);
	double area = 0;
	for (size_t i = 0; i < out.count; i++)
		area += fabs(geometry_ring_area(out.items[i].points, out.items[i].count));
	/* Two strips less their crossing, four half discs, one disc. */
	assert_near(area, 2 * 1000 - 100 + 3 * M_PI * 25, 3);
	struct page_point square[] = {{0, 0}, {100, 0}, {100, 100}, {0, 100}, {0, 0}};
	struct polyline loop = {square, 5};
	out = (struct polylines){0};
	assert_true(geometry_buffer_lines(&arena, &loop, 1, 5, &out));
	assert_int_equal(out.count, 2); /* outer and hole */
	arena_clear(&arena);
}

static double area_of(const struct polylines *rings, struct page_point *inside, size_t count, bool *are_in)
{
	double area = 0;
	for (size_t k = 0; k < count; k++)
		are_in[k] = false;
	for (size_t i = 0; i < rings->count; i++) {
		const struct polyline *ring = &rings->items[i];
		bool is_hole = false;
		for (size_t k = 0; k < rings->count; k++)
			is_hole ^=
			        k != i && geometry_ring_contains(rings->items[k].points, rings->items[k].count, ring->points[0]);
		area += fabs(geometry_ring_area(ring->points, ring->count)) * (is_hole ? -1 : 1);
		for (size_t k = 0; k < count; k++)
			are_in[k] ^= geometry_ring_contains(ring->points, ring->count, inside[k]);
	}
	return area;
}

/* From a square of 100: a lake with an island, its island first in the list, and a strip that runs along the frame
 * twice. */
static void areas_are_subtracted_whatever_the_order_of_rings(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct page_point square[] = {{0, 0}, {100, 0}, {100, 100}, {0, 100}};
	struct page_point island[] = {{45, 45}, {55, 45}, {55, 55}, {45, 55}};
	struct page_point lake[] = {{30, 30}, {70, 30}, {70, 70}, {30, 70}};
	/* Two teeth joined along the left edge, as cutting at a frame leaves them. */
	struct page_point comb[] = {{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 90}, {10, 90}, {10, 100}, {0, 100}};
	struct polyline whole[] = {{square, 4}}, holed[] = {{island, 4}, {lake, 4}}, teeth[] = {{comb, 8}};
	struct polylines from = {whole, 1, 1}, areas[] = {{holed, 2, 2}, {teeth, 1, 1}}, out = {0};
	assert_true(geometry_subtract_areas(&arena, &from, areas, 2, &out));
	struct page_point spots[] = {{20, 20}, {35, 50}, {50, 50}, {5, 5}, {5, 50}, {5, 95}};
	bool are_in[6];
	assert_near(area_of(&out, spots, 6, are_in), 10000 - (1600 - 100) - 200, 1e-6);
	static const bool expected[] = {true, false, true, false, true, false};
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(are_in[i], expected[i]);
	struct polylines nothing = {0}, all = {0};
	assert_true(geometry_subtract_areas(&arena, &from, &from, 1, &nothing));
	assert_int_equal(nothing.count, 0);
	assert_true(geometry_subtract_areas(&arena, &from, &nothing, 1, &all));
	assert_near(area_of(&all, spots, 6, are_in), 10000, 1e-9);
	arena_clear(&arena);
}

/* An arc is never further from the circle than the eye can see, however large. */
static void large_buffers_stay_round(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	for (double radius = 0.5; radius < 3000; radius *= 3) {
		struct page_point points[] = {{7, 9}, {7, 9}};
		struct polyline line = {points, 2};
		struct polylines out = {0};
		assert_true(geometry_buffer_lines(&arena, &line, 1, radius, &out));
		assert_int_equal(out.count, 1);
		const struct polyline *ring = &out.items[0];
		for (size_t i = 0; i < ring->count; i++) {
			struct page_point a = ring->points[i], b = ring->points[(i + 1) % ring->count];
			assert_near(hypot((a.x + b.x) / 2 - 7, (a.y + b.y) / 2 - 9), radius, 0.021);
		}
	}
	arena_clear(&arena);
}

static void buffers_refuse_what_is_no_line(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct polylines out = {0};
	struct page_point lost[] = {{NAN, 0}, {0, INFINITY}}, fine[] = {{0, 0}, {5, 5}};
	struct polyline broken = {lost, 2}, line = {fine, 2};
	assert_false(geometry_buffer_lines(&arena, &broken, 1, 5, &out));
	assert_false(geometry_buffer_lines(&arena, &line, 0, 5, &out));
	assert_false(geometry_buffer_lines(&arena, &line, 1, NAN, &out));
	assert_false(geometry_buffer_lines(&arena, &line, 1, -1, &out));
	assert_int_equal(out.count, 0);
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(places_along_a_line),
	        cmocka_unit_test(area_is_positive_clockwise_and_exact_far_out),
	        cmocka_unit_test(ring_contains_agrees_with_the_star),
	        cmocka_unit_test(arcs_are_read_from_left_to_right),
	        cmocka_unit_test(buffers_are_round_and_united),
	        cmocka_unit_test(areas_are_subtracted_whatever_the_order_of_rings),
	        cmocka_unit_test(large_buffers_stay_round),
	        cmocka_unit_test(buffers_refuse_what_is_no_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

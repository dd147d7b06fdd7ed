/* Rings in an index: insides, distances and poles against plain scans of all edges, on shapes that files really hold:
 * holes, islands, rings that cross themselves, touch, repeat points or are not closed. */
#include "geometry/ring_index.h"
#include "geometry_random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define TOLERANCE 0.5

struct shape {
	struct polyline rings[4];
	size_t count;
};

static struct polyline ring_of(struct arena *arena, size_t count)
{
	return (struct polyline){ARENA_ARRAY(arena, count, struct page_point), count};
}

static struct polyline star(struct arena *arena, struct random *random, struct page_point centre, double low, double high, size_t count)
{
	struct polyline ring = ring_of(arena, count);
	random_star(random, centre, low, high, ring.points, count);
	return ring;
}

/* One of seven kinds. */
static struct shape random_shape(struct arena *arena, struct random *random, int kind)
{
	size_t count = (size_t)random_between(random, 3, 60);
	struct shape shape = {.count = 1};
	shape.rings[0] = star(arena, random, (struct page_point){50, 50}, 10, 100, count);
	switch (kind) {
	case 1: /* with two holes, of which one reaches out */
		shape.rings[shape.count++] = star(arena, random, (struct page_point){50, 55}, 2, 8, 12);
		shape.rings[shape.count++] = star(arena, random, (struct page_point){90, 50}, 5, 40, 12);
		break;
	case 2: /* islands, which may overlap */
		shape.rings[shape.count++] = star(arena, random, (struct page_point){200, 60}, 10, 120, 20);
		shape.rings[shape.count++] = star(arena, random, (struct page_point){20, 160}, 10, 50, 20);
		break;
	case 3: /* crosses itself everywhere */
		for (size_t i = 0; i < count; i++)
			shape.rings[0].points[i] = random_spot(random, 0, 200);
		break;
	case 4: /* the same ring twice leaves nothing; a third one does */
		shape.rings[shape.count++] = shape.rings[0];
		shape.rings[shape.count++] = shape.rings[0];
		break;
	case 5: /* points that are no places, and repeated ones */
		shape.rings[0].points[count / 2] = (struct page_point){NAN, 3};
		shape.rings[0].points[count - 1] = shape.rings[0].points[0];
		break;
	case 6: /* on whole numbers, with edges that run on each other */
		for (size_t i = 0; i < count; i++)
			shape.rings[0].points[i] = (struct page_point){floor(random_between(random, 0, 6)) * 20, floor(random_between(random, 0, 6)) * 20};
		break;
	}
	return shape;
}

/* Without points that are not finite, which the index leaves out. */
static double plain_depth(const struct shape *shape, struct page_point at)
{
	double least = INFINITY;
	bool inside = false;
	for (size_t r = 0; r < shape->count; r++) {
		struct page_point points[64];
		size_t count = 0;
		for (size_t i = 0; i < shape->rings[r].count; i++)
			if (isfinite(shape->rings[r].points[i].x))
				points[count++] = shape->rings[r].points[i];
		for (size_t i = 0; i < count; i++)
			least = fmin(least, geometry_segment_distance(points[i], points[(i + 1) % count], at));
		inside ^= geometry_ring_contains(points, count, at);
	}
	return inside ? least : -least;
}

static void answers_are_those_of_a_scan(void **state)
{
	(void)state;
	struct random random = random_start("answers_are_those_of_a_scan");
	for (int round = 0; round < 700; round++) {
		struct arena arena;
		arena_init(&arena);
		struct shape shape = random_shape(&arena, &random, round % 7);
		struct ring_index *index = ring_index_build(&arena, shape.rings, shape.count);
		for (int i = 0; i < 200; i++) {
			struct page_point at = random_spot(&random, -100, 300);
			if (i % 10 == 0 && isfinite(shape.rings[0].points[0].x)) /* as high and as far right as a corner */
				at = (struct page_point){i % 20 ? shape.rings[0].points[0].x : at.x, shape.rings[0].points[0].y};
			double expected = plain_depth(&shape, at), depth = ring_index_depth(index, at);
			assert_true(fabs(fabs(depth) - fabs(expected)) < 1e-9);
			if (fabs(expected) > 1e-6)
				assert_true((depth > 0) == (expected > 0));
		}
		arena_clear(&arena);
	}
}

static void no_place_of_a_grid_is_deeper_than_the_pole(void **state)
{
	(void)state;
	struct random random = random_start("no_place_of_a_grid_is_deeper_than_the_pole");
	int found = 0;
	for (int round = 0; round < 210; round++) {
		struct arena arena;
		arena_init(&arena);
		struct shape shape = random_shape(&arena, &random, round % 7);
		struct ring_index *index = ring_index_build(&arena, shape.rings, shape.count);
		struct page_point pole;
		double most, deepest = 0;
		bool done = ring_index_pole(index, TOLERANCE, &pole, &most);
		for (double x = -60; x <= 330; x += 2.5)
			for (double y = -60; y <= 330; y += 2.5)
				deepest = fmax(deepest, plain_depth(&shape, (struct page_point){x, y}));
		assert_true(most >= deepest - 1e-9);
		assert_true(done || deepest <= TOLERANCE);
		if (done) {
			double depth = plain_depth(&shape, pole);
			found++;
			assert_true(depth > 0 && depth >= deepest - TOLERANCE && most <= depth + 4 * TOLERANCE);
		}
		arena_clear(&arena);
	}
	assert_true(found > 150);
}

static void of_places_as_deep_the_pole_is_the_one_in_the_middle(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct page_point corners[] = {{0, 0}, {400, 0}, {400, 20}, {0, 20}}, pole;
	double most;
	struct ring_index *index = ring_index_build(&arena, &(struct polyline){corners, 4}, 1);
	assert_true(ring_index_pole(index, TOLERANCE, &pole, &most));
	assert_true(fabs(pole.x - 200) < 4 * TOLERANCE && fabs(pole.y - 10) <= TOLERANCE);
	arena_clear(&arena);
}

static void pole_of_an_l_with_a_hole(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct page_point outer[] = {{0, 0}, {100, 0}, {100, 20}, {40, 20}, {40, 100}, {0, 100}}, pole;
	struct page_point hole[] = {{18, 58}, {22, 58}, {22, 62}, {18, 62}};
	struct shape shape = {.rings = {{outer, 6}, {hole, 4}}, .count = 2};
	double most;
	struct ring_index *index = ring_index_build(&arena, shape.rings, 2);
	assert_true(ring_index_pole(index, 0.05, &pole, &most));
	/* As wide as the legs; a circle in the elbow, which touches the inner corner at 40, 20, is hardly larger. */
	assert_true(fabs(plain_depth(&shape, pole) - 20) < 0.1);
	arena_clear(&arena);
}

static struct polyline strip(struct arena *arena, double radius, double width, double from, double to)
{
	struct polyline ring = ring_of(arena, 80);
	for (size_t i = 0; i < 80; i++) {
		double angle = from + (to - from) * (double)(i < 40 ? i : 79 - i) / 39, reach = radius + (i < 40 ? width : -width) / 2;
		ring.points[i] = (struct page_point){300 + reach * cos(angle), 300 + reach * sin(angle)};
	}
	return ring;
}

static void the_spine_of_a_strip_runs_along_its_middle(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	for (double width = 8; width < 60; width *= 1.5)
		for (double radius = 100; radius < 300; radius += 60) {
			struct polyline ring = strip(&arena, radius, width, 3.5, 5.5), spine;
			struct ring_index *index = ring_index_build(&arena, &ring, 1);
			struct page_point pole;
			double most;
			assert_true(ring_index_pole(index, TOLERANCE, &pole, &most));
			spine = ring_index_spine(&arena, index, pole, width / 3);
			assert_true(polyline_length(spine.points, spine.count) > 2 * radius - 3 * width);
			for (size_t i = 0; i < spine.count; i++)
				assert_true(fabs(hypot(spine.points[i].x - 300, spine.points[i].y - 300) - radius) < width / 6);
			struct line_arc arc = polyline_arc(spine.points, spine.count, 0, polyline_length(spine.points, spine.count));
			assert_true(arc.bend > 0 && fabs(1 / arc.bend - radius) < 0.3 * radius);
			assert_true(fabs(arc.middle.x - 300) < 0.3 * radius && arc.middle.y < 300);
		}
	arena_clear(&arena);
}

static void a_round_area_has_hardly_a_spine(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct polyline ring = strip(&arena, 50, 0, 0, 2 * M_PI);
	ring.count = 40;
	struct ring_index *index = ring_index_build(&arena, &ring, 1);
	struct polyline spine = ring_index_spine(&arena, index, (struct page_point){300, 300}, 10);
	assert_true(polyline_length(spine.points, spine.count) <= 100);
	arena_clear(&arena);
}

static void an_area_without_inside_has_no_pole(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct page_point flat[] = {{0, 0}, {50, 0}, {100, 0}}, lost[] = {{NAN, NAN}, {1, INFINITY}}, dot[] = {{7, 7}}, pole;
	double most;
	struct polyline rings[] = {{flat, 3}, {lost, 2}, {dot, 1}, {NULL, 0}};
	for (size_t i = 0; i < 4; i++) {
		struct ring_index *index = ring_index_build(&arena, &rings[i], 1);
		assert_false(ring_index_pole(index, 1, &pole, &most));
		assert_false(ring_index_holds(index, (struct page_point){7, 7}));
		assert_false(ring_index_depth(index, (struct page_point){3, 3}) > 0);
	}
	assert_false(ring_index_pole(ring_index_build(&arena, NULL, 0), 1, &pole, &most));
	arena_clear(&arena);
}

/* Every edge crosses thousands of others: a test that scans, sorts or repairs does not end. */
static void a_tangle_of_20000_edges_is_asked_about(void **state)
{
	(void)state;
	struct random random = random_start("a_tangle_of_20000_edges_is_asked_about");
	struct arena arena;
	arena_init(&arena);
	struct polyline ring = ring_of(&arena, 20000);
	for (size_t i = 0; i < ring.count; i++)
		ring.points[i] = random_spot(&random, 0, 500);
	struct ring_index *index = ring_index_build(&arena, &ring, 1);
	struct page_point pole;
	double most;
	assert_true(ring_index_pole(index, TOLERANCE, &pole, &most));
	assert_true(geometry_ring_contains(ring.points, ring.count, pole));
	double nearest = INFINITY;
	for (size_t i = 0; i < ring.count; i++)
		nearest = fmin(nearest, geometry_segment_distance(ring.points[i], ring.points[(i + 1) % ring.count], pole));
	assert_true(fabs(nearest - ring_index_depth(index, pole)) < 1e-9);
	arena_clear(&arena);
}

static bool is_left_of(const void *context, struct page_point a, struct page_point b)
{
	return fmin(a.x, b.x) < *(const double *)context;
}

static void edges_near_a_box_are_asked(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct page_point corners[] = {{0, 0}, {100, 0}, {100, 100}, {0, 100}};
	struct ring_index *index = ring_index_build(&arena, &(struct polyline){corners, 4}, 1);
	double wall = 50;
	assert_true(ring_index_any(index, (struct box){-5, 40, 5, 60}, is_left_of, &wall));
	assert_false(ring_index_any(index, (struct box){95, 40, 105, 60}, is_left_of, &wall));
	assert_false(ring_index_any(index, (struct box){-50, 40, -20, 60}, is_left_of, &wall));
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(answers_are_those_of_a_scan),
	        cmocka_unit_test(no_place_of_a_grid_is_deeper_than_the_pole),
	        cmocka_unit_test(of_places_as_deep_the_pole_is_the_one_in_the_middle),
	        cmocka_unit_test(pole_of_an_l_with_a_hole),
	        cmocka_unit_test(the_spine_of_a_strip_runs_along_its_middle),
	        cmocka_unit_test(a_round_area_has_hardly_a_spine),
	        cmocka_unit_test(an_area_without_inside_has_no_pole),
	        cmocka_unit_test(a_tangle_of_20000_edges_is_asked_about),
	        cmocka_unit_test(edges_near_a_box_are_asked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

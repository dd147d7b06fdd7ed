/* Lines cut where they run along others: what crosses stays whole, what follows is left out, what departs begins at the
 * other line. */
#include "geometry/along.h"

#include "geometry_random.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define TOLERANCE 0.6

static struct polylines cut(struct arena *arena, struct polyline line, struct polyline other)
{
	struct polylines others = {&other, 1, 1}, left = {0};
	geometry_leave_out_along(arena, line, geometry_index_lines(arena, &others), TOLERANCE, &left);
	return left;
}

#define LINE(...)                                                                                                      \
	((struct polyline){(struct page_point[]){__VA_ARGS__},                                                         \
	                   sizeof((struct page_point[]){__VA_ARGS__}) / sizeof(struct page_point)})

static void assert_at(struct page_point at, double x, double y, double within)
{
	if (!(hypot(at.x - x, at.y - y) <= within))
		fail_msg("at %.3f %.3f, not at %.3f %.3f", at.x, at.y, x, y);
}

static void what_crosses_or_ends_stays(void **state)
{
	struct arena arena;
	(void)state;
	arena_init(&arena);
	const struct polyline other = LINE({0, 0}, {100, 0});
	struct polylines crossing = cut(&arena, LINE({50, -20}, {52, 20}), other);
	assert_int_equal(crossing.count, 1);
	assert_int_equal(crossing.items[0].count, 2);
	struct polylines ending = cut(&arena, LINE({50, 20}, {50, 0}), other);
	assert_int_equal(ending.count, 1);
	assert_at(ending.items[0].points[1], 50, 0, 0);
	/* Far away, and beside it at more than the tolerance. */
	assert_int_equal(cut(&arena, LINE({0, 0.7}, {100, 0.7}), other).count, 1);
	assert_int_equal(cut(&arena, LINE({0, 500}, {100, 600}), other).count, 1);
	arena_clear(&arena);
}

static void what_follows_is_left_out(void **state)
{
	struct arena arena;
	(void)state;
	arena_init(&arena);
	const struct polyline other = LINE({0, 0}, {50, 0}, {100, 10});
	assert_int_equal(cut(&arena, LINE({100, 10}, {50, 0}, {0, 0}), other).count, 0);
	assert_int_equal(cut(&arena, LINE({10, 0.2}, {11, 0.2}), other).count, 0); /* short, but all of it */
	/* It comes, follows with a little noise, and goes. */
	struct polylines left =
	        cut(&arena, LINE({10, -30}, {10, 0}, {20, 0.2}, {30, -0.2}, {40, 0}, {40, 30}), other);
	assert_int_equal(left.count, 2);
	assert_int_equal(left.items[0].count, 2);
	assert_at(left.items[0].points[0], 10, -30, 0);
	assert_at(left.items[0].points[1], 10, 0, 0.3);
	assert_at(left.items[1].points[0], 40, 0, 0.3);
	assert_at(left.items[1].points[left.items[1].count - 1], 40, 30, 0);
	arena_clear(&arena);
}

/* Whatever the other line, nothing that is kept lies along it for long, and nothing that is left out lies far from it. */
static void kept_and_left_out_by_distance(void **state)
{
	struct random random = random_start("along");
	(void)state;
	for (int round = 0; round < 200; round++) {
		struct arena arena;
		struct page_point base[40], copy[60];
		size_t count = 0;
		arena_init(&arena);
		for (int i = 0; i < 40; i++)
			base[i] = (struct page_point){4.0 * i, random_between(&random, -3, 3)};
		/* Stretches of it, somewhat beside, between excursions. */
		for (int i = 0; i < 40; i++) {
			double off = i / 8 % 2 ? random_between(&random, 20, 30) : random_between(&random, -0.1, 0.1);
			copy[count++] = (struct page_point){base[i].x, base[i].y + off};
		}
		struct polyline other = {base, 40};
		struct polylines left = cut(&arena, (struct polyline){copy, count}, other);
		double kept = 0, whole = polyline_length(copy, count), near = 0;
		for (size_t k = 0; k < left.count; k++)
			kept += polyline_length(left.items[k].points, left.items[k].count);
		for (int i = 0; i + 1 < 40; i++)
			near += i / 8 % 2 == 0 && (i + 1) / 8 % 2 == 0 ? hypot(4, base[i + 1].y - base[i].y) : 0;
		assert_int_equal(left.count, 2);
		if (!(fabs(whole - kept - near) < 0.02 * whole))
			fail_msg("round %d: %.1f of %.1f are kept, %.1f lie along the other", round, kept, whole, near);
		arena_clear(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(what_crosses_or_ends_stays),
	                                   cmocka_unit_test(what_follows_is_left_out),
	                                   cmocka_unit_test(kept_and_left_out_by_distance)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

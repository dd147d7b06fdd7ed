/* Bent segments: 400 samples of the true curve lie within the tolerance of what view_segment() returns. */
#include "geometry/polyline.h"
#include "geometry_random.h"
#include "projection/view.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct view *open_view(const char *projection, const struct lonlat *points, size_t count)
{
	struct diag diag;
	diag_init(&diag);
	struct view_request request = {.projection = projection,
	                               .points = points,
	                               .point_count = count,
	                               .frame = {0, 0, 500, 400},
	                               .padding = 10};
	struct view *view = view_open(&request, &diag);
	assert_non_null(view);
	diag_clear(&diag);
	return view;
}

static struct page_point true_spot(const struct view *view, struct lonlat a, struct lonlat b, double t)
{
	return view_forward_one(view, (struct lonlat){a.lon + (b.lon - a.lon) * t, a.lat + (b.lat - a.lat) * t});
}

/* Largest distance of the true curve from the bent line. */
static double worst_distance(const struct view *view, struct lonlat a, struct lonlat b, double tolerance,
                             size_t *point_count)
{
	struct arena arena;
	struct page_point *points = NULL;
	size_t count = 0, capacity = 0;
	double worst = 0;
	arena_init(&arena);
	view_segment(view, &arena, a, b, tolerance, true, &points, &count, &capacity);
	struct page_point last = view_forward_one(view, b);
	assert_true(count >= 2 && points[count - 1].x == last.x && points[count - 1].y == last.y);
	for (int i = 0; i <= 400; i++)
		worst = fmax(worst, polyline_distance(points, count, true_spot(view, a, b, i / 400.0)));
	*point_count = count;
	arena_clear(&arena);
	return worst;
}

static void bent_lines_keep_the_tolerance(void **state)
{
	(void)state;
	struct random random = random_start("bend");
	struct lonlat china[] = {{75, 18}, {135, 53}}, delta[] = {{117, 28}, {122, 33}};
	struct view *views[] = {open_view(NULL, china, 2), open_view(NULL, delta, 2), open_view("EPSG:3857", china, 2),
	                        open_view("+proj=laea +lat_0=35 +lon_0=105", china, 2),
	                        open_view("+proj=stere +lat_0=90", china, 2)};
	for (int round = 0; round < 500; round++) {
		const struct view *view = views[round % 5];
		size_t count;
		double span = exp(random_between(&random, -5, 4)), tolerance = exp(random_between(&random, -4, 0));
		struct lonlat a = {random_between(&random, 70, 140), random_between(&random, 10, 60)};
		struct lonlat b = {fmin(fmax(a.lon + random_between(&random, -span, span), -60), 250),
		                   fmin(fmax(a.lat + random_between(&random, -span, span), -80), 84)};
		double worst = worst_distance(view, a, b, tolerance, &count);
		if (!(worst <= tolerance))
			fail_msg("round %d: %g,%g to %g,%g off by %g, tolerance %g", round, a.lon, a.lat, b.lon, b.lat,
			         worst, tolerance);
		assert_true(count < 3000);
	}
	for (size_t i = 0; i < sizeof views / sizeof *views; i++)
		view_close(views[i]);
}

static void short_and_straight_segments_stay_two_points(void **state)
{
	(void)state;
	struct lonlat delta[] = {{117, 28}, {122, 33}};
	struct view *conic = open_view(NULL, delta, 2), *mercator = open_view("EPSG:3857", delta, 2);
	size_t count;
	worst_distance(conic, (struct lonlat){120, 30}, (struct lonlat){120.02, 30.01}, 0.1, &count);
	assert_int_equal(count, 2);
	worst_distance(mercator, (struct lonlat){117, 30}, (struct lonlat){122, 30}, 0.1, &count);
	assert_int_equal(count, 2);
	worst_distance(conic, (struct lonlat){117, 30}, (struct lonlat){122, 30}, 0.05, &count);
	assert_true(count > 3 && count < 40);
	view_close(conic);
	view_close(mercator);
}

static void segments_chain_without_repeats(void **state)
{
	(void)state;
	struct arena arena;
	struct lonlat ring[] = {{117, 28}, {122, 28}, {122, 33}, {117, 33}};
	struct view *view = open_view(NULL, ring, 4);
	struct page_point *points = NULL;
	size_t count = 0, capacity = 0;
	arena_init(&arena);
	for (int i = 0; i < 4; i++)
		view_segment(view, &arena, ring[i], ring[(i + 1) % 4], 0.1, false, &points, &count, &capacity);
	for (size_t i = 1; i < count; i++)
		assert_true(points[i].x != points[i - 1].x || points[i].y != points[i - 1].y);
	assert_true(points[0].x != points[count - 1].x);
	/* A segment without length: its one point, or its point twice. */
	size_t before = count;
	view_segment(view, &arena, ring[0], ring[0], 0.1, false, &points, &count, &capacity);
	assert_int_equal(count, before + 1);
	arena_clear(&arena);
	view_close(view);
}

static size_t gaps(const struct page_point *points, size_t count)
{
	size_t found = 0;
	for (size_t i = 0; i < count; i++)
		found += isnan(points[i].x);
	return found;
}

/* No line may run across the page where the globe is cut open. */
static void cuts_become_gaps(void **state)
{
	(void)state;
	struct lonlat world[] = {{-180, -80}, {180, 80}};
	struct view *view = open_view("+proj=eqc", world, 2);
	struct lonlat from[] = {{170, 0}, {179.99999, 10}, {100, -40}}, to[] = {{190, 0}, {180.00001, 10}, {300, 40}};
	for (size_t i = 0; i < 3; i++) {
		struct arena arena;
		struct page_point *points = NULL;
		size_t count = 0, capacity = 0;
		arena_init(&arena);
		view_segment(view, &arena, from[i], to[i], 0.1, true, &points, &count, &capacity);
		assert_int_equal(gaps(points, count), 1);
		for (size_t k = 1; k < count; k++)
			assert_false(fabs(points[k].x - points[k - 1].x) > 300);
		arena_clear(&arena);
	}
	view_close(view);
}

static void lines_end_where_the_globe_ends(void **state)
{
	(void)state;
	struct lonlat around[] = {{60, -30}, {150, 60}};
	struct view *view = open_view("+proj=ortho +lat_0=20 +lon_0=105", around, 2);
	struct arena arena;
	struct page_point *points = NULL;
	size_t count = 0, capacity = 0;
	arena_init(&arena);
	view_segment(view, &arena, (struct lonlat){105, 0}, (struct lonlat){285, 0}, 0.1, true, &points, &count,
	             &capacity);
	assert_int_equal(gaps(points, count), 1);
	assert_true(isnan(points[count - 1].x));
	/* The last point before the gap is at the limb, 90 degrees away. */
	struct page_point limb = view_forward_one(view, (struct lonlat){194.999, 0});
	assert_true(hypot(points[count - 2].x - limb.x, points[count - 2].y - limb.y) < 0.5);
	size_t before = count;
	view_segment(view, &arena, (struct lonlat){280, 0}, (struct lonlat){285, 0}, 0.1, true, &points, &count,
	             &capacity);
	assert_int_equal(count, before); /* still the same gap */
	view_segment(view, &arena, (struct lonlat){NAN, 0}, (struct lonlat){1e300, 0}, 0.1, true, &points, &count,
	             &capacity);
	assert_int_equal(count, before);
	arena_clear(&arena);
	view_close(view);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(bent_lines_keep_the_tolerance),
	        cmocka_unit_test(short_and_straight_segments_stay_two_points),
	        cmocka_unit_test(segments_chain_without_repeats),
	        cmocka_unit_test(cuts_become_gaps),
	        cmocka_unit_test(lines_end_where_the_globe_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

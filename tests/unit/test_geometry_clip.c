/* Clipping: inside the box to the last bit, areas and lengths as GEOS has them, NaN and huge values. */
#include "geometry/polyline.h"
#include "geometry_random.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <geos_c.h>

static const struct box frame = {100.1, 100.3, 400.7, 300.9};

static GEOSGeometry *to_geos(GEOSContextHandle_t context, const struct page_point *points, size_t count, bool ring)
{
	GEOSCoordSequence *sequence = GEOSCoordSeq_create_r(context, (unsigned)(count + ring), 2);
	for (size_t i = 0; i < count + ring; i++)
		GEOSCoordSeq_setXY_r(context, sequence, (unsigned)i, points[i % count].x, points[i % count].y);
	if (!ring)
		return GEOSGeom_createLineString_r(context, sequence);
	return GEOSGeom_createPolygon_r(context, GEOSGeom_createLinearRing_r(context, sequence), NULL, 0);
}

/* Area or length of what GEOS leaves of the shape in the frame. */
static double geos_measure(const struct page_point *points, size_t count, bool ring)
{
	GEOSContextHandle_t context = GEOS_init_r();
	struct page_point corners[] = {{frame.left, frame.top},
	                         {frame.right, frame.top},
	                         {frame.right, frame.bottom},
	                         {frame.left, frame.bottom}};
	GEOSGeometry *shape = to_geos(context, points, count, ring), *box = to_geos(context, corners, 4, true);
	GEOSGeometry *common = GEOSIntersection_r(context, shape, box);
	double measure = -1;
	if (ring)
		GEOSArea_r(context, common, &measure);
	else
		GEOSLength_r(context, common, &measure);
	GEOSGeom_destroy_r(context, common);
	GEOSGeom_destroy_r(context, box);
	GEOSGeom_destroy_r(context, shape);
	GEOS_finish_r(context);
	return measure;
}

static void rings_keep_the_area_that_geos_finds(void **state)
{
	(void)state;
	struct random random = random_start("rings");
	for (int round = 0; round < 300; round++) {
		struct arena arena;
		struct page_point points[60];
		size_t count = 3 + (size_t)random_between(&random, 0, 56);
		arena_init(&arena);
		random_star(&random, random_spot(&random, 0, 500), 20, 300, points, count);
		struct polyline clipped = geometry_clip_ring(&arena, points, count, frame);
		for (size_t i = 0; i < clipped.count; i++)
			assert_true(box_contains(frame, clipped.points[i]));
		double area = fabs(geometry_ring_area(clipped.points, clipped.count)),
		       expected = geos_measure(points, count, true);
		if (fabs(area - expected) > 1e-6 * (1 + expected))
			fail_msg("round %d: area %.9f, GEOS has %.9f", round, area, expected);
		assert_true(clipped.count == 0 ||
		            (geometry_ring_area(points, count) > 0) == (geometry_ring_area(clipped.points, clipped.count) >= 0));
		arena_clear(&arena);
	}
}

static void lines_keep_the_length_that_geos_finds(void **state)
{
	(void)state;
	struct random random = random_start("lines");
	for (int round = 0; round < 300; round++) {
		struct arena arena;
		struct page_point points[41];
		struct polylines parts = {0};
		size_t count = 2 + (size_t)random_between(&random, 0, 38);
		bool closed = round % 2 == 1;
		arena_init(&arena);
		for (size_t i = 0; i < count; i++)
			points[i] = random_spot(&random, 0, 500);
		geometry_clip_line(&arena, points, count, closed, frame, &parts);
		double length = 0, expected;
		for (size_t i = 0; i < parts.count; i++) {
			assert_true(parts.items[i].count >= 2);
			length += polyline_length(parts.items[i].points, parts.items[i].count);
			for (size_t k = 0; k < parts.items[i].count; k++)
				assert_true(box_contains(frame, parts.items[i].points[k]));
		}
		points[count] = points[0];
		expected = closed && count == 2 ? 2 * geos_measure(points, 2, false)
		                                : geos_measure(points, count + closed, false);
		if (fabs(length - expected) > 1e-6 * (1 + expected))
			fail_msg("round %d: length %.9f, GEOS has %.9f", round, length, expected);
		arena_clear(&arena);
	}
}

static void a_ring_that_begins_inside_is_not_cut_there(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct polylines parts = {0};
	struct page_point ring[] = {{200, 200}, {500, 210}, {500, 260}, {200, 250}};
	geometry_clip_line(&arena, ring, 4, true, frame, &parts);
	assert_int_equal(parts.count, 1);
	assert_int_equal(parts.items[0].count, 4);
	struct page_point inside[] = {{200, 200}, {250, 210}, {220, 260}};
	geometry_clip_line(&arena, inside, 3, true, frame, &parts);
	assert_int_equal(parts.count, 2);
	assert_int_equal(parts.items[1].count, 4);
	arena_clear(&arena);
}

static void nan_breaks_a_line_and_leaves_a_ring_whole(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct polylines parts = {0};
	struct page_point line[] = {{150, 150}, {200, 150}, {NAN, NAN}, {250, 150}, {300, 150}};
	geometry_clip_line(&arena, line, 5, false, frame, &parts);
	assert_int_equal(parts.count, 2);
	assert_true(parts.items[1].points[0].x == 250);
	struct page_point ring[] = {{150, 150}, {200, 150}, {NAN, NAN}, {200, 200}};
	assert_int_equal(geometry_clip_ring(&arena, ring, 4, frame).count, 3);
	struct page_point nothing[] = {{NAN, NAN}, {NAN, NAN}, {NAN, NAN}};
	assert_int_equal(geometry_clip_ring(&arena, nothing, 3, frame).count, 0);
	assert_int_equal(geometry_clip_ring(&arena, NULL, 0, frame).count, 0);
	assert_int_equal(geometry_clip_ring(&arena, ring, 4, box_empty).count, 0);
	assert_false(geometry_segment_hits_box((struct page_point){NAN, 0}, (struct page_point){200, 200}, frame));
	arena_clear(&arena);
}

static void huge_and_infinite_values_come_back_to_the_frame(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct page_point ring[] = {{-1e300, -1e300}, {INFINITY, -1e300}, {1e308, 1e308}, {-1e308, INFINITY}};
	struct polyline clipped = geometry_clip_ring(&arena, ring, 4, frame);
	double area = box_width(frame) * box_height(frame);
	assert_true(fabs(geometry_ring_area(clipped.points, clipped.count) - area) < 1e-6 * area);
	struct polylines parts = {0};
	struct page_point line[] = {{-1e308, 200}, {1e308, 200}};
	geometry_clip_line(&arena, line, 2, false, frame, &parts);
	assert_int_equal(parts.count, 1);
	assert_true(fabs(parts.items[0].points[0].x - frame.left) < 1e-6);
	assert_true(fabs(parts.items[0].points[1].x - frame.right) < 1e-6);
	arena_clear(&arena);
}

static void touching_is_a_hit_but_leaves_no_line(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	struct box box = {0, 0, 10, 10};
	struct polylines parts = {0};
	struct page_point past_corner[] = {{-5, 5}, {5, -5}}; /* passes through 0, 0 */
	assert_true(geometry_segment_hits_box(past_corner[0], past_corner[1], box));
	geometry_clip_line(&arena, past_corner, 2, false, box, &parts);
	assert_int_equal(parts.count, 0);
	assert_false(geometry_segment_hits_box((struct page_point){-5, 4}, (struct page_point){4, -5}, box));
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(rings_keep_the_area_that_geos_finds),
	        cmocka_unit_test(lines_keep_the_length_that_geos_finds),
	        cmocka_unit_test(a_ring_that_begins_inside_is_not_cut_there),
	        cmocka_unit_test(nan_breaks_a_line_and_leaves_a_ring_whole),
	        cmocka_unit_test(huge_and_infinite_values_come_back_to_the_frame),
	        cmocka_unit_test(touching_is_a_hit_but_leaves_no_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

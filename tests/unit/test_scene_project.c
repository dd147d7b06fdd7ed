/* Features brought to the page where a view lies over the date line: its box in degrees is all round the globe, and an
 * azimuthal projection turns land about its centre's antipode inside out. */
#include "scene/project.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

/* Area on the page of one ring of four corners, in a view of `degrees` about a place, 400 x 300 points. */
static double drawn_area(const char *projection, struct lonlat middle, double degrees, struct lonlat_box box)
{
	struct arena arena;
	struct diag diag;
	struct lonlat ring[] = {{box.west, box.south}, {box.east, box.south}, {box.east, box.north}, {box.west, box.north}};
	struct part part = {0, 4};
	struct feature feature = {.record = 1, .parts = &part, .part_count = 1, .bounds = box};
	struct dataset dataset = {.file = "test",
	                          .type = GEOMETRY_POLYGONS,
	                          .features = &feature,
	                          .feature_count = 1,
	                          .points = ring,
	                          .point_count = 4,
	                          .borrowed = true};
	arena_init(&arena);
	diag_init(&diag);
	const struct view_request request = {.projection = projection,
	                                     .points = &middle,
	                                     .point_count = 1,
	                                     .frame = {0, 0, 400, 300},
	                                     .scale = degrees * 111195 / (300 * 0.0254 / 72)};
	struct view *view = view_open(&request, &diag);
	assert_non_null(view);
	const struct scene_input input = {.view = view, .detail = 0.1, .diag = &diag};
	struct polylines rings = {0};
	scene_project_rings(&input, &arena, &dataset, &feature, &rings);
	double area = 0;
	for (size_t i = 0; i < rings.count; i++)
		area += fabs(geometry_ring_area(rings.items[i].points, rings.items[i].count));
	view_close(view);
	diag_clear(&diag);
	arena_clear(&arena);
	return area;
}

static const char pacific[] = "+proj=laea +lat_0=-15 +lon_0=-175 +datum=WGS84 +units=m";

static void far_side_is_not_drawn(void **state)
{
	(void)state;
	const struct lonlat fiji = {-175, -15};
	/* Africa and Europe, which hold the antipode. */
	assert_true(drawn_area(pacific, fiji, 50, (struct lonlat_box){-20, -35, 50, 60}) < 1e-6);
	assert_true(drawn_area(pacific, fiji, 80, (struct lonlat_box){-60, -60, 80, 75}) < 1e-6);
}

/* 10 by 10 degrees of 50 over 300 points are 3,600 square points at the equator, 0.97 of that at 15 degrees. */
static void both_sides_of_the_line_are_drawn(void **state)
{
	(void)state;
	const struct lonlat fiji = {-175, -15};
	const struct lonlat_box boxes[] = {{165, -20, 175, -10}, {-175, -20, -165, -10}};
	for (int i = 0; i < 2; i++) {
		double area = drawn_area(pacific, fiji, 50, boxes[i]);
		if (fabs(area / (3600 * 0.9642) - 1) > 0.02)
			fail_msg("box %d: %.1f square points", i, area);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(far_side_is_not_drawn),
	        cmocka_unit_test(both_sides_of_the_line_are_drawn),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Features brought to the page where a view lies over the date line: its box in degrees is all round the globe, and an
 * azimuthal projection turns land about its centre's antipode inside out. */
#include "scene/project.h"
#include "single_part.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

/* Area on the page of one ring, in a view of `degrees` about a place, 400 x 300 points. */
static double drawn_ring(const char *projection, struct lonlat middle, double degrees, struct lonlat *ring, size_t count)
{
	struct arena arena;
	struct diag diag;
	arena_init(&arena);
	struct feature feature = {.record = 1,
	                          .shape = single_part(&arena, (struct part){0, count}, lonlat_box_empty),
	                          .part_count = 1,
	                          .type = GEOMETRY_POLYGONS};
	struct dataset dataset = {.file = "test",
	                          .type = GEOMETRY_POLYGONS,
	                          .features = &feature,
	                          .feature_count = 1,
	                          .points = ring,
	                          .point_count = count,
	                          .borrowed = true};
	dataset_update_boxes(&dataset);
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

static double drawn_area(const char *projection, struct lonlat middle, double degrees, struct lonlat_box box)
{
	struct lonlat ring[] = {{box.west, box.south}, {box.east, box.south}, {box.east, box.north}, {box.west, box.north}};
	return drawn_ring(projection, middle, degrees, ring, 4);
}

/* Of a ring round the pole that no edge leads to, all points lie outside the view. */
static void a_pole_inside_a_ring_is_drawn(void **state)
{
	(void)state;
	struct lonlat coast[] = {{-150, -70}, {-90, -75}, {-30, -65}, {30, -70}, {90, -66}, {150, -68}};
	double area = drawn_ring("+proj=stere +lat_0=-90", (struct lonlat){0, -90}, 5, coast, 6);
	assert_true(fabs(area - 406 * 306) < 1);
	area = drawn_ring("+proj=stere +lat_0=-90", (struct lonlat){40, -88}, 2, coast, 6);
	assert_true(fabs(area - 406 * 306) < 1);
}

/* Its outline, which is not drawn along the seam, is then apart from its area. */
static void what_the_seam_crosses_is_cut(void **state)
{
	(void)state;
	const struct lonlat middle = {0, 0};
	const struct lonlat_box greenland = {-73, 60, -12, 83}, java = {105, -9, 115, -5};
	const char *const projections[] = {"+proj=robin", "+proj=robin +lon_0=150"};
	for (int i = 0; i < 2; i++) {
		struct diag diag;
		diag_init(&diag);
		const struct view_request request = {.projection = projections[i], .points = &middle, .point_count = 1, .frame = {0, 0, 400, 300}, .scale = 3e8};
		struct view *view = view_open(&request, &diag);
		const struct scene_input input = {.view = view, .diag = &diag};
		assert_true(scene_project_is_cut(&input, greenland) == (i == 1));
		assert_false(scene_project_is_cut(&input, java));
		view_close(view);
		diag_clear(&diag);
	}
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
	        cmocka_unit_test(a_pole_inside_a_ring_is_drawn),
	        cmocka_unit_test(what_the_seam_crosses_is_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

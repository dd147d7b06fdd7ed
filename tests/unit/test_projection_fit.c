/* What `auto` chooses, scales asked for, tiny extents, and requests that cannot be met. */
#include "projection/view.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct view *open_view(const char *projection, const struct lonlat *points, size_t count, double scale,
                              struct diag *diag)
{
	struct view_request request = {.projection = projection,
	                               .points = points,
	                               .point_count = count,
	                               .frame = {0, 0, 400, 300},
	                               .padding = 10,
	                               .scale = scale};
	diag_init(diag);
	return view_open(&request, diag);
}

static void expect_fit(const struct lonlat *points, size_t count, const char *expected)
{
	struct diag diag;
	struct view_projection projection;
	struct view *view = open_view("auto", points, count, 0, &diag);
	assert_non_null(view);
	view_describe(view, &projection);
	if (strncmp(projection.proj_string, expected, strlen(expected)) != 0)
		fail_msg("'%s' instead of '%s'", projection.proj_string, expected);
	view_close(view);
	diag_clear(&diag);
}

static void auto_chooses_by_the_extent(void **state)
{
	(void)state;
	expect_fit((struct lonlat[]){{117, 28.2}, {121.9, 32.8}}, 2,
	           "+proj=lcc +lat_1=29 +lat_2=32 +lat_0=30.5 +lon_0=119.5");
	expect_fit((struct lonlat[]){{177, -19}, {-178, -15}}, 2,
	           "+proj=lcc +lat_1=-18.3 +lat_2=-15.7 +lat_0=-17 +lon_0=179.5");
	expect_fit((struct lonlat[]){{34, -4}, {41, 5}}, 2, "+proj=merc +lat_ts=3 +lon_0=37.5");
	expect_fit((struct lonlat[]){{0, 70}, {120, 75}, {-120, 66}}, 3, "+proj=stere +lat_0=90 +lat_ts=70.5");
	expect_fit((struct lonlat[]){{0, -70}, {120, -75}, {-120, -66}}, 3, "+proj=stere +lat_0=-90 +lat_ts=-70.5");
	expect_fit((struct lonlat[]){{-17, -34}, {51, 37}}, 2, "+proj=laea +lat_0=1.5 +lon_0=17");
	expect_fit((struct lonlat[]){{-180, -90}, {180, 90}}, 2, "+proj=eqearth +lon_0=0");
	struct lonlat ring[16], near_date_line[16];
	for (int i = 0; i < 16; i++) {
		ring[i] = (struct lonlat){-180 + 24.0 * i, i % 2 ? -60 : 80};
		near_date_line[i] = (struct lonlat){i % 2 ? -180 + i : 180 - i, 55 + i % 3};
	}
	expect_fit(ring, 16, "+proj=eqearth +lon_0=0");
	expect_fit(near_date_line, 16, "+proj=lcc +lat_1=55.3 +lat_2=56.7 +lat_0=56 +lon_0=-179.5");
	expect_fit((struct lonlat[]){{120, 30}}, 1, "+proj=lcc +lat_1=30 +lat_2=30 +lat_0=30 +lon_0=120");
	expect_fit((struct lonlat[]){{0, 90}}, 1, "+proj=stere +lat_0=90 +lat_ts=90 +lon_0=0");
	expect_fit((struct lonlat[]){{0, 0}}, 1, "+proj=merc +lat_ts=0 +lon_0=0");
	expect_fit((struct lonlat[]){{NAN, 0}, {500, 95}, {120, 30}}, 3, "+proj=lcc +lat_1=30");
}

static void a_single_point_shows_two_kilometres(void **state)
{
	(void)state;
	static const char *const projections[] = {"auto", "EPSG:3857", "+proj=utm +zone=51 +units=us-ft", "EPSG:4326"};
	for (size_t i = 0; i < sizeof projections / sizeof *projections; i++) {
		struct diag diag;
		struct lonlat point = {120, 30}, top, bottom;
		struct view *view = open_view(projections[i], &point, 1, 0, &diag);
		assert_non_null(view);
		assert_true(view_inverse(view, (struct page_point){200, 10}, &top));
		assert_true(view_inverse(view, (struct page_point){200, 290}, &bottom));
		assert_true(fabs(geodesic_distance(top, bottom) - 2000) < (i == 3 ? 400 : 20));
		view_close(view);
		diag_clear(&diag);
	}
}

static void a_scale_asked_for_is_kept(void **state)
{
	(void)state;
	static const char *const projections[] = {"auto", "EPSG:3857", "+proj=utm +zone=51 +units=us-ft", "EPSG:4326"};
	for (size_t i = 0; i < sizeof projections / sizeof *projections; i++) {
		struct diag diag;
		struct lonlat points[] = {{119, 29}, {121, 31}}, left, right;
		struct view *view = open_view(projections[i], points, 2, 2e6, &diag);
		assert_true(fabs(view_scale(view) - 2e6) < 1e-3);
		assert_true(fabs(view_scale_at(view, (struct page_point){200, 150}) - 2e6) < 1);
		/* One inch of page is 2 million inches of ground. */
		assert_true(view_inverse(view, (struct page_point){200 - 36, 150}, &left));
		assert_true(view_inverse(view, (struct page_point){200 + 36, 150}, &right));
		assert_true(fabs(geodesic_distance(left, right) / (2e6 * 0.0254) - 1) < 1e-4);
		view_close(view);
		diag_clear(&diag);
	}
}

/* The middle of a world in Albers' conic lies in the gap beyond the north pole, which is an arc without any scale: it was
 * 1 : 1 160 000 000 000. */
static void a_middle_off_the_globe_has_the_scale_beside_it(void **state)
{
	(void)state;
	struct diag diag;
	struct lonlat points[1000];
	size_t count = 0;
	for (int lat = -90; lat <= 90; lat += 10)
		for (int lon = -180; lon <= 180; lon += 10)
			points[count++] = (struct lonlat){lon, lat};
	struct view *view = open_view("EPSG:3338", points, count, 0, &diag);
	assert_non_null(view);
	assert_true(view_scale(view) > 1e8 && view_scale(view) < 1e9);
	view_close(view);
	diag_clear(&diag);
}

static void conics_are_described(void **state)
{
	(void)state;
	struct diag diag;
	struct lonlat points[] = {{117, 28.2}, {121.9, 32.8}};
	struct view_projection projection;
	struct view *view = open_view(NULL, points, 2, 0, &diag);
	view_describe(view, &projection);
	assert_string_equal(projection.name, "Lambert conformal conic");
	assert_true(projection.is_conic && projection.parallel_1 == 29 && projection.parallel_2 == 32);
	assert_true(projection.central_meridian == 119.5 && projection.origin_latitude == 30.5);
	view_close(view);
	view = open_view("ESRI:102012", points, 2, 0, &diag);
	view_describe(view, &projection);
	assert_true(projection.is_conic && fabs(projection.parallel_1 - 30) < 1e-9);
	assert_true(fabs(projection.parallel_2 - 62) < 1e-9 && fabs(projection.central_meridian - 105) < 1e-9);
	view_close(view);
	view = open_view("EPSG:4549", points, 2, 0, &diag);
	view_describe(view, &projection);
	assert_false(projection.is_conic);
	assert_string_equal(projection.name, "CGCS2000 / 3-degree Gauss-Kruger CM 120E");
	view_close(view);
	view = open_view("+proj=robin", points, 2, 0, &diag);
	view_describe(view, &projection);
	assert_string_equal(projection.name, "Robinson");
	view_close(view);
	diag_clear(&diag);
}

static void expect_error(const char *projection, const struct lonlat *points, size_t count, const char *part)
{
	struct diag diag;
	struct view *view = open_view(projection, points, count, 0, &diag);
	if (view != NULL)
		fail_msg("'%s' was taken", projection);
	assert_int_equal(diag.errors, 1);
	if (strstr(diag.entries[0].message, part) == NULL)
		fail_msg("'%s' has no '%s'", diag.entries[0].message, part);
	diag_clear(&diag);
}

static void requests_that_cannot_be_met_are_refused(void **state)
{
	(void)state;
	struct lonlat fine[] = {{117, 28}, {122, 33}}, lost[] = {{NAN, 1}, {0, 95}}, pole[] = {{0, 90}};
	expect_error("auto", lost, 2, "no point on the globe");
	expect_error("auto", NULL, 0, "no point on the globe");
	expect_error("EPSG:3857", lost, 2, "cannot show any");
	expect_error("+proj=merc", pole, 1, "cannot show any");
	expect_error("lambert", fine, 2, "is not a coordinate system");
	expect_error("", fine, 2, "is not a coordinate system");
	expect_error("EPSG:", fine, 2, "is not a coordinate system");
	expect_error("EPSG:999999", fine, 2, "cannot use");
	expect_error("+proj=nonsense", fine, 2, "cannot use");
	expect_error("EPSG:4978", fine, 2, "cannot use");
	expect_error("EPSG:5773", fine, 2, "cannot use");
	expect_error("+proj=airy", fine, 2, "not back");
	expect_error("+proj=cart", fine, 2, "no usable scale");
	expect_error("+proj=lcc +lat_1=30 +lat_2=-30", fine, 2, "cannot use");
	expect_error("+proj=merc +nadgrids=/etc/passwd", fine, 2, "names a file");
}

static void frames_without_room_are_refused(void **state)
{
	(void)state;
	struct lonlat points[] = {{117, 28}, {122, 33}};
	static const struct box frames[] = {{0, 0, 20, 300}, {10, 10, 5, 5}, {0, 0, NAN, 100}, {0, 0, INFINITY, 100}};
	for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
		struct diag diag;
		struct view_request request = {.points = points, .point_count = 2, .frame = frames[i], .padding = 10};
		diag_init(&diag);
		assert_null(view_open(&request, &diag));
		assert_int_equal(diag.errors, 1);
		assert_non_null(strstr(diag.entries[0].message, "no room"));
		diag_clear(&diag);
	}
	view_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(auto_chooses_by_the_extent),
	        cmocka_unit_test(a_single_point_shows_two_kilometres),
	        cmocka_unit_test(a_scale_asked_for_is_kept),
	        cmocka_unit_test(a_middle_off_the_globe_has_the_scale_beside_it),
	        cmocka_unit_test(conics_are_described),
	        cmocka_unit_test(requests_that_cannot_be_met_are_refused),
	        cmocka_unit_test(frames_without_room_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Page positions against PROJ's own programs, and the way back. The page position is worked out anew here: the points
 * asked for are projected by cct or cs2cs, centred in the frame, and scaled by the nominal scale at that centre. */
#include "geometry_random.h"
#include "projection/view.h"
#include "projection_oracle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { tested = 250 };
static const struct box frame = {30, 40, 570, 420};

struct region {
	const char *name, *projection;
	double west, south, east, north;
	bool northing_first; /* cs2cs keeps the authority's axis order */
};

static const struct region regions[] = {
        {"Yangtze delta", NULL, 117, 28, 122, 33, false},
        {"Chile", "auto", -76, -55, -67, -18, false},
        {"Kenya", NULL, 34, -4.5, 42, 5, false},
        {"Africa", NULL, -17, -34, 51, 37, false},
        {"Svalbard", NULL, 10, 76, 34, 81, false},
        {"world", NULL, -170, -60, 165, 80, false},
        {"Robinson", "+proj=robin +lon_0=150", 0, -60, 300, 75, false},
        {"conic of the author's", "+proj=lcc +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105", 75, 18, 135, 53, false},
        {"feet", "+proj=utm +zone=50 +datum=WGS84 +units=us-ft", 115, 28, 120, 33, false},
        {"web Mercator", "EPSG:3857", 117, 28, 122, 33, false},
        {"Gauss-Kruger", "EPSG:4549", 118.5, 28, 121.5, 33, true},
};

static struct view *open_region(const struct region *region, const struct lonlat *points, size_t count)
{
	struct diag diag;
	diag_init(&diag);
	struct view_request request = {.projection = region->projection,
	                               .points = points,
	                               .point_count = count,
	                               .frame = frame,
	                               .padding = 12};
	struct view *view = view_open(&request, &diag);
	if (view == NULL)
		fail_msg("%s: %s", region->name, diag.count > 0 ? diag.entries[0].message : "?");
	assert_int_equal(diag.count, 0);
	diag_clear(&diag);
	return view;
}

/* The plane coordinates by another program. */
static void ask_plane(const struct region *region, const struct view *view, const struct lonlat *points, size_t count,
                      struct ground *out)
{
	struct view_projection projection;
	char command[1024];
	double *lines = test_calloc(count, 2 * sizeof *lines);
	struct answer *answers = test_calloc(count, sizeof *answers);
	view_describe(view, &projection);
	bool is_code = strncmp(projection.proj_string, "EPSG:", 5) == 0;
	if (is_code)
		snprintf(command, sizeof command, "cs2cs -f %%.9f +proj=longlat +datum=WGS84 +to %s",
		         projection.proj_string);
	else
		snprintf(command, sizeof command, "cct -z 0 -t 0 -d 9 %s", projection.proj_string);
	for (size_t i = 0; i < count; i++) {
		lines[2 * i] = points[i].lon;
		lines[2 * i + 1] = points[i].lat;
	}
	assert_int_equal(ask(command, lines, 2, count, answers), count);
	for (size_t i = 0; i < count; i++) {
		assert_true(answers[i].count >= 2);
		out[i] = (struct ground){answers[i].values[region->northing_first],
		                         answers[i].values[!region->northing_first]};
	}
	test_free(lines);
	test_free(answers);
}

/* Plane units per true metre along the parallel, from two places beside `at` and geod's distance between them. */
static double ask_unit(const struct region *region, const struct view *view, struct lonlat at)
{
	struct lonlat beside[] = {{at.lon - 0.005, at.lat}, {at.lon + 0.005, at.lat}};
	struct ground ground[2];
	struct answer answer;
	double line[] = {beside[0].lat, beside[0].lon, beside[1].lat, beside[1].lon};
	ask_plane(region, view, beside, 2, ground);
	assert_int_equal(ask("geod -I -f %.9f -F %.9f +ellps=WGS84", line, 4, 1, &answer), 1);
	assert_int_equal(answer.count, 3);
	return hypot(ground[1].east - ground[0].east, ground[1].north - ground[0].north) / answer.values[2];
}

static void random_points(struct random *random, const struct region *region, struct lonlat *points)
{
	for (size_t i = 0; i < tested; i++) {
		points[i].lon = random_between(random, region->west, region->east);
		points[i].lat = random_between(random, region->south, region->north);
	}
}

static void page_positions_are_those_of_proj(void **state)
{
	(void)state;
	struct random random = random_start("positions");
	for (size_t r = 0; r < sizeof regions / sizeof *regions; r++) {
		struct lonlat points[tested], centre;
		struct ground ground[tested], low = {INFINITY, INFINITY}, high = {-INFINITY, -INFINITY};
		struct page_point spots[tested], middle = {(frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2};
		random_points(&random, &regions[r], points);
		struct view *view = open_region(&regions[r], points, tested);
		ask_plane(&regions[r], view, points, tested, ground);
		for (size_t i = 0; i < tested; i++) {
			low = (struct ground){fmin(low.east, ground[i].east), fmin(low.north, ground[i].north)};
			high = (struct ground){fmax(high.east, ground[i].east), fmax(high.north, ground[i].north)};
		}
		assert_true(view_inverse(view, middle, &centre));
		double unit = ask_unit(&regions[r], view, centre);
		double points_per_unit = 72 / 0.0254 / view_scale(view) / unit, worst = 0;
		view_forward(view, points, spots, tested);
		for (size_t i = 0; i < tested; i++) {
			double x = middle.x + (ground[i].east - (low.east + high.east) / 2) * points_per_unit;
			double y = middle.y - (ground[i].north - (low.north + high.north) / 2) * points_per_unit;
			worst = fmax(worst, hypot(spots[i].x - x, spots[i].y - y));
		}
		printf("%s: 1:%.0f, worst of %d points off by %.6f points\n", regions[r].name, view_scale(view), tested,
		       worst);
		assert_true(worst < 0.01);
		view_close(view);
	}
}

static void the_way_back_leads_home(void **state)
{
	(void)state;
	struct random random = random_start("inverse");
	for (size_t r = 0; r < sizeof regions / sizeof *regions; r++) {
		struct lonlat points[tested];
		double worst = 0;
		random_points(&random, &regions[r], points);
		struct view *view = open_region(&regions[r], points, tested);
		for (size_t i = 0; i < tested; i++) {
			struct lonlat back;
			assert_true(view_inverse(view, view_forward_one(view, points[i]), &back));
			assert_true(fabs(back.lon) <= 180);
			worst = fmax(worst, fabs(remainder(back.lon - points[i].lon, 360)));
			worst = fmax(worst, fabs(back.lat - points[i].lat));
		}
		printf("%s: worst inverse off by %.3g degrees\n", regions[r].name, worst);
		assert_true(worst < 1e-7);
		view_close(view);
	}
}

static void points_fill_the_frame_but_for_the_padding(void **state)
{
	(void)state;
	struct random random = random_start("frame");
	for (size_t r = 0; r < sizeof regions / sizeof *regions; r++) {
		struct lonlat points[tested];
		struct box bounds = box_empty;
		random_points(&random, &regions[r], points);
		struct view *view = open_region(&regions[r], points, tested);
		for (size_t i = 0; i < tested; i++)
			box_add(&bounds, view_forward_one(view, points[i]));
		assert_true(box_holds(box_grow(frame, -12 + 1e-6), bounds));
		double spare_width = box_width(frame) - 24 - box_width(bounds);
		double spare_height = box_height(frame) - 24 - box_height(bounds);
		assert_true(fmin(spare_width, spare_height) < 1e-6);
		assert_true(fabs((bounds.left + bounds.right) / 2 - 300) < 1e-6);
		view_close(view);
	}
}

static void bounds_hold_the_frame(void **state)
{
	(void)state;
	struct random random = random_start("bounds");
	for (size_t r = 0; r < sizeof regions / sizeof *regions; r++) {
		struct lonlat points[tested];
		random_points(&random, &regions[r], points);
		struct view *view = open_region(&regions[r], points, tested);
		struct lonlat_box bounds = view_bounds(view);
		for (int i = 0; i < 2000; i++) {
			struct page_point spot = {random_between(&random, frame.left, frame.right),
			                    random_between(&random, frame.top, frame.bottom)};
			struct lonlat place;
			if (!view_inverse(view, spot, &place))
				continue;
			assert_true(place.lon >= bounds.west && place.lon <= bounds.east);
			assert_true(place.lat >= bounds.south && place.lat <= bounds.north);
		}
		view_close(view);
	}
}

/* North and scale from where geod gets to, 100 m to the north and to the east. */
static void scale_and_north_agree_with_geodesics(void **state)
{
	(void)state;
	struct random random = random_start("scale");
	for (size_t r = 0; r < sizeof regions / sizeof *regions; r++) {
		struct lonlat points[tested];
		random_points(&random, &regions[r], points);
		struct view *view = open_region(&regions[r], points, tested);
		for (size_t i = 0; i < 20; i++) {
			struct answer answer[2];
			double lines[] = {points[i].lat, points[i].lon, 0, 100, points[i].lat, points[i].lon, 90, 100};
			assert_int_equal(ask("geod -f %.12f +ellps=WGS84", lines, 4, 2, answer), 2);
			struct page_point here = view_forward_one(view, points[i]);
			struct page_point north =
			        view_forward_one(view, (struct lonlat){answer[0].values[1], answer[0].values[0]});
			struct page_point east =
			        view_forward_one(view, (struct lonlat){answer[1].values[1], answer[1].values[0]});
			double scale = 100 / (hypot(east.x - here.x, east.y - here.y) * 0.0254 / 72);
			double angle = atan2(north.x - here.x, here.y - north.y);
			assert_true(fabs(view_scale_at(view, here) / scale - 1) < 1e-4);
			double turn = fabs(remainder(view_north(view, here) - angle, 2 * M_PI));
			/* Robinson is a table of 5 degree steps, with a kink at each. */
			if (!(turn < (strcmp(regions[r].name, "Robinson") == 0 ? 1e-3 : 1e-4)))
				fail_msg("%s, %.6f %.6f: north is off by %g", regions[r].name, points[i].lon,
				         points[i].lat, turn);
		}
		double smallest, largest;
		view_scale_range(view, &smallest, &largest);
		assert_true(smallest > 0 && smallest <= 1 && largest >= 1);
		view_close(view);
	}
}

static void nan_and_poles_do_not_get_through(void **state)
{
	(void)state;
	struct lonlat points[] = {{117, 28}, {122, 33}}, place;
	struct view *view = open_region(&regions[0], points, 2);
	struct lonlat odd[] = {{NAN, 30}, {120, NAN}, {INFINITY, 30}, {120, 91}, {120, -90}, {1e300, 30}, {120, 90}};
	struct page_point out[7];
	view_forward(view, odd, out, 7);
	for (int i = 0; i < 6; i++)
		assert_true(isnan(out[i].x) && isnan(out[i].y));
	assert_true(isfinite(out[6].x) && isfinite(out[6].y));
	assert_true(view_inverse(view, out[6], &place));
	assert_true(fabs(place.lat - 90) < 1e-6);
	assert_false(view_inverse(view, (struct page_point){NAN, 0}, &place));
	assert_false(view_inverse(view, (struct page_point){0, 1e300}, &place));
	/* One point that failed must not spoil the next. */
	assert_true(box_contains(frame, view_forward_one(view, (struct lonlat){120, 30})));
	view_close(view);
	/* Mercator's pole is far out, but must not become what the frame is fitted to. */
	struct region mercator = {"Mercator", "+proj=merc", 0, 0, 0, 0, false};
	struct lonlat with_pole[] = {{117, 28}, {122, 33}, {120, 90}, {120, -90}};
	view = open_region(&mercator, with_pole, 4);
	assert_true(view_scale(view) < 5e6);
	assert_false(box_contains(frame, view_forward_one(view, with_pole[2])));
	view_close(view);
}

static void outside_of_the_globe_is_no_place(void **state)
{
	(void)state;
	struct lonlat points[] = {{-179, -85}, {179, 85}, {0, 0}}, place;
	struct region world = {"world", "+proj=moll", 0, 0, 0, 0, false};
	struct view *view = open_region(&world, points, 3);
	assert_true(view_inverse(view, (struct page_point){300, 230}, &place));
	assert_false(view_inverse(view, (struct page_point){31, 41}, &place));
	assert_true(view_scale_at(view, (struct page_point){31, 41}) == view_scale(view));
	struct lonlat_box bounds = view_bounds(view);
	assert_true(bounds.west == -180 && bounds.east == 180 && bounds.north > 85 && bounds.south < -85);
	view_close(view);
}

/* Operations that lead to south or north first show what their twins show, which lead to east, then north. */
static void axes_are_turned_to_east_and_north(void **state)
{
	(void)state;
	static const char swap_before[] = "+proj=pipeline +step +proj=axisswap +order=2,1 +step +proj=unitconvert "
	                                  "+xy_in=deg +xy_out=rad +step +proj=eqc";
	static const struct {
		const char *projection, *twin;
	} cases[] = {
	        {"EPSG:5513", "EPSG:5514"},
	        {"EPSG:2065", "EPSG:5221"},
	        {"+proj=krovak +czech +ellps=bessel", "+proj=krovak +ellps=bessel"},
	        {"EPSG:2053", "+proj=tmerc +lon_0=29"},
	        {"+proj=tmerc +axis=neu +lon_0=15", "+proj=tmerc +lon_0=15"},
	        {"+proj=merc +axis=wsu", "+proj=merc"},
	        {"+proj=longlat +axis=neu", "+proj=longlat"},
	        {"+proj=pipeline +step +proj=robin +step +proj=axisswap +order=2,1", "+proj=robin"},
	        {"+proj=pipeline +step +proj=robin +step +proj=axisswap +order=-2,1", "+proj=robin"},
	        {"+proj=pipeline +step +proj=robin +step +inv +proj=axisswap +order=2,-1", "+proj=robin"},
	        {"+proj=pipeline +step +proj=robin +axis=swu +step +proj=axisswap +order=2,1", "+proj=robin"},
	};
	static const struct {
		const char *projection, *message;
	} told[] = {
	        {swap_before, "the projection shows the map mirrored"},
	        {"+proj=pipeline +step +proj=robin +step +proj=affine +s11=-1", "the projection shows the map mirrored"},
	        {"+proj=pipeline +step +proj=robin +step +proj=affine +s11=0 +s12=-1 +s21=1 +s22=0",
	         "the projection turns the map: north is not up"},
	};
	const struct lonlat points[] = {{12, 47}, {22, 47}, {17, 52}, {15, 49.5}};
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct region region = {cases[c].projection, cases[c].projection, 0, 0, 0, 0, false}, twin = region;
		twin.projection = cases[c].twin;
		struct view *view = open_region(&region, points, 4), *other = open_region(&twin, points, 4);
		for (size_t i = 0; i < 4; i++) {
			struct page_point spot = view_forward_one(view, points[i]), same = view_forward_one(other, points[i]);
			struct lonlat back;
			if (!(hypot(spot.x - same.x, spot.y - same.y) < 1e-3))
				fail_msg("%s: %.6f, %.6f instead of %.6f, %.6f", region.name, spot.x, spot.y, same.x, same.y);
			assert_true(view_inverse(view, spot, &back));
			assert_true(fabs(back.lon - points[i].lon) < 1e-6 && fabs(back.lat - points[i].lat) < 1e-6);
		}
		view_close(view);
		view_close(other);
	}
	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		struct diag diag;
		diag_init(&diag);
		struct view *view = view_open(&(struct view_request){.projection = told[i].projection, .points = points, .point_count = 4, .frame = frame}, &diag);
		assert_non_null(view);
		assert_int_equal(diag.count, 1);
		assert_string_equal(diag.entries[0].message, told[i].message);
		view_close(view);
		diag_clear(&diag);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(page_positions_are_those_of_proj),
	        cmocka_unit_test(the_way_back_leads_home),
	        cmocka_unit_test(points_fill_the_frame_but_for_the_padding),
	        cmocka_unit_test(bounds_hold_the_frame),
	        cmocka_unit_test(scale_and_north_agree_with_geodesics),
	        cmocka_unit_test(nan_and_poles_do_not_get_through),
	        cmocka_unit_test(axes_are_turned_to_east_and_north),
	        cmocka_unit_test(outside_of_the_globe_is_no_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* How much of the globe a map shows: an outline that holds all of it, and an end before far places that would be drawn out
 * without end. */
#include "projection/seam.h"

#include "geometry/path.h"
#include "geometry_random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct box frame = {0, 0, 600, 400};

static struct view *open_points(const char *projection, const struct lonlat *points, size_t count, struct diag *diag)
{
	const struct view_request request = {.projection = projection, .points = points, .point_count = count, .frame = frame};
	diag_init(diag);
	struct view *view = view_open(&request, diag);
	if (!view)
		fail_msg("%s does not open", projection);
	return view;
}

static struct view *open_world(const char *projection, struct diag *diag)
{
	enum { steps = 24 };
	struct lonlat points[(steps + 1) * (steps + 1)];
	for (int i = 0; i <= steps; i++)
		for (int k = 0; k <= steps; k++)
			points[i * (steps + 1) + k] = (struct lonlat){-180 + 360.0 * i / steps, -90 + 180.0 * k / steps};
	return open_points(projection, points, sizeof points / sizeof *points, diag);
}

static bool rings_contain(const struct view_rings *rings, struct page_point spot)
{
	bool inside = false;
	for (size_t i = 0; i < rings->count; i++)
		inside ^= geometry_ring_contains(rings->items[i].points, rings->items[i].count, spot);
	return inside;
}

/* Of a thousand places all over the globe, how many lie within its outline. */
static int places_within_globe(const char *projection)
{
	struct arena arena;
	struct view_rings globe = {0};
	struct diag diag;
	struct view *view = open_world(projection, &diag);
	struct random seed = {12345};
	int within = 0;
	arena_init(&arena);
	assert_true(view_add_globe(view, &arena, 0.02, &globe));
	for (int i = 0; i < 1000; i++) {
		struct lonlat place = {random_between(&seed, -180, 180), asin(random_between(&seed, -1, 1)) * 180 / M_PI};
		struct page_point spot = view_forward_one(view, place);
		within += isfinite(spot.x) && rings_contain(&globe, spot);
	}
	arena_clear(&arena);
	view_close(view);
	diag_clear(&diag);
	return within;
}

/* A change of datum moves places beside the poles of the frame to the other side of the seam: the outline keeps clear
 * of it, and holds what that of the projection by itself does. */
static void a_change_of_datum_leaves_the_globe_whole(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
	        {"EPSG:27700", "+proj=tmerc +lat_0=49 +lon_0=-2 +ellps=airy"},
	        {"EPSG:31467", "+proj=tmerc +lon_0=9 +ellps=bessel"},
	        {"EPSG:2393", "+proj=tmerc +lon_0=27 +ellps=intl"},
	        {"EPSG:2326", "+proj=tmerc +lat_0=22 +lon_0=114 +ellps=intl"},
	        {"ESRI:102031", "+proj=eqdc +lat_0=30 +lon_0=10 +lat_1=43 +lat_2=62 +ellps=intl"},
	        {"ESRI:102013", "+proj=aea +lat_0=30 +lon_0=10 +lat_1=43 +lat_2=62 +ellps=intl"},
	        {"EPSG:2964", "+proj=aea +lat_0=50 +lon_0=-154 +lat_1=55 +lat_2=65 +ellps=clrk66"},
	        {"EPSG:27572", "+proj=lcc +lat_1=46.8 +lat_0=46.8 +lon_0=2.33722917 +k_0=0.99987742 +ellps=clrk80ign"},
	};
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		int within = places_within_globe(cases[c][0]), expected = places_within_globe(cases[c][1]);
		if (abs(within - expected) > 8) /* a degree beside the seam has 6 */
			fail_msg("%s: %d places of %d", cases[c][0], within, expected);
	}
}

/* The globe's outline on the page. */
static struct box globe_box(const struct view *view)
{
	struct arena arena;
	struct view_rings globe = {0};
	struct box box = box_empty;
	arena_init(&arena);
	assert_true(view_add_globe(view, &arena, 0.02, &globe));
	for (size_t i = 0; i < globe.count; i++)
		for (size_t k = 0; k < globe.items[i].count; k++)
			box_add(&box, globe.items[i].points[k]);
	arena_clear(&arena);
	return box;
}

/* A world fills the sheet, and what would make it a dot is left out, with a note. */
static void worlds_end_before_far_places(void **state)
{
	(void)state;
	static const struct {
		const char *projection;
		struct lonlat shown, hidden;
	} cases[] = {
	        {"EPSG:5514", {20, -20}, {-100, -40}},
	        {"EPSG:5513", {20, -20}, {-100, -40}},
	        {"EPSG:3413", {10, 0.1}, {10, -0.1}},
	        {"EPSG:3031", {10, -0.1}, {10, 0.1}},
	        {"EPSG:28992", {5.4, -37.5}, {5.4, -38}},
	        {"+proj=stere", {89.9, 0}, {90.1, 0}},
	        {"+proj=ups +south", {60, -0.1}, {60, 0.1}},
	        {"+proj=gnom +lat_0=90", {0, 30.1}, {0, 29.9}},
	        {"+proj=gnom", {59.9, 0}, {60.1, 0}},
	        {"EPSG:2154", {3, -44.9}, {3, -45.1}},
	        {"+proj=lcc +lat_1=-20 +lat_2=-40", {0, 44.9}, {0, 45.1}},
	        {"+proj=pconic +lat_1=20 +lat_2=60", {0, -19.9}, {0, -20.1}},
	        {"+proj=cc", {0, 59.9}, {0, 60.1}},
	};
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct diag diag;
		struct view *view = open_world(cases[c].projection, &diag);
		struct box globe = globe_box(view);
		struct page_point shown = view_forward_one(view, cases[c].shown);
		if (diag.count != 1 || strcmp(diag.entries[0].message, "the projection cannot show far places well: the map ends before them") != 0)
			fail_msg("%s: nothing is said of what is left out", cases[c].projection);
		if (!box_holds(box_grow(frame, 1e-3), globe) ||
		    (box_width(globe) < 0.99 * box_width(frame) && box_height(globe) < 0.99 * box_height(frame)))
			fail_msg("%s takes %.1f x %.1f points", cases[c].projection, box_width(globe), box_height(globe));
		if (!(shown.x > 0 && shown.x < 600 && shown.y > 0 && shown.y < 400) || isfinite(view_forward_one(view, cases[c].hidden).x))
			fail_msg("%s ends elsewhere", cases[c].projection);
		view_close(view);
		diag_clear(&diag);
	}
}

/* What is asked for in measure is shown as it is asked for. */
static void smaller_maps_are_left_alone(void **state)
{
	(void)state;
	static const struct {
		const char *projection;
		struct lonlat points[3];
	} cases[] = {
	        {"EPSG:3413", {{-20, -25}, {50, 40}, {0, 80}}},
	        {"EPSG:5514", {{-10, 36}, {19, 54}, {30, 35}}},
	        {"EPSG:2154", {{-60, -40}, {60, -40}, {0, 70}}},
	        {"+proj=gnom", {{-65, 0}, {65, 0}, {0, 40}}},
	};
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct diag diag;
		struct view *view = open_points(cases[c].projection, cases[c].points, 3, &diag);
		assert_int_equal(diag.count, 0);
		for (int i = 0; i < 3; i++) {
			struct page_point spot = view_forward_one(view, cases[c].points[i]);
			if (!(spot.x > -1e-6 && spot.x < 600 + 1e-6 && spot.y > -1e-6 && spot.y < 400 + 1e-6))
				fail_msg("%s: place %d lies beside the frame", cases[c].projection, i);
		}
		view_close(view);
		diag_clear(&diag);
	}
}

/* One far place among near ones: the map ends before it, on the side where it lies, and nan is no place. */
static void a_far_place_is_left_out(void **state)
{
	(void)state;
	struct diag diag;
	const struct lonlat points[] = {{-40, 60}, {-40, 70}, {50, 60}, {20, -70}, {NAN, NAN}};
	struct view *view = open_points("EPSG:3413", points, sizeof points / sizeof *points, &diag);
	struct page_point near_it = view_forward_one(view, (struct lonlat){20, 1});
	assert_int_equal(diag.count, 1);
	assert_true(near_it.y > 0 && near_it.y < 400 && near_it.x > 0 && near_it.x < 600);
	assert_false(isfinite(view_forward_one(view, points[3]).x));
	view_close(view);
	diag_clear(&diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_change_of_datum_leaves_the_globe_whole),
	        cmocka_unit_test(worlds_end_before_far_places),
	        cmocka_unit_test(smaller_maps_are_left_alone),
	        cmocka_unit_test(a_far_place_is_left_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

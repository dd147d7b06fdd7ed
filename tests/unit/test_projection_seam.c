/* Shapes across seams and horizons: a place is covered on the page exactly if the ring holds it on the plane of longitude
 * and latitude; nothing jumps; lines break where rings are cut. */
#include "projection/seam.h"

#include "geometry/sphere.h"
#include "geometry_random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct view *open_world(const char *projection)
{
	struct diag diag;
	struct lonlat points[] = {{-180, -90}, {-90, 0}, {0, 0}, {90, 0}, {180, 90}, {0, 80}, {0, -80}, {150, 0}, {150, 60}, {-150, -60}};
	const struct view_request request = {.projection = projection,
	                                     .points = points,
	                                     .point_count = sizeof points / sizeof *points,
	                                     .frame = {0, 0, 600, 400}};
	diag_init(&diag);
	struct view *view = view_open(&request, &diag);
	if (!view)
		fail_msg("%s does not open", projection);
	diag_clear(&diag);
	return view;
}

static const char *const projections[] = {
        "+proj=robin",
        "+proj=robin +lon_0=150",
        "+proj=eqearth +lon_0=-90",
        "+proj=moll +lon_0=11.3",
        "+proj=eqc +lon_0=180",
        "+proj=merc +lon_0=150",
        "+proj=wintri +lon_0=150",
        "+proj=igh +lon_0=150",
        "+proj=imoll_o +lon_0=-20",
        "+proj=lcc +lat_1=30 +lat_2=60 +lon_0=100",
        "+proj=ortho +lat_0=20 +lon_0=100",
        "+proj=ortho +lat_0=-90",
        "+proj=laea +lat_0=-40 +lon_0=170",
        "+proj=aeqd +lat_0=90",
        "+proj=stere +lat_0=-90",
        "+proj=gnom +lat_0=50 +lon_0=-100",
        "+proj=nsper +h=3000000 +lat_0=-20 +lon_0=130",
        "+proj=geos +h=35785831 +lon_0=-75",
        "+proj=tmerc +lon_0=100",
        "+proj=ob_tran +o_proj=moll +o_lat_p=45 +o_lon_p=-90 +lon_0=20",
        "+proj=ob_tran +o_proj=eqc +o_lat_p=0 +o_lon_p=30",
        "+proj=longlat",
        "EPSG:3857",
        "EPSG:3031",
        "EPSG:5514",
        "EPSG:5513",
        "EPSG:2053",
        "EPSG:27700",
        "EPSG:31467",
        "EPSG:2393",
        "+proj=tpers +h=5000000 +lat_0=40 +lon_0=-100 +tilt=20 +azi=30",
        "EPSG:4326",
        "EPSG:4267",
        "EPSG:4807",
        "+proj=longlat +lon_wrap=180",
        "+proj=merc +over +lon_0=150",
};
enum { projection_count = sizeof projections / sizeof *projections };

/* Rings as files have them. */
struct sample {
	const char *name;
	struct lonlat points[12];
	size_t count;
};
static const struct sample samples[] = {
        {"a box", {{100, 10}, {130, 10}, {130, 40}, {100, 40}}, 4},
        {"a box over the date line", {{170, 50}, {175, 60}, {-175, 60}, {-170, 50}}, 4},
        {"a box beyond 180", {{170, -20}, {190, -20}, {190, -10}, {170, -10}}, 4},
        {"a wide box", {{-60, -60}, {80, -60}, {80, 75}, {-60, 75}}, 4},
        {"a band all round", {{-180, 10}, {180, 10}, {180, 30}, {-180, 30}}, 4},
        {"an island round the pole", {{-150, -70}, {-90, -75}, {-30, -65}, {30, -70}, {90, -66}, {150, -68}}, 6},
        {"the same, cut to the pole",
         {{180, -69}, {150, -68}, {90, -66}, {30, -70}, {-30, -65}, {-90, -75}, {-150, -70}, {-180, -69}, {-180, -90}, {180, -90}},
         10},
        {"the same, cut at 85",
         {{180, -69}, {150, -68}, {90, -66}, {30, -70}, {-30, -65}, {-90, -75}, {-150, -70}, {-180, -69}, {-180, -85}, {180, -85}},
         10},
        {"a bow tie", {{0, 0}, {60, 40}, {60, 0}, {0, 40}}, 4},
        {"a triangle from the pole", {{20, 90}, {150, 30}, {60, -10}}, 3},
        {"the world", {{-180, -90}, {180, -90}, {180, 90}, {-180, 90}}, 4},
};
enum { sample_count = sizeof samples / sizeof *samples };

static bool rings_contain(const struct view_rings *rings, struct page_point spot)
{
	bool inside = false;
	for (size_t i = 0; i < rings->count; i++)
		inside ^= geometry_ring_contains(rings->items[i].points, rings->items[i].count, spot);
	return inside;
}

static double rings_distance(const struct view_rings *rings, struct page_point spot)
{
	double nearest = INFINITY;
	for (size_t i = 0; i < rings->count; i++) {
		const struct view_ring *ring = &rings->items[i];
		for (size_t k = 0; k < ring->count; k++)
			nearest = fmin(nearest, geometry_segment_distance(ring->points[k], ring->points[(k + 1) % ring->count], spot));
	}
	return nearest;
}

/* Places all over the globe, but not so near to an edge that either answer would do. */
static void check_ring(const struct view *view, const char *projection, const struct sample *sample)
{
	struct arena arena;
	arena_init(&arena);
	struct lonlats ring = {sample->points, sample->count};
	struct view_rings rings = {0}, globe = {0};
	struct sphere_path path = sphere_path_of(&arena, ring, true);
	view_add_rings(view, &arena, ring, false, 0.02, &rings);
	assert_true(view_add_globe(view, &arena, 0.02, &globe));
	assert_int_equal(globe.count, 1);
	struct random seed = {12345};
	for (int i = 0; i < 400; i++) {
		struct lonlat place = {random_between(&seed, -180, 180), asin(random_between(&seed, -1, 1)) * 180 / M_PI};
		struct page_point spot = view_forward_one(view, place);
		if (!isfinite(spot.x) || rings_distance(&globe, spot) < 0.5 || !rings_contain(&globe, spot) ||
		    rings_distance(&rings, spot) < 0.1)
			continue;
		struct lonlat back;
		if (!view_inverse(view, spot, &back) || fabs(remainder(back.lon - place.lon, 360)) > 0.01 || fabs(back.lat - place.lat) > 0.01)
			continue; /* beyond the horizon */
		if (rings_contain(&rings, spot) != sphere_path_contains(&path, place))
			fail_msg("%s, %s: %.3f %.3f is %s", projection, sample->name, place.lon, place.lat,
			         rings_contain(&rings, spot) ? "covered" : "left out");
	}
	arena_clear(&arena);
}

static void what_is_inside_is_covered(void **state)
{
	(void)state;
	for (int i = 0; i < projection_count; i++) {
		struct view *view = open_world(projections[i]);
		for (int k = 0; k < sample_count; k++)
			check_ring(view, projections[i], &samples[k]);
		view_close(view);
	}
}

/* Where the seam is not known, a disc is drawn, and the plane leads back from all of its rim: a plane may be folded, and
 * far places then lie on near ones. */
static void the_rim_of_what_is_near_comes_back(void **state)
{
	(void)state;
	static const struct {
		const char *projection;
		struct lonlat middle;
	} cases[] = {
	        {"EPSG:27200", {173, -41}},
	        {"+proj=alsk", {-150, 64}},
	        {"+proj=gs50", {-120, 45}},
	        {"+proj=mil_os", {20, 18}},
	        {"+proj=lee_os", {-165, -10}},
	        {"+proj=healpix", {0, 0}},
	        {"+proj=lsat +lsat=2 +path=2", {-60, 40}},
	        {"+proj=tpeqd +lat_1=20 +lon_1=-20 +lat_2=40 +lon_2=30", {0, 30}},
	        {"EPSG:2056", {8, 47}},
	        {"EPSG:3375", {101, 4}},
	};
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct diag diag;
		struct arena arena;
		struct view_rings rings = {0};
		const struct view_request request = {.projection = cases[c].projection,
		                                     .points = &cases[c].middle,
		                                     .point_count = 1,
		                                     .frame = {0, 0, 600, 400},
		                                     .scale = 2e8};
		diag_init(&diag);
		arena_init(&arena);
		struct view *view = view_open(&request, &diag);
		assert_non_null(view);
		view_add_rings(view, &arena, (struct lonlats){samples[sample_count - 1].points, 4}, false, 0.02, &rings);
		assert_true(rings.count > 0);
		for (size_t i = 0; i < rings.count; i++)
			for (size_t k = 0; k < rings.items[i].count; k++) {
				struct lonlat back;
				if (!view_inverse(view, rings.items[i].points[k], &back))
					fail_msg("%s: point %zu does not come back", cases[c].projection, k);
			}
		view_close(view);
		arena_clear(&arena);
		diag_clear(&diag);
	}
}

/* Frames in and beyond the globe, wherever its seam and its poles lie in them. */
static void bounds_hold_what_is_seen(void **state)
{
	(void)state;
	struct random random = random_start("bounds");
	for (int i = 0; i < 12 * projection_count; i++) {
		struct diag diag;
		struct lonlat middle = {random_between(&random, -180, 180), random_between(&random, -90, 90)};
		const struct view_request request = {.projection = projections[i % projection_count],
		                                     .points = &middle,
		                                     .point_count = 1,
		                                     .frame = {0, 0, 300, 200},
		                                     .scale = exp(random_between(&random, log(5e6), log(4e8)))};
		diag_init(&diag);
		struct view *view = view_open(&request, &diag);
		diag_clear(&diag);
		if (!view)
			continue; /* beyond the horizon */
		struct lonlat_box box = view_unrolled_bounds(view);
		for (int k = 0; k < 300; k++) {
			struct page_point spot = {random_between(&random, 0, 300), random_between(&random, 0, 200)};
			struct lonlat place;
			if (!view_inverse(view, spot, &place))
				continue;
			double east = place.lon - box.west - 360 * floor((place.lon - box.west) / 360);
			if ((east > box.east - box.west && east < 360 - 1e-6) || place.lat < box.south || place.lat > box.north)
				fail_msg("%s, 1:%.0f at %.2f %.2f: %.4f %.4f is not in %.3f %.3f %.3f %.3f", request.projection,
				         request.scale, middle.lon, middle.lat, place.lon, place.lat, box.west, box.south,
				         box.east, box.north);
		}
		view_close(view);
	}
}

static double length_of(const struct polylines *lines)
{
	double length = 0;
	for (size_t i = 0; i < lines->count; i++)
		length += polyline_length(lines->items[i].points, lines->items[i].count);
	return length;
}

/* Lines break at the seam, and what lies along it is drawn on one side. */
static void lines_break_at_the_seam(void **state)
{
	(void)state;
	const struct lonlat pacific[] = {{121, 31}, {-158, 21}}, on_seam[] = {{-30, -20}, {-30, 20}}, parallel[] = {{-180, 0}, {180, 0}};
	const struct {
		const char *projection;
		const struct lonlat *line;
		size_t pieces;
		double degrees; /* of the equator's length, or so */
	} cases[] = {
	        {"+proj=eqc", pacific, 2, 82},           {"+proj=eqc +lon_0=150", pacific, 1, 82},
	        {"+proj=eqc +lon_0=150", on_seam, 1, 40}, {"+proj=eqc +lon_0=150", parallel, 2, 360},
	        {"+proj=igh", on_seam, 1, 0},             {"+proj=eqc +lon_0=-30", on_seam, 1, 40}, {"+proj=laea +lon_0=100", pacific, 1, 0},
	        {"+proj=ortho +lon_0=30", pacific, 0, 0}, {"EPSG:4326", pacific, 2, 82}, {"+proj=eqc +over", pacific, 2, 82},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena;
		arena_init(&arena);
		struct view *view = open_world(cases[i].projection);
		struct polylines lines = {0};
		view_add_lines(view, &arena, (struct lonlats){cases[i].line, 2}, false, false, 0.02, &lines);
		if (cases[i].pieces)
			assert_int_equal(lines.count, cases[i].pieces);
		double turn = 2 * M_PI * 6378137 / (view_scale(view) * 0.0254 / 72);
		if (cases[i].degrees > 0 && fabs(length_of(&lines) / turn * 360 - cases[i].degrees) > 0.02 * cases[i].degrees)
			fail_msg("%s, case %zu: %.2f degrees", cases[i].projection, i, length_of(&lines) / turn * 360);
		view_close(view);
		arena_clear(&arena);
	}
}

/* A number that a damaged or odd file may hold. */
static double odd_number(struct random *random)
{
	static const double odd[] = {0, 90, -90, 180, -180, 360, -360, 179.99999999, 1e308, -1e308, 540, 45};
	double kind = random_between(random, 0, 10);
	if (kind < 0.02)
		return NAN;
	return kind < 6 ? random_between(random, -200, 200) : odd[(size_t)random_between(random, 0, 11.99)];
}

/* Whatever the ring: finite points, no hang. */
static void odd_rings_do_no_harm(void **state)
{
	(void)state;
	struct random random = random_start("odd rings");
	for (int i = 0; i < projection_count; i++) {
		struct view *view = open_world(projections[i]);
		for (int k = 0; k < 60; k++) {
			struct arena arena;
			struct lonlat points[9];
			size_t count = (size_t)random_between(&random, 0, 9.99);
			struct view_rings rings = {0};
			struct polylines lines = {0};
			arena_init(&arena);
			for (size_t p = 0; p < count; p++)
				points[p] = (struct lonlat){odd_number(&random), odd_number(&random)};
			view_add_rings(view, &arena, (struct lonlats){points, count}, k % 2, 0.5, &rings);
			view_add_lines(view, &arena, (struct lonlats){points, count}, k % 3 == 0, k % 2, 0.5, &lines);
			for (size_t r = 0; r < rings.count; r++)
				for (size_t p = 0; p < rings.items[r].count; p++)
					assert_true(isfinite(rings.items[r].points[p].x) && isfinite(rings.items[r].points[p].y));
			assert_true(isfinite(length_of(&lines)));
			arena_clear(&arena);
		}
		view_close(view);
	}
}

/* Seams of codes, of meridians other than Greenwich, of units other than degrees; projections whose seam is not known. */
static void aspects_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *projection;
		bool is_known;
		struct lonlat_box uncut, cut;
	} cases[] = {
	        {"EPSG:3857", true, {-180, -80, 180, 80}, {170, -10, 190, 10}},
	        {"EPSG:27572", true, {-170, 0, 170, 80}, {-179, 0, -177, 10}}, /* 2.337 degrees east */
	        {"+proj=robin +lon_0=150", true, {-29.9, -80, 329.9, 80}, {-40, 0, -20, 10}},
	        {"+proj=robin +pm=paris", true, {-170, -80, 170, 80}, {-179, 0, -177, 10}},
	        {"+proj=utm +zone=33 +south", true, {5, -40, 25, 40}, {170, -10, 190, 10}},
	        {"EPSG:3035", true, {-60, 20, 80, 85}, {-180, -60, -160, -40}},
	        {"+proj=igh", true, {-30, 10, 170, 80}, {-50, 10, -30, 20}},
	        {"+proj=lcc +lat_1=-30 +lat_2=-50", true, {-170, -90, 170, 70}, {0, 60, 10, 80}},
	        {"EPSG:2056", false, {5, 45, 11, 48}, {150, -60, 170, -40}},
	        {"+proj=tpers +h=5000000 +lat_0=47 +lon_0=8 +tilt=20", true, {5, 44, 11, 50}, {150, -60, 170, -40}},
	        {"+proj=tpers +h=1000000 +lat_0=47 +lon_0=8 +tilt=60", false, {7, 47, 9, 48}, {150, -60, 170, -40}},
	        {"EPSG:5514", true, {12, 46, 20, 52}, {10, 55, 40, 65}},
	        {"+proj=healpix", false, {5, 44, 11, 50}, {150, -60, 170, -40}},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diag diag;
		struct lonlat place = {8, 47};
		struct view_request request = {.projection = cases[i].projection, .points = &place, .point_count = 1, .frame = {0, 0, 600, 400}};
		diag_init(&diag);
		request.scale = 4e8;
		struct view *view = view_open(&request, &diag);
		assert_non_null(view);
		if (view_knows_its_seam(view) != cases[i].is_known || view_is_uncut(view, cases[i].uncut) != cases[i].is_known ||
		    view_is_uncut(view, cases[i].cut))
			fail_msg("%s: known %d, uncut %d, cut %d", cases[i].projection, view_knows_its_seam(view),
			         view_is_uncut(view, cases[i].uncut), !view_is_uncut(view, cases[i].cut));
		view_close(view);
		request.scale = 1e6;
		view = view_open(&request, &diag);
		assert_true(view_knows_its_seam(view) && view_is_uncut(view, cases[i].uncut));
		view_close(view);
		diag_clear(&diag);
	}
}

static double page_distance(const struct view *view, struct lonlat a, struct lonlat b)
{
	struct page_point p = view_forward_one(view, a), q = view_forward_one(view, b);
	return hypot(p.x - q.x, p.y - q.y);
}

/* A plane of longitude and latitude is centred on what is seen; what others divide, they say. */
static void maps_over_the_date_line_are_whole_or_told_to_be_divided(void **state)
{
	(void)state;
	const struct lonlat pacific[] = {{100, -60}, {200, 0}, {300, 70}}, fiji[] = {{177, -19}, {-178, -16}},
	                    europe[] = {{-10, 35}, {40, 70}}, world[] = {{-180, -80}, {0, 0}, {180, 80}};
	const struct {
		const char *projection;
		const struct lonlat *points;
		size_t count;
		bool is_divided;
		double middle;
	} cases[] = {
	        {"EPSG:4326", pacific, 3, false, NAN},          {"OGC:CRS84", pacific, 3, false, NAN},
	        {"EPSG:4269", fiji, 2, false, NAN},             {"EPSG:4807", fiji, 2, false, NAN},
	        {"+proj=longlat", fiji, 2, false, NAN},         {"EPSG:3832", pacific, 3, false, NAN},
	        {"EPSG:3857", pacific, 3, true, -160},          {"+proj=robin +over", fiji, 2, true, 179.5},
	        {"EPSG:3857", europe, 2, false, NAN},           {"EPSG:4326", world, 3, false, NAN},
	        {"+proj=robin +lon_0=150", world, 3, false, NAN}, {"+proj=ortho +lon_0=30", europe, 2, false, NAN},
	        {"+proj=merc +lon_0=-165", europe, 2, true, 15},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diag diag;
		double middle;
		const struct view_request request = {.projection = cases[i].projection,
		                                     .points = cases[i].points,
		                                     .point_count = cases[i].count,
		                                     .frame = {0, 0, 600, 400}};
		diag_init(&diag);
		struct view *view = view_open(&request, &diag);
		assert_non_null(view);
		assert_int_equal(diag.count, strstr(cases[i].projection, "+over") != NULL);
		if (view_is_divided(view, &middle) != cases[i].is_divided ||
		    (cases[i].is_divided && fabs(middle - cases[i].middle) > 1e-6))
			fail_msg("case %zu, %s: divided %d, %.3f", i, cases[i].projection, view_is_divided(view, &middle), middle);
		if (cases[i].points == fiji || cases[i].points == pacific) {
			double step = page_distance(view, (struct lonlat){179.9, -17}, (struct lonlat){-179.9, -17});
			assert_true(cases[i].is_divided ? step > 100 : step < 0.05 * box_width(request.frame));
		}
		view_close(view);
		diag_clear(&diag);
	}
}

/* Lobes share the equator: a line that crosses it a thousand times inside one lobe each is one line. */
static void lines_go_on_over_the_equator(void **state)
{
	(void)state;
	enum { count = 1000 };
	struct arena arena;
	struct lonlat points[count];
	struct polylines lines = {0};
	struct view *view = open_world("+proj=igh");
	arena_init(&arena);
	for (int i = 0; i < count; i++)
		points[i] = (struct lonlat){-15 + 90.0 * i / count, i % 2 ? -1 : 1};
	view_add_lines(view, &arena, (struct lonlats){points, count}, false, false, 0.05, &lines);
	assert_int_equal(lines.count, 1);
	assert_true(lines.items[0].count >= count);
	arena_clear(&arena);
	view_close(view);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(what_is_inside_is_covered),
	        cmocka_unit_test(the_rim_of_what_is_near_comes_back),
	        cmocka_unit_test(bounds_hold_what_is_seen),
	        cmocka_unit_test(lines_break_at_the_seam),
	        cmocka_unit_test(lines_go_on_over_the_equator),
	        cmocka_unit_test(maps_over_the_date_line_are_whole_or_told_to_be_divided),
	        cmocka_unit_test(odd_rings_do_no_harm),
	        cmocka_unit_test(aspects_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

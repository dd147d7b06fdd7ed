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

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(what_is_inside_is_covered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

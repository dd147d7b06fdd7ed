/* Thinning before projecting: no point that is left out lies further from the one kept before it, on the page, than the
 * tolerance says, in projections that stretch the globe very unevenly. */
#include "scene/fetch.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define POINTS 20000
#define DETAIL 0.2

struct region {
	const char *projection;
	struct lonlat_box box;
};

static double noise(uint32_t *random)
{
	*random = *random * 1664525u + 1013904223u;
	return (double)(*random >> 8) / (double)(1u << 24) - 0.5;
}

/* A line that wanders through the box by steps as small as data has them, some large. */
static void wander(struct lonlat *points, struct lonlat_box box, uint32_t seed)
{
	double width = box.east - box.west, height = box.north - box.south;
	struct lonlat at = {box.west + width / 2, box.south + height / 2};
	for (size_t i = 0; i < POINTS; i++) {
		double step = i % 50 == 0 ? 0.02 : 2e-5;
		at.lon = fmin(fmax(at.lon + noise(&seed) * width * step, box.west), box.east);
		at.lat = fmin(fmax(at.lat + noise(&seed) * height * step, box.south), box.north);
		points[i] = at;
	}
}

static struct view *open_region(const struct region *region, struct diag *diag)
{
	struct lonlat corners[64];
	for (int i = 0; i < 16; i++) {
		double t = i / 15.0, lon = region->box.west + (region->box.east - region->box.west) * t;
		double lat = region->box.south + (region->box.north - region->box.south) * t;
		corners[i] = (struct lonlat){lon, region->box.south};
		corners[16 + i] = (struct lonlat){lon, region->box.north};
		corners[32 + i] = (struct lonlat){region->box.west, lat};
		corners[48 + i] = (struct lonlat){region->box.east, lat};
	}
	struct view_request request = {.projection = region->projection,
	                               .points = corners,
	                               .point_count = 64,
	                               .frame = {20, 20, 620, 470}};
	return view_open(&request, diag);
}

/* The largest distance on the page between a point left out and the last one kept; *kept counts those. */
static double worst_shift(const struct region *region, uint32_t seed, size_t *kept)
{
	static struct lonlat points[POINTS];
	struct diag diag;
	struct arena arena;
	struct view_reach reach;
	diag_init(&diag);
	arena_init(&arena);
	wander(points, region->box, seed);
	struct view *view = open_region(region, &diag);
	assert_non_null(view);
	view_find_reach(view, &reach);
	struct part part = {0, POINTS};
	struct feature feature = {.record = 1, .part_count = 1, .bounds = region->box};
	struct dataset dataset = {.file = "test",
	                          .type = GEOMETRY_LINES,
	                          .features = &feature,
	                          .feature_count = 1,
	                          .parts = &part,
	                          .part_count = 1,
	                          .points = points,
	                          .point_count = POINTS};
	struct scene_input input = {.view = view, .reach = &reach, .detail = DETAIL, .diag = &diag};
	struct fetched line;
	assert_true(fetch_part(&input, &arena, &dataset, &feature, &part, false, region->box, &line));
	double worst = 0;
	size_t next = 0;
	struct spot last = {0, 0};
	for (size_t i = 0; i < POINTS; i++) {
		struct spot spot = view_forward_one(view, points[i]);
		if (next < line.count && memcmp(&line.points[next], &points[i], sizeof *points) == 0) {
			last = spot;
			next++;
		} else if (isfinite(spot.x)) {
			worst = fmax(worst, hypot(spot.x - last.x, spot.y - last.y));
		}
	}
	assert_int_equal(next, line.count);
	*kept = line.count;
	assert_int_equal(diag.errors, 0);
	view_close(view);
	arena_clear(&arena);
	diag_clear(&diag);
	return worst;
}

static void test_bound_holds(void **state)
{
	(void)state;
	static const struct region regions[] = {
	        {"auto", {116, 28, 122, 33}},
	        {"+proj=robin", {-179, -89, 179, 89}},
	        {"+proj=merc", {-170, -80, 170, 84}},
	        {"+proj=stere +lat_0=90", {-180, 45, 180, 89.9}},
	        {"+proj=laea +lat_0=45 +lon_0=100", {20, -20, 180, 80}},
	        {"+proj=tmerc +lon_0=110", {70, -30, 150, 80}},
	        {"+proj=omerc +lat_0=30 +lonc=115 +alpha=40", {100, 10, 130, 50}},
	};
	for (size_t i = 0; i < sizeof regions / sizeof *regions; i++)
		for (uint32_t seed = 1; seed <= 8; seed++) {
			size_t kept;
			double worst = worst_shift(&regions[i], seed, &kept);
			if (worst > DETAIL / 2)
				fail_msg("%s, seed %u: a point moves by %g", regions[i].projection, seed, worst);
			/* Otherwise the test would pass without any thinning. */
			assert_true(kept < POINTS / 3);
		}
}

static void test_fault_names_record(void **state)
{
	(void)state;
	static struct lonlat points[200];
	struct diag diag;
	struct arena arena;
	struct view_reach reach;
	diag_init(&diag);
	arena_init(&arena);
	const struct region region = {"auto", {116, 28, 122, 33}};
	struct view *view = open_region(&region, &diag);
	view_find_reach(view, &reach);
	for (int i = 0; i < 200; i++)
		points[i] = (struct lonlat){117 + i * 0.01, 29 + i * 0.01};
	points[120].lat = 121.5;
	struct part part = {0, 200};
	struct feature feature = {.record = 7, .part_count = 1, .bounds = region.box};
	struct dataset dataset = {.file = "roads.shp", .type = GEOMETRY_LINES, .parts = &part, .points = points};
	struct scene_input input = {.view = view, .reach = &reach, .detail = DETAIL, .diag = &diag};
	struct fetched line;
	assert_false(fetch_part(&input, &arena, &dataset, &feature, &part, false, region.box, &line));
	assert_int_equal(diag.errors, 1);
	assert_string_equal(diag.entries[0].message, "roads.shp: record 7: the latitude 121.5 is out of range");
	view_close(view);
	arena_clear(&arena);
	diag_clear(&diag);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_bound_holds),
	        cmocka_unit_test(test_fault_names_record),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

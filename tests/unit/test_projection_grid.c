/* Interpolated positions keep to their bound: random points over the world and over regions, beside cuts, poles and the
 * edges of cells, against the same view's exact answers. */
#include "geometry_random.h"
#include "projection/view.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { scattered = 40000, beside = 2000 };

struct region {
	const char *projection;
	double west, south, east, north;
	double cut; /* degrees, a meridian where the projection is interrupted */
};

static const struct region regions[] = {
        {"+proj=eqc", -180, -85, 180, 85, 180},
        {"+proj=eqc", 110, 20, 145, 45, 120},
        {"+proj=lcc +lat_1=25 +lat_2=40 +lon_0=127", 110, 20, 145, 45, -53},
        {"+proj=lcc +lat_1=30 +lat_2=31 +lon_0=121", 120.9, 30.9, 121.4, 31.2, 121},
        {"+proj=lcc +lat_1=30 +lat_2=60 +lon_0=-135", -180, 10, 180, 80, 45},
        {"+proj=aea +lat_1=25 +lat_2=47 +lon_0=105", 73, 18, 135, 54, -75},
        {"+proj=aea +lat_1=25 +lat_2=47 +lon_0=105", -180, -60, 180, 80, -75},
        {"+proj=laea +lat_0=45 +lon_0=100", 40, 5, 160, 75, -80},
        {"+proj=laea +lat_0=20 +lon_0=-30", -180, -85, 180, 85, 150},
        {"+proj=tmerc +lon_0=120 +ellps=GRS80", 116, 25, 124, 36, 120},
        {"+proj=tmerc +lon_0=10", -180, -85, 180, 85, 100},
        {"+proj=merc", -180, -80, 180, 84, 180},
        {"+proj=merc +lon_0=150", 90, -50, 210, 50, -30},
        {"+proj=robin", -180, -85, 180, 85, 180},
        {"+proj=robin +lon_0=11.3", -20, 30, 50, 70, -168.7},
        {"+proj=moll +lon_0=-70", -180, -89, 180, 89, 110},
        {"+proj=eqearth +lon_0=150", -180, -90, 180, 90, -30},
        {"+proj=eqearth", 60, -10, 150, 60, 180},
        {"+proj=ortho +lat_0=35 +lon_0=105", -180, -90, 180, 90, 15},
        {"+proj=ortho +lat_0=35 +lon_0=105", 90, 20, 130, 50, 105},
        {"+proj=igh", -180, -85, 180, 85, -40},
        {"+proj=igh", -180, -85, 180, 85, -100},
        {"+proj=igh +lon_0=160", -180, -85, 180, 85, 120},
        {"+proj=stere +lat_0=90 +lat_ts=75 +lon_0=30", -180, 50, 180, 90, -150},
        {"+proj=stere +lat_0=-90 +lat_ts=-71", -180, -90, 180, -55, 180},
        {"+proj=ob_tran +o_proj=moll +o_lon_p=40 +o_lat_p=50 +lon_0=60", -180, -85, 180, 85, 60},
        {"+proj=ob_tran +o_proj=eqc +o_lon_p=0 +o_lat_p=30 +lon_0=0", -180, -85, 180, 85, 0},
};

static struct view *open_region(const struct region *region, struct box frame)
{
	enum { side = 15 };
	struct lonlat points[side * side];
	struct diag diag;
	for (int i = 0; i < side * side; i++)
		points[i] = (struct lonlat){region->west + (region->east - region->west) * (i % side) / (side - 1),
		                            region->south + (region->north - region->south) * (i / side) / (side - 1)};
	struct view_request request = {
	        .projection = region->projection, .points = points, .point_count = side * side, .frame = frame};
	diag_init(&diag);
	struct view *view = view_open(&request, &diag);
	if (view == NULL)
		fail_msg("%s: %s", region->projection, diag.entries[0].message);
	diag_clear(&diag);
	return view;
}

/* Scattered, then as near to the cut, to poles and to the edges of cells as a file's coordinates may lie. */
static size_t fill(struct random *random, const struct region *region, struct lonlat *points)
{
	size_t count = 0;
	for (; count < scattered; count++)
		points[count] = (struct lonlat){random_between(random, region->west, region->east),
		                                random_between(random, region->south, region->north)};
	for (size_t i = 0; i < beside; i++) {
		double near = pow(10, -random_between(random, 1, 15)) * (i % 2 ? 1 : -1);
		double lat = random_between(random, region->south, region->north);
		points[count++] = (struct lonlat){region->cut + near, lat};
		points[count++] =
		        (struct lonlat){5 * round(random_between(random, region->west, region->east) / 5) + near,
		                        5 * round(lat / 5) + near};
		points[count++] =
		        (struct lonlat){random_between(random, region->west, region->east), copysign(90, lat) - near};
		points[count++] = (struct lonlat){region->cut, lat};
	}
	return count;
}

static void check(const struct region *region, const struct view *view, const struct lonlat *points, size_t count,
                  struct page_point *spots)
{
	size_t interpolated = 0, seen = 0;
	double worst = 0;
	view_forward_many(view, points, spots, count);
	for (size_t i = 0; i < count; i++) {
		struct page_point exact = view_forward_one(view, points[i]);
		if (isnan(exact.x) != isnan(spots[i].x) || isnan(exact.y) != isnan(spots[i].y))
			fail_msg("%s, %.17g %.17g: on the globe for one only", region->projection, points[i].lon,
			         points[i].lat);
		if (isnan(exact.x))
			continue;
		double off = hypot(exact.x - spots[i].x, exact.y - spots[i].y);
		if (off > GRID_BOUND)
			fail_msg("%s, %.17g %.17g: %g points off", region->projection, points[i].lon, points[i].lat,
			         off);
		worst = fmax(worst, off);
		seen++;
		interpolated += memcmp(&exact, &spots[i], sizeof exact) != 0;
	}
	printf("%-66s %5.1f %% interpolated, %.5f points off\n", region->projection,
	       100 * (double)interpolated / (double)seen, worst);
	if (interpolated * 3 < seen)
		fail_msg("%s: %zu of %zu interpolated", region->projection, interpolated, seen);
}

static void interpolation_keeps_its_bound(void **state)
{
	(void)state;
	static const struct box frames[] = {{10, 20, 810, 580}, {0, 0, 3000, 2000}};
	struct random random = random_start("grid");
	struct lonlat *points = test_malloc((scattered + 4 * beside) * sizeof *points);
	struct page_point *spots = test_malloc((scattered + 4 * beside) * sizeof *spots);
	for (size_t r = 0; r < sizeof regions / sizeof *regions; r++) {
		struct view *view = open_region(&regions[r], frames[r % 2]);
		size_t count = fill(&random, &regions[r], points);
		check(&regions[r], view, points, count, spots);
		view_close(view);
	}
	test_free(points);
	test_free(spots);
}

static int compare_order(const void *a, const void *b)
{
	const struct lonlat *p = a, *q = b;
	return p->lat != q->lat ? (p->lat > q->lat) - (p->lat < q->lat) : (p->lon > q->lon) - (p->lon < q->lon);
}

/* Whether asked with all the others, in another order, or alone. */
static void a_position_depends_on_its_place_alone(void **state)
{
	(void)state;
	enum { count = 20000 };
	struct random random = random_start("alone");
	struct lonlat *points = test_malloc(count * sizeof *points);
	struct page_point *spots = test_malloc(count * sizeof *spots);
	for (size_t r = 11; r < 24; r += 2) {
		const struct region *region = &regions[r];
		struct view *first = open_region(region, (struct box){0, 0, 1200, 900});
		struct view *second = open_region(region, (struct box){0, 0, 1200, 900});
		for (size_t i = 0; i < count; i++)
			points[i] = (struct lonlat){random_between(&random, region->west, region->east),
			                            random_between(&random, region->south, region->north)};
		view_forward_many(first, points, spots, count);
		qsort(points, count, sizeof *points, compare_order);
		view_forward_many(first, points, spots, count);
		for (size_t i = count; i-- > 0;) {
			struct page_point alone;
			view_forward_many(second, &points[i], &alone, 1);
			assert_memory_equal(&alone, &spots[i], sizeof alone);
		}
		view_close(first);
		view_close(second);
	}
	test_free(points);
	test_free(spots);
}

static void odd_points_are_no_place(void **state)
{
	(void)state;
	struct view *view = open_region(&regions[2], (struct box){0, 0, 1200, 900});
	struct lonlat odd[] = {{NAN, 30},       {120, NAN},  {INFINITY, 30}, {120, 91},
	                       {-INFINITY, 30}, {1e300, 30}, {120, 30}};
	struct page_point out[7];
	view_forward_many(view, odd, out, 7);
	for (int i = 0; i < 6; i++)
		assert_true(isnan(out[i].x) && isnan(out[i].y));
	assert_true(isfinite(out[6].x) && isfinite(out[6].y));
	view_close(view);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(interpolation_keeps_its_bound),
	        cmocka_unit_test(a_position_depends_on_its_place_alone),
	        cmocka_unit_test(odd_points_are_no_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

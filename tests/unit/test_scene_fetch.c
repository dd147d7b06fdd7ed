/* Fetching from a file: what is cut to the view is the same whether or not points beyond it were left out.
 * Thinning before projecting: no point that is left out lies further from the one kept before it, on the page, than the
 * tolerance says, in projections that stretch the globe very unevenly. */
#include "data_files.h"

#include "geometry/sphere.h"
#include "scene/fetch.h"
#include "single_part.h"

#include <math.h>

#define FOLDER "build/test-scene-fetch/"

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
	struct view_request request = {
	        .projection = region->projection, .points = corners, .point_count = 64, .frame = {20, 20, 620, 470}};
	return view_open(&request, diag);
}

/* The largest distance on the page between a point left out and the last one kept; *kept counts those. */
static double worst_shift(const struct region *region, uint32_t seed, size_t *kept)
{
	static struct lonlat points[POINTS];
	struct diag diag;
	struct arena arena;
	struct scale_bounds scale_bounds;
	diag_init(&diag);
	arena_init(&arena);
	wander(points, region->box, seed);
	struct view *view = open_region(region, &diag);
	assert_non_null(view);
	view_find_scale_bounds(view, &scale_bounds);
	struct part part = {0, POINTS};
	struct feature feature = {.record = 1, .shape = single_part(&arena, part, region->box), .part_count = 1};
	struct dataset dataset = {.file = "test",
	                          .type = GEOMETRY_LINES,
	                          .features = &feature,
	                          .feature_count = 1,
	                          .points = points,
	                          .point_count = POINTS};
	struct scene_input input = {.view = view, .scale_bounds = &scale_bounds, .detail = DETAIL, .diag = &diag};
	struct fetched line;
	assert_true(scene_fetch_part(&input, &arena, &dataset, &feature, part, false, region->box, &line));
	double worst = 0;
	size_t next = 0;
	struct page_point last = {0, 0};
	for (size_t i = 0; i < POINTS; i++) {
		struct page_point spot = view_forward_one(view, points[i]);
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
			if (worst > DETAIL)
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
	struct scale_bounds scale_bounds;
	diag_init(&diag);
	arena_init(&arena);
	const struct region region = {"auto", {116, 28, 122, 33}};
	struct view *view = open_region(&region, &diag);
	view_find_scale_bounds(view, &scale_bounds);
	for (int i = 0; i < 200; i++)
		points[i] = (struct lonlat){117 + i * 0.01, 29 + i * 0.01};
	points[120].lat = 121.5;
	struct part part = {0, 200};
	struct feature feature = {.record = 7, .shape = single_part(&arena, part, region.box), .part_count = 1};
	struct dataset dataset = {.file = "roads.shp", .type = GEOMETRY_LINES, .points = points};
	struct scene_input input = {.view = view, .scale_bounds = &scale_bounds, .detail = DETAIL, .diag = &diag};
	struct fetched line;
	assert_false(scene_fetch_part(&input, &arena, &dataset, &feature, part, false, region.box, &line));
	assert_int_equal(diag.errors, 0);
	assert_string_equal(diag.entries[0].message,
	                    "roads.shp: a part of record 7 is left out: the latitude 121.5 is out of range");
	view_close(view);
	arena_clear(&arena);
	diag_clear(&diag);
}

static void write_ring(const char *stem, const struct lonlat *points, size_t count)
{
	SHPHandle shp = SHPCreate(stem, SHPT_POLYGON);
	double *x = malloc((count + 1) * sizeof *x), *y = malloc((count + 1) * sizeof *y);
	for (size_t i = 0; i <= count; i++) {
		x[i] = points[i % count].lon;
		y[i] = points[i % count].lat;
	}
	SHPObject *shape = SHPCreateSimpleObject(SHPT_POLYGON, (int)count + 1, x, y, NULL);
	SHPWriteObject(shp, -1, shape);
	SHPDestroyObject(shape);
	SHPClose(shp);
	free(x);
	free(y);
}

static struct page_point *as_spots(struct arena *arena, struct fetched line)
{
	struct page_point *spots = ARENA_ARRAY(arena, line.count, struct page_point);
	for (size_t i = 0; i < line.count; i++)
		spots[i] = (struct page_point){line.points[i].lon, line.points[i].lat};
	return spots;
}

static void assert_same_line(struct polyline a, struct polyline b)
{
	assert_int_equal(a.count, b.count);
	if (a.count)
		assert_memory_equal(a.points, b.points, a.count * sizeof *a.points);
}

/* The same inside: a ring may begin elsewhere, and run back and forth along the box's edge in another way. */
static void assert_same_inside(struct polyline a, struct polyline b, struct box box, uint32_t seed)
{
	double size = box_width(box) * box_height(box);
	assert_true(fabs(geometry_ring_area(a.points, a.count) - geometry_ring_area(b.points, b.count)) < 1e-9 * size);
	for (int i = 0; i < 2000; i++) {
		struct page_point at = {box.left + (noise(&seed) + 0.5) * box_width(box),
		                        box.top + (noise(&seed) + 0.5) * box_height(box)};
		assert_int_equal(geometry_ring_contains(a.points, a.count, at),
		                 geometry_ring_contains(b.points, b.count, at));
	}
}

/* The ring read for a small view and for everything, both cut to the view as areas and as lines. */
static void assert_cut_alike(const struct scene_input *input, const struct dataset *dataset, struct lonlat_box view)
{
	static const struct lonlat_box everything = {-180, -90, 180, 90};
	const struct box box = {view.west, view.south, view.east, view.north};
	struct arena arena;
	struct fetched few = {0}, all;
	arena_init(&arena);
	const struct feature *feature = dataset->features;
	assert_true(
	        scene_fetch_part(input, &arena, dataset, feature, feature_part(feature, 0), true, everything, &all));
	assert_true(scene_fetch_part(input, &arena, dataset, feature, feature_part(feature, 0), true, view, &few));
	assert_true(few.count < all.count);
	struct page_point *a = as_spots(&arena, all), *b = as_spots(&arena, few);
	assert_same_inside(geometry_clip_ring(&arena, a, all.count, box), geometry_clip_ring(&arena, b, few.count, box),
	                   box, 1);
	struct polylines whole = {0}, part = {0};
	geometry_clip_line(&arena, a, all.count, true, box, &whole);
	geometry_clip_line(&arena, b, few.count, true, box, &part);
	assert_int_equal(whole.count, part.count);
	for (size_t i = 0; i < whole.count; i++)
		assert_same_line(whole.items[i], part.items[i]);
	arena_clear(&arena);
}

static void test_cut_alike(void **state)
{
	(void)state;
	static struct lonlat points[POINTS];
	const struct region region = {"auto", {116, 28, 122, 33}};
	struct diag diag;
	struct scale_bounds scale_bounds;
	diag_init(&diag);
	struct view *view = open_region(&region, &diag);
	view_find_scale_bounds(view, &scale_bounds);
	struct scene_input input = {.view = view, .scale_bounds = &scale_bounds, .detail = DETAIL, .diag = &diag};
	for (uint32_t seed = 1; seed <= 10; seed++) {
		wander(points, region.box, seed);
		write_ring(FOLDER "ring", points, POINTS);
		struct reading reading = data_read(&(struct dataset_request){.file = FOLDER "ring.shp", .large = 1});
		assert_read(&reading);
		assert_non_null(reading.dataset.source);
		/* Around where the ring begins, and elsewhere on it. */
		for (size_t i = 0; i < 9; i++) {
			struct lonlat at = points[i * POINTS / 9];
			struct lonlat_box box = {at.lon - 0.1, at.lat - 0.15, at.lon + 0.2, at.lat + 0.1};
			assert_cut_alike(&input, &reading.dataset, box);
		}
		dataset_close(&reading.dataset);
		data_done(&reading);
	}
	view_close(view);
	diag_clear(&diag);
}

/* Short parts in a file are thinned and dropped by the same bound as long ones. */
static void test_short_parts(void **state)
{
	(void)state;
	const struct region region = {"auto", {116, 28, 122, 33}};
	struct diag diag;
	struct scale_bounds scale_bounds;
	diag_init(&diag);
	struct view *view = open_region(&region, &diag);
	view_find_scale_bounds(view, &scale_bounds);
	struct scene_input input = {.view = view, .scale_bounds = &scale_bounds, .detail = DETAIL, .diag = &diag};
	for (double radius = 1e-5; radius < 0.1; radius *= 1.5) {
		struct lonlat points[40];
		struct fetched ring;
		for (int i = 0; i < 40; i++)
			points[i] =
			        (struct lonlat){119 + radius * cos(i * M_PI / 20), 30 - radius * sin(i * M_PI / 20)};
		write_ring(FOLDER "short", points, 40);
		struct reading reading = data_read(&(struct dataset_request){.file = FOLDER "short.shp", .large = 1});
		assert_read(&reading);
		bool kept = scene_fetch_part(&input, &reading.arena, &reading.dataset, reading.dataset.features,
		                             feature_part(reading.dataset.features, 0), true, region.box, &ring);
		struct page_point west = view_forward_one(view, points[20]), east = view_forward_one(view, points[0]);
		double size = hypot(east.x - west.x, east.y - west.y);
		if (!kept && size > DETAIL)
			fail_msg("a ring of %g points is dropped", size);
		if (kept)
			assert_true(ring.count >= 3 || size < DETAIL);
		if (size < DETAIL / 4)
			assert_false(kept);
		if (size > 20 * DETAIL)
			assert_int_equal(ring.count, 40);
		dataset_close(&reading.dataset);
		data_done(&reading);
	}
	view_close(view);
	diag_clear(&diag);
}

/* A ring cut along the date line and a pole, in steps of half a degree: of what lies near its neighbours on the page no
 * edge is left out by which outlines would lead along the cut. */
static void cuts_keep_their_ends(void **state)
{
	(void)state;
	enum { edges = 720, down = 60 };
	static struct lonlat points[2 * edges + 2 * down];
	const char *const projections[] = {"+proj=laea +lat_0=-90 +lon_0=150", "+proj=robin +lon_0=150"};
	size_t count = 0;
	for (int i = 0; i < edges; i++) /* the coast, then down to the pole, along it, and up */
		points[count++] = (struct lonlat){179.7 - 359.4 * i / (edges - 1), -60.2};
	for (int i = 0; i < down; i++)
		points[count++] = (struct lonlat){-180, -60 - 30.0 * i / down};
	for (int i = 0; i <= edges; i++)
		points[count++] = (struct lonlat){-180 + 360.0 * i / edges, -90};
	for (int i = down - 1; i > 0; i--)
		points[count++] = (struct lonlat){180, -60 - 30.0 * i / down};
	for (size_t k = 0; k < sizeof projections / sizeof *projections; k++) {
		struct diag diag;
		struct arena arena;
		struct scale_bounds scale_bounds;
		const struct region region = {projections[k], {-180, -90, 180, -60}};
		diag_init(&diag);
		arena_init(&arena);
		struct view *view = open_region(&region, &diag);
		view_find_scale_bounds(view, &scale_bounds);
		struct part part = {0, count, 0};
		struct feature feature = {.record = 1,
		                          .shape = single_part(&arena, part, region.box),
		                          .part_count = 1,
		                          .type = GEOMETRY_POLYGONS};
		struct dataset dataset = {.file = "test",
		                          .type = GEOMETRY_POLYGONS,
		                          .features = &feature,
		                          .feature_count = 1,
		                          .points = points,
		                          .point_count = count};
		struct scene_input input = {.view = view, .scale_bounds = &scale_bounds, .detail = 4, .diag = &diag};
		struct fetched ring;
		size_t lines;
		assert_true(scene_fetch_part(&input, &arena, &dataset, &feature, part, true, region.box, &ring));
		assert_true(ring.count < count);
		const struct lonlats *outline =
		        geometry_without_date_line(&arena, (struct lonlats){ring.points, ring.count}, &lines);
		assert_non_null(outline);
		for (size_t l = 0; l < lines; l++)
			for (size_t i = 1; i < outline[l].count; i++)
				if (outline[l].points[i].lat < -61 &&
				    fabs(outline[l].points[i].lat - outline[l].points[i - 1].lat) > 0)
					fail_msg("%s: a line leads to %g %g", projections[k], outline[l].points[i].lon,
					         outline[l].points[i].lat);
		view_close(view);
		arena_clear(&arena);
		diag_clear(&diag);
	}
}

int main(void)
{
	data_folder(FOLDER);
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_bound_holds),     cmocka_unit_test(test_fault_names_record),
	        cmocka_unit_test(test_cut_alike),       cmocka_unit_test(test_short_parts),
	        cmocka_unit_test(cuts_keep_their_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

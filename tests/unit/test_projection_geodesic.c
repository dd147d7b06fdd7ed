/* Distances against geod, areas against a published figure and an equal-area projection by cct, GCJ-02 vectors. */
#include "geometry_random.h"
#include "projection/view.h"
#include "projection_oracle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { tested = 300 };

static void distances_are_those_of_geod(void **state)
{
	(void)state;
	struct random random = random_start("distances");
	static double lines[tested][4];
	static struct answer answers[tested];
	for (size_t i = 0; i < tested; i++) {
		double reach = exp(random_between(&random, -8, 5));
		lines[i][0] = random_between(&random, -90, 90);
		lines[i][1] = random_between(&random, -180, 180);
		lines[i][2] = fmin(fmax(lines[i][0] + random_between(&random, -reach, reach), -90), 90);
		lines[i][3] = lines[i][1] + random_between(&random, -reach, reach);
	}
	assert_int_equal(ask("geod -I -f %.9f -F %.6f +ellps=WGS84", lines[0], 4, tested, answers), tested);
	for (size_t i = 0; i < tested; i++) {
		struct lonlat pair[] = {{lines[i][1], lines[i][0]}, {lines[i][3], lines[i][2]}};
		assert_int_equal(answers[i].count, 3);
		assert_true(fabs(geodesic_distance(pair[0], pair[1]) - answers[i].values[2]) < 2e-6);
		assert_true(fabs(geodesic_length(pair, 2) - answers[i].values[2]) < 2e-6);
		struct lonlat end = geodesic_direct(pair[0], answers[i].values[0], answers[i].values[2]);
		assert_true(geodesic_distance(end, pair[1]) < 0.01);
	}
}

/* GeographicLib's manual, geod_polygonarea(): Antarctica. */
static void area_of_antarctica(void **state)
{
	(void)state;
	struct lonlat ring[] = {{-74, -72.9}, {-102, -71.9}, {-102, -74.9}, {-131, -74.3}, {-163, -77.5}, {163, -77.4},
	                        {172, -71.7}, {140, -65.9},  {113, -65.7},  {88, -66.6},   {59, -66.9},   {25, -69.8},
	                        {-4, -70},    {-14, -71},    {-33, -77.3},  {-46, -77.9},  {-61, -74.7}};
	size_t count = sizeof ring / sizeof *ring;
	assert_true(fabs(geodesic_ring_area(ring, count) - 13376856682207.4) < 1);
	for (size_t i = 0; i < count / 2; i++) {
		struct lonlat swapped = ring[i];
		ring[i] = ring[count - 1 - i];
		ring[count - 1 - i] = swapped;
	}
	assert_true(fabs(geodesic_ring_area(ring, count) - 13376856682207.4) < 1);
}

static void areas_agree_with_an_equal_area_projection(void **state)
{
	(void)state;
	struct random random = random_start("areas");
	enum { corners = 200 };
	for (int round = 0; round < 10; round++) {
		struct lonlat ring[corners],
		        centre = {random_between(&random, -180, 180), random_between(&random, -80, 80)};
		double lines[corners][2], area = 0;
		static struct answer answers[corners];
		char command[200];
		for (size_t i = 0; i < corners; i++) {
			ring[i] = geodesic_direct(centre, 360.0 * (double)i / corners,
			                          random_between(&random, 20e3, 25e3));
			lines[i][0] = ring[i].lon;
			lines[i][1] = ring[i].lat;
		}
		snprintf(command, sizeof command, "cct -z 0 -t 0 -d 9 +proj=laea +lat_0=%.9f +lon_0=%.9f +ellps=WGS84",
		         centre.lat, centre.lon);
		assert_int_equal(ask(command, lines[0], 2, corners, answers), corners);
		for (size_t i = 0; i < corners; i++) {
			const double *a = answers[i].values, *b = answers[(i + 1) % corners].values;
			area += (a[0] * b[1] - b[0] * a[1]) / 2;
		}
		assert_true(fabs(geodesic_ring_area(ring, corners) / fabs(area) - 1) < 1e-6);
	}
}

static void points_that_are_lost_are_passed_over(void **state)
{
	(void)state;
	struct lonlat line[] = {{120, 30}, {NAN, NAN}, {121, 31}, {INFINITY, 0}};
	assert_true(geodesic_length(line, 4) == geodesic_distance(line[0], line[2]));
	assert_true(geodesic_length(line, 1) == 0 && geodesic_length(NULL, 0) == 0);
	assert_true(geodesic_ring_area(line, 4) == 0 && geodesic_ring_area(NULL, 0) == 0);
}

static void chinese_vectors(void **state)
{
	(void)state;
	FILE *file = fopen("tests/data/gcj02-vectors.csv", "r");
	char line[256];
	int tried = 0;
	assert_non_null(file);
	assert_non_null(fgets(line, sizeof line, file));
	while (fgets(line, sizeof line, file) != NULL) {
		struct lonlat wgs84, point, baidu;
		if (sscanf(line, "%*[^,],%lf,%lf,%lf,%lf,%lf,%lf", &wgs84.lon, &wgs84.lat, &point.lon, &point.lat,
		           &baidu.lon, &baidu.lat) != 6)
			continue;
		projection_gcj02_to_wgs84(&point, 1);
		projection_bd09_to_wgs84(&baidu, 1);
		/* The vectors have six decimals. */
		if (fabs(point.lon - wgs84.lon) > 6e-7 || fabs(point.lat - wgs84.lat) > 6e-7)
			fail_msg("%.9f,%.9f instead of %s", point.lon, point.lat, line);
		if (fabs(baidu.lon - wgs84.lon) > 6e-7 || fabs(baidu.lat - wgs84.lat) > 6e-7)
			fail_msg("%.9f,%.9f instead of %s", baidu.lon, baidu.lat, line);
		tried++;
	}
	fclose(file);
	assert_true(tried >= 10);
}

/* The values that wandergis/coordtransform publishes with its test (test/app.js): 116.404, 39.915 from WGS 84 to GCJ-02,
 * and from GCJ-02 to BD-09. */
static void bd09_is_undone(void **state)
{
	(void)state;
	struct lonlat gcj02 = {116.41024449916938, 39.91640428150164}, bd09 = {116.41036949371029, 39.92133699351021};
	struct lonlat same = {116.404, 39.915};
	projection_gcj02_to_wgs84(&gcj02, 1);
	assert_true(fabs(gcj02.lon - 116.404) < 1e-9 && fabs(gcj02.lat - 39.915) < 1e-9);
	projection_bd09_to_wgs84(&bd09, 1);
	projection_gcj02_to_wgs84(&same, 1);
	assert_true(fabs(bd09.lon - same.lon) < 1e-9 && fabs(bd09.lat - same.lat) < 1e-9);
	struct lonlat abroad = {2.35, 48.85};
	projection_bd09_to_wgs84(&abroad, 1);
	assert_true(abroad.lon == 2.35 && abroad.lat == 48.85);
}

/* Inside, the shift is 300 to 700 m; outside there is none, whatever the rectangle of the published formulas holds. */
static void shifts_end_at_the_border(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		struct lonlat place;
		bool is_shifted;
	} cases[] = {
	        {"Seoul", {126.98, 37.57}, false},       {"Taipei", {121.56, 25.04}, false},    {"Kinmen", {118.33, 24.43}, false},
	        {"Matsu", {119.94, 26.15}, false},       {"Hong Kong", {114.16, 22.28}, false}, {"Sheung Shui", {114.128, 22.502}, false},
	        {"Tuen Mun", {113.97, 22.39}, false},    {"Macau", {113.545, 22.195}, false},   
	        {"Pyongyang", {125.75, 39.02}, false},   {"Sinuiju", {124.4, 40.09}, false},    {"Hanoi", {105.85, 21.03}, false},
	        {"Ulaanbaatar", {106.9, 47.9}, false},   {"Almaty", {76.9, 43.25}, false},      {"Kathmandu", {85.3, 27.7}, false},
	        {"Vladivostok", {131.9, 43.1}, false},   {"Khabarovsk", {135.07, 48.48}, false}, {"Fukuoka", {130.4, 33.6}, false},
	        {"Delhi", {77.2, 28.6}, false},          {"Shanghai", {121.47, 31.23}, true},   {"Xiamen", {118.09, 24.48}, true},
	        {"Shenzhen", {114.055, 22.54}, true},    {"Luohu", {114.118, 22.535}, true},    {"Shekou", {113.91, 22.48}, true},
	        {"Zhuhai", {113.57, 22.27}, true},       {"Hengqin", {113.54, 22.13}, true},    {"Dandong", {124.37, 40.14}, true},
	        {"Heihe", {127.5, 50.245}, true},        {"Hunchun", {130.36, 42.87}, true},    {"Manzhouli", {117.43, 49.59}, true},
	        {"Khorgos", {80.41, 44.21}, true},       {"Kashgar", {75.99, 39.47}, true},     {"Lhasa", {91.1, 29.65}, true},
	        {"Ruili", {97.85, 24.01}, true},         {"Sanya", {109.5, 18.25}, true},       {"Zhoushan", {122.2, 30}, true},
	        {"Shengsi", {122.45, 30.73}, true},      {"Bohai", {119.5, 39}, true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (int baidu = 0; baidu < 2; baidu++) {
			struct lonlat moved = cases[i].place;
			size_t outside = (baidu ? projection_bd09_to_wgs84 : projection_gcj02_to_wgs84)(&moved, 1);
			double metres = geodesic_distance(moved, cases[i].place);
			if (cases[i].is_shifted ? outside || metres < 200 || metres > 2000 : outside != 1 || metres > 0)
				fail_msg("%s is moved by %.0f m", cases[i].name, metres);
		}
}

static void gcj02_leaves_the_rest_of_the_world_alone(void **state)
{
	(void)state;
	struct lonlat points[] = {{2.35, 48.85}, {-74, 40.7}, {NAN, 30}, {151.2, -33.9}};
	projection_gcj02_to_wgs84(points, 4);
	assert_true(points[0].lon == 2.35 && points[0].lat == 48.85 && points[1].lon == -74);
	assert_true(isnan(points[2].lon) && points[2].lat == 30 && points[3].lat == -33.9);
	/* Where the square root in the shift has its cusp. */
	struct lonlat cusp[] = {{105, 35}, {105.0008, 30}, {104.9999, 30}};
	projection_gcj02_to_wgs84(cusp, 3);
	for (int i = 0; i < 3; i++)
		assert_true(isfinite(cusp[i].lon) && fabs(cusp[i].lon - 105) < 0.02);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(distances_are_those_of_geod),
	        cmocka_unit_test(area_of_antarctica),
	        cmocka_unit_test(areas_agree_with_an_equal_area_projection),
	        cmocka_unit_test(points_that_are_lost_are_passed_over),
	        cmocka_unit_test(chinese_vectors),
	        cmocka_unit_test(bd09_is_undone),
	        cmocka_unit_test(shifts_end_at_the_border),
	        cmocka_unit_test(gcj02_leaves_the_rest_of_the_world_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
